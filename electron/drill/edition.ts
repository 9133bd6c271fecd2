import { z } from 'zod';
import { crew, type Crew } from '../person/person.ts';
import type { ShiftKind } from '../roster/roster.ts';
import { id, version, type Names } from '../schema-parts.ts';
import type { DrillKind, DrillState } from './drill.ts';
import type { DrillLine } from './month.ts';

export const publishInput = z.object({ id, version, note: z.string().trim().max(500).default('') });
export const editionsInput = z.object({
  programmeId: id,
  after: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const comparisonInput = z.object({ programmeId: id });
export const calendarInput = z.object({
  programmeId: id,
  /** The newest when not given. */
  edition: z.int().min(1).optional(),
  language: z.enum(['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans']).default('en'),
  /** Only the drills of one crew. */
  crew: crew.nullable().default(null),
});

/** A drill as an edition froze it: with names, so that it says the same when a place is called otherwise later. */
export interface EditionDrill {
  readonly drillId: string;
  readonly kind: DrillKind;
  readonly typeNames: Names;
  readonly placeKey: string;
  readonly placeNames: Names;
  readonly startsAt: string;
  readonly minutes: number;
  readonly shiftOn: string;
  readonly shift: ShiftKind;
  readonly crew: Crew | null;
  readonly observers: readonly { readonly id: string; readonly name: string }[];
  readonly state: DrillState;
  /** Why it is cancelled; '' when it only lost its time, null when it takes place. */
  readonly cancelled: string | null;
  /** RFC 5545 SEQUENCE. */
  readonly sequence: number;
  /** When the edition that last changed it was published. */
  readonly changedAt: string;
}

export interface DrillEdition {
  readonly id: string;
  readonly programmeId: string;
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly drills: readonly EditionDrill[];
  readonly note: string;
}

/** An edition in a list. */
export interface EditionLine extends Omit<DrillEdition, 'drills'> {
  readonly takePlace: number;
  readonly cancelled: number;
  /** Drills that this edition changed. */
  readonly changed: number;
}

export interface CalendarFile {
  /** Proposed name of the file. */
  readonly name: string;
  readonly text: string;
}

export type ChangeKind = 'added' | 'moved' | 'changed' | 'cancelled' | 'reinstated';

/** What would be different in the next edition. */
export interface DrillChange {
  readonly drillId: string;
  readonly kind: ChangeKind;
  readonly before: EditionDrill | null;
  readonly after: EditionDrill;
}

export interface Comparison {
  /** The edition last published; null before the first. */
  readonly edition: Omit<DrillEdition, 'drills'> | null;
  readonly changes: readonly DrillChange[];
}

const content = ({
  sequence: _sequence,
  changedAt: _changedAt,
  state: _state,
  ...rest
}: EditionDrill): string => JSON.stringify(rest);

function frozen(line: DrillLine, at: string): EditionDrill | null {
  if (line.startsAt === null || line.shiftOn === null || line.shift === null) return null;
  return {
    drillId: line.id,
    kind: line.kind,
    typeNames: line.typeNames,
    placeKey: line.placeKey,
    placeNames: line.placeNames,
    startsAt: line.startsAt,
    minutes: line.minutes,
    shiftOn: line.shiftOn,
    shift: line.shift,
    crew: line.crew,
    observers: line.observers.map((person, index) => ({ id: person, name: line.observerNames[index] ?? '' })),
    state: line.state,
    cancelled: line.state === 'cancelled' ? (line.cancelReason ?? '') : null,
    sequence: line.sequence,
    changedAt: at,
  };
}

/**
 * The drills of the next edition. A drill whose event would say something else than in the edition before gets the next
 * SEQUENCE (RFC 5545, 3.8.7.4), all others keep theirs. What was once published and is cancelled, has lost its time or is gone
 * stays as cancelled, so that a calendar that missed an edition still strikes it out; what was never published is left out.
 */
export function nextEdition(
  before: readonly EditionDrill[],
  lines: readonly DrillLine[],
  at: string,
): EditionDrill[] {
  const published = new Map(before.map((drill) => [drill.drillId, drill]));
  const next: EditionDrill[] = [];
  for (const line of lines) {
    const last = published.get(line.id);
    published.delete(line.id);
    const now =
      frozen(line, at) ?? (last ? { ...last, state: line.state, cancelled: last.cancelled ?? '' } : null);
    if (now && (last || now.cancelled === null)) next.push(numbered(now, last, at));
  }
  for (const last of published.values())
    next.push(numbered({ ...last, state: 'cancelled', cancelled: last.cancelled ?? '' }, last, at));
  return next.toSorted((a, b) => (a.startsAt + a.drillId < b.startsAt + b.drillId ? -1 : 1));
}

function numbered(now: EditionDrill, last: EditionDrill | undefined, at: string): EditionDrill {
  if (!last) return { ...now, changedAt: at };
  if (content(now) === content(last)) return { ...now, sequence: last.sequence, changedAt: last.changedAt };
  return { ...now, sequence: last.sequence + 1, changedAt: at };
}

/** What an edition changes against the one before. */
export function changesOf(before: readonly EditionDrill[], after: readonly EditionDrill[]): DrillChange[] {
  const known = new Map(before.map((drill) => [drill.drillId, drill]));
  return after.flatMap((drill) => {
    const last = known.get(drill.drillId) ?? null;
    const kind = changeOf(last, drill);
    return kind ? [{ drillId: drill.drillId, kind, before: last, after: drill }] : [];
  });
}

function changeOf(last: EditionDrill | null, drill: EditionDrill): ChangeKind | null {
  if (!last) return 'added';
  if (content(last) === content(drill)) return null;
  if (last.cancelled === null && drill.cancelled !== null) return 'cancelled';
  if (last.cancelled !== null && drill.cancelled === null) return 'reinstated';
  return last.startsAt === drill.startsAt ? 'changed' : 'moved';
}
