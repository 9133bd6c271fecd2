import { useState, type FormEvent } from 'react';
import type { EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import { conditions, type Condition } from '../../electron/equipment/equipment.ts';
import { call, useCommand, useQueryOf } from '../api.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

interface Draft {
  readonly condition: Condition;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly nextDueOn: string;
  readonly note: string;
}

/** Condition, place, inspection, note. When someone was quicker, both are shown and one is chosen. */
export function EditItem({ seen, done }: { readonly seen: EquipmentLine; readonly done: () => void }) {
  const { t, format, nameOf } = useText();
  const edit = useCommand('equipment.edit');
  const duties = useQueryOf('duty.ofItem', { itemId: seen.id }).data;
  const [draft, setDraft] = useState<Draft>({
    condition: seen.condition,
    placeId: seen.placeId,
    placeText: seen.place ? nameOf(seen.place.names) : '',
    nextDueOn: seen.nextDueOn ?? '',
    note: seen.note,
  });
  const [theirs, setTheirs] = useState<EquipmentLine | null>(null);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));

  async function save(version: number): Promise<void> {
    const { condition, placeId, nextDueOn, note } = draft;
    const result = await edit.run({
      id: seen.id,
      version,
      condition,
      placeId,
      ...(duties?.length === 0 ? { nextDueOn: nextDueOn === '' ? null : nextDueOn } : {}),
      note,
    });
    if (result.ok) return done();
    if (result.refusal.refused === 'conflict') setTheirs(await call('equipment.byId', { id: seen.id }));
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    void save(theirs?.version ?? seen.version);
  }

  return (
    <form className="edit-item" onSubmit={submit}>
      <label className="field">
        <span>{t('equipment.condition')}</span>
        <select
          className="input"
          value={draft.condition}
          onChange={(event) =>
            change({ condition: conditions.find((one) => one === event.target.value) ?? draft.condition })
          }
        >
          {conditions.map((one) => (
            <option key={one} value={one}>
              {t(`equipment.conditions.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <PlaceInput
        label={t('equipment.placeId')}
        text={draft.placeText}
        onText={(placeText) => change(placeText === '' ? { placeText, placeId: null } : { placeText })}
        onChoose={(choice) => choice && change({ placeId: choice.id, placeText: choice.label })}
      />
      {/* Duties decide their own days. */}
      {duties?.length === 0 && (
        <Field
          label={t('equipment.nextDueOn')}
          type="date"
          value={draft.nextDueOn}
          onChange={(nextDueOn) => change({ nextDueOn })}
        />
      )}
      <Field label={t('equipment.note')} value={draft.note} onChange={(note) => change({ note })} lines={2} />
      {theirs ? (
        <div className="conflict" role="alert">
          <p>{t('equipment.both')}</p>
          <table className="list">
            <thead>
              <tr>
                <td />
                <th scope="col">{t('equipment.yours')}</th>
                <th scope="col">{t('equipment.theirs')}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('equipment.condition')}</th>
                <td>{t(`equipment.conditions.${draft.condition}`)}</td>
                <td>{t(`equipment.conditions.${theirs.condition}`)}</td>
              </tr>
              <tr>
                <th scope="row">{t('equipment.placeId')}</th>
                <td>{draft.placeText}</td>
                <td>{theirs.place ? nameOf(theirs.place.names) : t('equipment.noPlace')}</td>
              </tr>
              <tr>
                <th scope="row">{t('equipment.nextDueOn')}</th>
                <td>{draft.nextDueOn === '' ? '' : format.date(draft.nextDueOn)}</td>
                <td>{theirs.nextDueOn === null ? '' : format.date(theirs.nextDueOn)}</td>
              </tr>
              <tr>
                <th scope="row">{t('equipment.note')}</th>
                <td>{draft.note}</td>
                <td>{theirs.note}</td>
              </tr>
            </tbody>
          </table>
        </div>
      ) : (
        <Problem>{edit.problem}</Problem>
      )}
      <div className="row">
        <Button go type="submit" isDisabled={edit.pending}>
          {t(theirs ? 'equipment.takeYours' : 'common.save')}
        </Button>
        <Button onPress={done}>{t(theirs ? 'equipment.takeTheirs' : 'common.cancel')}</Button>
      </div>
    </form>
  );
}
