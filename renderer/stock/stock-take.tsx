import { useState } from 'react';
import { plus, type LotLine, type StockLine } from '../../electron/stock/stock.ts';
import { useCommand } from '../api.ts';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { amountText, unitText } from './amount.ts';
import { ShortForm } from '../ui/short-form.tsx';

interface Count {
  readonly counted: string;
  readonly reason: string;
}

/** The shelf as it is against the books: lot by lot, a difference shows at once and asks why. Empty: not counted. */
export function StockTake({
  line,
  lots,
  done,
}: {
  readonly line: StockLine;
  /** As they were when the count began: what is moved meanwhile is told, not overwritten. */
  readonly lots: readonly LotLine[];
  readonly done: () => void;
}) {
  const text = useText();
  const { t, nameOf, format } = text;
  const count = useCommand('stock.count');
  const [seen] = useState(lots);
  const [typed, setTyped] = useState<Readonly<Record<string, Count>>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const of = (id: string): Count => typed[id] ?? { counted: '', reason: '' };
  const change = (id: string, part: Partial<Count>): void =>
    setTyped((before) => ({ ...before, [id]: { ...(before[id] ?? { counted: '', reason: '' }), ...part } }));
  const label = t('stock.countedIn', { unit: unitText(text, line.unit) });

  async function send(): Promise<void> {
    const counts = seen.flatMap((lot) => {
      const counted = numberOf(of(lot.id).counted);
      return counted === null
        ? []
        : [{ lotId: lot.id, version: lot.version, counted, reason: of(lot.id).reason }];
    });
    const bad = counts.length === 0 || counts.some(({ counted }) => Number.isNaN(counted));
    setWrong(bad ? t('stock.notANumber', { field: label }) : null);
    if (bad) return;
    const result = await count.run({ counts });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.count', { what: nameOf(line.names) })}
      problem={wrong ?? count.problem}
      pending={count.pending}
      send={send}
      done={done}
    >
      <ul className="stock-take all">
        {seen.map((lot, index) => {
          const counted = numberOf(of(lot.id).counted);
          const differs = counted !== null && !Number.isNaN(counted) && counted !== lot.amount;
          return (
            <li key={lot.id}>
              <div>
                <b>{lot.label}</b> <span className="muted">{lot.place.key}</span>
                <div className="dim">
                  {lot.countedAt === null
                    ? t('stock.notCounted')
                    : t('stock.counted', { at: format.date(lot.countedAt) })}
                </div>
              </div>
              <div className="nowrap">
                <span className="dim">{t('stock.books')}</span> {amountText(text, lot.amount, lot.unit)}
                {counted !== null && !Number.isNaN(counted) && (
                  <div className={differs ? 't3' : 'muted'}>
                    {differs
                      ? `● ${t('stock.difference')} ${counted > lot.amount ? '+' : '−'}${amountText(text, Math.abs(plus(counted, -lot.amount)), lot.unit)}`
                      : t('stock.agrees')}
                  </div>
                )}
              </div>
              <Field
                label={label}
                value={of(lot.id).counted}
                onChange={(value) => change(lot.id, { counted: value })}
                autoFocus={index === 0}
              />
              {differs && (
                <Field
                  label={t('stock.whyDiffers')}
                  value={of(lot.id).reason}
                  onChange={(reason) => change(lot.id, { reason })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </ShortForm>
  );
}
