import { z } from 'zod';
import { ergMaterial, ergTable, type ErgTable } from '../hazard/erg.ts';
import { levelKinds, toxicTable, type Substance, type ToxicTable } from '../hazard/toxic.ts';
import { id, line, version } from '../schema-parts.ts';
import type { GuideFrom } from './materials.ts';

const positive = (max: number) => z.number().positive().max(max);

/** How it gets out. What is not known yet stays `unknown`: the guidebook's distances need no amount. */
const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('direct'), rateKgS: positive(10_000), minutes: positive(1440) }),
  z.object({ kind: z.literal('instant'), massKg: positive(1e7) }),
  z.object({
    kind: z.literal('vessel'),
    content: z.enum(['gas', 'liquid', 'liquefied']),
    holeMm: positive(2000),
    /** Over the air outside. */
    pressureBar: z.number().min(0).max(500),
    temperatureC: z.number().min(-250).max(600),
    /** Liquid above the hole. */
    headM: z.number().min(0).max(50).default(0),
    massKg: positive(1e7),
  }),
  z.object({
    kind: z.literal('pool'),
    massKg: positive(1e7),
    diameterM: positive(500).nullable().default(null),
  }),
  z.object({
    kind: z.literal('duct'),
    ppm: positive(1e6),
    flowNm3H: positive(1e7),
    heightM: z.number().min(0).max(300).default(0),
    minutes: positive(1440),
  }),
]);
export type Source = z.infer<typeof source>;
export const sourceKinds = [
  'unknown',
  'direct',
  'instant',
  'vessel',
  'pool',
  'duct',
] as const satisfies readonly Source['kind'][];

const setting = z.object({
  spill: z.enum(['small', 'large']).default('large'),
  /** Row of the guidebook's Table 3; null when it is not known. */
  container: z.string().trim().max(80).nullable().default(null),
  fire: z.boolean().default(false),
  indoors: z.boolean().default(false),
  inWater: z.boolean().default(false),
  terrain: z.enum(['open', 'builtUp', 'valley']).default('open'),
  /** Eighths of the sky; null: not known, and then the sky that makes the zone longer is taken. */
  cloudOktas: z.int().min(0).max(8).nullable().default(null),
  levels: z.enum(levelKinds).default('AEGL'),
  exposureMinutes: positive(480).default(60),
});
export type Setting = z.infer<typeof setting>;

const un = z.string().regex(/^\d{4}$/);
const degrees = (max: number) => z.number().min(-max).max(max).nullable().default(null);

export const declareReleaseInput = z.object({
  incidentId: id,
  un,
  placeId: id.nullable(),
  longitude: degrees(180),
  latitude: degrees(90),
  source: source.default({ kind: 'unknown' }),
  setting: setting.prefault({}),
});
export const changeReleaseInput = z.object({
  id,
  version,
  source: source.optional(),
  setting: setting.optional(),
});
export const endReleaseInput = z.object({ id, version, reason: line(400) });
export const releaseTasksInput = z.object({ id, version });
export const releaseZonesInput = z.object({ incidentId: id });
export const releaseAtInput = z.object({
  id,
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
});

export interface Release {
  readonly id: string;
  readonly incidentId: string;
  readonly un: string;
  readonly placeId: string | null;
  readonly longitude: number;
  readonly latitude: number;
  readonly source: Source;
  readonly setting: Setting;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly tasksMadeAt: string | null;
  readonly declaredBy: string;
  readonly version: number;
}

/** The tables by which a release is judged: the shipped ones or the site's own. */
export interface ReleaseTables {
  readonly erg: ErgTable;
  readonly toxic: ToxicTable;
  /** Files of the site's own that could not be read. */
  readonly unreadable: readonly string[];
  /** By UN number, where a guide comes from when the book's list does not give it. */
  readonly guideFrom?: ReadonlyMap<string, GuideFrom>;
  /** By UN number, of the site's own substances. */
  readonly forms?: ReadonlyMap<string, 'gas' | 'liquid' | 'solid'>;
}
export const shippedTables: ReleaseTables = { erg: ergTable, toxic: toxicTable, unreadable: [] };

/** The toxic substance that a UN number lets out: itself, or what it gives off in water. */
export function toxicOf(
  unNumber: string,
  inWater: boolean,
  { erg, toxic }: ReleaseTables = shippedTables,
): Substance | undefined {
  const own = toxic.substances.find((one) => one.un.includes(unNumber));
  if (own) return own;
  const gives = inWater ? ergMaterial(unNumber, erg)?.gives[0]?.toLowerCase() : undefined;
  return toxic.substances.find((one) => one.id === gives);
}

/** What happens to these besides spreading; the models do not follow it. */
const reacting: Readonly<Record<string, 'reacts' | 'mist'>> = {
  so3: 'reacts',
  hf: 'reacts',
  no2: 'reacts',
  h2so4: 'mist',
};
export function behaviourOf(substanceId: string): 'reacts' | 'mist' | null {
  return reacting[substanceId] ?? null;
}
