import { useState } from 'react';
import { deviceStates, type DeviceLine, type DeviceState } from '../../electron/flood/flood.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { mayCall } from '../ui/commands.ts';
import { useNow } from '../ui/clock.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { Sign } from '../ui/signs/sign.tsx';
import { useText } from '../ui/text.ts';

const signOf = { pump: 'pump', floodGate: 'gate', barrier: 'barrier', culvert: 'culvert' } as const;
const abnormal: readonly DeviceState[] = ['fault', 'blocked'];

/** Pumps, gates, barriers, culverts with what was last said of them; a number key says the new state. */
export function DevicePanel({ devices }: { readonly devices: readonly DeviceLine[] }) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const able = seat?.kind === 'signedIn' && mayCall('flood.setDevice', seat.operator.role);
  const set = useCommand('flood.setDevice');
  const [chosen, setChosen] = useState<string | null>(null);
  const line = devices.find(({ place }) => place.id === chosen) ?? devices[0];

  function say(device: DeviceLine | undefined, state: DeviceState | undefined): void {
    if (!able || !device || state === undefined || device.device?.state === state) return;
    void set.run({
      placeId: device.place.id,
      state,
      ...(device.device ? { version: device.device.version } : {}),
    });
  }
  const keys = useRowKeys(
    devices.map(({ place }) => place.id),
    line?.place.id ?? null,
    setChosen,
    (event, id) => {
      const device = devices.find(({ place }) => place.id === id);
      if (!device || !/^[1-9]$/.test(event.key)) return;
      event.preventDefault();
      say(device, deviceStates[device.kind][Number(event.key) - 1]);
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
              {devices.map((one) => {
                const state = one.device?.state;
                const wrong = state !== undefined && abnormal.includes(state);
                return (
                  <tr key={one.place.id} {...keys.rowProps(one.place.id)}>
                    <td className="sign-cell">
                      <Sign name={signOf[one.kind]} />
                    </td>
                    <td>
                      <KeyedName code={one.place.key} name={nameOf(one.place.names)} />
                    </td>
                    <td className={`nowrap ${wrong ? 't2' : state === undefined ? 'dim' : ''}`}>
                      {wrong && '▲ '}
                      {t(`flood.device.${state ?? 'unknown'}`)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {able && line && (
        <div
          className="device-keys row"
          role="group"
          aria-label={t('flood.setState', { device: line.place.key })}
        >
          <b>{line.place.key}</b>
          {line.device && (
            <span className="dim said">
              {t('flood.byAt', { name: line.device.byName, time: format.moment(line.device.at, now) })}
              {line.device.note !== '' && ` · ${line.device.note}`}
            </span>
          )}
          {deviceStates[line.kind].map((state, index) => (
            <Button key={state} aria-pressed={line.device?.state === state} onPress={() => say(line, state)}>
              {t(`flood.device.${state}`)} <kbd className="kbd">{index + 1}</kbd>
            </Button>
          ))}
          <Problem>{set.problem}</Problem>
        </div>
      )}
    </Panel>
  );
}
