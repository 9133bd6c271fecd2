import { useState } from 'react';
import { units, type Lot, type Substance, type Unit } from '../../electron/hazmat/hazmat.ts';
import type { MovementRequest } from '../../electron/hazmat/movement.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNumber } from '../stock/stock-form.tsx';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { Judged } from './judged.tsx';

export type LotTask = 'move' | 'issue' | 'dispose' | 'count';

interface Props {
  readonly storeId: string;
  readonly unit: Unit;
  /** Null: a delivery. */
  readonly lot: (Lot & { readonly substance: Substance }) | null;
  readonly task: 'receive' | LotTask;
  readonly done: () => void;
}

/** Records a movement: few fields, what the rules say beside them as one types, then it waits for the second person. */
export function MovementForm({ storeId, unit: usual, lot, task, done }: Props) {
  const { t, nameOf } = useText();
  const record = useCommand('movement.record');
  const number = useNumber();
  const substances =
    useQueryOf('hazmat.substances', { limit: 200 }, { nouns: ['substance'] }).data?.rows ?? [];
  const stores = useQueryOf('hazmat.stores', { limit: 200 }, { nouns: ['store', 'place'] }).data?.rows ?? [];
  const [substanceId, setSubstanceId] = useState(lot?.substanceId ?? '');
  const [toStoreId, setToStoreId] = useState(task === 'receive' ? storeId : '');
  const [unit, setUnit] = useState<Unit>(lot?.unit ?? usual);
  const [typed, setTyped] = useState({ amount: '', vessel: '', lotNumber: '', expiresOn: '', reason: '' });
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  const places = task === 'receive' || task === 'move';
  const amountLabel = t(task === 'count' ? 'hazmat.counted' : 'hazmat.amount');
  const value = numberOf(typed.amount);
  const vessel = numberOf(typed.vessel);
  const asked =
    places && substanceId !== '' && value !== null && value > 0
      ? {
          substanceId,
          storeId: toStoreId === '' ? null : toStoreId,
          amount: value,
          unit,
          vessel: vessel !== null && vessel > 0 ? vessel : null,
          fromLotId: lot?.id ?? null,
        }
      : null;

  function requestOf(amount: number): MovementRequest {
    const { lotNumber, expiresOn, reason } = typed;
    const lotId = lot?.id ?? '';
    switch (task) {
      case 'receive':
        return {
          kind: task, substanceId, toStoreId, amount, unit, vessel: vessel !== null && vessel > 0 ? vessel : null, lotNumber,
          receivedOn: null, expiresOn: expiresOn === '' ? null : expiresOn, reason,
        }; // prettier-ignore
      case 'move':
        return { kind: task, lotId, toStoreId, amount, unit, reason };
      case 'count':
        return { kind: task, lotId, counted: amount, unit, reason };
      case 'issue':
      case 'dispose':
        return { kind: task, lotId, amount, unit, reason };
    }
  }

  async function send(): Promise<void> {
    const amount = number.read(typed.amount, amountLabel);
    if (amount === null) return;
    if ((await record.run({ request: requestOf(amount) })).ok) done();
  }

  return (
    <ShortForm
      title={t(`hazmat.task.${task}`)}
      problem={number.problem ?? record.problem}
      pending={record.pending || (places && (toStoreId === '' || substanceId === ''))}
      action={t('hazmat.record')}
      send={send}
      done={done}
    >
      {task === 'receive' && (
        <Choice
          label={t('hazmat.substance')}
          value={substanceId}
          of={[
            { value: '', label: '' },
            ...substances.map((one) => ({
              value: one.id,
              label: [nameOf(one.names), one.unNumber && t('hazmat.un', { number: one.unNumber })]
                .filter(Boolean)
                .join(' · '),
            })),
          ]}
          onChange={setSubstanceId}
        />
      )}
      {places && (
        <Choice
          label={t('hazmat.to')}
          value={toStoreId}
          of={[
            { value: '', label: '' },
            ...stores
              .filter(({ id }) => lot === null || id !== storeId)
              .map(({ id, place }) => ({ value: id, label: `${place.key} · ${nameOf(place.names)}` })),
          ]}
          onChange={setToStoreId}
        />
      )}
      <Field label={amountLabel} value={typed.amount} onChange={change('amount')} autoFocus={lot !== null} />
      <Choice
        label={t('field.name.unit')}
        value={unit}
        of={units.map((one) => ({ value: one, label: t(`common.unit.${one}`, { value: '' }).trim() }))}
        onChange={setUnit}
      />
      {task === 'receive' && (
        <>
          <Field label={t('hazmat.vessel')} value={typed.vessel} onChange={change('vessel')} />
          <Field label={t('hazmat.lot')} value={typed.lotNumber} onChange={change('lotNumber')} />
          <Field
            label={t('hazmat.expires')}
            type="date"
            value={typed.expiresOn}
            onChange={change('expiresOn')}
          />
        </>
      )}
      <Field label={t('hazmat.reason')} value={typed.reason} onChange={change('reason')} />
      <Judged asked={asked} onStore={setToStoreId} />
    </ShortForm>
  );
}
