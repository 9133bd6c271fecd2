import { endAlarm, raiseAlarm } from '../alarm/alarm-handlers.ts';
import type { LimitFlip } from '../alarm/limit-watch.ts';
import { judgeLevel } from '../alarm/rule-judge-handlers.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { readGauge } from '../flood/flood-handlers.ts';
import { gaugeById } from '../flood/flood-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { fold } from '../journal/search-text.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import type { Place } from '../place/place.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import { savedFile } from '../saved-file.ts';
import { sourceState } from '../sensor-side.ts';
import { newestReading, readings, saidReadings, summaries } from './reading-store.ts';
import { belongsTo } from './point-places.ts';
import { timeFault, valueFault, type Fault } from './judge.ts';
import {
  checkPoint, instrumentTrouble, levelOfPoint, qualityOf, type Point, type PointLine, type PointReading, type Quality,
} from './point.ts'; // prettier-ignore
import {
  alarmsOf, gaugeIds, insertPoint, insertPointReading, ownPointById, pointById, pointKeyTaken, pointsInUse, quarantinePage, sparks,
  standings, updatePoint, type SaidRow, type StandingRow,
} from './point-store.ts'; // prettier-ignore
import { csvOf, stepOf, type Series } from './series.ts';
import { sourceTrouble, type ApartLine } from './source.ts';
import { feeds, sourceById, sources } from './source-store.ts';

const minuteMs = 60_000;
const sparkMs = 120 * minuteMs;
const sparkStepMs = 5 * minuteMs;

function save(tx: Tx, point: Point, insert: boolean): Point {
  if (insert) insertPoint(tx.db, point);
  else updatePoint(tx.db, point);
  tx.record('point', point);
  return point;
}

/** Every point in use with its newest reading and how much that is worth. */
export function pointStandings(
  db: ReadHandle,
  nowMs: number,
): { readonly point: Point; readonly standing: StandingRow; readonly quality: Quality }[] {
  const known = standings(db);
  return pointsInUse(db).flatMap((point) => {
    const standing = known.get(point.id);
    return standing ? [{ point, standing, quality: qualityOf(point, standing, nowMs) }] : [];
  });
}

function pointLines(db: ReadHandle, nowMs: number): Omit<PointLine, 'spark'>[] {
  const names = new Map(sources(db).map(({ id, name }) => [id, name]));
  const sourceOf = new Map(feeds(db).map(({ pointId, sourceId }) => [pointId, sourceId]));
  const gauges = new Set(gaugeIds(db));
  const placeNames = new Map<string, Names | null>();
  const nameOf = (placeId: string | null): Names | null => {
    if (placeId === null) return null;
    if (!placeNames.has(placeId)) placeNames.set(placeId, placeById(db, placeId)?.names ?? null);
    return placeNames.get(placeId) ?? null;
  };
  return pointStandings(db, nowMs).map(({ point, standing, quality }) => ({
    ...point,
    isGauge: gauges.has(point.id),
    placeNames: nameOf(point.placeId),
    newest: standing.newest,
    level: standing.newest ? levelOfPoint(point.limits, standing.newest.value) : 'unknown',
    quality,
    clockMs: standing.clockMs,
    sourceName: names.get(sourceOf.get(point.id) ?? '') ?? null,
  }));
}

/** What is wrong stands first, then by key. */
const rank = ({ level, quality }: Pick<PointLine, 'level' | 'quality'>): number =>
  ({ danger: 0, warning: 1, watch: 2, normal: 4, unknown: 4 })[level] +
  (quality === 'good' || quality === 'none' || quality === 'old'
    ? 0
    : level === 'normal' || level === 'unknown'
      ? -1
      : 0);

function withSparks(db: ReadHandle, lines: readonly Omit<PointLine, 'spark'>[], nowMs: number): PointLine[] {
  const from = Math.floor((nowMs - sparkMs) / sparkStepMs) + 1;
  const means = sparks(
    db,
    lines.map(({ id }) => id),
    from * sparkStepMs,
  );
  return lines.map((line) => ({
    ...line,
    spark: Array.from(
      { length: sparkMs / sparkStepMs },
      (_, index) => means.get(line.id)?.get(from + index) ?? null,
    ),
  }));
}

/** A reading by radio or hand that cannot be, as a refusal with the same name as in quarantine. */
function saidFault(
  db: ReadHandle,
  point: Point,
  reading: { readonly value: number; readonly at: string },
  now: string,
): Fault | null {
  const last = newestReading(db, point.id)?.value ?? null;
  return timeFault(Date.parse(reading.at), Date.parse(now)) ?? valueFault(point, reading.value, last);
}

function saidRefusal(point: Point, { fault, facts }: Fault, at: string): Refusal {
  const { key, unit, minValue, maxValue } = point;
  if (fault === 'clockNotSet' || fault === 'fromFuture' || fault === 'tooOld')
    return refuse('readingTimeNotPossible', { point: key, at });
  const value = facts['value'] ?? null;
  return refuse('readingNotPossible', { point: key, value, unit, minValue, maxValue });
}

/** Raises and ends the alarms of a point by its newest reading and the state of its instrument. */
function judgePoint(
  tx: Tx,
  point: Point,
  quality: Quality,
  fed: boolean,
  flips: readonly LimitFlip[] = [],
  said: PointReading | null = null,
): void {
  judgeLevel(tx, point, flips, said);
  const instrument = fed ? instrumentTrouble(point, quality) : null;
  // Silent, frozen and bad are different troubles of the same instrument: the alarm says the last one.
  if (instrument) raiseAlarm(tx, instrument);
  else endAlarm(tx, { source: 'point', sourceId: point.id, topic: 'instrument' });
}

export const pointHandlers: Part<
  | 'sensor.addPoint'
  | 'sensor.changePoint'
  | 'sensor.retirePoint'
  | 'sensor.read'
  | 'sensor.judge'
  | 'sensor.points'
  | 'sensor.places'
  | 'sensor.series'
  | 'sensor.exportSeries'
  | 'sensor.quarantine'
> = {
  'sensor.addPoint': (tx, input) => {
    const wrong = checkPoint(input) ?? placeRefusal(tx.db, input.placeId);
    if (wrong) return wrong;
    if (pointKeyTaken(tx.db, input.key, null)) return refuse('pointKeyTaken', { key: input.key });
    return save(tx, { id: tx.newId(), ...input, retiredAt: null, version: 1 }, true);
  },
  'sensor.changePoint': (tx, { version, ...input }) => {
    const before = ownPointById(tx.db, input.id);
    if (!before || before.retiredAt !== null) return refuse('unknownPoint');
    const after: Point = { ...before, ...input, version: before.version + 1 };
    const wrong = checkVersion(before, version) ?? checkPoint(after) ?? placeRefusal(tx.db, input.placeId);
    if (wrong) return wrong;
    if (pointKeyTaken(tx.db, input.key, input.id)) return refuse('pointKeyTaken', { key: input.key });
    return save(tx, after, false);
  },
  'sensor.retirePoint': (tx, { id, version }) => {
    const before = ownPointById(tx.db, id);
    if (!before || before.retiredAt !== null) return refuse('unknownPoint');
    const wrong = checkVersion(before, version);
    if (wrong) return wrong;
    if (feeds(tx.db).some(({ pointId }) => pointId === id))
      return refuse('pointIsFed', { point: before.key });
    for (const topic of ['level', 'instrument']) endAlarm(tx, { source: 'point', sourceId: id, topic });
    return save(tx, { ...before, retiredAt: tx.now, version: before.version + 1 }, false);
  },
  'sensor.read': (tx, input) => {
    const point = ownPointById(tx.db, input.pointId);
    if (!point && gaugeById(tx.db, input.pointId)) {
      const { pointId: gaugeId, value: levelCm, source } = input;
      const line = readGauge(tx, { gaugeId, levelCm, source, at: input.at, incidentId: null, sure: false });
      return isRefusal(line) ? line : newestReading(tx.db, gaugeId)!;
    }
    if (!point || point.retiredAt !== null) return refuse('unknownPoint');
    const at = input.at ?? tx.now;
    const wrong = saidFault(tx.db, point, { value: input.value, at }, tx.now);
    if (wrong) return saidRefusal(point, wrong, at);
    const row: SaidRow = {
      id: tx.newId(),
      pointId: point.id,
      at,
      value: input.value,
      source: input.source,
      recordedAt: tx.now,
      by: tx.operator.id,
      byName: tx.operator.name,
    };
    insertPointReading(tx.db, row);
    tx.record('pointReading', row);
    const standing = standings(tx.db).get(point.id);
    const newest = newestReading(tx.db, point.id) ?? null;
    if (standing)
      judgePoint(tx, point, qualityOf(point, standing, Date.parse(tx.now)), standing.fed, [], newest);
    return { atMs: Date.parse(at), value: row.value, source: row.source, byName: row.byName };
  },
  'sensor.judge': (tx, input) => {
    const nowMs = tx.site.clock.nowMs();
    const down = new Set<string>();
    for (const id of input.sourceIds) {
      const source = sourceById(tx.db, id);
      const state = sourceState(tx.site, id);
      if (state.kind === 'failed' && source) raiseAlarm(tx, sourceTrouble(source));
      else endAlarm(tx, { source: 'source', sourceId: id, topic: 'connection' });
    }
    for (const { id } of sources(tx.db)) if (sourceState(tx.site, id).kind === 'failed') down.add(id);
    const known = standings(tx.db);
    const sourceOf = new Map(feeds(tx.db).map(({ pointId, sourceId }) => [pointId, sourceId]));
    for (const id of input.pointIds) {
      const point = pointById(tx.db, id);
      const standing = known.get(id);
      if (!point || !standing) continue;
      // Its source does not answer: that is one alarm, and the instrument may be well.
      const muted = down.has(sourceOf.get(id) ?? '');
      const flips = input.flips.filter(({ pointId }) => pointId === id);
      judgePoint(tx, point, qualityOf(point, standing, nowMs), standing.fed && !muted, flips);
    }
    return { judged: input.pointIds.length };
  },
  'sensor.points': (read, input) => {
    const nowMs = read.site.clock.nowMs();
    const words = fold(input.text).split(' ').filter(Boolean);
    const place = input.placeId === undefined ? null : placeById(read.db, input.placeId);
    if (place === undefined) return refuse('unknownPlace', { place: input.placeId ?? '' });
    const placeOf = rememberedPlaces(read.db);
    const all = pointLines(read.db, nowMs)
      .filter(({ placeId }) => place === null || belongsTo(placeId, place, placeOf))
      .filter(({ kind }) => input.kinds === undefined || input.kinds.includes(kind))
      .filter((line) => {
        const text = fold(`${line.key} ${Object.values(line.names).join(' ')} ${line.sourceName ?? ''}`);
        return words.every((word) => text.includes(word));
      });
    const wrong = all.filter((line) => rank(line) < 4);
    const lines = (input.wrongOnly ? wrong : all).toSorted(
      (a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key),
    );
    const from = input.after === undefined ? 0 : lines.findIndex(({ id }) => id === input.after) + 1;
    const rows = withSparks(read.db, lines.slice(from, from + input.limit), nowMs);
    return {
      rows,
      total: lines.length,
      next: from + rows.length < lines.length ? (rows.at(-1)?.id ?? null) : null,
      wrong: wrong.length,
      all: all.length,
    };
  },
  'sensor.places': (read) => {
    const all = placesOf(read.db, undefined);
    const byId = new Map(all.map((place) => [place.id, place]));
    const standing = new Set(pointsInUse(read.db).map(({ placeId }) => placeId));
    return all
      .filter((place) => [...standing].some((id) => belongsTo(id, place, (one) => byId.get(one))))
      .map(({ id, key, names }) => ({ id, key, names }));
  },
  'sensor.series': (read, input) => seriesOf(read.db, input),
  'sensor.exportSeries': (read, input) => {
    const all = seriesOf(read.db, input);
    if (isRefusal(all)) return all;
    const name = `${all.map(({ point }) => point.key).join(' ')}.csv`;
    return savedFile(read, name.replaceAll(/[\\/:*?"<>|]/gu, '_'), Buffer.from(csvOf(all)));
  },
  'sensor.quarantine': (read, input) => {
    const page = quarantinePage(read.db, input);
    const keys = new Map<string, string | null>();
    const keyOf = (id: string | null): string | null => {
      if (id === null) return null;
      if (!keys.has(id)) keys.set(id, pointById(read.db, id)?.key ?? null);
      return keys.get(id) ?? null;
    };
    return {
      ...page,
      rows: page.rows.map(({ receivedMs, atMs, sourceId, facts, fault, ...row }) => ({
        ...row,
        pointKey: keyOf(row.pointId),
        sourceName: sourceById(read.db, sourceId)?.name ?? '',
        receivedAt: new Date(receivedMs).toISOString(),
        at: atMs === null ? null : new Date(atMs).toISOString(),
        fault: fault as ApartLine['fault'],
        facts: JSON.parse(facts) as ApartLine['facts'],
      })),
    };
  },
};

/** Places by id, each looked up once. */
function rememberedPlaces(db: ReadHandle): (id: string) => Place | undefined {
  const known = new Map<string, Place | undefined>();
  return (id) => {
    if (!known.has(id)) known.set(id, placeById(db, id));
    return known.get(id);
  };
}

function placeRefusal(db: ReadHandle, placeId: string | null): Answer<null> {
  return placeId !== null && !placeById(db, placeId) ? refuse('unknownPlace', { place: placeId }) : null;
}

/** What charts draw: raw readings of a short span, extremes and means of a longer one. */
function seriesOf(
  db: ReadHandle,
  input: { readonly pointIds: readonly string[]; readonly from: string; readonly to: string },
): Answer<Series[]> {
  const [fromMs, toMs] = [Date.parse(input.from), Date.parse(input.to)];
  if (toMs <= fromMs) return refuse('spanEmpty');
  const stepMinutes = stepOf(toMs - fromMs);
  const found: Series[] = [];
  for (const pointId of input.pointIds) {
    const point = pointById(db, pointId);
    if (!point) return refuse('unknownPoint');
    const rows =
      stepMinutes === 0
        ? readings(db, pointId, fromMs, toMs).map(({ atMs, value }) => ({
            atMs,
            min: value,
            mean: value,
            max: value,
          }))
        : summaries(db, pointId, fromMs, toMs, stepMinutes).map(({ start, min, max, sum, count }) => ({
            atMs: start * stepMinutes * minuteMs,
            min,
            mean: sum / count,
            max,
          }));
    const said = stepMinutes === 0 ? [] : saidReadings(db, pointId, fromMs, toMs);
    found.push({
      point,
      stepSeconds: stepMinutes * 60,
      rows: [...rows, ...said.map(({ atMs, value }) => ({ atMs, min: value, mean: value, max: value }))].sort(
        (a, b) => a.atMs - b.atMs,
      ),
      alarms: alarmsOf(db, pointId, input.from, input.to),
    });
  }
  return found;
}
