import { useState } from 'react';
import type { StockLine } from '../../electron/stock/stock.ts';
import { useCommand } from '../api.ts';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { unitText } from './amount.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { PlaceChoice, useNumber, type Chosen } from './stock-form.tsx';

interface Props {
  readonly line: StockLine;
  readonly done: () => void;
}

/** A delivery: how much, which lot, until when, and where it is put. */
export function Receive({ line, done }: Props) {
  const { t, nameOf } = useText();
  const receive = useCommand('stock.receive');
  const number = useNumber();
  const usual = line.places[0]?.place;
  const [typed, setTyped] = useState({ amount: '', label: '', expiresOn: '', receivedOn: '', note: '' });
  const [place, setPlace] = useState<Chosen>({
    id: usual?.id ?? null,
    text: usual ? nameOf(usual.names) : '',
  });
  const [missing, setMissing] = useState(false);
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  const amountLabel = t('stock.amountIn', { unit: unitText({ t }, line.unit) });

  async function send(): Promise<void> {
    const amount = number.read(typed.amount, amountLabel);
    setMissing(place.id === null);
    if (amount === null || place.id === null) return;
    const day = (value: string): string | null => (value === '' ? null : value);
    const result = await receive.run({
      categoryId: line.categoryId,
      placeId: place.id,
      amount,
      label: typed.label,
      expiresOn: day(typed.expiresOn),
      receivedOn: day(typed.receivedOn),
      note: typed.note,
    });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.receive', { what: nameOf(line.names) })}
      problem={number.problem ?? (missing ? t('stock.choosePlace') : receive.problem)}
      pending={receive.pending}
      send={send}
      done={done}
    >
      <Field label={amountLabel} value={typed.amount} onChange={change('amount')} autoFocus />
      <Field label={t('stock.label')} value={typed.label} onChange={change('label')} />
      <Field
        label={t('stock.expiresOn')}
        type="date"
        value={typed.expiresOn}
        onChange={change('expiresOn')}
      />
      <Field
        label={t('stock.receivedOn')}
        type="date"
        value={typed.receivedOn}
        onChange={change('receivedOn')}
      />
      <PlaceChoice label={t('stock.place')} place={place} onPlace={setPlace} />
      <Field label={t('stock.note')} value={typed.note} onChange={change('note')} />
    </ShortForm>
  );
}

/** How much must be at a place. */
export function SetMinimum({
  line,
  at,
  done,
}: Props & { readonly at: StockLine['places'][number] | undefined }) {
  const { t, nameOf } = useText();
  const set = useCommand('stock.setMinimum');
  const number = useNumber();
  const first = at ?? line.places[0];
  const [place, setPlace] = useState<Chosen>({
    id: first?.place.id ?? null,
    text: first ? nameOf(first.place.names) : '',
  });
  const known = line.places.find((one) => one.place.id === place.id);
  const [typed, setTyped] = useState(first ? String(first.minimum) : '');
  const [missing, setMissing] = useState(false);
  const label = t('stock.minimumIn', { unit: unitText({ t }, line.unit) });

  async function send(): Promise<void> {
    const minimum = number.read(typed, label);
    setMissing(place.id === null);
    if (minimum === null || place.id === null) return;
    const result = await set.run({
      categoryId: line.categoryId,
      placeId: place.id,
      minimum,
      version: known?.minimumVersion ?? null,
    });
    if (result.ok) done();
  }

  return (
    <ShortForm
      title={t('stock.form.minimum', { what: nameOf(line.names) })}
      problem={number.problem ?? (missing ? t('stock.choosePlace') : set.problem)}
      pending={set.pending}
      send={send}
      done={done}
    >
      <Field label={label} value={typed} onChange={setTyped} autoFocus />
      <PlaceChoice label={t('stock.place')} place={place} onPlace={setPlace} />
    </ShortForm>
  );
}
