import type { ReadHandle, WriteHandle } from '../database.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { Device, DeviceSetup, Gauge, Reading, ZoneGauge } from './flood.ts';

const gaugeColumns = 'id, watchCm, warningCm, dangerCm, minCm, maxCm, everyMinutes, version';
const zoneGaugeColumns = 'id, zoneId, gaugeId, watchCm, warningCm, dangerCm, version';
const readingColumns = 'id, gaugeId, at, levelCm, source, recordedAt, by, byName';

export function insertGauge(db: WriteHandle, gauge: Gauge): void {
  db.run(
    `INSERT INTO gauge (${gaugeColumns})
     VALUES (@id, @watchCm, @warningCm, @dangerCm, @minCm, @maxCm, @everyMinutes, @version)`,
    gauge,
  );
}

export function gaugeById(db: ReadHandle, id: string): Gauge | undefined {
  return db.get<Gauge>(`SELECT ${gaugeColumns} FROM gauge WHERE id = ?`, id);
}

export function insertZoneGauge(db: WriteHandle, link: ZoneGauge): void {
  db.run(
    `INSERT INTO zoneGauge (${zoneGaugeColumns})
     VALUES (@id, @zoneId, @gaugeId, @watchCm, @warningCm, @dangerCm, @version)`,
    link,
  );
}

export function updateGauge(db: WriteHandle, gauge: Gauge): void {
  db.run(
    `UPDATE gauge SET watchCm = @watchCm, warningCm = @warningCm, dangerCm = @dangerCm, minCm = @minCm, maxCm = @maxCm,
       everyMinutes = @everyMinutes, version = @version WHERE id = @id`,
    gauge,
  );
}

export function updateZoneGauge(db: WriteHandle, link: ZoneGauge): void {
  db.run(
    'UPDATE zoneGauge SET watchCm = @watchCm, warningCm = @warningCm, dangerCm = @dangerCm, version = @version WHERE id = @id',
    link,
  );
}

export function removeZoneGauge(db: WriteHandle, id: string): void {
  db.run('DELETE FROM zoneGauge WHERE id = ?', id);
}

export function zoneGauges(db: ReadHandle): ZoneGauge[] {
  return db.all<ZoneGauge>(`SELECT ${zoneGaugeColumns} FROM zoneGauge ORDER BY zoneId`);
}

export function insertReading(db: WriteHandle, reading: Reading): void {
  db.run(
    `INSERT INTO gaugeReading (${readingColumns})
     VALUES (@id, @gaugeId, @at, @levelCm, @source, @recordedAt, @by, @byName)`,
    reading,
  );
}

/** The newest readings of a gauge by the time they were read, newest first. */
export function lastReadings(db: ReadHandle, gaugeId: string, limit: number): Reading[] {
  return db.all<Reading>(
    `SELECT ${readingColumns} FROM gaugeReading WHERE gaugeId = ? ORDER BY at DESC, id DESC LIMIT ?`,
    gaugeId,
    limit,
  );
}

/** Ids of the newest readings of a gauge that had been said by an instant. */
export function readingsSaidBy(db: ReadHandle, gaugeId: string, at: string, limit: number): string[] {
  // A hand-held clock may be a little ahead of ours, never more (see `implausible`).
  const latest = new Date(Date.parse(at) + 2 * 60_000).toISOString();
  return db
    .all<{ id: string }>(
      `SELECT id FROM gaugeReading WHERE gaugeId = ? AND at <= ? AND recordedAt <= ? ORDER BY at DESC, id DESC LIMIT ?`,
      gaugeId,
      latest,
      at,
      limit,
    )
    .map(({ id }) => id);
}

/** Readings of a span, oldest first. `after` is the cursor `at id`. */
export function readingPage(
  db: ReadHandle,
  filter: { gaugeId: string; from: string; to: string; after?: string; limit: number },
): Page<Reading> {
  const [at = '', id = ''] = filter.after?.split(' ') ?? [];
  const rows = db.all<Reading>(
    `SELECT ${readingColumns} FROM gaugeReading
     WHERE gaugeId = ?1 AND at >= ?2 AND at <= ?3 AND (at, id) > (?4, ?5) ORDER BY at, id LIMIT ?6`,
    filter.gaugeId,
    filter.from,
    filter.to,
    at,
    id,
    filter.limit,
  );
  const total = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM gaugeReading WHERE gaugeId = ? AND at >= ? AND at <= ?',
    filter.gaugeId,
    filter.from,
    filter.to,
  );
  const last = rows.at(-1);
  return {
    rows,
    total: total?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.at} ${last.id}` : null,
  };
}

type Named<T> = T & { readonly key: string; readonly kind: PlaceName['kind']; readonly names: string };

function split<T extends { readonly id: string }>(row: Named<T>): { place: PlaceName; rest: T } {
  const { key, kind, names, ...rest } = row;
  return { place: { id: row.id, key, kind, names: JSON.parse(names) as Names }, rest: rest as unknown as T };
}

/** All gauges with their places; a site has tens. */
export function gaugesWithPlaces(db: ReadHandle): { place: PlaceName; rest: Gauge }[] {
  return db
    .all<Named<Gauge>>(
      `SELECT ${gaugeColumns.replace(/(\w+)/g, 'g.$1')}, p.key, p.kind, p.names
       FROM gauge g JOIN place p ON p.id = g.id WHERE p.retiredAt IS NULL ORDER BY p.key`,
    )
    .map(split);
}

export function deviceById(db: ReadHandle, id: string): Device | undefined {
  return db.get<Device>('SELECT id, state, at, by, byName, note, version FROM floodDevice WHERE id = ?', id);
}

export function devices(db: ReadHandle): Device[] {
  return db.all<Device>('SELECT id, state, at, by, byName, note, version FROM floodDevice');
}

export function saveDevice(db: WriteHandle, device: Device): void {
  db.run(
    `INSERT INTO floodDevice (id, state, at, by, byName, note, version) VALUES (@id, @state, @at, @by, @byName, @note, @version)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, at = excluded.at, by = excluded.by, byName = excluded.byName,
       note = excluded.note, version = excluded.version`,
    device,
  );
}

type SetupRow = Omit<DeviceSetup, 'pointIds'> & { pointIds: string };
const toSetup = (row: SetupRow): DeviceSetup => ({ ...row, pointIds: JSON.parse(row.pointIds) as string[] });

export function deviceSetups(db: ReadHandle): DeviceSetup[] {
  return db.all<SetupRow>('SELECT id, capacityM3h, pointIds, version FROM deviceSetup').map(toSetup);
}

export function deviceSetupById(db: ReadHandle, id: string): DeviceSetup | undefined {
  const row = db.get<SetupRow>('SELECT id, capacityM3h, pointIds, version FROM deviceSetup WHERE id = ?', id);
  return row && toSetup(row);
}

export function saveDeviceSetup(db: WriteHandle, setup: DeviceSetup): void {
  db.run(
    `INSERT INTO deviceSetup (id, capacityM3h, pointIds, version) VALUES (@id, @capacityM3h, @pointIds, @version)
     ON CONFLICT (id) DO UPDATE SET capacityM3h = excluded.capacityM3h, pointIds = excluded.pointIds, version = excluded.version`,
    { ...setup, pointIds: JSON.stringify(setup.pointIds) },
  );
}
