import { useEffect, useMemo, useState } from 'react';
import { compareSteps, compareWords, type StepPair } from '../../electron/plan/compare.ts';
import type { Plan, Step } from '../../electron/plan/plan.ts';
import { useQueryOf } from '../api.ts';
import { usePlace } from '../incident/place-of.tsx';
import { Choice } from '../ui/choice.tsx';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useBranchText } from './branch-text.ts';
import { useNeedText } from './need-text.ts';
import { usePositionName } from './position-name.ts';

/** Two editions of a plan side by side: what was taken out on the left, what came in on the right. */
export function ComparePlans({ plan, onDone }: { readonly plan: Plan; readonly onDone: () => void }) {
  const { t } = useText();
  const editions = useQueryOf('plan.editions', { key: plan.key }).data?.rows ?? [];
  const [right, setRight] = useState(plan.id);
  const [chosenLeft, setLeft] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const older =
    editions.find(({ edition }) => edition < plan.edition) ?? editions.find(({ id }) => id !== plan.id);
  const left = chosenLeft ?? older?.id ?? plan.id;
  const a = useQueryOf('plan.byId', { id: left }).data;
  const b = useQueryOf('plan.byId', { id: right }).data;
  const of = editions.map(({ id, edition, state }) => ({
    value: id,
    label: `${t('plan.edition', { edition })} ${t(`plan.state.${state}`)}`,
  }));
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onDone();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [onDone]);

  return (
    <Panel
      title={t('plan.compare.title', { plan: plan.key })}
      className="compare-plans"
      aside={
        <Button className="small" onPress={onDone}>
          {t('common.close')} <kbd className="kbd">Esc</kbd>
        </Button>
      }
    >
      <div className="compare-head pad">
        <Choice label={t('plan.compare.before')} value={left} of={of} onChange={setLeft} />
        <Choice label={t('plan.compare.after')} value={right} of={of} onChange={setRight} />
        <label className="row">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {t('plan.compare.showAll')}
        </label>
      </div>
      {a && b && <Comparison before={a} after={b} all={all} />}
    </Panel>
  );
}

/** The changes between two wordings of a plan, title and steps. */
export function Comparison({
  before,
  after,
  all,
}: {
  readonly before: Plan;
  readonly after: Plan;
  readonly all: boolean;
}) {
  const { t, nameOf } = useText();
  const pairs = useMemo(() => compareSteps(before.steps, after.steps), [before, after]);
  const count = (kind: StepPair['kind']): number => pairs.filter((pair) => pair.kind === kind).length;
  const moved = pairs.filter((pair) => pair.moved).length;
  const shown = all ? pairs : pairs.filter((pair) => pair.kind !== 'same' || pair.moved);
  const purpose = (plan: Plan): string => (plan.purpose ? nameOf(plan.purpose) : '');
  return (
    <>
      <p className="pad compare-sum" role="status">
        + {t('plan.compare.added', { count: count('added') })} · −{' '}
        {t('plan.compare.removed', { count: count('removed') })} · ≠{' '}
        {t('plan.compare.changed', { count: count('changed') })} · ⇅{' '}
        {t('plan.compare.moved', { count: moved })}
      </p>
      <div
        className="scroll"
        tabIndex={0}
        aria-label={t('plan.compare.title', { plan: after.key })}
        role="region"
      >
        <table className="list compare">
          <thead>
            <tr>
              <th scope="col" className="sign">
                <span className="sr-only">{t('plan.compare.what')}</span>
              </th>
              <th scope="col">{t('plan.edition', { edition: before.edition })}</th>
              <th scope="col">{t('plan.edition', { edition: after.edition })}</th>
            </tr>
          </thead>
          <tbody>
            <WordsRow name={t('plan.edit.title')} before={nameOf(before.title)} after={nameOf(after.title)} />
            <WordsRow name={t('plan.edit.purpose')} before={purpose(before)} after={purpose(after)} />
            <CriteriaRow before={before} after={after} />
            {shown.map((pair) => (
              <PairRow key={(pair.after ?? pair.before)!.id + pair.kind} pair={pair} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const signs: Record<StepPair['kind'], string> = { same: '', changed: '≠', added: '+', removed: '−' };

function PairRow({ pair }: { readonly pair: StepPair }) {
  const { t, nameOf } = useText();
  const words = {
    before: pair.before ? nameOf(pair.before.instruction) : '',
    after: pair.after ? nameOf(pair.after.instruction) : '',
  };
  const factsBefore = useFacts(pair.before);
  const factsAfter = useFacts(pair.after);
  // Changed where this language does not show it: the planner must still hear of it.
  const elsewhere =
    pair.kind === 'changed' && words.before === words.after && factsBefore.join() === factsAfter.join();
  return (
    <tr className={`pair ${pair.kind}`}>
      <td className="sign">
        <b aria-hidden>{signs[pair.kind]}</b>
        {pair.moved && <b aria-hidden>⇅</b>}
        <span className="sr-only">
          {[t(`plan.compare.kind.${pair.kind}`), pair.moved ? t('plan.compare.kind.moved') : ''].join(' ')}
        </span>
      </td>
      <td>
        {pair.before && (
          <Side step={pair.before} pieces={words} side="removed" facts={factsBefore} other={factsAfter} />
        )}
      </td>
      <td>
        {pair.after && (
          <Side step={pair.after} pieces={words} side="added" facts={factsAfter} other={factsBefore} />
        )}
        {elsewhere && <p className="dim">{t('plan.compare.elsewhere')}</p>}
      </td>
    </tr>
  );
}

function Side(props: {
  readonly step: Step;
  readonly pieces: { readonly before: string; readonly after: string };
  readonly side: 'added' | 'removed';
  readonly facts: readonly string[];
  readonly other: readonly string[];
}) {
  const { step, pieces, side, facts, other } = props;
  return (
    <>
      <span className="no dim">{step.order}</span> <Words {...pieces} side={side} />
      <ul className="needs">
        {facts.map((fact) => (
          <li key={fact} className="tag">
            {other.includes(fact) ? fact : side === 'added' ? <ins>+ {fact}</ins> : <del>− {fact}</del>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** One side of a changed text; what only this side has is marked by a line and not by colour alone. */
function Words({
  before,
  after,
  side,
}: {
  readonly before: string;
  readonly after: string;
  readonly side: 'added' | 'removed';
}) {
  const pieces = useMemo(() => compareWords(before, after), [before, after]);
  return pieces
    .filter(({ kind }) => kind === 'same' || kind === side)
    .map(({ kind, text }, i) =>
      kind === 'same' ? text : side === 'added' ? <ins key={i}>{text}</ins> : <del key={i}>{text}</del>,
    );
}

function WordsRow({
  name,
  before,
  after,
}: {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}) {
  if (before === after) return null;
  return (
    <tr className="pair changed">
      <td className="sign">
        <b aria-hidden>≠</b>
      </td>
      <td>
        <small className="dim">{name}</small> <Words before={before} after={after} side="removed" />
      </td>
      <td>
        <small className="dim">{name}</small> <Words before={before} after={after} side="added" />
      </td>
    </tr>
  );
}

function CriteriaRow({ before, after }: { readonly before: Plan; readonly after: Plan }) {
  const { t } = useText();
  const a = useCriteriaText(before.criteria);
  const b = useCriteriaText(after.criteria);
  return <WordsRow name={t('plan.criteria.title')} before={a} after={b} />;
}

function useCriteriaText(criteria: Plan['criteria']): string {
  const { t, nameOf, format } = useText();
  const places = useQueryOf('place.all', {}).data ?? [];
  const nameById = (id: string): string => {
    const place = places.find((each) => each.id === id);
    return place ? nameOf(place.names) : '';
  };
  return [
    ...criteria.types.map((type) => t(`incident.type.${type}`)),
    t('plan.criteria.atLeast', { severity: criteria.minSeverity }),
    ...criteria.placeIds.map(nameById),
    ...criteria.placeKinds.map((kind) => t(`map.placeKind.${kind}`)),
    ...(criteria.gauge
      ? [
          t('plan.criteria.gaugeAt', {
            gauge: nameById(criteria.gauge.placeId),
            level: t('common.unit.cm', { value: format.number(criteria.gauge.minLevelCm) }),
          }),
        ]
      : []),
    ...(criteria.alarm
      ? [
          t('plan.criteria.alarmAt', {
            place: nameById(criteria.alarm.placeId),
            priority: t(`common.priority.${criteria.alarm.priority}`),
          }),
        ]
      : []),
  ].join(' · ');
}

/** Everything about a step but its instruction, in words. */
function useFacts(step: Step | null): string[] {
  const { t, nameOf, format } = useText();
  const who = usePositionName({ role: step?.role ?? null, position: step?.position ?? null });
  const place = usePlace(step?.placeId ?? null);
  const branch = useBranchText(step?.branch ?? null);
  const needText = useNeedText();
  if (step === null) return [];
  const facts = [
    who,
    step.targetMinutes === null ? null : t('plan.target', { span: format.span(step.targetMinutes) }),
    place ? nameOf(place.names) : null,
    branch === null ? null : t('task.if', { condition: branch }),
    step.repeatMinutes === null ? null : t('plan.repeat', { span: format.span(step.repeatMinutes) }),
    ...step.needs.map(needText),
    ...step.papers.map(({ name }) => name),
  ];
  return [...new Set(facts.filter((fact) => fact !== null))];
}
