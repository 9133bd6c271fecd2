import { useState } from 'react';
import type { DeviceLine } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { OrderMark, StateMark } from './device-panel.tsx';
import { DeviceSetupForm } from './device-setup.tsx';
import { GiveOrder, OpenOrder } from './order-form.tsx';

/** One device: how it stands and by whom, its order and the answer to it, what it can move, its last orders. */
export function DeviceDetail({
  line,
  orderNow,
  done,
}: {
  readonly line: DeviceLine;
  /** Begins with the form of an order. */
  readonly orderNow: boolean;
  readonly done: () => void;
}) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(15_000)).toISOString();
  const [asked, setForm] = useState<'order' | 'setup' | null>(null);
  const form = orderNow ? 'order' : asked;
  useIntent('flood.setUpDevice', () => setForm('setup'));
  const mayOrder = useMay('deviceOrder.give');
  const maySetUp = useMay('flood.setUpDevice');
  const history = useQueryOf('deviceOrder.page', { deviceId: line.place.id, limit: 8 }).data?.rows ?? [];
  const { shown, order, setup, device } = line;
  const open = order && order.endedAt === null ? order : null;
  const past = history.filter(({ endedAt }) => endedAt !== null);
  return (
    <Panel title={line.place.key} aside={nameOf(line.place.names)}>
      <div className="device-detail scroll" tabIndex={0} role="region" aria-label={line.place.key}>
        <div className="gauge-now">
          <strong>
            <StateMark line={line} />
          </strong>
          <span className="muted">
            {shown.kind === 'known' &&
              t('flood.byAt', { name: shown.who, time: format.moment(shown.at, now) })}
            <OrderMark line={line} />
          </span>
        </div>
        {shown.kind === 'contradictory' && (
          <ul className="claims">
            {shown.claims.map((claim) => (
              <li key={`${claim.how} ${claim.who}`}>
                {t(`flood.claim.${claim.how}`, {
                  who: claim.who,
                  state: t(`flood.device.${claim.state}`),
                  time: format.moment(claim.at, now),
                })}
              </li>
            ))}
          </ul>
        )}
        <dl className="facts">
          {setup?.capacityM3h !== undefined && setup.capacityM3h !== null && (
            <>
              <dt>{t('flood.capacity')}</dt>
              <dd>{t('flood.m3h', { value: format.number(setup.capacityM3h) })}</dd>
            </>
          )}
          {line.instruments.map((one) => (
            <div className="fact-row" key={one.pointId}>
              <dt>{one.key}</dt>
              <dd className={one.good ? '' : 'dim'}>
                {one.state === null || one.atMs === null
                  ? t('flood.instrumentNever')
                  : `${t(`flood.device.${one.state}`)} · ${format.moment(new Date(one.atMs).toISOString(), now)}`}
                {!one.good && one.atMs !== null && ` · ${t('flood.instrumentQuiet')}`}
              </dd>
            </div>
          ))}
          {device && device.note !== '' && (
            <>
              <dt>{t('flood.note')}</dt>
              <dd>{device.note}</dd>
            </>
          )}
        </dl>
        {open && <OpenOrder key={open.id} order={open} done={done} />}
        {form === 'order' && mayOrder ? (
          <GiveOrder
            key={line.place.id}
            line={line}
            lastTo={history[0]?.toWhom ?? ''}
            done={() => {
              setForm(null);
              done();
            }}
          />
        ) : form === 'setup' && maySetUp ? (
          <DeviceSetupForm key={line.place.id} line={line} done={() => setForm(null)} />
        ) : (
          <div className="row">
            {mayOrder && (
              <Button go={!open} onPress={() => setForm('order')}>
                {t('flood.order.give')} <kbd className="kbd">O</kbd>
              </Button>
            )}
            {maySetUp && <Button onPress={() => setForm('setup')}>{t('flood.setUp')}</Button>}
          </div>
        )}
        {past.length > 0 && (
          <>
            <h3>{t('flood.order.past')}</h3>
            <table className="list" aria-label={t('flood.order.past')}>
              <tbody>
                {past.map((one) => (
                  <tr key={one.id}>
                    <td className="nowrap">{format.moment(one.orderedAt, now)}</td>
                    <td>
                      {t(`flood.device.${one.wanted}`)} · {one.toWhom}
                    </td>
                    <td className={one.state === 'confirmed' ? 'muted' : 't3'}>
                      {t(`flood.order.state.${one.state}`)}
                      {one.endedWho !== null && ` · ${one.endedWho}`}
                      {one.endReason !== '' && ` · ${one.endReason}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </div>
    </Panel>
  );
}
