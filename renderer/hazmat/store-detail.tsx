import { useState } from 'react';
import type { StoreDetail as Detail } from '../../electron/hazmat/hazmat.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { amountText } from './amount-text.ts';
import { Lots } from './lots.tsx';
import { MovementForm, type LotTask } from './movement-form.tsx';
import { StoreForm } from './store-form.tsx';
import { AddTank, TankLevel } from './tank-forms.tsx';

/** What is being done in a store; a delivery is of no lot yet. */
export interface StoreTask {
  readonly kind: 'receive' | 'change' | LotTask;
  readonly lotId: string | null;
}

/** One store: its limits, its lots, and what was changed. */
export function StoreDetail({
  id,
  task,
  onTask,
}: {
  readonly id: string;
  readonly task: StoreTask | null;
  readonly onTask: (task: StoreTask | null) => void;
}) {
  const { t, nameOf } = useText();
  const store = useQueryOf('hazmat.store', { id }, { nouns: ['store', 'tank', 'lot', 'substance'] }).data;
  const able = useMay('movement.record');
  const mayChange = useMay('hazmat.changeStore');
  if (!store) return <Panel title={t('hazmat.holds')}>{null}</Panel>;
  const done = (): void => onTask(null);
  return (
    <Panel title={store.place.key} aside={nameOf(store.place.names)}>
      <div className="scroll store-detail" tabIndex={0} role="region" aria-label={store.place.key}>
        {task?.kind === 'change' ? (
          <StoreForm store={store} done={done} />
        ) : (
          <>
            <Limits store={store} />
            {task === null ? (
              <div className="row">
                {able && (
                  <Button onPress={() => onTask({ kind: 'receive', lotId: null })}>
                    {t('hazmat.task.receive')}{' '}
                    <kbd className="kbd" aria-hidden>
                      R
                    </kbd>
                  </Button>
                )}
                {mayChange && (
                  <Button onPress={() => onTask({ kind: 'change', lotId: null })}>
                    {t('hazmat.changeStore')}{' '}
                    <kbd className="kbd" aria-hidden>
                      E
                    </kbd>
                  </Button>
                )}
              </div>
            ) : (
              <MovementForm
                key={`${task.kind} ${task.lotId ?? ''}`}
                storeId={store.id}
                unit={store.unit}
                lot={store.lots.find((lot) => lot.id === task.lotId) ?? null}
                task={task.kind}
                done={done}
              />
            )}
            <h3>{t('hazmat.lots')}</h3>
            <Lots store={store} able={able} onTask={(kind, lotId) => onTask({ kind, lotId })} />
            <Tanks store={store} />
            <h3>{t('hazmat.history')}</h3>
            <RowHistory noun="store" id={store.id} />
          </>
        )}
      </div>
    </Panel>
  );
}

function Limits({ store }: { readonly store: Detail }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const celsius = (value: number): string => t('common.unit.celsius', { value: format.number(value) });
  const fact = (label: string, value: string | null) =>
    value !== null && (
      <>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </>
    );
  return (
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
      {fact(t('hazmat.storeKind.label'), t(`hazmat.storeKind.${store.kind}`))}
      {fact(t('hazmat.ventilation.label'), t(`hazmat.ventilation.${store.ventilation}`))}
      {fact(
        t('hazmat.allowed'),
        store.allowedClasses.length === 0 ? t('hazmat.anyClass') : store.allowedClasses.join(', '),
      )}
      {fact(t('hazmat.containment'), store.containment && nameOf(store.containment))}
      {fact(
        t('hazmat.containmentHolds'),
        store.containmentM3 === null
          ? null
          : t('common.unit.m3', { value: format.number(store.containmentM3, 1) }),
      )}
      {fact(
        t('hazmat.temperatures'),
        store.minC === null && store.maxC === null
          ? null
          : [store.minC, store.maxC].map((one) => (one === null ? '?' : celsius(one))).join(' … '),
      )}
    </dl>
  );
}

function Tanks({ store }: { readonly store: Detail }) {
  const { t, format } = useText();
  const { nameOf } = useText();
  const [level, setLevel] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const mayRead = useMay('hazmat.readTank');
  const mayAdd = useMay('hazmat.addTank') && (store.kind === 'tankFarm' || store.kind === 'silo');
  if (store.tanks.length === 0 && !mayAdd) return null;
  return (
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
                {t('hazmat.tankOf', {
                  volume: t('common.unit.m3', { value: format.number(tank.volumeM3) }),
                  most: format.number(tank.maxPercent, 0),
                })}
              </span>{' '}
              {mayRead && level !== tank.id && (
                <Button onPress={() => setLevel(tank.id)}>{t('hazmat.read')}</Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {adding && <AddTank storeId={store.id} done={() => setAdding(false)} />}
      {mayAdd && !adding && (
        <Button className="add" onPress={() => setAdding(true)}>
          {t('hazmat.addTank')}
        </Button>
      )}
    </>
  );
}
