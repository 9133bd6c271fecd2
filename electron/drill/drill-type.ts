import { z } from 'zod';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, names, pageInput, version } from '../schema-parts.ts';
import type { DrillObjective, DrillType, Inject } from './drill.ts';
import { measures } from './measure.ts';

export const drillKinds = [
  'fire', 'evacuation', 'chemicalRelease', 'flood', 'confinedSpace', 'blackout', 'firstAid', 'other',
] as const; // prettier-ignore
export const channels = ['radio', 'phone', 'alarm', 'face', 'map'] as const;

const key = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*$/u)
  .max(40);
const minute = z.int().min(0).max(720);

const effect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('place'), placeId: id, open: z.boolean() }),
  z.object({ kind: z.literal('gauge'), gaugeId: id, levelCm: z.int().min(-1000).max(100_000) }),
  z.object({
    kind: z.literal('wind'),
    fromDegrees: z.number().min(0).max(360),
    speedMs: z.number().min(0).max(80),
  }),
]);

/** `id` is left out for what is new; what is there keeps its own, because evaluations point at it. */
const inject = z.object({
  id: id.optional(),
  minute,
  channel: z.enum(channels),
  text: z.object({ en: line(1000), srLatn: line(1000), zhHans: line(1000) }),
  effect: effect.nullable().default(null),
});
const objective = z.object({ id: id.optional(), key, names });

const details = {
  names,
  kind: z.enum(drillKinds),
  planKey: line(40).nullable(),
  minutes: z.int().min(5).max(720),
  teamIds: z
    .array(id)
    .max(40)
    .refine((ids) => new Set(ids).size === ids.length),
  uses: z.array(z.object({ categoryId: id, count: z.int().min(1).max(1000) })).max(40),
  observers: z.int().min(0).max(20),
  observerQualificationId: id.nullable(),
  injects: z.array(inject).max(60),
  objectives: z.array(objective).max(40),
  targets: z.partialRecord(z.enum(measures), z.int().min(1).max(720)),
};

export const addTypeInput = z.object({
  key,
  ...details,
  planKey: details.planKey.default(null),
  teamIds: details.teamIds.default([]),
  uses: details.uses.default([]),
  observers: details.observers.default(1),
  observerQualificationId: details.observerQualificationId.default(null),
  injects: details.injects.default([]),
  objectives: details.objectives.default([]),
  targets: details.targets.default({}),
});
/** Only what is named changes; lists are given whole. */
export const changeTypeInput = z.object({
  id,
  version,
  key: key.optional(),
  ...z.object(details).partial().shape,
});
export const retireTypeInput = z.object({ id, version });
/** `retired`: those that are no longer planned, too. */
export const typesInput = pageInput.extend({ retired: z.boolean().default(false) });

/** A type with how much hangs on it. */
export interface TypeLine extends DrillType {
  readonly requirements: number;
  /** Drills of it that are planned or were held. */
  readonly drills: number;
}

type New<T> = Omit<T, 'id'> & { readonly id?: string | undefined };
type Given = Omit<DrillType, 'id' | 'retiredAt' | 'version' | 'injects' | 'objectives'> & {
  readonly injects: readonly New<Inject>[];
  readonly objectives: readonly New<DrillObjective>[];
};

/** The type as it is kept: its injects in the order of their minutes, each with an id. */
export function typeFrom(
  given: Given,
  kept: Pick<DrillType, 'id' | 'retiredAt' | 'version'>,
  newId: () => string,
): DrillType {
  return {
    ...given,
    ...kept,
    injects: given.injects
      .map(({ id: known, ...rest }) => ({ id: known ?? newId(), ...rest }))
      .toSorted((a, b) => a.minute - b.minute),
    objectives: given.objectives.map(({ id: known, ...rest }) => ({ id: known ?? newId(), ...rest })),
  };
}

/** Refuses: injectAfterEnd, objectiveTwice, usesTwice. */
export function checkType(type: DrillType): Refusal | null {
  const late = type.injects.find((one) => one.minute > type.minutes);
  if (late)
    return refuse('injectAfterEnd', { minute: late.minute, minutes: type.minutes, inject: late.text });
  const twice = repeated(type.objectives.map((one) => one.key.toLowerCase()));
  if (twice !== undefined) return refuse('objectiveTwice', { key: twice });
  if (repeated(type.uses.map((one) => one.categoryId)) !== undefined) return refuse('usesTwice');
  return null;
}

function repeated(values: readonly string[]): string | undefined {
  return values.find((value, i) => values.indexOf(value) !== i);
}
