import { useState, type FormEvent } from 'react';
import { useCommand } from '../api.ts';
import { CategorySelect } from '../category/category-select.tsx';
import { PlaceInput } from '../team/search-input.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const words = ['make', 'model', 'serial'] as const;
const dates = ['boughtOn', 'endOfLifeOn', 'nextDueOn'] as const;

/** A new item; `done` hears its id, or null when nothing was added. */
export function AddItem({ done }: { readonly done: (id: string | null) => void }) {
  const { t } = useText();
  const add = useCommand('equipment.add');
  const [typed, setTyped] = useState({
    tag: '',
    categoryId: '',
    make: '',
    model: '',
    serial: '',
    boughtOn: '',
    endOfLifeOn: '',
    nextDueOn: '',
  });
  const [place, setPlace] = useState<{ id: string | null; text: string }>({ id: null, text: '' });
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const day = (value: string): string | null => (value === '' ? null : value);
    const result = await add.run({
      ...typed,
      placeId: place.id,
      boughtOn: day(typed.boughtOn),
      endOfLifeOn: day(typed.endOfLifeOn),
      nextDueOn: day(typed.nextDueOn),
    });
    if (result.ok) done(result.value.id);
  }

  return (
    <Panel title={t('equipment.add')}>
      <form className="scroll edit-item pad" onSubmit={(event) => void send(event)}>
        <Field label={t('equipment.tag')} value={typed.tag} onChange={change('tag')} autoFocus />
        <CategorySelect
          label={t('equipment.categoryId')}
          value={typed.categoryId}
          onChange={change('categoryId')}
          kind="item"
        />
        {words.map((name) => (
          <Field key={name} label={t(`equipment.${name}`)} value={typed[name]} onChange={change(name)} />
        ))}
        <PlaceInput
          label={t('equipment.placeId')}
          text={place.text}
          onText={(text) => setPlace({ id: null, text })}
          onChoose={(choice) => choice && setPlace({ id: choice.id, text: choice.label })}
        />
        {dates.map((name) => (
          <Field
            key={name}
            label={t(`equipment.${name}`)}
            type="date"
            value={typed[name]}
            onChange={change(name)}
          />
        ))}
        <Problem>{add.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={add.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={() => done(null)}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}
