import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Place, PlaceName } from '../place/place.ts';
import type { Blast, BlastLine, BlastPage } from './blast.ts';
import type { BlastLaw, LawKind, LawReading } from './law.ts';
import type { BlastLimit, BlastMeasurement } from './measurement.ts';

const columns = `id, key, placeId, longitude, latitude, state, plannedAt, firedAt, chargePerDelayKg, totalKg, holes, holeMm,
  burdenM, stemmingM, chargeKgM, rockFactor, confinement, initiation, makersMinutes, note, misfireAt, waitMinutes, settledAt,
  settledByName, settleNote, cancelReason, enteredAt, enteredByName, fileHash, version`;
const names = columns.split(',').map((one) => one.trim());
const measured = `id, blastId, placeId, distanceM, ppvMmS, frequencyHz, airblastDb, enteredAt, enteredByName, excludedAt,
  excludedByName, excludedReason, version`;
const limited = 'id, placeId, rule, ownMmS, frequencyHz, airblastDb, changedAt, changedByName, version';
const law = `id, kind, k, b, k95, bLow, bHigh, r2, standardError, readings, shots, scaledMin, scaledMax, takenAt, takenByName,
  endedAt`;

export function insertBlast(db: WriteHandle, blast: Blast): void {
  db.run(`INSERT INTO blast (${columns}) VALUES (${names.map((name) => `@${name}`).join(', ')})`, blast);
}

export function updateBlast(db: WriteHandle, blast: Blast): void {
  const set = names.filter((name) => name !== 'id').map((name) => `${name} = @${name}`);
  db.run(`UPDATE blast SET ${set.join(', ')} WHERE id = @id`, blast);
}

export function blastById(db: ReadHandle, id: string): Blast | undefined {
  return db.get<Blast>(`SELECT ${columns} FROM blast WHERE id = ?`, id);
}

export function blastByKey(db: ReadHandle, key: string): Blast | undefined {
  return db.get<Blast>(`SELECT ${columns} FROM blast WHERE key = ?`, key);
}

type Named = {
  readonly placeKey: string | null;
  readonly placeKind: Place['kind'];
  readonly placeNames: string;
};
const named = 'p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames';
const nameOf = ({ placeKey, placeKind, placeNames }: Named, id: string): PlaceName => ({
  id,
  key: placeKey ?? '',
  kind: placeKind,
  names: JSON.parse(placeNames) as PlaceName['names'],
});

type LineRow = Blast & Named & { readonly measurements: number };
const lineColumns = `${names.map((name) => `b.${name}`).join(', ')}, ${named},
  (SELECT count(*) FROM blastMeasurement m WHERE m.blastId = b.id) AS measurements`;
function toLine({ placeKey, placeKind, placeNames, measurements, ...blast }: LineRow): BlastLine {
  const place = blast.placeId === null ? null : nameOf({ placeKey, placeKind, placeNames }, blast.placeId);
  return { ...blast, place, measurements };
}

export function blastLine(db: ReadHandle, id: string): BlastLine | undefined {
  const row = db.get<LineRow>(
    `SELECT ${lineColumns} FROM blast b LEFT JOIN place p ON p.id = b.placeId WHERE b.id = ?`,
    id,
  );
  return row && toLine(row);
}

/** The newest first: what is planned stands above what was fired. `after` is the cursor `plannedAt id`. */
export function blastPage(
  db: ReadHandle,
  asked: { readonly text: string; readonly show: string; readonly after?: string; readonly limit: number },
): BlastPage {
  const words = fold(asked.text).split(' ').filter(Boolean).slice(0, 6);
  const where = [
    asked.show === 'planned' ? "b.state = 'planned'" : asked.show === 'past' ? "b.state <> 'planned'" : '1',
    ...words.map(() => `instr(lower(b.key) || ' ' || coalesce(p.words, ''), ?) > 0`),
  ].join(' AND ');
  const [at = '9999', id = ''] = asked.after?.split(' ') ?? [];
  const from = 'FROM blast b LEFT JOIN place p ON p.id = b.placeId';
  const rows = db.all<LineRow>(
    `SELECT ${lineColumns} ${from} WHERE ${where} AND (b.plannedAt, b.id) < (?, ?)
     ORDER BY b.plannedAt DESC, b.id DESC LIMIT ?`,
    ...words,
    at,
    id,
    asked.limit,
  );
  const last = rows.at(-1);
  return {
    rows: rows.map(toLine),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${from} WHERE ${where}`, ...words)?.n ?? 0,
    next: rows.length === asked.limit && last ? `${last.plannedAt} ${last.id}` : null,
  };
}

/** More than anybody waits for at once. */
const mostOpen = 50;

/** Misfires that nobody has settled. */
export function openMisfires(db: ReadHandle): Blast[] {
  return db.all<Blast>(
    `SELECT ${columns} FROM blast WHERE state = 'misfire' ORDER BY misfireAt LIMIT ${mostOpen}`,
  );
}

/** An hour after its time a shot is either fired, put off or forgotten. */
const silentMs = 3_600_000;

/** Planned shots whose time has passed and of which nothing was said. */
export function silentBlasts(db: ReadHandle, now: string): Blast[] {
  return plannedBetween(db, '', new Date(Date.parse(now) - silentMs).toISOString());
}

/** Planned for a time between two. */
export function plannedBetween(db: ReadHandle, from: string, to: string): Blast[] {
  return db.all<Blast>(
    `SELECT ${columns} FROM blast WHERE state = 'planned' AND plannedAt >= ? AND plannedAt <= ?
     ORDER BY plannedAt LIMIT ${mostOpen}`,
    from,
    to,
  );
}

export function insertMeasurement(db: WriteHandle, one: BlastMeasurement): void {
  const bind = measured.split(',').map((name) => `@${name.trim()}`);
  db.run(`INSERT INTO blastMeasurement (${measured}) VALUES (${bind.join(', ')})`, one);
}

export function updateMeasurement(db: WriteHandle, one: BlastMeasurement): void {
  db.run(
    `UPDATE blastMeasurement SET ppvMmS = @ppvMmS, frequencyHz = @frequencyHz, airblastDb = @airblastDb,
       excludedAt = @excludedAt, excludedByName = @excludedByName, excludedReason = @excludedReason, version = @version
     WHERE id = @id`,
    {
      id: one.id,
      ppvMmS: one.ppvMmS,
      frequencyHz: one.frequencyHz,
      airblastDb: one.airblastDb,
      excludedAt: one.excludedAt,
      excludedByName: one.excludedByName,
      excludedReason: one.excludedReason,
      version: one.version,
    },
  );
}

export function measurementById(db: ReadHandle, id: string): BlastMeasurement | undefined {
  return db.get<BlastMeasurement>(`SELECT ${measured} FROM blastMeasurement WHERE id = ?`, id);
}

/** Measurements of one shot, the nearest place first. */
export function measurementsOf(
  db: ReadHandle,
  blastId: string,
): (BlastMeasurement & { readonly place: PlaceName })[] {
  const own = measured.split(',').map((name) => `m.${name.trim()}`);
  return db
    .all<BlastMeasurement & Named>(
      `SELECT ${own.join(', ')}, ${named} FROM blastMeasurement m JOIN place p ON p.id = m.placeId
       WHERE m.blastId = ? ORDER BY m.distanceM LIMIT 200`,
      blastId,
    )
    .map(({ placeKey, placeKind, placeNames, ...one }) => ({
      ...one,
      place: nameOf({ placeKey, placeKind, placeNames }, one.placeId),
    }));
}

/** Most measurements behind a law: newer rock says more of the next shot than rock that is long gone. */
const mostReadings = 2000;

/** What can speak for a law, the newest shots first. */
export function lawReadings(db: ReadHandle): LawReading[] {
  return db
    .all<
      Omit<LawReading, 'place' | 'misfire'> & Named & { readonly placeId: string; readonly misfire: number }
    >(
      `SELECT m.id, m.version, m.blastId, b.key AS blastKey, b.firedAt, m.placeId, m.distanceM, b.chargePerDelayKg,
         m.ppvMmS, m.airblastDb, b.misfireAt IS NOT NULL AS misfire, m.excludedReason, m.excludedByName, ${named}
       FROM blastMeasurement m JOIN blast b ON b.id = m.blastId JOIN place p ON p.id = m.placeId
       ORDER BY b.plannedAt DESC, m.id LIMIT ${mostReadings}`,
    )
    .map(({ placeKey, placeKind, placeNames, placeId, misfire, ...one }) => ({
      ...one,
      misfire: misfire === 1,
      place: nameOf({ placeKey, placeKind, placeNames }, placeId),
    }));
}

/** The lowest frequency that was measured at each place, in Hz. */
export function lowestFrequencies(db: ReadHandle): Map<string, number> {
  const rows = db.all<{ placeId: string; hz: number }>(
    'SELECT placeId, min(frequencyHz) AS hz FROM blastMeasurement WHERE frequencyHz IS NOT NULL GROUP BY placeId',
  );
  return new Map(rows.map(({ placeId, hz }) => [placeId, hz]));
}

export function allLimits(db: ReadHandle): Map<string, BlastLimit> {
  const rows = db.all<BlastLimit>(`SELECT ${limited} FROM blastLimit`);
  return new Map(rows.map((one) => [one.placeId, one]));
}

export function limitOf(db: ReadHandle, placeId: string): BlastLimit | undefined {
  return db.get<BlastLimit>(`SELECT ${limited} FROM blastLimit WHERE placeId = ?`, placeId);
}

export function putLimit(db: WriteHandle, one: BlastLimit): void {
  db.run(
    `INSERT INTO blastLimit (${limited}) VALUES (@id, @placeId, @rule, @ownMmS, @frequencyHz, @airblastDb, @changedAt,
       @changedByName, @version)
     ON CONFLICT (placeId) DO UPDATE SET rule = @rule, ownMmS = @ownMmS, frequencyHz = @frequencyHz,
       airblastDb = @airblastDb, changedAt = @changedAt, changedByName = @changedByName, version = @version`,
    one,
  );
}

export function lawInForce(db: ReadHandle, kind: LawKind): BlastLaw | undefined {
  return db.get<BlastLaw>(`SELECT ${law} FROM blastLaw WHERE kind = ? AND endedAt IS NULL`, kind);
}

export function lawById(db: ReadHandle, id: string): BlastLaw | undefined {
  return db.get<BlastLaw>(`SELECT ${law} FROM blastLaw WHERE id = ?`, id);
}

export function insertLaw(db: WriteHandle, one: BlastLaw): void {
  const bind = law.split(',').map((name) => `@${name.trim()}`);
  db.run(`INSERT INTO blastLaw (${law}) VALUES (${bind.join(', ')})`, one);
}

export function endLaw(db: WriteHandle, one: BlastLaw): void {
  db.run('UPDATE blastLaw SET endedAt = ? WHERE id = ?', one.endedAt, one.id);
}
