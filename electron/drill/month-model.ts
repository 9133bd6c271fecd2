import { Lp } from './lp.ts';
import type { Column, Month } from './month-columns.ts';
import type { MonthDrill } from './month-problem.ts';
import { hourMs, type Slot } from './month-times.ts';
import { dayNo, type Wishes } from './month-wishes.ts';
import type { RuleKind } from './outcome.ts';

/** Which rules are to be kept: all of them, or some when it is looked for those that clash. */
export interface Kept {
  readonly rule: (kind: RuleKind) => boolean;
  readonly plan: (planId: string) => boolean;
}
export const allKept: Kept = { rule: () => true, plan: () => true };

/** Of these columns so many at most; found when a plan is looked at whole. */
export interface Cut {
  readonly columns: readonly number[];
  readonly most: number;
}

export interface Model {
  readonly lp: Lp;
  /** The month's column of each of the problem's first columns. */
  readonly columns: readonly Column[];
}

/**
 * The month as a linear problem: one column for each group of like drills and each time that it may have, one row for each
 * rule that several of them share. Whether enough observers can be found for all is looked at afterwards (month-observers.ts);
 * a row here says only that there are not fewer people than are wanted at a time.
 */
export function modelOf(
  month: Month,
  columns: readonly Column[],
  counts: readonly number[],
  wishes: Wishes | null,
  cuts: readonly Cut[],
  kept: Kept = allKept,
): Model {
  const lp = new Lp();
  for (const { drill, slot, group } of columns) {
    const stays = wishes?.now[group]!.starts.has(slot.startMs) === true;
    lp.binary(wishes ? wishes.costAt(drill, slot) - (stays ? wishes.movePoints : 0) : 0);
  }
  if (wishes) lp.offset = wishes.now.reduce((sum, { laid }) => sum + laid * wishes.movePoints, 0);
  const byGroup = Map.groupBy(columns.keys(), (i) => columns[i]!.group);
  counts.forEach((count, group) => {
    if (count > 0) lp.sum(count, count, byGroup.get(group) ?? []);
  });
  const rows = new Rows(lp);
  if (kept.rule('perDay')) dayRows(month, columns, rows);
  if (kept.rule('samePlace'))
    for (const same of Map.groupBy(columns.keys(), (i) => columns[i]!.drill.placeId).values())
      rows.cliques(columns, same, 0);
  if (kept.rule('twoPlaces') || kept.rule('rest')) {
    const restMs = kept.rule('rest') ? month.rules.problem.restHours * hourMs : 0;
    for (const own of drilledColumns(month, columns)) rows.cliques(columns, own, restMs);
    if (kept.rule('observers')) observerRows(month, columns, rows, restMs);
  }
  coverRows(month, columns, rows, kept);
  if (wishes) wishRows(month, columns, wishes, lp);
  for (const cut of cuts) lp.sum(-Infinity, cut.most, cut.columns);
  return { lp, columns };
}

/** Rows that are written once. */
class Rows {
  private readonly lp: Lp;
  private readonly seen = new Set<string>();
  constructor(lp: Lp) {
    this.lp = lp;
  }

  atMost(most: number, own: readonly number[], factor: (i: number) => number = () => 1): void {
    const key = `${most} ${own.join(' ')}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.lp.row(
      -Infinity,
      most,
      own.map((i) => [i, factor(i)] as const),
    );
  }

  /** Of columns with less than `gapMs` between them one at most. */
  cliques(columns: readonly Column[], own: readonly number[], gapMs: number): void {
    for (const clique of cliquesOf(columns, own, gapMs)) this.atMost(1, clique);
  }
}

/**
 * The largest sets of columns of which any two lie closer than `gapMs`: with each span made longer by it, those that hold the
 * moment at which one of them begins.
 */
function cliquesOf(columns: readonly Column[], own: readonly number[], gapMs: number): number[][] {
  const sorted = own.toSorted((a, b) => columns[a]!.span.startMs - columns[b]!.span.startMs);
  const cliques: number[][] = [];
  let open: number[] = [];
  for (let at = 0; at < sorted.length; at++) {
    const { startMs } = columns[sorted[at]!]!.span;
    const still = open.filter((i) => columns[i]!.span.endMs + gapMs > startMs);
    // What ends here made a set with what was open before.
    if (still.length < open.length && open.length > 1) cliques.push(open);
    open = [...still, sorted[at]!];
  }
  if (open.length > 1) cliques.push(open);
  return cliques.map((clique) => clique.toSorted((a, b) => a - b));
}

function dayRows(month: Month, columns: readonly Column[], rows: Rows): void {
  const { maxPerDay } = month.rules.problem;
  for (const [day, own] of Map.groupBy(columns.keys(), (i) => columns[i]!.slot.day)) {
    const fixed = month.fixed.filter(({ slot }) => slot.day === day).length;
    rows.atMost(Math.max(0, maxPerDay - fixed), own);
  }
}

/** For each person the columns in which they are drilled; people with the same are taken once. */
function drilledColumns(month: Month, columns: readonly Column[]): number[][] {
  const byPerson = new Map<string, number[]>();
  columns.forEach(({ drill, slot }, i) => {
    for (const { id } of month.rules.times.drilled(drill, slot)) {
      const own = byPerson.get(id);
      if (own) own.push(i);
      else byPerson.set(id, [i]);
    }
  });
  const unlike = new Map([...byPerson.values()].map((own) => [own.join(' '), own]));
  return [...unlike.values()].filter((own) => own.length > 1);
}

/** Never more observers at a time than there are people who could be some. */
function observerRows(month: Month, columns: readonly Column[], rows: Rows, restMs: number): void {
  const { rules, groups } = month;
  const watched = [...columns.keys()].filter((i) => columns[i]!.drill.observers > 0);
  const asked = new Set(watched.map((i) => columns[i]!.drill.observerQualificationId));
  for (const qualification of [undefined, ...asked]) {
    const own = watched.filter(
      (i) => qualification === undefined || columns[i]!.drill.observerQualificationId === qualification,
    );
    for (const clique of cliquesOf(columns, own, restMs)) {
      const there = new Set<string>();
      for (const i of clique)
        for (const { id } of rules.fit(columns[i]!.drill, columns[i]!.slot)) there.add(id);
      const wanted = [...Map.groupBy(clique, (i) => columns[i]!.group)].reduce(
        (sum, [group, all]) =>
          sum + Math.min(groups[group]!.drills.length, all.length) * groups[group]!.drill.observers,
        0,
      );
      if (wanted > there.size) rows.atMost(there.size, clique, (i) => columns[i]!.drill.observers);
    }
  }
}

/** Drills of the same kind and length that begin together take the same from live cover. */
const classOf = ({ drill, slot }: Column): string => `${drill.typeId} ${drill.minutes} ${slot.startMs}`;

/** Pairs of kinds that may not run at the same time, because an approved plan would lack what both take. */
function coverRows(month: Month, columns: readonly Column[], rows: Rows, kept: Kept): void {
  const { cover, times } = month.rules;
  const lost = (drills: readonly MonthDrill[], slot: Slot): boolean => {
    const { losses, lacks } = cover.of(drills, slot);
    return (lacks.length > 0 && kept.rule('equipment')) || losses.some(({ plan }) => kept.plan(plan.planId));
  };
  for (const clique of cliquesOf(columns, [...columns.keys()], 0)) {
    const classes = [...Map.groupBy(clique, (i) => classOf(columns[i]!)).values()].map((own) => {
      const { drill, slot } = columns[own[0]!]!;
      const places = new Set(own.map((i) => columns[i]!.drill.placeId)).size;
      // Two of a kind at once are possible only when it drills nobody.
      return { own, drill, slot, twice: places > 1 && times.drilled(drill, slot).length === 0 };
    });
    type Class = (typeof classes)[number];
    const latest = classes.reduce((a, b) => (a.slot.startMs < b.slot.startMs ? b : a));
    const whole = classes.map(({ drill }) => drill);
    // Seldom more than that is needed: nothing is lost even when one of every kind runs.
    if (!classes.some(({ twice }) => twice) && !lost(whole, latest.slot)) continue;
    const clash = (a: Class, b: Class): boolean =>
      lost([a.drill, b.drill], a.slot.startMs < b.slot.startMs ? b.slot : a.slot);
    const open: Class[] = [];
    for (const one of classes) {
      if (one.twice && clash(one, one)) {
        rows.atMost(1, sorted(one.own));
        one.twice = false;
      }
      const against = open.filter((other) => clash(one, other));
      // As many kinds as clash with each other go into one row.
      const done = new Set<Class>();
      for (const other of against) {
        if (one.twice || other.twice) {
          for (const i of one.own) for (const j of other.own) rows.atMost(1, sorted([i, j]));
          continue;
        }
        if (done.has(other)) continue;
        const set = [other];
        for (const third of against)
          if (third !== other && !third.twice && set.every((each) => clash(each, third))) set.push(third);
        for (const each of set) done.add(each);
        rows.atMost(1, sorted([one, ...set].flatMap(({ own }) => own)));
      }
      open.push(one);
    }
  }
}

const sorted = (own: readonly number[]): number[] => own.toSorted((a, b) => a - b);

function wishRows(month: Month, columns: readonly Column[], { wishes }: Wishes, lp: Lp): void {
  const byDay = Map.groupBy(columns.keys(), (i) => dayNo(month, columns[i]!.slot));
  for (const { points, first, last, least, most, counts } of wishes) {
    const own: number[] = [];
    for (let day = first; day <= last; day++)
      for (const i of byDay.get(day) ?? []) if (counts(columns[i]!.drill, columns[i]!.slot)) own.push(i);
    const fixed = month.fixed.filter(({ drill, slot }) => {
      const day = dayNo(month, slot);
      return first <= day && day <= last && counts(drill, slot);
    }).length;
    const terms = own.map((i) => [i, 1] as const);
    if (own.length > most - fixed)
      lp.row(-Infinity, most - fixed, [...terms, [lp.amount(points), -1] as const]);
    if (least - fixed > 0) lp.row(least - fixed, Infinity, [...terms, [lp.amount(points), 1] as const]);
  }
}
