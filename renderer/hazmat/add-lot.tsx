import { useState, type FormEvent } from 'react';
import { units, type Store, type Unit } from '../../electron/hazmat/hazmat.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { numberOf } from '../ui/number-of.ts';
import { useText } from '../ui/text.ts';

/** A lot that comes into a store. */
export function AddLot({ store, done }: { readonly store: Store; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const add = useCommand('hazmat.addLot');
  const substances =
    useQueryOf('hazmat.substances', { limit: 200 }, { nouns: ['substance'] }).data?.rows ?? [];
  const [substanceId, setSubstanceId] = useState('');
  const [amount, setAmount] = useState('');
  const [unit, setUnit] = useState<Unit>(store.unit);
  const [lotNumber, setLotNumber] = useState('');
  const [expiresOn, setExpiresOn] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const value = numberOf(amount);
    const wrong = value === null || Number.isNaN(value);
    setProblem(wrong ? t('weather.notANumber', { field: t('hazmat.amount') }) : null);
    if (wrong) return;
    const result = await add.run({
      storeId: store.id,
      substanceId,
      amount: value,
      unit,
      lotNumber,
      expiresOn: expiresOn === '' ? null : expiresOn,
    });
    if (result.ok) done();
  }

  return (
    <form className="add-lot" onSubmit={(event) => void send(event)}>
      <label className="field all">
        <span>{t('hazmat.substance')}</span>
        <select
          className="input"
          value={substanceId}
          onChange={(event) => setSubstanceId(event.target.value)}
        >
          <option value="" />
          {substances.map((one) => (
            <option key={one.id} value={one.id}>
              {[nameOf(one.names), one.unNumber && t('hazmat.un', { number: one.unNumber })]
                .filter(Boolean)
                .join(' · ')}
            </option>
          ))}
        </select>
      </label>
      <Field label={t('hazmat.amount')} value={amount} onChange={setAmount} />
      <label className="field">
        <span>{t('field.name.unit')}</span>
        <select
          className="input"
          value={unit}
          onChange={(event) => setUnit(units.find((one) => one === event.target.value) ?? store.unit)}
        >
          {units.map((one) => (
            <option key={one} value={one}>
              {t(`common.unit.${one}`, { value: '' })}
            </option>
          ))}
        </select>
      </label>
      <Field label={t('hazmat.lot')} value={lotNumber} onChange={setLotNumber} />
      <Field label={t('hazmat.expires')} type="date" value={expiresOn} onChange={setExpiresOn} />
      <Problem>{problem ?? add.problem}</Problem>
      <div className="row all">
        <Button go type="submit" isDisabled={add.pending || substanceId === ''}>
          {t('common.save')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
