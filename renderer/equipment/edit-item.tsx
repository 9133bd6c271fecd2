import { useState, type FormEvent } from 'react';
import type { EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import { call, useCommand, useQueryOf } from '../api.ts';
import { useCategories } from '../category/use-categories.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { changesOf, draftFields, draftOf, fieldsChanged, type Draft, type DraftField } from './draft.ts';
import { ItemField } from './item-fields.tsx';

/** Every field of an item. When someone was quicker, both are shown where they differ and one is chosen. */
export function EditItem({ seen, done }: { readonly seen: EquipmentLine; readonly done: () => void }) {
  const text = useText();
  const { t, language } = text;
  const edit = useCommand('equipment.edit');
  // Where there are duties, the next inspection is theirs to say.
  const byDuties = (useQueryOf('duty.ofItem', { itemId: seen.id }).data?.length ?? 0) > 0;
  const before = draftOf(seen, text);
  const [draft, setDraft] = useState<Draft>(before);
  const [theirs, setTheirs] = useState<EquipmentLine | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    // Only what was changed here is sent: what somebody else changed meanwhile stays as they left it.
    const fields = fieldsChanged(before, draft);
    if (fields.length === 0) return done();
    const changes = changesOf(draft, fields, language);
    setWrong(changes === 'cost' ? t('equipment.costWrong') : null);
    if (changes === 'cost') return;
    const result = await edit.run({ ...changes, id: seen.id, version: theirs?.version ?? seen.version });
    if (result.ok) return done();
    if (result.refusal.refused === 'conflict') setTheirs(await call('equipment.byId', { id: seen.id }));
  }

  return (
    <form className="edit-item" onSubmit={(event) => void save(event)}>
      {draftFields.map((field) =>
        // What is inside something stands where that stands.
        (field === 'placeId' && draft.insideId !== '') || (field === 'nextDueOn' && byDuties) ? null : (
          <ItemField
            key={field}
            field={field}
            draft={draft}
            onDraft={(change) => setDraft((was) => ({ ...was, ...change }))}
            problem={field === 'cost' ? wrong : null}
          />
        ),
      )}
      {theirs ? <Both yours={draft} theirs={draftOf(theirs, text)} /> : <Problem>{edit.problem}</Problem>}
      <div className="row">
        <Button go type="submit" isDisabled={edit.pending}>
          {t(theirs ? 'equipment.takeYours' : 'common.save')}
        </Button>
        <Button onPress={done}>{t(theirs ? 'equipment.takeTheirs' : 'common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Yours beside theirs, where they differ. */
function Both({ yours, theirs }: { readonly yours: Draft; readonly theirs: Draft }) {
  const { t } = useText();
  const shown = useShown();
  return (
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
          {fieldsChanged(theirs, yours).map((field) => (
            <tr key={field}>
              <th scope="row">{t(`equipment.${field}`)}</th>
              <td>{shown(yours, field)}</td>
              <td>{shown(theirs, field)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How a field of a draft is read. */
function useShown(): (draft: Draft, field: DraftField) => string {
  const { t, format, nameOf } = useText();
  const categories = useCategories('item');
  const teams = useQueryOf('team.board', {}).data?.teams;
  return (draft, field) => {
    switch (field) {
      case 'categoryId':
        return categories.nameOf(draft.categoryId);
      case 'condition':
        return t(`equipment.conditions.${draft.condition}`);
      case 'placeId':
        return draft.placeId === '' ? t('equipment.noPlace') : draft.placeText;
      case 'insideId':
        return draft.insideText;
      case 'ownerTeamId': {
        const team = teams?.find(({ id }) => id === draft.ownerTeamId);
        return team ? nameOf(team.names) : t('equipment.noTeam');
      }
      case 'nextDueOn':
      case 'boughtOn':
      case 'endOfLifeOn':
        return draft[field] === '' ? '' : format.date(draft[field]);
      case 'cost':
        return draft.cost === '' ? '' : `${draft.cost} ${draft.currency}`;
      case 'tag':
      case 'make':
      case 'model':
      case 'serial':
      case 'note':
        return draft[field];
    }
  };
}
