import { z } from 'zod';
import { crew } from '../person/person.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, instant, names, version, wallTime, type Names } from '../schema-parts.ts';
import type { DrillProgramme } from './drill.ts';

const startTimes = z
  .array(wallTime)
  .min(1)
  .max(24)
  .refine((times) => new Set(times).size === times.length);
const limits = { maxPerDay: z.int().min(1).max(50), restHours: z.int().min(0).max(48) };

/** The June safety month of a year unless another month, a whole year or other days are asked for. */
export const addProgrammeInput = z.object({
  year: z.int().min(2000).max(2100),
  month: z.int().min(1).max(12).default(6),
  every: z.enum(['month', 'year']).default('month'),
  fromOn: z.iso.date().optional(),
  toOn: z.iso.date().optional(),
  names: names.optional(),
  startTimes: startTimes.default(['09:00', '11:00', '15:00', '20:30', '22:30', '04:00']),
  maxPerDay: limits.maxPerDay.default(4),
  restHours: limits.restHours.default(11),
  /** Whether open corrective actions of earlier drills ask for a repeat. */
  repeats: z.boolean().default(true),
});
/** Only what is named changes. */
export const changeProgrammeInput = z.object({
  id,
  version,
  ...z.object({ names, fromOn: z.iso.date(), toOn: z.iso.date(), startTimes, ...limits }).partial().shape,
});
export const expandInput = z.object({ programmeId: id, repeats: z.boolean().default(true) });
export const closeProgrammeInput = z.object({ id, version });
/** One drill more than is required. */
export const addDrillInput = z.object({
  programmeId: id.nullable(),
  typeId: id,
  placeId: id,
  askedShift: z.enum(['day', 'night', 'any']).default('any'),
  askedCrew: crew.nullable().default(null),
});
/** A drill that was held and is known from paper: it counts for what is asked, without a log. */
export const enterHeldInput = z.object({
  programmeId: id.nullable(),
  typeId: id,
  placeId: id,
  startsAt: instant,
  minutes: z.int().min(5).max(720).optional(),
  observers: z.array(id).max(20).default([]),
  requirementId: id.nullable().default(null),
});

/** What the expansion did. */
export interface Expanded {
  readonly programme: DrillProgramme;
  readonly added: number;
  /** Drills that nothing asked for any more. */
  readonly removed: number;
  /** Requirements made because a finding asks for a repeat. */
  readonly repeats: number;
}

/** What a programme does not yet do that it should. */
export interface ProgrammeFindings {
  /** Areas without a fire drill in June; empty when the programme has no June. */
  readonly areasWithoutFire: readonly PlaceName[];
  /** Drills that requirements ask for and that the programme does not hold yet. */
  readonly missing: number;
  /** Open findings of earlier drills for which no repeat is asked. */
  readonly findingsWithoutRepeat: number;
}

const monthNames: readonly Names[] = [
  ['January', 'januar', '一月'], ['February', 'februar', '二月'], ['March', 'mart', '三月'], ['April', 'april', '四月'],
  ['May', 'maj', '五月'], ['June', 'jun', '六月'], ['July', 'jul', '七月'], ['August', 'avgust', '八月'],
  ['September', 'septembar', '九月'], ['October', 'oktobar', '十月'], ['November', 'novembar', '十一月'],
  ['December', 'decembar', '十二月'],
].map(([en, srLatn, zhHans]) => ({ en: en!, srLatn: srLatn!, zhHans: zhHans! })); // prettier-ignore

/** How a programme is called and when it is, when nobody says otherwise. */
export function programmeFrom(
  input: z.output<typeof addProgrammeInput>,
  programmeId: string,
): DrillProgramme {
  const { year, month, every } = input;
  const two = String(month).padStart(2, '0');
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const monthName = monthNames[month - 1]!;
  const called: Names =
    every === 'year'
      ? { en: `Drills of ${year}`, srLatn: `Vežbe u ${year}. godini`, zhHans: `${year}年演练计划` }
      : {
          en: `Safety month, ${monthName.en} ${year}`,
          srLatn: `Mesec bezbednosti, ${monthName.srLatn} ${year}.`,
          zhHans: `${year}年${monthName.zhHans}安全月`,
        };
  return {
    id: programmeId,
    names: input.names ?? called,
    every,
    fromOn: input.fromOn ?? (every === 'year' ? `${year}-01-01` : `${year}-${two}-01`),
    toOn: input.toOn ?? (every === 'year' ? `${year}-12-31` : `${year}-${two}-${last}`),
    state: 'draft',
    startTimes: inOrder(input.startTimes),
    maxPerDay: input.maxPerDay,
    restHours: input.restHours,
    edition: 0,
    version: 1,
  };
}

/** Times as they come in a day of shifts: from six in the morning on. */
export function inOrder(times: readonly string[]): string[] {
  const late = (time: string): string => (time < '06:00' ? `1${time}` : `0${time}`);
  return times.toSorted((a, b) => (late(a) < late(b) ? -1 : 1));
}

/** Refuses: programmeReversed, programmeOfTwoYears (yearly requirements are counted by the year of the calendar). */
export function checkProgramme({ fromOn, toOn }: Pick<DrillProgramme, 'fromOn' | 'toOn'>): Refusal | null {
  if (toOn < fromOn) return refuse('programmeReversed', { from: fromOn, to: toOn });
  if (fromOn.slice(0, 4) !== toOn.slice(0, 4))
    return refuse('programmeOfTwoYears', { from: fromOn, to: toOn });
  return null;
}

/** The days of June that lie in a programme, or null. */
export function juneOf({
  fromOn,
  toOn,
}: Pick<DrillProgramme, 'fromOn' | 'toOn'>): { from: string; to: string } | null {
  const year = fromOn.slice(0, 4);
  const from = `${year}-06-01`;
  const to = `${year}-06-30`;
  return fromOn <= to && toOn >= from ? { from, to } : null;
}
