import type { Part, Read, Tx } from '../door.ts';
import { allPeople } from '../person/person-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { minuteOfDay } from './local-time.ts';
import { rosterOf } from './roster-store.ts';
import { siteRow } from '../session/site-store.ts';
import type { Leave } from './leave.ts';
import { readLeaveCalendar, stepOf, type CalendarLine, type CalendarStep } from './leave-calendar.ts';
import { deleteLeave, leaveByUid, leavesOfEvent, sameLeave, saveLeave } from './leave-store.ts';

/** Lines of a preview that are shown; those that need a decision come first. */
const shown = 300;
const order: readonly CalendarStep[] = ['apart', 'unmatched', 'remove', 'change', 'add', 'same', 'nothing'];

/** A line of a file with what it would do, and whose it is by name. */
export interface CalendarLineStep extends CalendarLine {
  readonly step: CalendarStep;
  readonly personName: string | null;
}
export interface CalendarRead {
  readonly counts: Readonly<Record<CalendarStep, number>>;
  readonly lines: readonly CalendarLineStep[];
}
export interface CalendarImported {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Events that were left out: kept apart, of nobody, or of days that are covered already. */
  readonly leftOut: number;
}

function linesOf(
  read: Pick<Read, 'db'>,
  input: { readonly text: string; readonly from: string; readonly to: string },
): Answer<CalendarLine[]> {
  const zone = siteRow(read.db)?.timeZone ?? 'UTC';
  const starts = rosterOf(read.db)?.dayStartsAt;
  const lines = readLeaveCalendar(input.text, {
    from: input.from,
    to: input.to,
    zone,
    people: allPeople(read.db),
    ...(starts === undefined ? {} : { dayStartsAt: minuteOfDay(starts) }),
  });
  return isRefusal(lines) ? lines : [...lines, ...leftBehind(read, lines, input)];
}

/** Days kept before of recurring events that the file no longer has: its rule was shortened, or they were struck out. */
function leftBehind(
  read: Pick<Read, 'db'>,
  lines: readonly CalendarLine[],
  { from, to }: { readonly from: string; readonly to: string },
): CalendarLine[] {
  const told = new Set(lines.map(({ uid }) => uid));
  const whole = new Map(lines.filter(({ problem }) => problem === null).map((line) => [line.event, line]));
  return [...whole].flatMap(([event, line]) =>
    leavesOfEvent(read.db, event, from, to)
      .filter(({ uid }) => uid !== null && !told.has(uid))
      .map((kept) => ({
        ...line,
        uid: kept.uid ?? '',
        kind: kept.kind,
        fromOn: kept.fromOn,
        toOn: kept.toOn,
        personId: kept.personId,
        matched: true,
        cancelled: true,
      })),
  );
}

export const leaveCalendarHandlers: Part<'leave.readCalendar' | 'leave.importCalendar'> = {
  'leave.readCalendar': (read, input) => {
    const lines = linesOf(read, input);
    if (isRefusal(lines)) return lines;
    const names = new Map(allPeople(read.db).map(({ id, name }) => [id, name]));
    const steps = lines.map((line) => ({
      ...line,
      step: stepOf(line, leaveByUid(read.db, line.uid)),
      personName: line.personId === null ? null : (names.get(line.personId) ?? null),
    }));
    const counts = Object.fromEntries(
      order.map((step) => [step, steps.filter((line) => line.step === step).length]),
    ) as Record<CalendarStep, number>;
    return {
      counts,
      lines: steps.toSorted((a, b) => order.indexOf(a.step) - order.indexOf(b.step)).slice(0, shown),
    };
  },
  'leave.importCalendar': (tx, input) => {
    const lines = linesOf(tx, input);
    if (isRefusal(lines)) return lines;
    const given = new Map(input.given.map(({ uid, personId }) => [uid, personId]));
    const done = { added: 0, changed: 0, removed: 0, leftOut: 0 };
    for (const read of lines) {
      // What a person said of an event counts for each of its days.
      const said = given.get(read.event);
      const line =
        said === undefined || read.matched ? read : { ...read, personId: said, matched: said !== null };
      keep(tx, line, done);
    }
    if (done.added + done.changed + done.removed === 0)
      return refuse('icsNothingNew', { leftOut: done.leftOut });
    return done;
  },
};

function keep(tx: Tx, line: CalendarLine, done: { -readonly [K in keyof CalendarImported]: number }): void {
  const kept = leaveByUid(tx.db, line.uid);
  const step = stepOf(line, kept);
  if (step === 'remove') {
    deleteLeave(tx.db, kept!.id);
    tx.erase('leave', kept!.id);
    done.removed += 1;
    return;
  }
  if (step === 'same' || step === 'nothing') return;
  if (step === 'apart' || step === 'unmatched') {
    done.leftOut += 1;
    return;
  }
  const leave: Leave = {
    id: kept?.id ?? tx.newId(),
    personId: line.personId,
    kind: line.kind,
    fromOn: line.fromOn,
    toOn: line.toOn,
    note: line.summary,
    uid: line.uid,
    version: (kept?.version ?? 0) + 1,
  };
  // Entered by hand before, or twice in the file: the days are covered.
  if (sameLeave(tx.db, leave)) {
    done.leftOut += 1;
    return;
  }
  saveLeave(tx.db, leave);
  tx.record('leave', leave);
  if (kept) done.changed += 1;
  else done.added += 1;
}
