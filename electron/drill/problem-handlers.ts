import type { ReadHandle } from '../database.ts';
import { itemGroups, plansWithNeeds, poolFor } from '../readiness/pool-store.ts';
import { refuse, type Answer } from '../refusal.ts';
import { dayPlus, daysBetween, instantOf, siteDay } from '../roster/local-time.ts';
import { leaveIn } from '../roster/leave-store.ts';
import { rosterOf } from '../roster/roster-store.ts';
import { siteRow } from '../session/site-store.ts';
import { closedOn, type ClosedSlot } from './closed-slot.ts';
import { closedSlotsIn } from './closed-slot-store.ts';
import type { DrillProgramme } from './drill.ts';
import {
  placeParents,
  problemDrills,
  problemPeople,
  teamNames,
  type ProblemDrill,
} from './drill-problem-store.ts';
import { programmeById } from './drill-store.ts';
import type { ClosedTime, MonthProblem } from './month-problem.ts';

/** Days before and after the programme whose drills still matter for rest. */
const marginDays = 3;

export interface Gathered {
  readonly problem: MonthProblem;
  /** Which version of each drill of the programme was looked at. */
  readonly versions: Readonly<Record<string, number>>;
}

/**
 * Everything that the planner looks at, read from the site. What the site has for its plans counts as it is today: by the time of
 * the drills, tests and courses that run out before count as done, else nothing could be planned that far ahead. Refuses:
 * unknownDrillProgramme, noRoster.
 */
export function gather(db: ReadHandle, programmeId: string, now: string): Answer<Gathered> {
  const programme = programmeById(db, programmeId);
  if (!programme) return refuse('unknownDrillProgramme');
  const roster = rosterOf(db);
  const zone = siteRow(db)?.timeZone;
  if (!roster || zone === undefined) return refuse('noRoster');
  const from = dayPlus(programme.fromOn, -marginDays);
  const to = dayPlus(programme.toOn, marginDays);
  const at = (day: string): string => new Date(instantOf(day, 0, zone)).toISOString();
  const found = problemDrills(db, programmeId, { from: at(from), until: at(dayPlus(to, 1)) });
  const leave = leaveIn(db, from, to);
  const byPerson = Map.groupBy(leave, ({ personId }) => personId);
  const { fromOn, toOn, startTimes, maxPerDay, restHours } = programme;
  return {
    problem: {
      now,
      zone,
      roster,
      fromOn,
      toOn,
      startTimes,
      maxPerDay,
      restHours,
      drills: found.map(({ version: _version, own: _own, ...drill }) => drill),
      people: problemPeople(db).map((person) => ({ ...person, away: byPerson.get(person.id) ?? [] })),
      closed: closedTimes(db, closedSlotsIn(db, from, to), from, to, zone),
      holidays: new Set(
        (byPerson.get(null) ?? []).flatMap((holiday) =>
          Array.from({ length: daysBetween(holiday.fromOn, holiday.toOn) + 1 }, (_, i) =>
            dayPlus(holiday.fromOn, i),
          ),
        ),
      ),
      teams: teamNames(db),
      ...cover(db, found, programme, now, zone),
    },
    versions: Object.fromEntries(found.filter(({ own }) => own).map(({ id, version }) => [id, version])),
  };
}

/** The approved plans, and what the site has for them and for the drills. */
function cover(
  db: ReadHandle,
  drills: readonly ProblemDrill[],
  programme: DrillProgramme,
  now: string,
  zone: string,
): Pick<MonthProblem, 'plans' | 'pool'> {
  const plans = plansWithNeeds(db);
  const begins = new Date(instantOf(programme.fromOn, 0, zone)).toISOString();
  const moment = {
    // Rests that run now are over by then.
    at: begins > now ? begins : now,
    day: siteDay(now, zone),
    onShift: null,
    onLeave: new Set<string>(),
    held: false,
  };
  const needs = plans.flatMap((plan) => plan.needs);
  const pool = poolFor(db, needs, moment);
  const needed = new Set(needs.flatMap(({ need }) => (need.kind === 'equipment' ? [need.categoryId] : [])));
  const more = [...new Set(drills.flatMap(({ uses }) => uses.map(({ categoryId }) => categoryId)))].filter(
    (id) => !needed.has(id),
  );
  return { plans, pool: { ...pool, items: [...pool.items, ...itemGroups(db, more, moment)] } };
}

/** Each time at which something is closed, with all places that lie in what is closed. */
function closedTimes(
  db: ReadHandle,
  slots: readonly ClosedSlot[],
  from: string,
  to: string,
  zone: string,
): ClosedTime[] {
  const parents = placeParents(db);
  const within = (placeId: string): Set<string> =>
    new Set([...parents.keys()].filter((id) => isWithin(id, placeId, parents)));
  return slots.flatMap((slot) => {
    const placeIds = slot.placeId === null ? null : within(slot.placeId);
    return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => dayPlus(from, i)).flatMap((on) => {
      const closed = closedOn(slot, on, zone);
      return closed
        ? [
            {
              slotId: slot.id,
              names: slot.names,
              placeIds,
              from: new Date(closed.fromMs).toISOString(),
              to: new Date(closed.toMs).toISOString(),
            },
          ]
        : [];
    });
  });
}

function isWithin(id: string, holder: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === holder) return true;
    seen.add(at);
  }
  return false;
}
