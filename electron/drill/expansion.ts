import type { Crew } from '../person/person.ts';
import { crewsAsked } from './requirement.ts';
import type { Drill, DrillProgramme, DrillRequirement } from './drill.ts';

/** A drill that is to be: what a requirement asks for, before it has a place in time. */
export type Wanted = Pick<Drill, 'typeId' | 'placeId' | 'requirementId' | 'askedShift' | 'askedCrew'>;

/** A drill that answers a requirement, as far as counting needs it. */
export type Counted = Pick<
  Drill,
  'id' | 'programmeId' | 'requirementId' | 'typeId' | 'placeId' | 'askedShift' | 'askedCrew' | 'startsAt' | 'shift' | 'crew' | 'pinned' | 'state'
>; // prettier-ignore

export interface Expansion {
  readonly missing: readonly Wanted[];
  /** Ids of drills that nothing asks for any more and that have no place in time yet. */
  readonly surplus: readonly string[];
}

/** Months of the calendar that a programme touches; its days lie in one year. */
export function monthsOf({ fromOn, toOn }: Pick<DrillProgramme, 'fromOn' | 'toOn'>): number {
  return Number(toOn.slice(5, 7)) - Number(fromOn.slice(5, 7)) + 1;
}

/**
 * What a programme lacks of its requirements. Each month of the programme asks its monthly drills; a yearly requirement asks what
 * the rest of the year neither held nor plans. `drills` are all of that year that were not cancelled elsewhere, and all of this
 * programme: one that was cancelled here was decided on and does not come back by itself.
 */
export function expand(
  programme: Pick<DrillProgramme, 'id' | 'fromOn' | 'toOn'>,
  requirements: readonly DrillRequirement[],
  drills: readonly Counted[],
): Expansion {
  const missing: Wanted[] = [];
  const own = Map.groupBy(
    drills.filter(({ programmeId, requirementId }) => programmeId === programme.id && requirementId !== null),
    ({ requirementId }) => requirementId,
  );
  const elsewhere = drills.filter(
    ({ programmeId, requirementId, state }) =>
      state !== 'cancelled' && (programmeId !== programme.id || requirementId === null),
  );
  const credited = new Set<string>();
  const kept = new Set<string>();
  for (const requirement of requirements) {
    const planned = own.get(requirement.id) ?? [];
    for (const crew of crewsAsked(requirement.crews)) {
      const here = planned.filter(({ askedCrew }) => askedCrew === crew);
      const wanted =
        requirement.every === 'month' ? requirement.times * monthsOf(programme) : requirement.times;
      const others =
        requirement.every === 'year' ? creditsFor(requirement, crew, elsewhere, credited, wanted) : 0;
      const lacking = wanted - others - here.length;
      for (let i = 0; i < lacking; i++)
        missing.push({
          typeId: requirement.typeId,
          placeId: requirement.placeId,
          requirementId: requirement.id,
          askedShift: requirement.shift,
          askedCrew: crew,
        });
      // Those with a place in time are kept first.
      for (const drill of here.toSorted((a, b) => rank(a) - rank(b)).slice(0, wanted - others))
        kept.add(drill.id);
    }
  }
  const surplus = [...own.values()].flat().filter((drill) => !kept.has(drill.id) && rank(drill) === 2);
  return { missing, surplus: surplus.map(({ id }) => id) };
}

/** 0 what happened or was decided, 1 what has a place in time, 2 what may still go. */
function rank({ state, startsAt, pinned }: Counted): number {
  return state !== 'planned' ? 0 : startsAt !== null || pinned ? 1 : 2;
}

/** How many other drills of the year answer it; each answers one requirement, its own first. */
function creditsFor(
  { id, typeId, placeId, shift }: DrillRequirement,
  crew: Crew | null,
  others: readonly Counted[],
  credited: Set<string>,
  most: number,
): number {
  const fits = (drill: Counted): boolean =>
    !credited.has(drill.id) &&
    (drill.requirementId === id
      ? drill.askedCrew === crew
      : drill.requirementId === null &&
        drill.typeId === typeId &&
        drill.placeId === placeId &&
        (shift === 'any' || (drill.shift ?? drill.askedShift) === shift) &&
        (crew === null || (drill.crew ?? drill.askedCrew) === crew));
  const found = others
    .filter(fits)
    .toSorted((a, b) => Number(a.requirementId === null) - Number(b.requirementId === null))
    .slice(0, most);
  for (const drill of found) credited.add(drill.id);
  return found.length;
}
