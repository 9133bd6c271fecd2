import { inflateRawSync } from 'node:zlib';
import type { ReadHandle, WriteHandle } from '../database.ts';
import { summarise, unpackBlock, type Sent, type Summary } from './block.ts';
import type { PointReading } from './point.ts';

/** The short number under which a point's sent readings are kept; undefined when it never sent any. */
export function pointNoOf(db: ReadHandle, pointId: string): number | undefined {
  return db.get<{ no: number }>('SELECT no FROM pointNo WHERE pointId = ?', pointId)?.no;
}

/** The same, given when there is none yet. */
export function takePointNo(db: WriteHandle, pointId: string): number {
  db.run('INSERT OR IGNORE INTO pointNo (pointId) VALUES (?)', pointId);
  return pointNoOf(db, pointId)!;
}

const inflated = (bytes: Uint8Array): Sent[] => unpackBlock(inflateRawSync(bytes));

/** The readings that an instrument sent within a span of ms, both ends included, oldest first: packed ones and fresh ones. */
export function sentReadings(db: ReadHandle, pointNo: number, fromMs: number, toMs: number): Sent[] {
  const found: Sent[] = [];
  const blocks = db.all<{ bytes: Uint8Array }>(
    'SELECT bytes FROM sentBlock WHERE pointNo = ?1 AND toMs >= ?2 AND fromMs <= ?3 ORDER BY toMs',
    pointNo,
    fromMs,
    toMs,
  );
  for (const { bytes } of blocks)
    for (const one of inflated(bytes)) if (one.atMs >= fromMs && one.atMs <= toMs) found.push(one);
  const fresh = db.all<Sent>(
    'SELECT atMs, value, receivedMs FROM sentReading WHERE pointNo = ?1 AND atMs >= ?2 AND atMs <= ?3',
    pointNo,
    fromMs,
    toMs,
  );
  found.push(...fresh);
  return found.sort((a, b) => a.atMs - b.atMs);
}

/** What people read out or typed of a point within a span of ms, both ends included, oldest first. */
export function saidReadings(db: ReadHandle, pointId: string, fromMs: number, toMs: number): PointReading[] {
  return db
    .all<{ at: string; value: number; source: 'hand' | 'radio' | 'sensor'; byName: string }>(
      'SELECT at, value, source, byName FROM saidReading WHERE pointId = ? AND at >= ? AND at <= ? ORDER BY at, id',
      pointId,
      new Date(fromMs).toISOString(),
      new Date(toMs).toISOString(),
    )
    .map(({ at, ...rest }) => ({ atMs: Date.parse(at), ...rest }));
}

const fromSensor = ({ atMs, value }: Pick<Sent, 'atMs' | 'value'>): PointReading => ({
  atMs,
  value,
  source: 'sensor',
  byName: null,
});

/**
 * All readings of a point within a span of ms, both ends included, oldest first, whoever or whatever told them; in the
 * point's unit. Raw sent ones reach back 90 days. Meant for hours: a day at one a second is 86,400 rows and takes some
 * tens of milliseconds; ask `summaries` for longer spans.
 */
export function readings(db: ReadHandle, pointId: string, fromMs: number, toMs: number): PointReading[] {
  const no = pointNoOf(db, pointId);
  const sent = no === undefined ? [] : sentReadings(db, no, fromMs, toMs).map(fromSensor);
  const said = saidReadings(db, pointId, fromMs, toMs);
  if (said.length === 0) return sent;
  return [...said, ...sent].sort((a, b) => a.atMs - b.atMs);
}

/** The newest reading of a point by the time at which it was measured, or undefined. */
export function newestReading(db: ReadHandle, pointId: string): PointReading | undefined {
  const sent = db.get<{ atMs: number; value: number }>(
    'SELECT n.atMs, n.value FROM sentNewest n JOIN pointNo p ON p.no = n.pointNo WHERE p.pointId = ?',
    pointId,
  );
  const said = db.get<{ at: string; value: number; source: 'hand' | 'radio' | 'sensor'; byName: string }>(
    'SELECT at, value, source, byName FROM saidReading WHERE pointId = ? ORDER BY at DESC, id DESC LIMIT 1',
    pointId,
  );
  const saidMs = said ? Date.parse(said.at) : -Infinity;
  if (sent && sent.atMs > saidMs) return fromSensor(sent);
  return said && { atMs: saidMs, value: said.value, source: said.source, byName: said.byName };
}

/**
 * What an instrument sent, summed up by spans of whole minutes, oldest first; what is not packed yet is counted in. Spans
 * in which nothing came are left out: a gap is a gap. `start` counts spans since 1970.
 */
export function summaries(
  db: ReadHandle,
  pointId: string,
  fromMs: number,
  toMs: number,
  minutes: number,
  /** What is not packed yet, when the caller has read it for many points at once. */
  unpacked?: readonly Pick<Sent, 'atMs' | 'value'>[],
): Summary[] {
  const no = pointNoOf(db, pointId);
  if (no === undefined) return [];
  const byHour = minutes % 60 === 0;
  const unit = byHour ? 3600 : 60;
  const per = (minutes * 60) / unit;
  const packed = db.all<Summary>(
    `SELECT start / ?5 AS start, sum(count) AS count, min(min) AS min, max(max) AS max, sum(sum) AS sum
     FROM sentSummary WHERE span = ?1 AND pointNo = ?2 AND start >= ?3 AND start <= ?4 GROUP BY 1 ORDER BY 1`,
    unit,
    no,
    Math.floor(fromMs / (unit * 1000)),
    Math.floor(toMs / (unit * 1000)),
    per,
  );
  const fresh =
    unpacked?.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs) ??
    db.all<{ atMs: number; value: number }>(
      'SELECT atMs, value FROM sentReading WHERE pointNo = ?1 AND atMs >= ?2 AND atMs <= ?3',
      no,
      fromMs,
      toMs,
    );
  return joinSummaries(packed, summarise(fresh, minutes * 60));
}

/**
 * What instruments of some points sent and is not packed yet. Those rows have no index, because they are written by the hundred
 * each second: whoever asks about many points reads them once.
 */
export function unpackedReadings(
  db: ReadHandle,
  pointIds: readonly string[],
): Map<string, { atMs: number; value: number }[]> {
  const found = new Map<string, { atMs: number; value: number }[]>(pointIds.map((id) => [id, []]));
  for (const { pointId, ...one } of db.all<{ pointId: string; atMs: number; value: number }>(
    `SELECT o.pointId, r.atMs, r.value FROM sentReading r JOIN pointNo o ON o.no = r.pointNo
     WHERE o.pointId IN (SELECT value FROM json_each(?))`,
    JSON.stringify(pointIds),
  ))
    found.get(pointId)?.push(one);
  return found;
}

/** Two lists of summaries of the same span as one, in the order of time. */
function joinSummaries(a: readonly Summary[], b: readonly Summary[]): Summary[] {
  const all = new Map(a.map((one) => [one.start, one]));
  for (const one of b) {
    const known = all.get(one.start);
    all.set(
      one.start,
      known
        ? {
            start: one.start,
            count: known.count + one.count,
            min: Math.min(known.min, one.min),
            max: Math.max(known.max, one.max),
            sum: known.sum + one.sum,
          }
        : one,
    );
  }
  return [...all.values()].sort((x, y) => x.start - y.start);
}

/**
 * The last readings that an instrument sent until an instant, thinned to the newest and the means of so many minutes
 * before it: what a trend and a short list look at. Oldest first.
 */
export function thinned(
  db: ReadHandle,
  pointId: string,
  untilMs: number,
  minutes: number,
  count: number,
  unpacked?: readonly Pick<Sent, 'atMs' | 'value'>[],
): { atMs: number; value: number }[] {
  const no = pointNoOf(db, pointId);
  if (no === undefined) return [];
  const newest = lastSent(db, no, untilMs);
  if (!newest) return [];
  const stepMs = minutes * 60_000;
  const until = Math.floor(newest.atMs / stepMs) * stepMs;
  const means = summaries(db, pointId, until - (count - 1) * stepMs, until - 1, minutes, unpacked);
  return [
    ...means.map(({ start, sum, count: n }) => ({ atMs: start * stepMs + stepMs / 2, value: sum / n })),
    newest,
  ];
}

/** The newest reading that an instrument sent until an instant, or undefined. */
export function newestReadingUntil(
  db: ReadHandle,
  pointId: string,
  untilMs: number,
): { atMs: number; value: number } | undefined {
  const no = pointNoOf(db, pointId);
  return no === undefined ? undefined : lastSent(db, no, untilMs);
}

/** The newest reading of a point measured at or before an instant, whoever or whatever told it. */
export function newestUntil(
  db: ReadHandle,
  pointId: string,
  untilMs: number,
): { atMs: number; value: number } | undefined {
  const sent = newestReadingUntil(db, pointId, untilMs);
  const said = db.get<{ at: string; value: number }>(
    'SELECT at, value FROM saidReading WHERE pointId = ? AND at <= ? ORDER BY at DESC, id DESC LIMIT 1',
    pointId,
    new Date(untilMs).toISOString(),
  );
  const saidMs = said ? Date.parse(said.at) : -Infinity;
  return sent && sent.atMs > saidMs ? sent : said && { atMs: saidMs, value: said.value };
}

/** The newest sent reading measured at or before an instant. */
function lastSent(db: ReadHandle, no: number, untilMs: number): { atMs: number; value: number } | undefined {
  const newest = db.get<{ atMs: number; value: number }>(
    'SELECT atMs, value FROM sentNewest WHERE pointNo = ?',
    no,
  );
  if (!newest || newest.atMs <= untilMs) return newest;
  const block = db.get<{ fromMs: number }>(
    'SELECT max(fromMs) AS fromMs FROM sentBlock WHERE pointNo = ? AND fromMs <= ?',
    no,
    untilMs,
  );
  return sentReadings(db, no, block?.fromMs ?? untilMs - 3_600_000, untilMs).at(-1);
}
