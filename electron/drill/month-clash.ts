import { Lp, type Solve } from './lp.ts';
import { pinnedClash, type Column, type Conflict, type Month } from './month-columns.ts';
import { modelOf, type Cut, type Kept } from './month-model.ts';
import { laidOf, looksOver } from './month-look.ts';
import { barKey } from './month-reasons.ts';
import { drillFacts } from './month-rules.ts';
import { hourMs, minuteMs } from './month-times.ts';
import type { Clash, RuleKind } from './outcome.ts';

/** Which shift and crew a drill is for is part of the drill itself, and the days and the hour are those of the programme. */
const always: ReadonlySet<RuleKind> = new Set(['shift', 'crew', 'outside', 'start']);

interface Atom {
  readonly key: string;
  readonly clash: Clash;
}

/** Nobody said within the time whether it is possible; so it counts as possible. */
const secondsPerQuestion = 10;

/**
 * Of a month that cannot be laid out: rules that clash, as few as can be found, of which none can be left out. One group of
 * drills that has too few times by itself is answered exactly (a smallest set of rules that bars them); else sets are halved
 * until nothing can be left out (U. Junker, QuickXplain, AAAI 2004), from both ends, and the smaller is taken.
 */
export function clashOf(
  month: Month,
  solve: Solve,
  left: () => number,
  tick: () => void = () => {},
): { readonly clash: Clash[]; readonly smallest: boolean } {
  const groups = month.groups.map((_, i) => groupAtom(month, i));
  const rules = ruleAtoms(month);
  const possible = (atoms: readonly Atom[]): boolean => {
    tick();
    return isPossible(month, new Set(atoms.map(({ key }) => key)), solve, left);
  };
  const single = groups.filter((group) => !possible([group, ...rules]));
  const sets: (readonly Atom[])[] = [];
  for (const group of single) {
    const barring = barringSet(month, groups.indexOf(group), rules, solve);
    sets.push([group, ...(barring ?? shrunk([group], rules, possible))]);
    if (left() <= 0) break;
  }
  if (single.length === 0) {
    const all = [...groups, ...rules];
    sets.push(shrunk([], all, possible));
    if (left() > 0) sets.push(shrunk([], [...groups.toReversed(), ...rules], possible));
  }
  const least = sets.reduce((a, b) => (b.length < a.length ? b : a));
  return {
    // The days and shifts that a drill may have are never enough for it: no other rule is to blame.
    clash: [...least.map(({ clash }) => clash), ...(least.length === 1 ? [noShift(month, least[0]!)] : [])],
    // One drill and one rule; or two drills, when each drill alone has its place.
    smallest: least.length <= (single.length === 0 ? 3 : 2),
  };
}

function groupAtom(month: Month, group: number): Atom {
  const { drill, drills } = month.groups[group]!;
  const facts = {
    ...drillFacts(drill),
    shift: drill.askedShift,
    crew: drill.askedCrew,
    count: drills.length,
  };
  const onShift = drill.askedShift !== 'any';
  const rule = onShift
    ? drill.askedCrew === null
      ? 'drillOnShift'
      : 'drillOnShiftOfCrew'
    : drill.askedCrew === null
      ? 'drill'
      : 'drillOfCrew';
  return { key: `group ${group}`, clash: { rule, facts } };
}

function noShift({ rules: { problem } }: Month, { clash }: Atom): Clash {
  const { shift, crew, count } = clash.facts;
  return {
    rule: 'noShift',
    facts: {
      shift: shift ?? null,
      crew: crew ?? null,
      count: count ?? null,
      from: problem.fromOn,
      to: problem.toOn,
    },
  };
}

/** Every rule that could have to do with it, once each. */
function ruleAtoms(month: Month): Atom[] {
  const { problem } = month.rules;
  const atoms = new Map<string, Clash>();
  for (const { because } of month.barred.flat())
    for (const clash of because.flat())
      if (!always.has(clash.rule) && !atoms.has(barKey(clash))) atoms.set(barKey(clash), clash);
  const shared: Clash[] = [
    { rule: 'perDay', facts: { most: problem.maxPerDay } },
    { rule: 'rest', facts: { hours: problem.restHours } },
    { rule: 'twoPlaces', facts: {} },
    { rule: 'samePlace', facts: {} },
    { rule: 'observers', facts: {} },
    ...problem.plans.map(({ planId, key, title }): Clash => ({
      rule: 'cover',
      facts: { planId, key, plan: title },
    })),
    ...month.fixed.map(pinnedClash),
  ];
  for (const clash of shared) {
    const known = atoms.get(barKey(clash));
    // Said of the whole month, not of the one time at which it was met first.
    atoms.set(barKey(clash), known?.rule === 'observers' ? known : clash);
  }
  return [...atoms].map(([key, clash]) => ({ key, clash }));
}

function isPossible(month: Month, keys: ReadonlySet<string>, solve: Solve, left: () => number): boolean {
  const kinds = new Set([...keys].map((key) => key.split(' ')[0]!));
  const kept: Kept = {
    rule: (kind) => kinds.has(kind),
    plan: (planId) => keys.has(`cover ${planId}`),
  };
  const fixed = month.fixed.filter((one) => keys.has(barKey(pinnedClash(one))));
  const part: Month = { ...month, fixed };
  const counts = month.groups.map(({ drills }, i) => (keys.has(`group ${i}`) ? drills.length : 0));
  const columns = openColumns(month, keys).filter(({ group }) => counts[group]! > 0);
  if (counts.some((count, group) => columns.filter((column) => column.group === group).length < count))
    return false;
  const restMs = kept.rule('rest') ? month.rules.problem.restHours * hourMs : 0;
  const cuts: Cut[] = [];
  for (;;) {
    const seconds = Math.min(secondsPerQuestion, left());
    if (seconds <= 0) return true;
    const { lp } = modelOf(part, columns, counts, null, cuts, kept);
    const solved = solve(lp, { seconds, step: 1 });
    if (solved.kind === 'impossible') return false;
    if (solved.kind === 'none') return true;
    const looked = looksOver(part, columns, laidOf(part, columns, solved.x), restMs, solve, kept);
    if (looked.kind === 'kept') return true;
    cuts.push(looked.cut);
  }
}

const holds = (conflict: Conflict, keys: ReadonlySet<string>): boolean =>
  conflict.every((clash) => always.has(clash.rule) || keys.has(barKey(clash)));

/** The times that some rules leave to each group. */
function openColumns(month: Month, keys: ReadonlySet<string>): Column[] {
  const more = month.barred.flatMap((barred, group) => {
    const { drill } = month.groups[group]!;
    return barred
      .filter(({ because }) => !because.some((conflict) => holds(conflict, keys)))
      .map(({ slot }): Column => {
        const span = { startMs: slot.startMs, endMs: slot.startMs + drill.minutes * minuteMs };
        return { group, drill, slot, span };
      });
  });
  return [...month.columns, ...more];
}

/** The fewest rules that leave a group too few times; null when it has enough and something else is wrong. */
function barringSet(month: Month, group: number, rules: readonly Atom[], solve: Solve): Atom[] | null {
  const own = month.columns.filter((column) => column.group === group).length;
  const { drills } = month.groups[group]!;
  if (own >= drills.length) return null;
  const lp = new Lp();
  const atoms = rules.map((atom) => ({ atom, column: lp.binary(1) }));
  const byKey = new Map(atoms.map(({ atom, column }) => [atom.key, column]));
  let barredAnyway = 0;
  const barred: number[] = [];
  for (const { because } of month.barred[group]!) {
    if (because.some((conflict) => conflict.every(({ rule }) => always.has(rule)))) {
      barredAnyway += 1;
      continue;
    }
    const ways = because.map((conflict) => {
      const way = lp.binary(0);
      for (const clash of conflict)
        lp.row(-Infinity, 0, [
          [way, 1],
          [byKey.get(barKey(clash))!, -1],
        ]);
      return way;
    });
    const time = lp.binary(0);
    lp.row(-Infinity, 0, [[time, 1], ...ways.map((way) => [way, -1] as const)]);
    barred.push(time);
  }
  const times = own + month.barred[group]!.length - barredAnyway;
  lp.sum(times - drills.length + 1, Infinity, barred);
  const solved = solve(lp, { seconds: secondsPerQuestion, step: 1 });
  if (solved.kind === 'impossible' || solved.kind === 'none') return null;
  return atoms.filter(({ column }) => solved.x[column]! > 0.5).map(({ atom }) => atom);
}

/** Of some atoms those that together with `given` are impossible and of which none can be left out. */
function shrunk(
  given: readonly Atom[],
  atoms: readonly Atom[],
  possible: (atoms: readonly Atom[]) => boolean,
): Atom[] {
  const shrink = (base: readonly Atom[], added: boolean, rest: readonly Atom[]): Atom[] => {
    if (added && !possible(base)) return [];
    if (rest.length === 1) return [...rest];
    const half = Math.ceil(rest.length / 2);
    const [one, two] = [rest.slice(0, half), rest.slice(half)];
    const second = shrink([...base, ...one], one.length > 0, two);
    const first = shrink([...base, ...second], second.length > 0, one);
    return [...first, ...second];
  };
  return atoms.length === 0 ? [] : shrink(given, given.length > 0, atoms);
}
