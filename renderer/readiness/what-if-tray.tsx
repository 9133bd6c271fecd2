import { useState } from 'react';
import type { Change } from '../../electron/readiness/ask.ts';
import type { Matrix } from '../../electron/readiness/detail.ts';
import { CategorySelect } from '../category/category-select.tsx';
import { useCategories } from '../category/use-categories.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Finder, type Found } from './finder.tsx';
import { marks } from './readiness-words.tsx';

const kinds = ['removeItem', 'moveItem', 'addItems', 'addStock', 'removePerson', 'closePlace'] as const;
type Kind = (typeof kinds)[number];

/** What is tried, with the words to show it. */
export interface Trial {
  readonly change: Change;
  readonly thing: string;
  readonly place: string;
}

/** Things to take away, add or move; readiness is shown with them, and nothing is saved. */
export function WhatIfTray(props: {
  readonly trials: readonly Trial[];
  readonly onTrials: (trials: readonly Trial[]) => void;
  readonly now: Matrix | undefined;
  readonly before: Matrix | undefined;
}) {
  const { t } = useText();
  const { trials, onTrials, now, before } = props;
  return (
    <section className="tray" aria-label={t('readiness.whatIf.title')}>
      <div className="row">
        <b>{t('readiness.whatIf.title')}</b>
        <span className="muted">{t('readiness.whatIf.help')}</span>
        <span className="grow" />
        <span aria-live="polite">{before && now && <Difference now={now} before={before} />}</span>
        {trials.length > 0 && (
          <Button className="small" onPress={() => onTrials([])}>
            {t('readiness.whatIf.clear')}
          </Button>
        )}
      </div>
      <AddTrial onAdd={(trial) => onTrials([...trials, trial])} />
      {trials.length > 0 && (
        <ul className="row trials">
          {trials.map((trial, index) => (
            <li key={index} className="chip">
              <TrialWords trial={trial} />
              <button
                type="button"
                className="link"
                aria-label={`${t('common.remove')} ${trial.thing}`}
                onClick={() => onTrials(trials.filter((_, i) => i !== index))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TrialWords({ trial: { change, thing, place } }: { readonly trial: Trial }) {
  const { t, format } = useText();
  const count =
    change.kind === 'addItems' ? change.count
    : change.kind === 'addStock' ? format.number(change.amount, 3)
    : ''; // prettier-ignore
  return <>{t(`readiness.whatIf.said.${change.kind}`, { thing, place, count })}</>;
}

/** How many plans are better or worse for it. */
function Difference({ now, before }: { readonly now: Matrix; readonly before: Matrix }) {
  const { t } = useText();
  const order = ['broken', 'tight', 'met'];
  const moved = now.rows.map((plan) => {
    const was = before.rows.find(({ planId }) => planId === plan.planId);
    return was ? order.indexOf(plan.state) - order.indexOf(was.state) : 0;
  });
  const better = moved.filter((by) => by > 0).length;
  const worse = moved.filter((by) => by < 0).length;
  if (better + worse === 0) return <span className="muted">{t('readiness.whatIf.same')}</span>;
  return (
    <>
      {better > 0 && (
        <span>
          {marks.met.shape} {t('readiness.whatIf.better', { count: better })}{' '}
        </span>
      )}
      {worse > 0 && (
        <span className="t2">
          {marks.broken.shape} {t('readiness.whatIf.worse', { count: worse })}
        </span>
      )}
    </>
  );
}

function AddTrial({ onAdd }: { readonly onAdd: (trial: Trial) => void }) {
  const { t } = useText();
  const [kind, setKind] = useState<Kind>('removeItem');
  const [thing, setThing] = useState<Found | null>(null);
  const [place, setPlace] = useState<Found | null>(null);
  const [categoryId, setCategoryId] = useState('');
  const [count, setCount] = useState('1');
  // A new round of the form begins with empty fields.
  const [round, setRound] = useState(0);
  const categories = useCategories();
  const adds = kind === 'addItems' || kind === 'addStock';
  const change = changeOf(kind, { thing, place, categoryId, count: Number(count.replace(',', '.')) });

  function add(): void {
    if (!change) return;
    onAdd({
      change,
      thing: adds ? categories.nameOf(categoryId) : (thing?.label ?? place?.label ?? ''),
      place: place?.label ?? '',
    });
    setThing(null);
    setPlace(null);
    setRound(round + 1);
  }

  return (
    <form
      className="row trial-form"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Choice
        label={t('readiness.whatIf.kind')}
        value={kind}
        of={kinds.map((value) => ({ value, label: t(`readiness.whatIf.${value}`) }))}
        onChange={(value) => {
          setKind(value);
          setThing(null);
          setPlace(null);
          setCategoryId('');
          setRound(round + 1);
        }}
      />
      {(kind === 'removeItem' || kind === 'moveItem') && (
        <Finder key={`item ${round}`} of="item" label={t('equipment.tag')} value={thing} onFound={setThing} />
      )}
      {kind === 'removePerson' && (
        <Finder
          key={`person ${round}`}
          of="person"
          label={t('readiness.whatIf.person')}
          value={thing}
          onFound={setThing}
        />
      )}
      {adds && (
        <>
          <CategorySelect
            label={t('equipment.categoryId')}
            value={categoryId}
            onChange={setCategoryId}
            kind={kind === 'addItems' ? 'item' : 'consumable'}
          />
          <Field label={t('readiness.whatIf.count')} value={count} onChange={setCount} />
        </>
      )}
      {(kind === 'moveItem' || kind === 'closePlace' || adds) && (
        <Finder
          key={`place ${round}`}
          of="place"
          label={t('equipment.placeId')}
          value={place}
          onFound={setPlace}
        />
      )}
      <Button type="submit" isDisabled={change === null}>
        {t('readiness.whatIf.try')}
      </Button>
    </form>
  );
}

function changeOf(
  kind: Kind,
  given: {
    readonly thing: Found | null;
    readonly place: Found | null;
    readonly categoryId: string;
    readonly count: number;
  },
): Change | null {
  const { thing, place, categoryId, count } = given;
  switch (kind) {
    case 'removeItem':
      return thing && { kind, itemId: thing.id };
    case 'moveItem':
      return thing && place && { kind, itemId: thing.id, placeId: place.id };
    case 'addItems':
      return place && categoryId !== '' && Number.isInteger(count) && count >= 1 && count <= 10_000
        ? { kind, categoryId, count, placeId: place.id }
        : null;
    case 'addStock':
      return place && categoryId !== '' && count > 0 && count <= 1e9
        ? { kind, categoryId, amount: count, placeId: place.id }
        : null;
    case 'removePerson':
      return thing && { kind, personId: thing.id };
    case 'closePlace':
      return place && { kind, placeId: place.id };
  }
}
