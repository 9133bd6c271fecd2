import { useState } from 'react';
import { itemsAtOnce, type UpgradeItemLine, type UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { ask, call, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

interface Props {
  readonly items: readonly UpgradeItemLine[];
  readonly done: () => void;
}

/** Which new one stands in for each old one: a tag that is known, or one that is registered now. */
export function InService({ items, done }: Props) {
  const { t } = useText();
  const move = useCommand('upgrade.moveItems');
  const [tags, setTags] = useState<Readonly<Record<string, string>>>({});
  const first = items[0];
  async function send(): Promise<void> {
    const result = await move.run({
      items: items.map(({ id, version }) => ({ id, version, replacementTag: tags[id]?.trim() ?? null })),
      to: 'inService',
    });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('upgrade.form.inService', { tag: items.map(({ old }) => old.tag).join(', ') })}
      problem={move.problem}
      pending={move.pending}
      send={send}
      done={done}
    >
      {items.map((item) => (
        <Field
          key={item.id}
          label={`${item.old.tag}: ${t('upgrade.field.newTag')}`}
          value={tags[item.id] ?? item.fresh?.tag ?? ''}
          onChange={(tag) => setTags((before) => ({ ...before, [item.id]: tag }))}
          autoFocus={item === first}
        />
      ))}
    </ShortForm>
  );
}

export function Drop({ items, done }: Props) {
  const { t } = useText();
  const move = useCommand('upgrade.moveItems');
  const [note, setNote] = useState('');
  async function send(): Promise<void> {
    const result = await move.run({
      items: items.map(({ id, version }) => ({ id, version })),
      to: 'dropped',
      note,
    });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('upgrade.form.drop', { tag: items.map(({ old }) => old.tag).join(', ') })}
      problem={move.problem}
      pending={move.pending}
      send={send}
      done={done}
    >
      <Field label={t('upgrade.field.reason')} value={note} onChange={setNote} autoFocus />
    </ShortForm>
  );
}

/** By the equipment's own filter, set to what the programme replaces; all that fit are added, in parts. */
export function AddItems({ line, done }: { readonly line: UpgradeLine; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const [text, setText] = useState(`${line.fromMake} ${line.fromModel}`.trim());
  const [categoryId, setCategoryId] = useState(line.fromCategoryId ?? '');
  const [placeId, setPlaceId] = useState('');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const categories = useQueryOf('category.all', { kind: 'item' }).data ?? [];
  const filter = {
    text,
    ...(categoryId === '' ? {} : { categoryIds: [categoryId] }),
    ...(placeId === '' ? {} : { placeIds: [placeId] }),
    conditions: ['ready', 'inUse', 'fault', 'outOfTest'] as ('ready' | 'inUse' | 'fault' | 'outOfTest')[],
  };
  const fit =
    useQueryOf('equipment.page', { ...filter, limit: 1 }, { nouns: ['equipment'] }).data?.total ?? 0;
  const where =
    useQueryOf('equipment.facet', { ...filter, facet: 'placeId' }, { nouns: ['equipment'] }).data ?? [];
  const places = useQueryOf('place.all', {}).data ?? [];

  async function send(): Promise<void> {
    setPending(true);
    const ids = (await call('equipment.ids', { filter })).map(({ id }) => id);
    let added = 0;
    let refused: string | null =
      ids.length === 0 ? refusalText({ refused: 'upgradeNothingFits', facts: {} }) : null;
    for (let from = 0; from < ids.length; from += itemsAtOnce) {
      const equipmentIds = ids.slice(from, from + itemsAtOnce);
      const result = await ask('upgrade.addItems', { upgradeId: line.id, equipmentIds });
      if (result.ok) added += result.value.added;
      else refused = refusalText(result.refusal);
    }
    setPending(false);
    setProblem(added === 0 ? refused : null);
    if (added > 0) done();
  }

  return (
    <ShortForm
      title={t('upgrade.form.items', { key: line.key })}
      problem={problem}
      pending={pending}
      action={`${t('upgrade.addAll')}: ${t('upgrade.fits', { count: fit })}`}
      send={send}
      done={done}
    >
      <Field label={t('equipment.find')} value={text} onChange={setText} autoFocus />
      <Choice
        label={t('equipment.categoryId')}
        value={categoryId}
        of={[
          { value: '', label: t('upgrade.anyCategory') },
          ...categories.map(({ id, names }) => ({ value: id, label: nameOf(names) })),
        ]}
        onChange={setCategoryId}
      />
      <Choice
        label={t('equipment.placeId')}
        value={placeId}
        of={[
          { value: '', label: t('common.all') },
          ...where.flatMap(({ value, count }) => {
            const place = places.find(({ id }) => id === value);
            return place
              ? [{ value: place.id, label: `${place.key} ${nameOf(place.names)} (${count})` }]
              : [];
          }),
        ]}
        onChange={setPlaceId}
      />
    </ShortForm>
  );
}
