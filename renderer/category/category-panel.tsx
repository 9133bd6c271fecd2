import { useState, type FormEvent } from 'react';
import type { Category } from '../../electron/category/category.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { useCategories } from './use-categories.ts';

/** The site's categories: what they are called, how fast they travel, and which are no longer used. */
export function CategoryPanel({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const { all, nameOf } = useCategories();
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const category = all.find(({ id }) => id === chosen);
  const { rowProps } = useRowKeys(
    all.map(({ id }) => id),
    chosen,
    (id) => {
      setChosen(id);
      setAdding(false);
    },
  );
  return (
    <Panel title={t('category.title')} aside={t('category.count', { count: all.length })}>
      <div className="pad row">
        <Button onPress={() => setAdding(true)}>{t('category.add')}</Button>
        <Button onPress={done}>{t('common.close')}</Button>
      </div>
      {adding ? (
        <CategoryForm key="new" before={null} done={() => setAdding(false)} />
      ) : (
        category && (
          <CategoryForm key={`${category.id} ${category.version}`} before={category} done={() => {}} />
        )
      )}
      <div className="scroll" tabIndex={-1}>
        <table className="list" role="grid" aria-label={t('category.title')}>
          <tbody>
            {all.map((one) => (
              <tr key={one.id} {...rowProps(one.id)}>
                <td>{nameOf(one.id)}</td>
                <td className="dim">
                  {one.retiredAt === null ? (one.unit ?? '') : `× ${t('category.retired')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function CategoryForm({ before, done }: { readonly before: Category | null; readonly done: () => void }) {
  const { t } = useText();
  const add = useCommand('category.add');
  const change = useCommand('category.change');
  const retire = useCommand('category.retire');
  const restore = useCommand('category.restore');
  const [kind, setKind] = useState<Category['kind']>(before?.kind ?? 'item');
  const [typed, setTyped] = useState({
    key: before?.key ?? '',
    en: before?.names.en ?? '',
    srLatn: before?.names.srLatn ?? '',
    zhHans: before?.names.zhHans ?? '',
    unit: before?.unit ?? '',
    speed: before?.speedKmh === null || before === null ? '' : String(before.speedKmh),
  });
  const [wrong, setWrong] = useState<string | null>(null);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const speedKmh = numberOf(typed.speed);
    setWrong(Number.isNaN(speedKmh) ? t('category.speedWrong') : null);
    if (Number.isNaN(speedKmh)) return;
    // A room that writes one language is understood in the others until somebody translates.
    const first = typed.en || typed.srLatn || typed.zhHans;
    const names = { en: typed.en || first, srLatn: typed.srLatn || first, zhHans: typed.zhHans || first };
    const unit = typed.unit.trim() === '' ? null : typed.unit;
    const result =
      before === null
        ? await add.run({ key: typed.key, names, kind, unit, speedKmh })
        : await change.run({ id: before.id, version: before.version, names, unit, speedKmh });
    if (result.ok) done();
  }
  const field = (name: keyof typeof typed, label: string, autoFocus = false) => (
    <Field
      label={t(label)}
      value={typed[name]}
      onChange={(value) => setTyped((was) => ({ ...was, [name]: value }))}
      autoFocus={autoFocus}
      problem={name === 'speed' ? wrong : null}
    />
  );
  const seen = before && { id: before.id, version: before.version };
  return (
    <form className="edit-item pad" onSubmit={(event) => void send(event)}>
      {before === null && field('key', 'category.key', true)}
      {field('en', 'category.en')}
      {field('srLatn', 'category.srLatn')}
      {field('zhHans', 'category.zhHans')}
      {before === null && (
        <Choice
          label={t('category.kind')}
          value={kind}
          of={(['item', 'consumable'] as const).map((value) => ({
            value,
            label: t(`category.kinds.${value}`),
          }))}
          onChange={setKind}
        />
      )}
      {kind === 'consumable' && field('unit', 'category.unit')}
      {field('speed', 'category.speed')}
      <Problem>{add.problem ?? change.problem ?? retire.problem ?? restore.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={add.pending || change.pending}>
          {t('common.save')}
        </Button>
        {before === null && <Button onPress={done}>{t('common.cancel')}</Button>}
        {seen && before.retiredAt === null && (
          <Button onPress={() => void retire.run(seen)}>{t('category.retire')}</Button>
        )}
        {seen && before.retiredAt !== null && (
          <Button onPress={() => void restore.run(seen)}>{t('category.restore')}</Button>
        )}
      </div>
    </form>
  );
}
