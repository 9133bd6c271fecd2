import { z } from 'zod';
import { fitBlastLaw, scaledDistance, type Fit, type FitFault, type Scaling } from '../hazard/blast-fit.ts';
import { confinements, kPaOfDecibels, type Confinement } from '../hazard/blast.ts';
import type { PlaceName } from '../place/place.ts';
import { id } from '../schema-parts.ts';

export const lawKinds = ['vibration', 'airblast'] as const;
export type LawKind = (typeof lawKinds)[number];
export const scalingOf: Readonly<Record<LawKind, Scaling>> = { vibration: 'square', airblast: 'cube' };

/** The site's own law as somebody took it into use. */
export interface BlastLaw extends Fit {
  readonly id: string;
  readonly kind: LawKind;
  readonly takenAt: string;
  readonly takenByName: string;
  readonly endedAt: string | null;
}

/** What is predicted with: mean and upper constant, and from where they are. mm/s, or kPa. */
export interface LawInUse {
  readonly source: 'site' | 'shipped';
  readonly k: number;
  readonly k95: number;
  readonly b: number;
  /** Where it was measured, scaled; null: shipped. */
  readonly scaledMin: number | null;
  readonly scaledMax: number | null;
}

/** The next heavier confinement stands for the upper line where no shot of the site's own tells how far they scatter. */
const heavier: Readonly<Record<Confinement, Confinement>> = {
  free: 'average',
  average: 'confined',
  confined: 'confined',
};
/** Cube-root constants in kPa of shots confined in holes: from 10 to 100 (hazard-models.md D). */
const shippedAirblast = { k: Math.sqrt(10 * 100), k95: 100, b: -1.45 } as const;

/** The site's law when one was taken into use, else the shipped constants for the shot's confinement. */
export function lawFor(kind: LawKind, own: BlastLaw | undefined, confinement: Confinement): LawInUse {
  if (own) {
    const { k, k95, b, scaledMin, scaledMax } = own;
    return { source: 'site', k, k95, b, scaledMin, scaledMax };
  }
  const bare = { source: 'shipped', scaledMin: null, scaledMax: null } as const;
  if (kind === 'airblast') return { ...bare, ...shippedAirblast };
  return { ...bare, k: confinements[confinement], k95: confinements[heavier[confinement]], b: -1.6 };
}

/** One measurement with its shot, as the law looks at it. */
export interface LawReading {
  readonly id: string;
  readonly version: number;
  readonly blastId: string;
  readonly blastKey: string;
  readonly firedAt: string;
  readonly place: PlaceName;
  readonly distanceM: number;
  readonly chargePerDelayKg: number;
  readonly ppvMmS: number | null;
  readonly airblastDb: number | null;
  readonly misfire: boolean;
  readonly excludedReason: string;
  readonly excludedByName: string | null;
}
/** Why a measurement does not count: a person left it out, or its shot did not go as planned. */
export type LeftOut = 'person' | 'misfire';
export interface LawPoint extends LawReading {
  readonly scaled: number;
  /** mm/s, or kPa. */
  readonly value: number;
  readonly leftOut: LeftOut | null;
}

/** Measurements of one kind with their scaled distances, and which of them do not count. */
export function lawPoints(kind: LawKind, readings: readonly LawReading[]): LawPoint[] {
  return readings.flatMap((one): LawPoint[] => {
    const value =
      kind === 'vibration' ? one.ppvMmS : one.airblastDb === null ? null : kPaOfDecibels(one.airblastDb);
    if (value === null) return [];
    const scaled = scaledDistance(scalingOf[kind], one.distanceM, one.chargePerDelayKg);
    const leftOut = one.excludedReason !== '' ? 'person' : one.misfire ? 'misfire' : null;
    return [{ ...one, scaled, value, leftOut }];
  });
}

/** What the measurements that count say. */
export function fitOf(kind: LawKind, points: readonly LawPoint[]): Fit | FitFault {
  const counted = points
    .filter(({ leftOut }) => leftOut === null)
    .map(({ blastId, distanceM, chargePerDelayKg, value }) => ({
      shot: blastId,
      distanceM,
      chargeKg: chargePerDelayKg,
      value,
    }));
  return fitBlastLaw(counted, scalingOf[kind]);
}

/** Below this the scaled distance explains less than half of what was measured. */
export const weakR2 = 0.5;

export interface LawView {
  readonly kind: LawKind;
  readonly own: BlastLaw | null;
  /** With which constants an average shot is predicted now. */
  readonly inUse: LawInUse;
  readonly fit: Fit | null;
  readonly fault: FitFault | null;
  /** The measurements say something else than the law in use does. */
  readonly differs: boolean;
  readonly points: readonly LawPoint[];
  /** How many there are beyond those shown. */
  readonly total: number;
}
export const lawInput = z.object({ kind: z.enum(lawKinds) });
export const takeLawInput = z.object({
  kind: z.enum(lawKinds),
  /** How many measurements the person saw behind it: more or fewer by now are looked at first. */
  readings: z.int().min(1),
});
export const dropLawInput = z.object({ id });

/** Whether two laws say the same to a thousandth. */
export function sameLaw(a: Fit, b: Fit): boolean {
  const close = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-3 * Math.max(Math.abs(x), 1e-9);
  return a.readings === b.readings && close(a.k, b.k) && close(a.b, b.b) && close(a.k95, b.k95);
}
