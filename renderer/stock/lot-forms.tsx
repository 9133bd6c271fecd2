import { useState } from 'react';
import type { LotLine } from '../../electron/stock/stock.ts';
import { useCommand } from '../api.ts';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { unitText } from './amount.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { PlaceChoice, useNumber, type Chosen } from './stock-form.tsx';

interface Props {
  readonly lot: LotLine;
  readonly done: () => void;
}

/** To another place; all that is left unless less is typed. */
export function MoveLot({ lot, done }: Props) {
  const text = useText();
  const { t } = text;
  const move = useCommand('stock.move');
  const number = useNumber();
  const [amount, setAmount] = useState(String(lot.amount));
  const [place, setPlace] = useState<Chosen>({ id: null, text: '' });
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const amountLabel = t('stock.amountIn', { unit: unitText(text, lot.unit) });

  async function send(): Promise<void> {
    const value = number.read(amount, amountLabel);
    setMissing(place.id === null);
    if (value === null || place.id === null) return;
    const result = await move.run({ lotId: lot.id, toPlaceId: place.id, amount: value, reason });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.move', { what: lot.label })}
      problem={number.problem ?? (missing ? t('stock.choosePlace') : move.problem)}
      pending={move.pending}
      send={send}
      done={done}
    >
      <Field label={amountLabel} value={amount} onChange={setAmount} autoFocus />
      <PlaceChoice label={t('stock.to')} place={place} onPlace={setPlace} />
      <Field label={t('stock.why')} value={reason} onChange={setReason} />
    </ShortForm>
  );
}

/** What is thrown away or lost; all that is left unless less is typed. */
export function WriteOff({ lot, done }: Props) {
  const text = useText();
  const { t } = text;
  const writeOff = useCommand('stock.writeOff');
  const number = useNumber();
  const [amount, setAmount] = useState(String(lot.amount));
  const [reason, setReason] = useState(lot.state === 'expired' ? t('stock.state.expired') : '');
  const amountLabel = t('stock.amountIn', { unit: unitText(text, lot.unit) });

  async function send(): Promise<void> {
    const value = number.read(amount, amountLabel);
    if (value === null) return;
    const result = await writeOff.run({ lotId: lot.id, amount: value, reason });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.writeOff', { what: lot.label })}
      problem={number.problem ?? writeOff.problem}
      pending={writeOff.pending}
      send={send}
      done={done}
    >
      <Field label={t('stock.why')} value={reason} onChange={setReason} autoFocus />
      <Field label={amountLabel} value={amount} onChange={setAmount} />
    </ShortForm>
  );
}

/** What was written wrong when it came in. */
export function CorrectLot({ lot, done }: Props) {
  const { t } = useText();
  const correct = useCommand('stock.correct');
  const [label, setLabel] = useState(lot.label);
  const [expiresOn, setExpiresOn] = useState(lot.expiresOn ?? '');
  const [note, setNote] = useState(lot.note);

  async function send(): Promise<void> {
    const result = await correct.run({
      lotId: lot.id,
      version: lot.version,
      label,
      expiresOn: expiresOn === '' ? null : expiresOn,
      note,
    });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.correct', { what: lot.label })}
      problem={correct.problem}
      pending={correct.pending}
      send={send}
      done={done}
    >
      <Field label={t('stock.label')} value={label} onChange={setLabel} autoFocus />
      <Field label={t('stock.expiresOn')} type="date" value={expiresOn} onChange={setExpiresOn} />
      <Field label={t('stock.note')} value={note} onChange={setNote} />
    </ShortForm>
  );
}
