import { z } from 'zod';
import { flyrockM, blastClearance, confinements, misfireWaitMinutes, type Confinement, type FlyrockWay } from '../hazard/blast.ts'; // prettier-ignore
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, instant, line, pageInput, version, type Page } from '../schema-parts.ts';
import type { PlaceName } from '../place/place.ts';
import type { MeasurementLine } from './measurement.ts';

/** How a shot is set off: it decides how long nobody goes near after a misfire. */
export const initiations = ['nonel', 'electric', 'electronic', 'fuse'] as const;
export type Initiation = (typeof initiations)[number];
/** The words by which the model of 30 CFR 56.6310 knows them. */
const initiationWord: Readonly<Record<Initiation, string>> = {
  nonel: 'nonel',
  electric: 'electric',
  electronic: 'electronic',
  fuse: 'safety fuse',
};
export const confinementKinds = Object.keys(confinements) as [Confinement, ...Confinement[]];

/** planned, fired, fired with a misfire that nobody has settled yet, or never fired. */
export type BlastState = 'planned' | 'fired' | 'misfire' | 'cancelled';

/** A planned or fired shot. Charges in kg, lengths in m, the hole in mm; null: not known. */
export interface Blast {
  readonly id: string;
  readonly key: string;
  readonly placeId: string | null;
  readonly longitude: number;
  readonly latitude: number;
  readonly state: BlastState;
  readonly plannedAt: string;
  readonly firedAt: string | null;
  readonly chargePerDelayKg: number;
  readonly totalKg: number;
  readonly holes: number | null;
  readonly holeMm: number | null;
  readonly burdenM: number | null;
  readonly stemmingM: number | null;
  readonly chargeKgM: number | null;
  /** Richards and Moore's k: 14 to 30, by the rock. */
  readonly rockFactor: number;
  readonly confinement: Confinement;
  readonly initiation: Initiation;
  readonly makersMinutes: number | null;
  readonly note: string;
  readonly misfireAt: string | null;
  readonly waitMinutes: number | null;
  readonly settledAt: string | null;
  readonly settledByName: string | null;
  readonly settleNote: string;
  readonly cancelReason: string;
  readonly enteredAt: string;
  readonly enteredByName: string;
  readonly fileHash: string | null;
  readonly version: number;
}
export interface BlastLine extends Blast {
  readonly place: PlaceName | null;
  readonly measurements: number;
}

/** One shot with what was measured of it. */
export interface BlastDetail extends BlastLine {
  readonly measured: readonly MeasurementLine[];
}
/** What the map draws of a shot that is near in time. */
export interface BlastOnMap extends Pick<
  Blast,
  'id' | 'key' | 'longitude' | 'latitude' | 'state' | 'plannedAt'
> {
  /** Until when nobody goes near a misfire. */
  readonly waitOver: string | null;
  readonly throwM: number | null;
  readonly equipmentM: number;
  readonly peopleM: number;
}

const kg = z.number().positive().max(1_000_000);
const metres = z.number().positive().max(100).nullable().default(null);
const charge = {
  chargePerDelayKg: kg.max(50_000),
  totalKg: kg,
  holes: z.int().positive().max(5000).nullable().default(null),
  holeMm: z.number().min(20).max(500).nullable().default(null),
  burdenM: metres,
  stemmingM: metres,
  chargeKgM: z.number().positive().max(500).nullable().default(null),
  rockFactor: z.number().min(10).max(40).default(20),
  confinement: z.enum(confinementKinds).default('average'),
  initiation: z.enum(initiations).default('nonel'),
  makersMinutes: z.number().min(0).max(600).nullable().default(null),
  note: z.string().trim().max(500).default(''),
};
const where = {
  placeId: id.nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
};
export const planBlastInput = z.object({ key: line(40), plannedAt: instant, ...where, ...charge });
export type PlanBlast = z.output<typeof planBlastInput>;
export const changeBlastInput = z.object({ id, version, ...planBlastInput.shape });
export const cancelBlastInput = z.object({ id, version, reason: line(400) });
export const fireBlastInput = z.object({
  id,
  version,
  at: instant.optional(),
  misfire: z.boolean().default(false),
});
export const misfireInput = z.object({ id, version });
export const settleMisfireInput = z.object({
  id,
  version,
  note: line(400),
  /** Why somebody went near before the wait was over. */
  earlyReason: z.string().trim().max(400).default(''),
});
export const blastShows = ['planned', 'past', 'all'] as const;
export const blastPageInput = pageInput.extend({ show: z.enum(blastShows).default('all') });
export type BlastPage = Page<BlastLine>;

/** A shot cannot hold less in all than in one delay. Refuses: blastChargeOverTotal, blastMakersWait. */
export function chargeFault(
  given: Pick<Blast, 'chargePerDelayKg' | 'totalKg' | 'initiation' | 'makersMinutes'>,
): Refusal | null {
  const { chargePerDelayKg, totalKg } = given;
  if (chargePerDelayKg > totalKg) return refuse('blastChargeOverTotal', { chargePerDelayKg, totalKg });
  if (given.makersMinutes !== null && given.initiation !== 'electronic') return refuse('blastMakersWait');
  return null;
}

/** Minutes nobody goes near after a misfire (30 CFR 56.6310), the maker's when those are longer. */
export function waitMinutesOf(given: Pick<Blast, 'initiation' | 'makersMinutes'>): number {
  return misfireWaitMinutes(initiationWord[given.initiation], given.makersMinutes ?? undefined) ?? 30;
}

/** When the wait of a misfire is over, ISO 8601; null without one. */
export function waitOver(blast: Pick<Blast, 'misfireAt' | 'waitMinutes'>): string | null {
  if (blast.misfireAt === null || blast.waitMinutes === null) return null;
  return new Date(Date.parse(blast.misfireAt) + blast.waitMinutes * 60_000).toISOString();
}

/** Older than that a firing was forgotten, not late: it is entered as a shot of the past. */
const longestAgoMs = 7 * 86_400_000;

/** Fired, all of it or with a misfire. Refuses: blastNotPlanned, blastFiredWhen. */
export function fire(blast: Blast, at: string | undefined, misfire: boolean, now: string): Answer<Blast> {
  if (blast.state !== 'planned') return refuse('blastNotPlanned', { key: blast.key });
  const firedAt = at ?? now;
  const age = Date.parse(now) - Date.parse(firedAt);
  if (age < -60_000 || age > longestAgoMs) return refuse('blastFiredWhen', { at: firedAt });
  const fired = { ...blast, state: 'fired' as const, firedAt, version: blast.version + 1 };
  return misfire ? misfired(fired, firedAt) : fired;
}

/** The wait counts from when the misfire was seen. Refuses: blastNotFired. */
export function foundMisfire(blast: Blast, now: string): Answer<Blast> {
  if (blast.state !== 'fired') return refuse('blastNotFired', { key: blast.key });
  return misfired({ ...blast, version: blast.version + 1 }, now);
}

function misfired(blast: Blast, at: string): Blast {
  return {
    ...blast,
    state: 'misfire',
    misfireAt: at,
    waitMinutes: waitMinutesOf(blast),
    settledAt: null,
    settledByName: null,
    settleNote: '',
  };
}

/** The misfire is dealt with; before the wait is over only with a reason, which is told as an alarm. */
export function settle(
  blast: Blast,
  input: { readonly note: string; readonly earlyReason: string },
  by: { readonly name: string },
  now: string,
): Answer<{ readonly blast: Blast; readonly earlyMinutes: number }> {
  const over = waitOver(blast);
  if (blast.state !== 'misfire' || over === null) return refuse('blastNoMisfire', { key: blast.key });
  const earlyMinutes = Math.max(0, Math.ceil((Date.parse(over) - Date.parse(now)) / 60_000));
  if (earlyMinutes > 0 && input.earlyReason === '')
    return refuse('blastWaiting', { key: blast.key, minutes: earlyMinutes, until: over });
  const settled = {
    ...blast,
    state: 'fired' as const,
    settledAt: now,
    settledByName: by.name,
    settleNote: earlyMinutes > 0 ? `${input.note} (${input.earlyReason})` : input.note,
    version: blast.version + 1,
  };
  return { blast: settled, earlyMinutes };
}

/** Refuses: blastNotPlanned. */
export function cancel(blast: Blast, reason: string): Answer<Blast> {
  if (blast.state !== 'planned') return refuse('blastNotPlanned', { key: blast.key });
  return { ...blast, state: 'cancelled', cancelReason: reason, version: blast.version + 1 };
}

/** How far rock may fly and who stays how far away, in metres. */
export interface Clearance {
  /** The longest throw of the models that could be run; null: what they need is not known. */
  readonly throwM: number | null;
  readonly ways: readonly { readonly way: FlyrockWay; readonly metres: number }[];
  readonly equipmentM: number;
  readonly peopleM: number;
}
const gravity = 9.81;
/** The bench's holes are all but upright; the throw of a stemming ejection is longest when they lean so far. */
const leanDegrees = 80;

/** Throws by every mechanism whose numbers are known; without any the usual least distances stand alone. */
export function clearanceOf(
  blast: Pick<Blast, 'burdenM' | 'stemmingM' | 'chargeKgM' | 'holeMm' | 'rockFactor'>,
): Clearance {
  const { burdenM, stemmingM, chargeKgM, holeMm, rockFactor: k } = blast;
  const run = (way: FlyrockWay, coverM: number) => ({
    way,
    metres: flyrockM(way, {
      k,
      g: gravity,
      kgM: chargeKgM ?? 0,
      coverM,
      angleDegrees: leanDegrees,
      holeIn: (holeMm ?? 0) / 25.4,
    }),
  });
  const ways = [
    ...(chargeKgM !== null && burdenM !== null ? [run('face', burdenM)] : []),
    ...(chargeKgM !== null && stemmingM !== null
      ? [run('crater', stemmingM), run('ejection', stemmingM)]
      : []),
    // A throw from the hole alone is for shots of which no more is known: it is far longer.
    ...(chargeKgM === null && holeMm !== null ? [run('lundborg', 1)] : []),
  ];
  const throwM = ways.length === 0 ? null : Math.max(...ways.map((one) => one.metres));
  return { throwM, ways, ...blastClearance(throwM ?? 0) };
}
