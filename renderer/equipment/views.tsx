import { useId, useState, type FormEvent } from 'react';
import type { EquipmentColumn } from '../../electron/equipment/equipment-filter.ts';
import type { View } from '../../electron/view/view.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { noFilter, type Filter, type Order } from './use-equipment.ts';

/** How the list is looked at. */
export interface Look {
  readonly filter: Filter;
  readonly order: Order;
  readonly columns: readonly EquipmentColumn[];
}

/** What an equipment manager asks on Monday, without having to save it first. */
function usualLooks(today: string): Readonly<Record<string, Pick<Look, 'filter' | 'order'>>> {
  const byDue: Order = { sort: 'nextDueOn', descending: false };
  return {
    overdue: { filter: { text: '', conditions: ['outOfTest'] }, order: byDue },
    dueSoon: {
      filter: { text: '', conditions: ['ready', 'inUse'], dueBy: dayPlus(today, 30) },
      order: byDue,
    },
    faulty: { filter: { text: '', conditions: ['fault'] }, order: { sort: 'category', descending: false } },
    lateBack: { filter: { text: '', custodies: ['late'] }, order: { sort: 'tag', descending: false } },
    lifeEnds: {
      filter: { text: '', conditions: ['ready', 'inUse', 'fault', 'outOfTest'], lifeBy: dayPlus(today, 365) },
      order: { sort: 'endOfLifeOn', descending: false },
    },
  };
}

const orderOf = ({ sort, descending }: Order): Order => ({ sort, descending });
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The usual views, those that the site has saved, and saving the present one. */
export function Views({ look, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }) {
  const { t } = useText();
  const today = useToday();
  const saved = useQueryOf('view.list', {}).data ?? [];
  const may = useMay('view.save');
  const id = useId();
  const [chosen, setChosen] = useState('');
  const [naming, setNaming] = useState(false);
  const usual = usualLooks(today);
  const view = saved.find((each) => each.id === chosen);
  const given = usual[chosen] ?? (view && { filter: view.filter, order: orderOf(view) });
  // What was changed since is no longer that view; it can be saved over it.
  const still = given !== undefined && same(given, { filter: look.filter, order: look.order });

  function choose(value: string): void {
    setChosen(value);
    const known = usual[value];
    const found = saved.find((each) => each.id === value);
    if (value === '') onLook({ ...look, filter: noFilter });
    else if (known) onLook({ ...look, ...known });
    else if (found)
      onLook({
        filter: found.filter,
        order: orderOf(found),
        columns: found.columns,
      });
  }

  return (
    <div className="eq-views">
      <div className="field">
        <label htmlFor={id}>{t('equipment.view')}</label>
        <select
          id={id}
          className="input"
          value={still ? chosen : ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">
            {t(same(look.filter, noFilter) ? 'equipment.everything' : 'equipment.asFiltered')}
          </option>
          <optgroup label={t('equipment.usualViews')}>
            {Object.keys(usual).map((key) => (
              <option key={key} value={key}>
                {t(`equipment.usual.${key}`)}
              </option>
            ))}
          </optgroup>
          {saved.length > 0 && (
            <optgroup label={t('equipment.savedViews')}>
              {saved.map(({ id: each, name }) => (
                <option key={each} value={each}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </div>
      {may && !naming && <Button onPress={() => setNaming(true)}>{t('equipment.saveView')}</Button>}
      {may && naming && (
        <SaveView
          look={look}
          over={view ?? null}
          done={(kept) => {
            setNaming(false);
            if (kept !== null) setChosen(kept);
          }}
        />
      )}
    </div>
  );
}

function SaveView(props: {
  readonly look: Look;
  readonly over: View | null;
  /** Hears the id of what was saved, '' when one was removed, null when nothing was done. */
  readonly done: (id: string | null) => void;
}) {
  const { look, over, done } = props;
  const { t } = useText();
  const save = useCommand('view.save');
  const remove = useCommand('view.remove');
  const [name, setName] = useState(over?.name ?? '');

  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await save.run({
      over: over !== null && over.name === name.trim() ? { id: over.id, version: over.version } : null,
      name,
      filter: look.filter,
      ...look.order,
      columns: [...look.columns],
    });
    if (result.ok) done(result.value.id);
  }
  async function drop(): Promise<void> {
    if (over && (await remove.run({ id: over.id, version: over.version })).ok) done('');
  }
  return (
    <form className="row eq-save-view" onSubmit={(event) => void keep(event)}>
      <Field label={t('equipment.viewName')} value={name} onChange={setName} autoFocus />
      <Button go type="submit" isDisabled={save.pending}>
        {t('common.save')}
      </Button>
      {over && <Button onPress={() => void drop()}>{t('equipment.removeView')}</Button>}
      <Button onPress={() => done(null)}>{t('common.cancel')}</Button>
      <Problem>{save.problem ?? remove.problem}</Problem>
    </form>
  );
}
