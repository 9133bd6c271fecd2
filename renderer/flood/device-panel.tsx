import { deviceStates, type DeviceLine, type DeviceState } from '../../electron/flood/flood.ts';
import { lateStep } from '../../electron/device-order/device-order.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { intend } from '../ui/intent.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { Sign } from '../ui/signs/sign.tsx';
import { useText } from '../ui/text.ts';

const signOf = { pump: 'pump', floodGate: 'gate', barrier: 'barrier', culvert: 'culvert' } as const;
const abnormal: readonly DeviceState[] = ['fault', 'blocked'];

const kindOrder = ['pump', 'floodGate', 'barrier', 'culvert'];

/** What needs a person first, then what has an order, then by kind. */
function inOrder(devices: readonly DeviceLine[]): DeviceLine[] {
  const rank = ({ shown, order }: DeviceLine): number =>
    shown.kind === 'contradictory' || (shown.kind === 'known' && abnormal.includes(shown.state))
      ? 0
      : order
        ? 1
        : 2;
  return devices.toSorted(
    (a, b) => rank(a) - rank(b) || kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind),
  );
}

/** The state that the list shows: what its instrument says counts before an older word. */
const stateOf = ({ shown, device }: DeviceLine): DeviceState | undefined =>
  shown.kind === 'known' ? shown.state : device?.state;

interface Props {
  readonly devices: readonly DeviceLine[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/**
 * Pumps, gates, barriers, culverts by what was said and what instruments show, with the order that each has. A number key
 * says the new state, O orders, A and C take the answer.
 */
export function DevicePanel({ devices: all, chosen, onChoose }: Props) {
  const devices = inOrder(all);
  const { t, nameOf } = useText();
  const able = useMay('flood.setDevice');
  const set = useCommand('flood.setDevice');
  const acknowledge = useCommand('deviceOrder.acknowledge');
  const confirm = useCommand('deviceOrder.confirm');
  const line = devices.find(({ place }) => place.id === chosen) ?? devices[0];

  function say(device: DeviceLine | undefined, state: DeviceState | undefined): void {
    if (!able || !device || state === undefined || stateOf(device) === state) return;
    void set.run({
      placeId: device.place.id,
      state,
      ...(device.device ? { version: device.device.version } : {}),
    });
  }
  const keys = useRowKeys(
    devices.map(({ place }) => place.id),
    line?.place.id ?? null,
    onChoose,
    (event, id) => {
      const device = devices.find(({ place }) => place.id === id);
      if (!device || !able) return;
      const { order } = device;
      const key = event.key.toLowerCase();
      if (/^[1-9]$/.test(key)) say(device, deviceStates[device.kind][Number(key) - 1]);
      else if (key === 'o') {
        onChoose(id);
        intend(null, { what: 'deviceOrder.give', id });
      } else if (key === 'a' && order) void acknowledge.run({ id: order.id, version: order.version });
      else if (key === 'c' && order) void confirm.run({ id: order.id, version: order.version });
      else return;
      event.preventDefault();
    },
  );

  return (
    <Panel title={t('flood.devices')}>
      {devices.length === 0 ? (
        <Empty>{t('flood.noDevices')}</Empty>
      ) : (
        <div className="scroll">
          <table className="list devices" role="grid" aria-label={t('flood.devices')}>
            <tbody>
              {devices.map((one) => (
                <tr key={one.place.id} {...keys.rowProps(one.place.id)}>
                  <td className="sign-cell">
                    <Sign name={signOf[one.kind]} />
                  </td>
                  <td>
                    <KeyedName code={one.place.key} name={nameOf(one.place.names)} />
                  </td>
                  <td className="nowrap">
                    <StateMark line={one} />
                    <OrderMark line={one} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Capacity devices={devices} />
      {able && line && (
        <div
          className="device-keys row"
          role="group"
          aria-label={t('flood.setState', { device: line.place.key })}
        >
          <b>{line.place.key}</b>
          {deviceStates[line.kind].map((state, index) => (
            <Button key={state} aria-pressed={stateOf(line) === state} onPress={() => say(line, state)}>
              {t(`flood.device.${state}`)} <kbd className="kbd">{index + 1}</kbd>
            </Button>
          ))}
          <Button
            onPress={() => {
              onChoose(line.place.id);
              intend(null, { what: 'deviceOrder.give', id: line.place.id });
            }}
          >
            {t('flood.order.give')} <kbd className="kbd">O</kbd>
          </Button>
          <Problem>{set.problem ?? acknowledge.problem ?? confirm.problem}</Problem>
        </div>
      )}
    </Panel>
  );
}

/** How a device stands, as a word and, when it is wrong, a shape. */
export function StateMark({ line }: { readonly line: Pick<DeviceLine, 'shown'> }) {
  const { t } = useText();
  const { shown } = line;
  switch (shown.kind) {
    case 'unknown':
      return <span className="dim">{t('flood.device.unknown')}</span>;
    case 'contradictory':
      return <span className="t2">▲ {t('flood.device.contradictory')}</span>;
    case 'known': {
      const wrong = abnormal.includes(shown.state);
      return (
        <span className={wrong ? 't2' : ''}>
          {wrong && '▲ '}
          {t(`flood.device.${shown.state}`)}
        </span>
      );
    }
  }
}

/** The order that a device has, and whether it is late. */
export function OrderMark({ line }: { readonly line: Pick<DeviceLine, 'order'> }) {
  const { t } = useText();
  const now = new Date(useNow(5_000)).toISOString();
  const { order } = line;
  if (!order || order.endedAt !== null) return null;
  const late = lateStep(order, now);
  return (
    <div className={late === null ? 'muted' : 't2'}>
      <span aria-hidden>{late === null ? '➜ ' : '▲ '}</span>
      {t(`flood.order.mark.${order.state}`, { wanted: t(`flood.device.${order.wanted}`) })}
      {late !== null && ` · ${t(`flood.order.late.${late}`)}`}
    </div>
  );
}

/** How much the pumps that run move, of what all of them could. */
function Capacity({ devices }: { readonly devices: readonly DeviceLine[] }) {
  const { t, format } = useText();
  const pumps = devices.filter(({ setup }) => setup?.capacityM3h);
  if (pumps.length === 0) return null;
  const sum = (all: readonly DeviceLine[]): number =>
    all.reduce((total, { setup }) => total + (setup?.capacityM3h ?? 0), 0);
  const running = pumps.filter(({ shown }) => shown.kind === 'known' && shown.state === 'running');
  return (
    <p className="capacity muted">
      {t('flood.capacityOf', { running: format.number(sum(running)), all: format.number(sum(pumps)) })}
    </p>
  );
}
