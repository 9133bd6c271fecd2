import { z } from 'zod';
import type { Crew } from '../person/person.ts';
import { refuse, type Answer, type Facts, type Refusal } from '../refusal.ts';
import { wallAt } from '../roster/local-time.ts';
import { shiftAt, type Pattern } from '../roster/roster.ts';
import { id, instant, line, version } from '../schema-parts.ts';
import type { Drill, DrillProgramme } from './drill.ts';
import type { Clash, Reason } from './outcome.ts';

/** A new place in time, null: back among those without one. `reason` says why what it breaks is accepted. */
export const moveDrillInput = z.object({
  id,
  version,
  startsAt: instant.nullable(),
  reason: z.string().trim().max(500).default(''),
});
export const pinDrillInput = z.object({ id, version });
export const cancelDrillInput = z.object({ id, version, reason: line(500) });
export const setObserversInput = z.object({
  id,
  version,
  observers: z
    .array(id)
    .max(20)
    .refine((all) => new Set(all).size === all.length),
});

/** Who put it there by hand, and why what it breaks there was accepted; the sentence is `drill.reason.<reason>`. */
export interface HandReason {
  readonly reason: 'byHand' | 'accepted';
  readonly facts: Facts;
}
/** A drill with the reasons of its place. */
export interface PlacedDrill extends Drill {
  readonly reasons: readonly (Reason | HandReason)[];
}

/** What a move is judged by. */
export interface MoveGround {
  readonly now: string;
  readonly zone: string;
  readonly roster: Pattern;
  readonly by: string;
}

/** Where an instant lies in the roster: the shift by its first day, and its crew when it has exactly one. */
export function slotAt(
  at: string,
  ground: Pick<MoveGround, 'roster' | 'zone'>,
): Pick<Drill, 'shiftOn' | 'shift' | 'crew'> {
  const { on, kind, crews } = shiftAt(ground.roster, at, ground.zone);
  return { shiftOn: on, shift: kind, crew: crews.length === 1 ? (crews[0] as Crew) : null };
}

/** Only what is still to come is planned. Refuses: drillNotPlanned. */
export function planned(drill: Drill): Refusal | null {
  return drill.state === 'planned' ? null : refuse('drillNotPlanned', { drillState: drill.state });
}

/**
 * A drill at another time. What it breaks there is judged by the planner's rules; here is what no reason makes possible.
 * Refuses: drillNotPlanned, drillPinned, drillPast, drillOutside.
 */
export function moved(
  drill: PlacedDrill,
  programme: Pick<DrillProgramme, 'fromOn' | 'toOn'>,
  startsAt: string | null,
  ground: MoveGround,
): Answer<PlacedDrill> {
  const wrong = planned(drill);
  if (wrong) return wrong;
  if (drill.pinned) return refuse('drillPinned');
  if (startsAt === null)
    return {
      ...drill,
      startsAt,
      shiftOn: null,
      shift: null,
      crew: null,
      reasons: [],
      version: drill.version + 1,
    };
  if (startsAt < ground.now) return refuse('drillPast', { at: startsAt, now: ground.now });
  const slot = slotAt(startsAt, ground);
  const { day } = wallAt(Date.parse(startsAt), ground.zone);
  if (day < programme.fromOn || day > programme.toOn)
    return refuse('drillOutside', { from: programme.fromOn, to: programme.toOn });
  return {
    ...drill,
    startsAt,
    ...slot,
    reasons: [{ reason: 'byHand', facts: { by: ground.by } }],
    version: drill.version + 1,
  };
}

/** A move that breaks rules needs a reason why that is accepted, and keeps it. Refuses: drillBreaks. */
export function accepted(
  drill: PlacedDrill,
  breaks: readonly Clash[],
  reason: string,
  by: string,
): Answer<PlacedDrill> {
  if (breaks.length === 0) return drill;
  if (reason === '') return refuse('drillBreaks', { count: breaks.length });
  return { ...drill, reasons: [...drill.reasons, { reason: 'accepted', facts: { why: reason, by } }] };
}

/** Refuses: drillNotPlanned, drillNowhere (a drill without a place cannot be held there). */
export function pinned(drill: PlacedDrill, on: boolean): Answer<PlacedDrill> {
  const wrong = planned(drill);
  if (wrong) return wrong;
  if (on && drill.startsAt === null) return refuse('drillNowhere');
  return { ...drill, pinned: on, version: drill.version + 1 };
}

/** Refuses: drillOver (it was done, or is cancelled), drillRunning. */
export function cancelled(drill: PlacedDrill, reason: string): Answer<PlacedDrill> {
  if (drill.state === 'running') return refuse('drillRunning');
  if (drill.state === 'done' || drill.state === 'cancelled')
    return refuse('drillOver', { drillState: drill.state });
  return { ...drill, state: 'cancelled', cancelReason: reason, pinned: false, version: drill.version + 1 };
}

/** A cancelled drill as it was before; without a place when its time has gone by meanwhile. Refuses: drillNotCancelled. */
export function reinstated(drill: PlacedDrill, now: string): Answer<PlacedDrill> {
  if (drill.state !== 'cancelled') return refuse('drillNotCancelled', { drillState: drill.state });
  const gone = drill.incidentId === null && drill.startsAt !== null && drill.startsAt < now;
  return {
    ...drill,
    // One that was begun and interrupted is so again.
    state: drill.incidentId === null ? 'planned' : 'interrupted',
    cancelReason: null,
    ...(gone ? { startsAt: null, shiftOn: null, shift: null, crew: null, reasons: [] } : {}),
    version: drill.version + 1,
  };
}
