import { useState } from 'react';
import { measureUnits, type CheckItem, type ListInForce } from '../../electron/double-check/check-list.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { NameFields, namesOf, noNames, type TypedNames } from '../ui/name-fields.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

const spans = ['watchMinutes', 'monitorMinutes', 'requestMinutes', 'maxHours'] as const;
type Unit = (typeof measureUnits)[number];

/** A line as it is typed: numbers as words, so that nothing half typed is lost. */
interface TypedItem extends Pick<CheckItem, 'key' | 'kind' | 'skippable' | 'asks'> {
  readonly names: TypedNames;
  readonly unit: Unit;
  readonly min: string;
  readonly max: string;
  readonly validMinutes: string;
  readonly tolerance: string;
}
interface Typed extends Readonly<Record<(typeof spans)[number], string>> {
  readonly items: readonly TypedItem[];
}

const typedNumber = (value: number | null | undefined): string => (value == null ? '' : String(value));

function typedOf({ content }: ListInForce): Typed {
  return {
    watchMinutes: String(content.watchMinutes),
    monitorMinutes: String(content.monitorMinutes),
    requestMinutes: String(content.requestMinutes),
    maxHours: String(content.maxHours),
    items: content.items.map(({ key, kind, skippable, asks, names, measure }) => ({
      key, kind, skippable, asks, names, unit: measure?.unit ?? 'ppm', min: typedNumber(measure?.min),
      max: typedNumber(measure?.max), validMinutes: typedNumber(measure?.validMinutes),
      tolerance: typedNumber(measure?.tolerance),
    })),
  };
} // prettier-ignore

/** The next edition of a list: its spans, and its lines one by one. */
export function ListForm({ list, done }: { readonly list: ListInForce; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const save = useCommand('checkList.change');
  const draft = `checkList.${list.kind}.${list.edition}`;
  const [typed, setTyped] = useState<Typed>(() => keptDraft(draft, typedOf(list)));
  const [open, setOpen] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  function change(part: Partial<Typed>): void {
    const next = { ...typed, ...part };
    keepDraft(draft, next);
    setTyped(next);
  }
  const setItem = (key: string, part: Partial<TypedItem>): void =>
    change({ items: typed.items.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  function move(at: number, by: number): void {
    const items = [...typed.items];
    const [item] = items.splice(at, 1);
    if (item) items.splice(at + by, 0, item);
    change({ items });
  }
  function add(): void {
    let n = typed.items.length + 1;
    while (typed.items.some(({ key }) => key === `own${n}`)) n++;
    const key = `own${n}`;
    const item: TypedItem = {
      key, kind: 'yes', skippable: false, asks: null, names: noNames, unit: 'ppm', min: '', max: '', validMinutes: '', tolerance: '0',
    }; // prettier-ignore
    change({ items: [...typed.items, item] });
    setOpen(key);
  }

  async function send(): Promise<void> {
    const bad: string[] = [];
    const number = (text: string, field: string, otherwise: number | null): number | null => {
      const value = numberOf(text);
      if (Number.isNaN(value) || (value === null && otherwise === null && field !== ''))
        bad.push(t('stock.notANumber', { field }));
      return value ?? otherwise;
    };
    const items = typed.items.map(({ key, kind, skippable, asks, names, ...of }) => ({
      key, kind, skippable, asks, names: namesOf(names),
      measure: kind !== 'measure' ? null : {
        unit: of.unit, min: number(of.min, '', null), max: number(of.max, '', null),
        validMinutes: number(of.validMinutes, '', null), tolerance: number(of.tolerance, '', 0) ?? 0,
      },
    })); // prettier-ignore
    const [watchMinutes, monitorMinutes, requestMinutes, maxHours] = spans.map(
      (name) => number(typed[name], t(`doubleCheck.minutes.${name}`), null) ?? 0,
    );
    setWrong(bad[0] ?? null);
    if (bad.length > 0) return;
    const content = { items, watchMinutes: watchMinutes ?? 0, monitorMinutes: monitorMinutes ?? 0, requestMinutes: requestMinutes ?? 0, maxHours: maxHours ?? 0 }; // prettier-ignore
    if (!(await save.run({ kind: list.kind, edition: list.edition, content })).ok) return;
    keepDraft(draft, null);
    done();
  }

  return (
    <ShortForm
      title={t('doubleCheck.newEdition')}
      problem={wrong ?? save.problem}
      pending={save.pending}
      send={send}
      done={() => {
        keepDraft(draft, null);
        done();
      }}
    >
      {spans.map((name) => (
        <Field
          key={name}
          label={t(`doubleCheck.minutes.${name}`)}
          value={typed[name]}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <ol className="all check-items">
        {typed.items.map((item, at) => (
          <li key={item.key} className="check-item">
            <span className="check-no">{at + 1}</span>
            <div className="check-body">
              <div className="list-line">
                <Button
                  className="link"
                  aria-expanded={open === item.key}
                  onPress={() => setOpen(open === item.key ? null : item.key)}
                >
                  {nameOf(namesOf(item.names)) || t('doubleCheck.newLine')}
                </Button>
                <span className="row">
                  <Button isDisabled={at === 0} aria-label={t('doubleCheck.up', { no: at + 1 })} onPress={() => move(at, -1)}>
                    ↑
                  </Button>
                  <Button
                    aria-label={t('doubleCheck.takeOut', { no: at + 1 })}
                    onPress={() => change({ items: typed.items.filter(({ key }) => key !== item.key) })}
                  >
                    ✕
                  </Button>
                </span>
              </div>
              {open === item.key && <ItemFields item={item} set={(part) => setItem(item.key, part)} />}
            </div>
          </li>
        ))}
      </ol>
      <div className="all">
        <Button onPress={add}>{t('doubleCheck.addLine')}</Button>
      </div>
    </ShortForm>
  );
} // prettier-ignore

function ItemFields({
  item,
  set,
}: {
  readonly item: TypedItem;
  readonly set: (part: Partial<TypedItem>) => void;
}) {
  const { t } = useText();
  return (
    <div className="item-fields">
      <NameFields
        typed={item.names}
        change={(part) => set({ names: { ...item.names, ...part } })}
        problemOf={() => null}
        autoFocus
      />
      <Choice
        label={t('doubleCheck.itemKindOf')}
        value={item.kind}
        of={(['yes', 'measure', 'name'] as const).map((value) => ({ value, label: t(`doubleCheck.itemKind.${value}`) }))}
        onChange={(kind) => set({ kind })}
      />
      {item.kind === 'measure' && (
        <>
          <Choice
            label={t('field.name.unit')}
            value={item.unit}
            of={measureUnits.map((value) => ({ value, label: t(`doubleCheck.unit.${value}`, { value: '' }).trim() }))}
            onChange={(unit) => set({ unit })}
          />
          {(['min', 'max', 'validMinutes', 'tolerance'] as const).map((name) => (
            <Field
              key={name}
              label={t(`doubleCheck.measure.${name}`)}
              value={item[name]}
              onChange={(value) => set({ [name]: value })}
            />
          ))}
        </>
      )}
      <label className="tick">
        <input
          type="checkbox"
          checked={item.skippable}
          onChange={(event) => set({ skippable: event.target.checked })}
        />
        {t('doubleCheck.skippable')}
      </label>
    </div>
  );
} // prettier-ignore
