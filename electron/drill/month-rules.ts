import type { Facts } from '../refusal.ts';
import { minuteOfDay } from '../roster/local-time.ts';
import { Cover, type CoverAnswer } from './month-cover.ts';
import type { ClosedTime, MonthDrill, MonthPerson, MonthProblem } from './month-problem.ts';
import { closer, hourMs, minuteMs, overlap, Times, type Slot, type Span } from './month-times.ts';
import type { Clash, Placement, RuleKind } from './outcome.ts';

/** A drill at a time. */
export interface Laid {
  readonly drill: MonthDrill;
  readonly slot: Slot;
  readonly observers: readonly string[];
}

export const spanOf = ({ drill, slot }: Pick<Laid, 'drill' | 'slot'>): Span => ({
  startMs: slot.startMs,
  endMs: slot.startMs + drill.minutes * minuteMs,
});

const iso = (ms: number): string => new Date(ms).toISOString();

/** The facts that name a drill in a sentence. */
export function drillFacts({ typeNames, placeNames }: MonthDrill): Facts {
  return { type: typeNames, place: placeNames };
}

/** The rules of a month, with what they look up kept: asked thousands of times for one laying-out. */
export class MonthRules {
  readonly problem: MonthProblem;
  readonly times: Times;
  readonly cover: Cover;
  readonly drills: ReadonlyMap<string, MonthDrill>;
  readonly people: ReadonlyMap<string, MonthPerson>;
  private readonly closed: readonly { readonly time: ClosedTime; readonly during: Span }[];
  private readonly fitting = new Map<string, readonly MonthPerson[]>();

  constructor(problem: MonthProblem) {
    this.problem = problem;
    this.times = new Times(problem);
    this.closed = problem.closed.map((time) => ({
      time,
      during: { startMs: Date.parse(time.from), endMs: Date.parse(time.to) },
    }));
    this.cover = new Cover(problem, this.times);
    this.drills = new Map(problem.drills.map((drill) => [drill.id, drill]));
    this.people = new Map(problem.people.map((person) => [person.id, person]));
  }

  /** What a time breaks for a drill by itself, whatever else is laid out; observers are not looked at. */
  alone(drill: MonthDrill, slot: Slot): Clash[] {
    const { problem } = this;
    const span = spanOf({ drill, slot });
    const facts = { ...drillFacts(drill), at: iso(slot.startMs) };
    const broken: Clash[] = [];
    const breaks = (rule: RuleKind, more: Facts = {}): void =>
      void broken.push({ rule, facts: { ...facts, ...more } });
    if (slot.day < problem.fromOn || slot.day > problem.toOn)
      breaks('outside', { from: problem.fromOn, to: problem.toOn });
    else if (!problem.startTimes.some((time) => minuteOfDay(time) === slot.minute))
      breaks('start', { times: problem.startTimes });
    if (slot.startMs < Date.parse(problem.now)) breaks('past');
    if (drill.askedShift !== 'any' && drill.askedShift !== slot.shift)
      breaks('shift', { shift: drill.askedShift });
    if (drill.askedCrew !== null && !slot.crews.includes(drill.askedCrew))
      breaks('crew', { crew: drill.askedCrew, crews: slot.crews });
    if (span.endMs > slot.shiftEndMs) breaks('shiftEnd', { ends: iso(slot.shiftEndMs) });
    const drilled = this.times.drilled(drill, slot);
    for (const teamId of drill.teamIds)
      if (!drilled.some((person) => person.teamId === teamId))
        breaks('team', { teamId, team: problem.teams.get(teamId) ?? null, crews: slot.crews });
    for (const { slotId, names, from, to } of this.closedAt(drill, span))
      breaks('closed', { slotId, closed: names, from, to });
    broken.push(...this.coverClashes(this.cover.of([drill], slot), facts));
    return broken;
  }

  private closedAt(drill: MonthDrill, span: Span): MonthProblem['closed'] {
    return this.closed
      .filter(
        ({ time: { placeIds }, during }) =>
          overlap(during, span) && (placeIds === null || placeIds.has(drill.placeId)),
      )
      .map(({ time }) => time);
  }

  coverClashes({ losses, lacks }: CoverAnswer, facts: Facts): Clash[] {
    const worst = new Map<string, Clash>();
    for (const { plan, names, wanted, before, left } of losses)
      if (!worst.has(plan.planId))
        worst.set(plan.planId, {
          rule: 'cover',
          facts: {
            ...facts,
            planId: plan.planId,
            key: plan.key,
            plan: plan.title,
            what: names,
            wanted,
            before,
            left,
          },
        });
    return [
      ...lacks.map(({ categoryId, names, wanted, there }): Clash => ({
        rule: 'equipment',
        facts: { ...facts, categoryId, what: names, wanted, there },
      })),
      ...worst.values(),
    ];
  }

  /** What a drill at a time breaks together with others. */
  together(one: Laid, others: readonly Laid[]): Clash[] {
    const { problem, times } = this;
    const facts = { ...drillFacts(one.drill), at: iso(one.slot.startMs) };
    const broken: Clash[] = [];
    const breaks = (rule: RuleKind, more: Facts): void =>
      void broken.push({ rule, facts: { ...facts, ...more } });
    const span = spanOf(one);
    const restMs = problem.restHours * hourMs;
    const otherFacts = ({ drill, slot }: Laid): Facts => ({
      otherId: drill.id,
      otherType: drill.typeNames,
      otherPlace: drill.placeNames,
      otherAt: iso(slot.startMs),
    });
    if (others.filter(({ slot }) => slot.day === one.slot.day).length >= problem.maxPerDay)
      breaks('perDay', { day: one.slot.day, most: problem.maxPerDay });
    const drilled = times.drilled(one.drill, one.slot);
    const ids = new Set(drilled.map(({ id }) => id));
    const near = others.filter((other) => closer(spanOf(other), span, restMs));
    for (const other of near) {
      const meets = overlap(spanOf(other), span);
      if (meets && other.drill.placeId === one.drill.placeId) breaks('samePlace', otherFacts(other));
      const twice = times.drilled(other.drill, other.slot).filter(({ id }) => ids.has(id));
      const observing = this.peopleOf(other.observers.filter((id) => ids.has(id)));
      if (twice.length + observing.length > 0)
        breaks(meets ? 'twoPlaces' : 'rest', {
          ...otherFacts(other),
          people: firstNames([...observing, ...twice]),
          hours: problem.restHours,
        });
    }
    const same = near.filter((other) => overlap(spanOf(other), span));
    if (same.length > 0) {
      const alone = this.cover.of([one.drill], one.slot);
      if (alone.losses.length + alone.lacks.length === 0)
        for (const clash of this.coverTogether([one, ...same]))
          broken.push({ ...clash, facts: { ...clash.facts, ...facts, ...otherFacts(same[0]!) } });
    }
    return broken;
  }

  /** Cover at each moment at which some of these begin, with all that run then. */
  coverTogether(laid: readonly Laid[]): Clash[] {
    for (const { slot } of laid) {
      const running = laid.filter((each) => {
        const { startMs, endMs } = spanOf(each);
        return startMs <= slot.startMs && slot.startMs < endMs;
      });
      if (running.length < 2) continue;
      const answer = this.cover.of(
        running.map(({ drill }) => drill),
        slot,
      );
      if (answer.losses.length + answer.lacks.length > 0)
        return this.coverClashes(answer, { at: iso(slot.startMs) });
    }
    return [];
  }

  /** What the observers of a drill break; `others` are the other drills with theirs. */
  observers(one: Laid, others: readonly Laid[]): Clash[] {
    const facts = { ...drillFacts(one.drill), at: iso(one.slot.startMs) };
    const broken: Clash[] = [];
    const have = new Set(one.observers);
    if (have.size < one.drill.observers)
      broken.push({ rule: 'observers', facts: { ...facts, wanted: one.drill.observers, there: have.size } });
    const span = spanOf(one);
    const restMs = this.problem.restHours * hourMs;
    for (const person of this.peopleOf([...have])) {
      const rule = this.unfit(person, one.drill, one.slot);
      if (rule)
        broken.push({ rule, facts: { ...facts, person: person.name, hours: this.problem.restHours } });
      for (const other of others) {
        if (!this.boundBy(other).includes(person.id) || !closer(spanOf(other), span, restMs)) continue;
        const meets = overlap(spanOf(other), span);
        broken.push({
          rule: meets ? 'observerTwoPlaces' : 'observerRest',
          facts: {
            ...facts,
            person: person.name,
            hours: this.problem.restHours,
            otherType: other.drill.typeNames,
            otherPlace: other.drill.placeNames,
            otherAt: iso(other.slot.startMs),
          },
        });
      }
    }
    return broken;
  }

  /** Why a person may not observe a drill at a time, whatever else is laid out; null: may. */
  unfit(person: MonthPerson, drill: MonthDrill, slot: Slot): RuleKind | null {
    if (person.teamId !== null && drill.teamIds.includes(person.teamId)) return 'observerTeam';
    const { observerQualificationId: asked } = drill;
    if (asked !== null) {
      const until = person.qualifications.get(asked);
      if (until === undefined || (until !== null && until < slot.day)) return 'observerQualification';
    }
    const standing = this.times.standing(person, slot, slot.startMs + drill.minutes * minuteMs);
    if (standing === 'away') return 'observerAway';
    return standing === 'notRested' ? 'observerRest' : null;
  }

  /** The people who may observe a drill at a time, whatever else is laid out. */
  fit(drill: MonthDrill, slot: Slot): readonly MonthPerson[] {
    const key = `${slot.startMs} ${drill.minutes} ${drill.observerQualificationId} ${drill.teamIds.join(' ')}`;
    let people = this.fitting.get(key);
    if (!people) {
      people = this.problem.people.filter((person) => this.unfit(person, drill, slot) === null);
      this.fitting.set(key, people);
    }
    return people;
  }

  /** Whether enough people could observe who neither observe nor are drilled nearby. */
  enough(one: Laid, others: readonly Laid[]): Clash[] {
    const { observers: wanted } = one.drill;
    if (wanted === 0) return [];
    const restMs = this.problem.restHours * hourMs;
    const near = others.filter((other) => closer(spanOf(other), spanOf(one), restMs));
    const busy = new Set(near.flatMap((other) => this.boundBy(other)));
    const there = this.fit(one.drill, one.slot).filter(({ id }) => !busy.has(id)).length;
    if (there >= wanted) return [];
    const qualificationId = one.drill.observerQualificationId;
    const facts = {
      ...drillFacts(one.drill),
      at: iso(one.slot.startMs),
      qualificationId,
      what: qualificationId === null ? null : (this.problem.pool.qualifications.get(qualificationId) ?? null),
      wanted,
      there,
    };
    return [{ rule: 'observers', facts }];
  }

  /** The people whom a drill binds: those drilled and those who observe. */
  boundBy(laid: Laid): string[] {
    return [...laid.observers, ...this.times.drilled(laid.drill, laid.slot).map(({ id }) => id)];
  }

  private peopleOf(ids: readonly string[]): MonthPerson[] {
    return ids.flatMap((id) => this.people.get(id) ?? []);
  }

  /** Where a drill stands, when its time is one that the roster knows. */
  laid(drill: MonthDrill, startsAt: string, observers: readonly string[]): Laid | null {
    const slot = this.times.slotAt(Date.parse(startsAt));
    return slot && { drill, slot, observers };
  }
}

/** So many people are named in a sentence. */
const mostNames = 3;
const firstNames = (people: readonly MonthPerson[]): string[] =>
  people.slice(0, mostNames).map(({ name }) => name);

const rulesOf = new WeakMap<MonthProblem, MonthRules>();
/** The rules of a problem, made once. */
export function monthRules(problem: MonthProblem): MonthRules {
  let rules = rulesOf.get(problem);
  if (!rules) {
    rules = new MonthRules(problem);
    rulesOf.set(problem, rules);
  }
  return rules;
}

/** Where all drills lie once `placements` are laid over what the problem says. */
export function laidOf(rules: MonthRules, placements: readonly Omit<Placement, 'reasons'>[]): Laid[] {
  const over = new Map(placements.map((each) => [each.drillId, each]));
  return rules.problem.drills.flatMap((drill) => {
    const placed = over.get(drill.id);
    const startsAt = placed ? placed.startsAt : drill.startsAt;
    if (startsAt === null) return [];
    return rules.laid(drill, startsAt, placed ? placed.observers : drill.observerIds) ?? [];
  });
}

/**
 * What one placement breaks while the other drills lie where `placements` say, and where the problem says for those that are
 * not among them. `observers` null: they are chosen later, and only whether enough people could is looked at.
 */
export function breaksOf(
  problem: MonthProblem,
  placements: readonly Omit<Placement, 'reasons'>[],
  placement: {
    readonly drillId: string;
    readonly startsAt: string;
    readonly observers: readonly string[] | null;
  },
): Clash[] {
  const rules = monthRules(problem);
  const drill = rules.drills.get(placement.drillId);
  if (!drill) return [];
  const one = rules.laid(drill, placement.startsAt, placement.observers ?? []);
  const facts = { ...drillFacts(drill), at: placement.startsAt };
  if (!one) return [{ rule: 'outside', facts: { ...facts, from: problem.fromOn, to: problem.toOn } }];
  const others = laidOf(rules, placements).filter((other) => other.drill.id !== drill.id);
  return [
    ...rules.alone(drill, one.slot),
    ...rules.together(one, others),
    ...(placement.observers === null ? rules.enough(one, others) : rules.observers(one, others)),
  ];
}
