import { useState } from 'react';
import type { StoreDetail } from '../../electron/hazmat/hazmat.ts';
import { Button } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { amountText } from './amount-text.ts';
import type { LotTask } from './movement-form.tsx';
import { GhsSigns, Placard } from './placards.tsx';

type Lot = StoreDetail['lots'][number];
const tasks = ['move', 'issue', 'dispose', 'count'] as const;
const keyOf: Record<LotTask, string> = { move: 'M', issue: 'I', dispose: 'D', count: 'C' };
/** A store of hundreds of lots is looked at part by part. */
const atOnce = 60;

/** The lots of a store; what can be done with one has a key. */
export function Lots({
  store,
  able,
  onTask,
}: {
  readonly store: StoreDetail;
  readonly able: boolean;
  readonly onTask: (kind: LotTask, lotId: string) => void;
}) {
  const { t, format } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [most, setMost] = useState(atOnce);
  const lots = store.lots.slice(0, most);
  const keys = useRowKeys(
    lots.map(({ id }) => id),
    chosen,
    setChosen,
    (event, id) => {
      const task = tasks.find((one) => keyOf[one] === event.key.toUpperCase());
      if (!able || task === undefined) return;
      event.preventDefault();
      onTask(task, id);
    },
  );
  const all = store.holds.reduce((sum, hold) => sum + hold.lots, 0);
  if (lots.length === 0) return <p className="muted">{t('hazmat.empty')}</p>;
  return (
    <>
      <table className="list lot-rows" role="grid" aria-label={t('hazmat.lots')}>
        <tbody>
          {lots.map((lot) => (
            <tr key={lot.id} {...keys.rowProps(lot.id)}>
              <td>
                <Placard hazardClass={lot.substance.hazardClass} size={32} />
              </td>
              <td>
                <LotWords lot={lot} />
                {able && lot.id === chosen && (
                  <span className="row">
                    {tasks.map((kind) => (
                      <Button key={kind} onPress={() => onTask(kind, lot.id)}>
                        {t(`hazmat.do.${kind}`)}{' '}
                        <kbd className="kbd" aria-hidden>
                          {keyOf[kind]}
                        </kbd>
                      </Button>
                    ))}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > lots.length && (
        <div className="row">
          <span className="muted">
            {t('hazmat.lotsShown', { shown: format.number(lots.length, 0), total: format.number(all, 0) })}
          </span>
          {store.lots.length > most && (
            <Button onPress={() => setMost(most + atOnce)}>{t('hazmat.lotsMore')}</Button>
          )}
        </div>
      )}
    </>
  );
}

function LotWords({ lot }: { readonly lot: Lot }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const today = useToday();
  const { substance } = lot;
  return (
    <>
      <div className="lot-head">
        <b>{nameOf(substance.names)}</b>
        <b className="nowrap">{amountText(text, lot.amount, lot.unit)}</b>
      </div>
      <div className="muted">
        {[
          substance.unNumber !== null && t('hazmat.un', { number: substance.unNumber }),
          `${t('hazmat.hazardClass')} ${[substance.hazardClass, ...substance.subsidiary].join(', ')}`,
          substance.packingGroup !== null && t('hazmat.packingGroup', { group: substance.packingGroup }),
          substance.ergGuide !== null && t('hazmat.guide', { guide: substance.ergGuide }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <GhsSigns ghs={substance.ghs} />
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
        {lot.vessel !== null && ` · ${t('hazmat.vessel')} ${amountText(text, lot.vessel, lot.unit)}`}
      </div>
    </>
  );
}
