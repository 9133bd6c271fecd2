import type { ReadHandle } from '../database.ts';
import { ruleById } from '../duty/rule-store.ts';
import { entryOf, rowBefore } from '../journal/journal-store.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { Need } from '../plan/need.ts';
import type { Moment } from './ask.ts';
import { mostLabels, type Cause, type FailedDuty } from './detail.ts';
import { judge } from './judge.ts';
import type { Situation } from './matrix-handlers.ts';
import { entryThatClosed, incidentsThatHold, pastOf } from './past-store.ts';
import type { Pool } from './pool.ts';
import { candidates, poolFor } from './pool-store.ts';
import { refOf, type PlanNeeds, type PlannedNeed } from './readiness.ts';

/** So many steps back, and no further: each is a solved problem of its own. */
const furthest = 400;

/**
 * Why a need of a plan is broken. First what can be seen at once: is it only because incidents hold things, or because of
 * who is on shift? Else the record is walked back, entry by entry and day by day, each time with the rows as they stood
 * then, until the need was met; what came right after that is the cause.
 */
export function causeOf(
  db: ReadHandle,
  situation: Situation,
  moment: Moment,
  plan: PlanNeeds,
  planned: PlannedNeed,
): Cause | null {
  const alike = (each: PlannedNeed): boolean => sameComponent(each.need, planned.need);
  const own = { ...plan, needs: plan.needs.filter(alike) };
  const running = situation.running.filter(alike);
  const holds = (pool: Pool, taken: readonly PlannedNeed[]): boolean =>
    judge([own], pool, { together: false, running: taken })[0]!.needs.find(
      ({ needId }) => needId === planned.need.id,
    )!.state !== 'broken';
  const { need } = planned;
  if (need.kind === 'place') {
    const seq = entryThatClosed(db, need.placeId);
    return seq === undefined ? null : entryCause(db, seq, []);
  }
  if (moment.held && holds(poolFor(db, own.needs, { ...moment, held: false }), []))
    return { kind: 'held', incidents: incidentsThatHold(db) };
  if (need.kind === 'people' && (moment.onShift !== null || moment.onLeave.size > 0)) {
    const people = candidates(db, { ...moment, onShift: null, onLeave: new Set() });
    if (holds({ ...situation.pool, people }, running)) return { kind: 'shift' };
  }
  const past = pastOf(db, need, moment, new Set([...own.needs, ...running].map((each) => refOf(each.need))));
  for (let step = 0; step < furthest; step++) {
    const event = past.next();
    if (!event || (plan.approvedAt !== null && event.at < plan.approvedAt))
      return { kind: 'never', since: plan.approvedAt };
    if (event.seq !== null)
      for (const id of event.ids) past.put(id, rowBefore(db, past.noun, id, event.seq) ?? null);
    if (holds({ ...situation.pool, ...past.pool() }, running))
      return event.seq === null
        ? { kind: 'time', day: event.day, labels: event.labels.slice(0, mostLabels) }
        : entryCause(db, event.seq, event.labels);
  }
  return null;
}

function sameComponent(a: Need, b: Need): boolean {
  return a.kind === b.kind && (a.kind === 'people' || refOf(a) === refOf(b));
}

function entryCause(db: ReadHandle, seq: number, labels: readonly string[]): Cause | null {
  const line = db.get<{ body: string }>('SELECT body FROM journal WHERE seq = ?', seq);
  if (!line) return null;
  const { at, name, byName, rows } = entryOf(line);
  return {
    kind: 'entry',
    seq,
    at,
    name,
    byName,
    labels: labels.slice(0, mostLabels),
    failed: failedDuty(db, rows),
  };
}

/** The name of the duty that failed in an entry. */
function failedDuty(db: ReadHandle, rows: JournalEntry['rows']): FailedDuty | null {
  const done = rows.find(
    ({ noun, row }) => noun === 'dutyDone' && (row as { result?: string }).result === 'fail',
  );
  const { ruleId } = (done?.row ?? {}) as { ruleId?: string };
  const rule = ruleId === undefined ? undefined : ruleById(db, ruleId);
  return rule ? { names: rule.names, kind: rule.kind } : null;
}
