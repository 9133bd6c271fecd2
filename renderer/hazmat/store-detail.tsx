import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { useToday } from '../ui/today.ts';
import { mayCall } from '../ui/commands.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { useMay } from '../team/use-may.ts';
import { StoreForm, TankLevel } from './store-form.tsx';
import { amountText } from './amount-text.ts';
import { MovementForm, type LotTask } from './movement-form.tsx';
import { GhsSigns, Placard } from './placards.tsx';

/** One store: its limits, its lots, and what was changed. */
export function StoreDetail({ id }: { readonly id: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const [task, setTask] = useState<{
    readonly kind: 'receive' | LotTask;
    readonly lotId: string | null;
  } | null>(null);
  const store = useQueryOf('hazmat.store', { id }, { nouns: ['store', 'lot', 'substance'] }).data;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const able = seat?.kind === 'signedIn' && mayCall('movement.record', seat.operator.role);
  const today = useToday();
  const [changing, setChanging] = useState(false);
  const [level, setLevel] = useState<string | null>(null);
  const mayChange = useMay('hazmat.changeStore');
  const mayRead = useMay('hazmat.readTank');
  if (!store) return <Panel title={t('hazmat.holds')}>{null}</Panel>;
  return (
    <Panel title={store.place.key} aside={nameOf(store.place.names)}>
      <div className="scroll store-detail" tabIndex={0} role="region" aria-label={store.place.key}>
        <dl className="facts">
          <dt>{t('hazmat.full')}</dt>
          <dd>
            <b>
              {t('hazmat.ofCapacity', {
                amount: amountText(text, store.fill.amount, store.unit),
                capacity: amountText(text, store.capacity, store.unit),
              })}
            </b>
            {store.fill.uncounted > 0 && (
              <div className="t3">● {t('hazmat.uncounted', { count: store.fill.uncounted })}</div>
            )}
          </dd>
          <dt>{t('hazmat.allowed')}</dt>
          <dd>
            {store.allowedClasses.length === 0 ? t('hazmat.anyClass') : store.allowedClasses.join(', ')}
          </dd>
          {store.containment && (
            <>
              <dt>{t('hazmat.containment')}</dt>
              <dd>{nameOf(store.containment)}</dd>
            </>
          )}
          {store.maxC !== null && (
            <>
              <dt>{t('hazmat.maxC')}</dt>
              <dd>{t('common.unit.celsius', { value: format.number(store.maxC) })}</dd>
            </>
          )}
        </dl>
        {task === null && !changing && (
          <div className="row">
            {able && (
              <Button onPress={() => setTask({ kind: 'receive', lotId: null })}>
                {t('hazmat.task.receive')}
              </Button>
            )}
            {mayChange && <Button onPress={() => setChanging(true)}>{t('hazmat.changeStore')}</Button>}
          </div>
        )}
        {changing && <StoreForm key={store.version} store={store} done={() => setChanging(false)} />}
        {task !== null && (
          <MovementForm
            key={`${task.kind} ${task.lotId ?? ''}`}
            storeId={store.id}
            unit={store.unit}
            lot={store.lots.find((lot) => lot.id === task.lotId) ?? null}
            task={task.kind}
            done={() => setTask(null)}
          />
        )}
        <h3>{t('hazmat.lots')}</h3>
        <ul className="lots">
          {store.lots.map((lot) => (
            <li key={lot.id}>
              <Placard hazardClass={lot.substance.hazardClass} size={32} />
              <div>
                <b>{nameOf(lot.substance.names)}</b>
                <div className="muted">
                  {[
                    lot.substance.unNumber !== null && t('hazmat.un', { number: lot.substance.unNumber }),
                    `${t('hazmat.hazardClass')} ${[lot.substance.hazardClass, ...lot.substance.subsidiary].join(', ')}`,
                    lot.substance.packingGroup !== null &&
                      t('hazmat.packingGroup', { group: lot.substance.packingGroup }),
                    lot.substance.ergGuide !== null && t('hazmat.guide', { guide: lot.substance.ergGuide }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
                <GhsSigns ghs={lot.substance.ghs} />
                <div className="dim">
                  {lot.lotNumber !== '' && `${t('hazmat.lot')} ${lot.lotNumber} · `}
                  {lot.receivedOn !== null &&
                    `${t('hazmat.received')} ${format.date(lot.receivedOn)}${lot.expiresOn === null ? '' : ' · '}`}
                  {lot.expiresOn !== null && (
                    <span className={lot.expiresOn < today ? 't2' : ''}>
                      {lot.expiresOn < today && `▲ ${t('hazmat.expired')} `}
                      {t('hazmat.expires')} {format.date(lot.expiresOn)}
                    </span>
                  )}
                </div>
              </div>
              <div className="lot-side">
                <b className="nowrap">{amountText(text, lot.amount, lot.unit)}</b>
                {able && (
                  <span className="row">
                    {(['move', 'issue', 'dispose', 'count'] as const).map((kind) => (
                      <Button key={kind} onPress={() => setTask({ kind, lotId: lot.id })}>
                        {t(`hazmat.do.${kind}`)}
                      </Button>
                    ))}
                  </span>
                )}
              </div>
            </li>
          ))}
          {store.lots.length === 0 && <li className="muted">{t('hazmat.empty')}</li>}
        </ul>
        {store.tanks.length > 0 && (
          <>
            <h3>{t('hazmat.tanks')}</h3>
            <ul className="lots">
              {store.tanks.map((tank) => (
                <li key={tank.id} className="sheet">
                  <span>
                    <b>{tank.place.key}</b> <span className="muted">{nameOf(tank.place.names)}</span>
                    {level === tank.id && <TankLevel tank={tank} done={() => setLevel(null)} />}
                  </span>
                  <span className="nowrap">
                    {tank.levelPercent === null
                      ? t('common.unknown')
                      : t('common.unit.percent', { value: format.number(tank.levelPercent, 1) })}{' '}
                    <span className="muted">
                      {t('common.unit.m3', { value: format.number(tank.volumeM3) })}
                    </span>{' '}
                    {mayRead && level !== tank.id && (
                      <Button onPress={() => setLevel(tank.id)}>{t('hazmat.read')}</Button>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        <h3>{t('hazmat.history')}</h3>
        <RowHistory noun="store" id={store.id} />
      </div>
    </Panel>
  );
}
