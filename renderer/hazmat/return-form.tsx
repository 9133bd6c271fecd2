import { useState } from 'react';
import type { MovementLine } from '../../electron/hazmat/movement.ts';
import { units, type Unit } from '../../electron/hazmat/hazmat.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNumber } from '../stock/stock-form.tsx';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { Judged } from './judged.tsx';

/** What was issued and not used comes back: as much as is still out, to where it came from, unless one says otherwise. */
export function ReturnForm({ issue, done }: { readonly issue: MovementLine; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const record = useCommand('movement.record');
  const number = useNumber();
  const stores = useQueryOf('hazmat.stores', { limit: 200 }, { nouns: ['store', 'place'] }).data?.rows ?? [];
  const [amount, setAmount] = useState(String(issue.outstanding));
  const [unit, setUnit] = useState<Unit>(issue.unit);
  const [toStoreId, setToStoreId] = useState(issue.from?.id ?? '');
  const [reason, setReason] = useState('');
  const value = numberOf(amount);
  async function send(): Promise<void> {
    const typed = number.read(amount, t('hazmat.amount'));
    if (typed === null) return;
    const request = { kind: 'return', issueId: issue.id, toStoreId, amount: typed, unit, reason } as const;
    if ((await record.run({ request })).ok) done();
  }
  return (
    <ShortForm
      title={t('hazmat.task.return')}
      problem={number.problem ?? record.problem}
      pending={record.pending || toStoreId === ''}
      action={t('hazmat.record')}
      send={send}
      done={done}
    >
      <Field label={t('hazmat.amount')} value={amount} onChange={setAmount} autoFocus />
      <Choice
        label={t('field.name.unit')}
        value={unit}
        of={units.map((one) => ({ value: one, label: t(`common.unit.${one}`, { value: '' }).trim() }))}
        onChange={setUnit}
      />
      <Choice
        label={t('hazmat.to')}
        value={toStoreId}
        of={[
          { value: '', label: '' },
          ...stores.map(({ id, place }) => ({ value: id, label: `${place.key} · ${nameOf(place.names)}` })),
        ]}
        onChange={setToStoreId}
      />
      <Field label={t('hazmat.reason')} value={reason} onChange={setReason} />
      <Judged
        asked={
          toStoreId !== '' && value !== null && value > 0
            ? {
                substanceId: issue.substanceId,
                storeId: toStoreId,
                amount: value,
                unit,
                vessel: null,
                fromLotId: null,
              }
            : null
        }
        onStore={setToStoreId}
      />
    </ShortForm>
  );
}
