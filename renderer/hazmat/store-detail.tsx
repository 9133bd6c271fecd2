import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { useToday } from '../ui/today.ts';
import { mayCall } from '../ui/commands.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { AddLot } from './add-lot.tsx';
import { amountText } from './hazmat-screen.tsx';
import { GhsSigns, Placard } from './placards.tsx';

/** One store: its limits, its lots, and what was changed. */
export function StoreDetail({ id }: { readonly id: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const [adding, setAdding] = useState(false);
  const store = useQueryOf('hazmat.store', { id }, { nouns: ['store', 'lot', 'substance'] }).data;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const able = seat?.kind === 'signedIn' && mayCall('hazmat.addLot', seat.operator.role);
  const today = useToday();
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
        {able && !adding && (
          <Button className="add" onPress={() => setAdding(true)}>
            {t('hazmat.addLot')}
          </Button>
        )}
        {adding && <AddLot store={store} done={() => setAdding(false)} />}
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
              <b className="nowrap">{amountText(text, lot.amount, lot.unit)}</b>
            </li>
          ))}
          {store.lots.length === 0 && <li className="muted">{t('hazmat.empty')}</li>}
        </ul>
        <h3>{t('hazmat.history')}</h3>
        <RowHistory noun="store" id={store.id} />
      </div>
    </Panel>
  );
}
