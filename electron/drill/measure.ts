import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';
import type { DrillType, Measure } from './drill.ts';

/** In the order in which they come, and of the keys 1 to 5 of the observers' sheet. */
export const measures = [
  'callOutAcknowledged',
  'firstTeamOnScene',
  'evacuationComplete',
  'headcountComplete',
  'allClear',
] as const satisfies readonly Measure[];

/** What an observer saw, at a minute of the drill's clock. */
export interface DrillMark {
  readonly id: string;
  readonly drillId: string;
  /** Null: a note. */
  readonly measure: Measure | null;
  readonly minute: number;
  readonly text: string;
  readonly at: string;
  /** Who entered it. */
  readonly byName: string;
  /** Who saw it. */
  readonly observer: string;
  /** From a paper sheet. */
  readonly typedLater: boolean;
  readonly struckAt: string | null;
  readonly struckByName: string | null;
  readonly version: number;
}

const minute = z.number().min(0).max(10_080);
export const markInput = z
  .object({
    drillId: id,
    measure: z.enum(measures).nullable(),
    text: z.string().trim().max(1000).default(''),
    /** Of a paper sheet that is typed in later: the minute that stands on it, and whose sheet it is. */
    later: z
      .object({ minute, observer: line(120) })
      .nullable()
      .default(null),
  })
  .refine(({ measure, text }) => measure !== null || text !== '', { path: ['text'] });
export const strikeMarkInput = z.object({ id, version });
export const sheetInput = z.object({ id, language: z.enum(['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans']) });

/** Refuses: conflict, markStruck. */
export function strikeMark(mark: DrillMark, seen: number, byName: string, at: string): Answer<DrillMark> {
  if (mark.version !== seen) return refuse('conflict', { seen, current: mark.version });
  if (mark.struckAt !== null) return refuse('markStruck', { at: mark.struckAt });
  return { ...mark, struckAt: at, struckByName: byName, version: mark.version + 1 };
}

/** One measure of one drill; minutes on its clock, from its start. */
export interface Measured {
  readonly measure: Measure;
  /** What counts: the system's where it knows, else the observers'. Null: it did not come. */
  readonly minutes: number | null;
  readonly source: 'system' | 'observer' | null;
  readonly system: number | null;
  readonly observer: number | null;
  readonly target: number | null;
  /** Whether the target was kept; null without a target or without a time once the drill is over. */
  readonly kept: boolean | null;
}

/** A first thing counts from its first observer; what is complete is so when the last observer says it. */
const firstOf: ReadonlySet<Measure> = new Set(['callOutAcknowledged', 'firstTeamOnScene']);

/** The measures of a drill from what the system knows (minutes), and from observers' marks that are not struck. */
export function measured(
  known: Readonly<Partial<Record<Measure, number | null>>>,
  marks: readonly DrillMark[],
  targets: DrillType['targets'],
): Measured[] {
  return measures.map((measure) => {
    const system = known[measure] ?? null;
    const seen = marks
      .filter((mark) => mark.measure === measure && mark.struckAt === null)
      .map((mark) => mark.minute);
    const observer = seen.length === 0 ? null : firstOf.has(measure) ? Math.min(...seen) : Math.max(...seen);
    const minutes = system ?? observer;
    const target = targets[measure] ?? null;
    return {
      measure,
      minutes,
      source: system !== null ? 'system' : observer !== null ? 'observer' : null,
      system,
      observer,
      target,
      kept: minutes === null || target === null ? null : minutes <= target,
    };
  });
}

/** A headcount is complete once every point that was counted or expected has nobody missing; then: the last count. */
export function headcountComplete(
  points: readonly {
    readonly counted: boolean;
    readonly expectedHere: boolean;
    readonly missing: number;
    readonly countedAt: string | null;
  }[],
): string | null {
  const asked = points.filter((point) => point.counted || point.expectedHere);
  if (asked.length === 0 || asked.some((point) => !point.counted || point.missing > 0)) return null;
  return asked.reduce<string | null>(
    (last, { countedAt }) => (countedAt !== null && (last === null || countedAt > last) ? countedAt : last),
    null,
  );
}

/** A drill of the same type at the same place, for the chart: the newest last. */
export interface PastDrill {
  readonly drillId: string;
  readonly incidentId: string;
  readonly startedAt: string;
  readonly measured: readonly Measured[];
}

/** How a drill went against its targets and against those before it. */
export interface DrillMeasures {
  readonly measured: readonly Measured[];
  readonly before: readonly PastDrill[];
}
