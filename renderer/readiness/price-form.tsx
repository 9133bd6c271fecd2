import { useState } from 'react';
import type { PricedKind } from '../../electron/readiness/ask.ts';
import type { FixLine } from '../../electron/readiness/detail.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What mending takes, as the site knows it: minutes, and money in whole units of the currency. */
export function PriceForm(props: {
  readonly kind: PricedKind;
  readonly of: string;
  readonly fix: FixLine;
  readonly done: () => void;
}) {
  const { t } = useText();
  const { kind, of, fix, done } = props;
  const known = useQueryOf('readiness.prices', {}, { nouns: ['fixPrice'] }).data?.find(
    (price) => price.kind === kind && price.of === of,
  );
  const [minutes, setMinutes] = useState(String(fix.minutes));
  const [cost, setCost] = useState(fix.costMinor === null ? '' : String(fix.costMinor / 100));
  const { run, pending, problem } = useCommand('readiness.setPrice');

  async function save(): Promise<void> {
    const costMinor = cost.trim() === '' ? null : Math.round(Number(cost.replace(',', '.')) * 100);
    const result = await run({
      kind,
      of,
      minutes: Math.round(Number(minutes)),
      costMinor,
      currency: known?.currency ?? fix.currency ?? 'RSD',
      version: known?.version ?? null,
    });
    if (result.ok) done();
  }

  return (
    <form
      className="price-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') done();
        event.stopPropagation();
      }}
    >
      <Field label={t('readiness.price.minutes')} value={minutes} onChange={setMinutes} autoFocus />
      <Field
        label={t('readiness.price.cost', { currency: known?.currency ?? fix.currency ?? 'RSD' })}
        value={cost}
        onChange={setCost}
      />
      <Button type="submit" isDisabled={pending}>
        {t('common.save')}
      </Button>
      <Problem>{problem}</Problem>
    </form>
  );
}
