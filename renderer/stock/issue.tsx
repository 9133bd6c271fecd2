import { useState } from 'react';
import type { LotLine, StockLine } from '../../electron/stock/stock.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { amountText, unitText } from './amount.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { useNumber } from './stock-form.tsx';

interface Props {
  readonly line: StockLine;
  /** Only from this lot; else from those at a place, first to expire first. */
  readonly lot: LotLine | null;
  readonly done: () => void;
}

/** What is given out and what for. Two fields and Enter: at night nobody fills in more. */
export function Issue({ line, lot, done }: Props) {
  const text = useText();
  const { t, nameOf } = text;
  const issue = useCommand('stock.issue');
  const number = useNumber();
  const held = line.places.filter(({ usable }) => usable > 0);
  const [placeId, setPlaceId] = useState(lot?.placeId ?? held[0]?.place.id ?? line.places[0]?.place.id ?? '');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState('');
  const amountLabel = t('stock.amountIn', { unit: unitText(text, line.unit) });
  const what = lot ? `${nameOf(line.names)} · ${lot.label}` : nameOf(line.names);

  async function send(): Promise<void> {
    const value = number.read(amount, amountLabel);
    if (value === null) return;
    const result = await issue.run({
      categoryId: line.categoryId,
      placeId,
      lotId: lot?.id ?? null,
      amount: value,
      reason,
      override: override.trim() === '' ? null : override,
    });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.issue', { what })}
      problem={number.problem ?? issue.problem}
      pending={issue.pending}
      send={send}
      done={done}
    >
      <Field label={amountLabel} value={amount} onChange={setAmount} autoFocus />
      <Field label={t('stock.purpose')} value={reason} onChange={setReason} />
      {lot === null ? (
        <Choice
          label={`${t('stock.from')} (${t('stock.firstExpiring')})`}
          value={placeId}
          of={line.places.map(({ place, usable }) => ({
            value: place.id,
            label: `${place.key} ${nameOf(place.names)}: ${amountText(text, usable, line.unit)}`,
          }))}
          onChange={setPlaceId}
        />
      ) : (
        lot.state === 'expired' && (
          <Field label={t('stock.overrideWhy')} value={override} onChange={setOverride} />
        )
      )}
    </ShortForm>
  );
}
