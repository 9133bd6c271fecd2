import type { ReadHandle } from '../database.ts';
import type { Tx } from '../door.ts';
import { gaugeById } from '../flood/flood-store.ts';
import { gaugeTrouble, levels, type Level } from '../flood/flood.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal } from '../refusal.ts';
import { limitTrouble, type Limit, type Point, type PointReading } from '../sensor/point.ts';
import { pointById } from '../sensor/point-store.ts';
import { newestReading } from '../sensor/reading-store.ts';
import type { Alarm, Trouble } from './alarm.ts';
import { endAlarm, keepAlarm, noteEvent, raiseAlarm } from './alarm-handlers.ts';
import { openAlarmOf } from './alarm-store.ts';
import { begin, holds, type Cause } from './hold.ts';
import { letOut } from './hold-handlers.ts';
import { holdOf, insertHold } from './hold-store.ts';
import { freshState, onReading, zoneOf } from './limit-state.ts';
import type { LimitFlip } from './limit-watch.ts';
import { everyLanguage, limitOf, settingOf, suppresses, type AlarmRule, type LimitKey } from './rule.ts';
import { limitRow, ruleById, rulesAfter, rulesOfPoint, saveLimit } from './rule-store.ts';

const rank = (level: Level): number => levels.indexOf(level);
const byDefault = { 1: 'danger', 2: 'warning', 3: 'watch' } as const;

/** The cause of a point's alarm of level. */
function causeOf(db: ReadHandle, pointId: string): Cause {
  return { source: gaugeById(db, pointId) ? 'gauge' : 'point', sourceId: pointId, topic: 'level' };
}

/** Whether a limit counts as passed now: as its rule's delays and dead-band have it, without a rule by the newest value. */
function isPassed(
  db: ReadHandle,
  point: Point,
  limit: Limit,
  rule: AlarmRule | undefined,
  newest: number | null,
): boolean {
  if (rule) return limitRow(db, { pointId: point.id, ...limit })?.state === 'in';
  if (newest === null) return false;
  return limit.side === 'above' ? newest >= limit.value : newest <= limit.value;
}

interface Passed {
  readonly limit: Limit;
  readonly rule: AlarmRule | undefined;
}

/** The limits of a point that count as passed, the worst first. */
function passedOf(db: ReadHandle, point: Point, newest: number | null): Passed[] {
  const rules = rulesOfPoint(db, point.id);
  return point.limits
    .map((limit) => ({
      limit,
      rule: rules.find(({ level, side }) => level === limit.level && side === limit.side),
    }))
    .filter(({ limit, rule }) => isPassed(db, point, limit, rule, newest))
    .sort((a, b) => rank(b.limit.level) - rank(a.limit.level));
}

/** The level at which a point stands in the eyes of the alarms. */
function levelNow(db: ReadHandle, pointId: string): Level {
  const point = pointById(db, pointId);
  if (!point) return 'normal';
  return passedOf(db, point, newestReading(db, pointId)?.value ?? null)[0]?.limit.level ?? 'normal';
}

function isSuppressed(db: ReadHandle, rule: AlarmRule | undefined): boolean {
  if (!rule || rule.suppressPointId === null || rule.suppressWhen === null) return false;
  const value = newestReading(db, rule.suppressPointId)?.value ?? null;
  return suppresses(rule.suppressWhen, value, levelNow(db, rule.suppressPointId));
}

/** What the alarm of a passed limit says: Tocsin's sentence of what is measured, and what the rule says is to be done. */
function troubleOf(
  tx: Tx,
  point: Point,
  { limit, rule }: Passed,
  newest: PointReading | undefined,
): Trouble | null {
  const value = newest?.value ?? limit.value;
  const place = gaugeById(tx.db, point.id) && placeById(tx.db, point.id);
  const shipped = place
    ? gaugeTrouble(place, limit.level, { levelCm: value })
    : limitTrouble(point, limit.level, value);
  if (!shipped || !rule) return shipped;
  return {
    ...shipped,
    priority: rule.priority,
    action: { key: 'alarm.said', facts: { words: everyLanguage(rule.action) } },
    incidentType: rule.incidentType,
    ruleId: rule.id,
    ackMinutes: rule.ackMinutes,
    planKey: rule.planKey,
  };
}

function writeFlip(tx: Tx, { pointId, level, side, active, atMs }: LimitFlip): void {
  const before = limitRow(tx.db, { pointId, level, side });
  const state = active ? 'in' : 'out';
  if (before?.state === state) return;
  const at = new Date(atMs).toISOString();
  const row = {
    id: before?.id ?? tx.newId(),
    pointId,
    level,
    side,
    state,
    at,
    version: (before?.version ?? 0) + 1,
  } as const;
  saveLimit(tx.db, row);
  tx.record('alarmLimit', row);
}

/** Begins to suppress an alarm that its rule says is none while another point is so. */
function suppress(tx: Tx, trouble: Trouble, rule: AlarmRule): void {
  const other = rule.suppressPointId === null ? undefined : pointById(tx.db, rule.suppressPointId);
  const reason = other
    ? `${other.key}: ${rule.suppressWhen?.kind === 'state' ? rule.suppressWhen.value : (rule.suppressWhen?.level ?? '')}`
    : '';
  const hold = begin(
    'suppressed',
    trouble,
    holdOf(tx.db, trouble),
    { reason, until: null },
    tx.operator,
    tx.newId(),
    tx.now,
  );
  // Someone holds it back already: that says more than a rule.
  if (isRefusal(hold)) return;
  insertHold(tx.db, hold);
  tx.record('alarmHold', hold);
  noteEvent(tx, trouble, 'held');
}

function levelOfAlarm(db: ReadHandle, alarm: Alarm): Level {
  const rule = alarm.ruleId === null ? undefined : ruleById(db, alarm.ruleId);
  return rule?.level ?? byDefault[alarm.priority];
}

/** Raises, changes or ends the alarm of a point by the limits that count as passed. */
function settle(tx: Tx, point: Point): void {
  const cause = causeOf(tx.db, point.id);
  const newest = newestReading(tx.db, point.id);
  const passed = passedOf(tx.db, point, newest?.value ?? null);
  const told = passed.find(({ rule }) => !isSuppressed(tx.db, rule));
  const shown = told ?? passed[0];
  const trouble = shown ? troubleOf(tx, point, shown, newest) : null;
  const held = holdOf(tx.db, cause);
  const suppressed = held?.kind === 'suppressed' && holds(held, tx.now) ? held : undefined;
  if (!shown || !trouble) {
    endAlarm(tx, cause);
    if (suppressed) letOut(tx, suppressed, 'design');
    return;
  }
  if (!told && shown.rule && !suppressed) suppress(tx, trouble, shown.rule);
  const before = openAlarmOf(tx.db, cause);
  const worse = before !== undefined && rank(shown.limit.level) > rank(levelOfAlarm(tx.db, before));
  raiseAlarm(tx, trouble, worse);
  if (told && suppressed) letOut(tx, suppressed, 'design');
}

/** The open alarm of a point while it is wrong, at a level or above. */
function standingAlarm(db: ReadHandle, pointId: string, least: Level): Alarm | undefined {
  const alarm = openAlarmOf(db, causeOf(db, pointId));
  if (alarm?.state !== 'raised' && alarm?.state !== 'acknowledged') return undefined;
  return rank(levelOfAlarm(db, alarm)) >= rank(least) ? alarm : undefined;
}

/** Puts a point's alarm under its cause while that is wrong, and lets it stand for itself otherwise. */
function putUnder(tx: Tx, pointId: string): void {
  const alarm = openAlarmOf(tx.db, causeOf(tx.db, pointId));
  if (!alarm) return;
  const rule = alarm.ruleId === null ? undefined : ruleById(tx.db, alarm.ruleId);
  const parent =
    rule?.parentPointId == null
      ? undefined
      : standingAlarm(tx.db, rule.parentPointId, rule.parentLevel ?? 'watch');
  const underId = parent?.id ?? null;
  if (underId !== alarm.underId) keepAlarm(tx, { ...alarm, underId, version: alarm.version + 1 }, null);
}

/**
 * Judges the level of a point: the flips as its keeper found them, in their order, then a reading that somebody just said, then
 * whatever else has changed. Points whose alarms hang on it are judged too.
 */
export function judgeLevel(
  tx: Tx,
  point: Point,
  flips: readonly LimitFlip[] = [],
  said: PointReading | null = null,
): void {
  for (const flip of flips) {
    writeFlip(tx, flip);
    settle(tx, point);
  }
  if (said)
    for (const rule of rulesOfPoint(tx.db, point.id)) {
      const limit = limitOf(point, rule);
      if (!limit) continue;
      const state = freshState(limitRow(tx.db, rule)?.state === 'in');
      for (const flip of onReading(settingOf(rule, limit.value), state, said).flips)
        writeFlip(tx, { pointId: point.id, level: rule.level, side: rule.side, ...flip });
    }
  settle(tx, point);
  putUnder(tx, point.id);
  for (const id of new Set(rulesAfter(tx.db, point.id).map(({ pointId }) => pointId))) {
    const after = pointById(tx.db, id);
    if (!after || id === point.id) continue;
    settle(tx, after);
    putUnder(tx, id);
  }
}

/** A rule came, went or changed: what counts as passed is taken over, so that no alarm falls silent for it. */
export function judgeRule(tx: Tx, key: LimitKey): void {
  const point = pointById(tx.db, key.pointId);
  if (!point) return;
  const limit = limitOf(point, key);
  const newest = newestReading(tx.db, point.id)?.value ?? null;
  const rule = rulesOfPoint(tx.db, point.id).find(
    ({ level, side }) => level === key.level && side === key.side,
  );
  // What the edition before had as passed stays so inside the dead-band.
  const stays = limitRow(tx.db, key)?.state === 'in' && rule && limit && newest !== null;
  const active = stays
    ? zoneOf(settingOf(rule, limit.value), newest) !== 'back'
    : limit !== undefined && isPassed(tx.db, point, limit, undefined, newest);
  writeFlip(tx, { pointId: point.id, level: key.level, side: key.side, active, atMs: Date.parse(tx.now) });
  judgeLevel(tx, point);
}

/** A shelf over an alarm ended: what its rule suppresses meanwhile is not announced. */
export function suppressAgain(tx: Tx, cause: Cause): void {
  if (cause.topic !== 'level' || (cause.source !== 'point' && cause.source !== 'gauge')) return;
  const point = pointById(tx.db, cause.sourceId);
  if (point) settle(tx, point);
}
