import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { PlaceKind, PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { Finding } from './assessment.ts';
import type { Lot } from './hazmat.ts';
import type { Movement } from './movement.ts';

type MovementRow = Omit<Movement, 'found'> & { readonly found: string };
const columns = `id, kind, state, substanceId, fromLotId, toStoreId, toLotId, issueId, amount, unit, enteredAmount, enteredUnit,
  vessel, lotNumber, receivedOn, expiresOn, counted, booked, reason, recordedAt, recordedBy, doneAt, found, version`;

function toMovement(row: MovementRow): Movement {
  return { ...row, found: JSON.parse(row.found) as Finding[] };
}
const toRow = (movement: Movement): MovementRow => ({ ...movement, found: JSON.stringify(movement.found) });

export function insertMovement(db: WriteHandle, movement: Movement): void {
  db.run(
    `INSERT INTO movement (${columns}) VALUES (${columns.replaceAll(/(\w+)/g, '@$1')})`,
    toRow(movement),
  );
}

export function updateMovement(db: WriteHandle, movement: Movement): void {
  const sets = columns
    .split(/,\s*/)
    .filter((column) => column !== 'id')
    .map((column) => `${column} = @${column}`);
  db.run(`UPDATE movement SET ${sets.join(', ')} WHERE id = @id`, toRow(movement));
}

export function movementById(db: ReadHandle, id: string): Movement | undefined {
  const row = db.get<MovementRow>(`SELECT ${columns} FROM movement WHERE id = ?`, id);
  return row && toMovement(row);
}

const undecided = `m.state = 'waiting' AND EXISTS (SELECT 1 FROM confirmation c
  WHERE c.kind = 'movement' AND c.subjectId = m.id AND c.state = 'waiting' AND c.expiresAt > ?)`;

/** What waits to be taken from a lot, in its unit; `except` is not counted. */
export function waitingFrom(db: ReadHandle, lotId: string, now: string, except: string): number {
  return (
    db.get<{ sum: number }>(
      `SELECT coalesce(sum(m.amount), 0) AS sum FROM movement m
       WHERE m.fromLotId = ? AND m.kind <> 'count' AND ${undecided} AND m.id <> ?`,
      lotId,
      now,
      except,
    )?.sum ?? 0
  );
}

/** What waits to come into stores. */
export function waitingPlacements(db: ReadHandle, now: string): Movement[] {
  return db
    .all<MovementRow>(
      `SELECT ${columns.replaceAll(/(\w+)/g, 'm.$1')} FROM movement m WHERE m.toStoreId IS NOT NULL AND ${undecided}
       ORDER BY m.recordedAt LIMIT 2000`,
      now,
    )
    .map(toMovement);
}

/** What has come back of an issue, or waits to; `except` is not counted. */
export function returnedOf(db: ReadHandle, issueId: string, now: string, except: string): number {
  return (
    db.get<{ sum: number }>(
      `SELECT coalesce(sum(m.amount), 0) AS sum FROM movement m
       WHERE m.issueId = ? AND (m.state = 'done' OR (${undecided})) AND m.id <> ?`,
      issueId,
      now,
      except,
    )?.sum ?? 0
  );
}

/** The lot of the same delivery in a store, to which what comes is added. */
export function sameLotIn(db: ReadHandle, lot: Lot, storeId: string): string | undefined {
  return db.get<{ id: string }>(
    `SELECT id FROM lot WHERE storeId = ? AND substanceId = ? AND lotNumber = ? AND unit = ? AND expiresOn IS ? AND receivedOn IS ?
       AND vessel IS ? ORDER BY amount > 0 DESC, id LIMIT 1`,
    storeId,
    lot.substanceId,
    lot.lotNumber,
    lot.unit,
    lot.expiresOn,
    lot.receivedOn,
    lot.vessel,
  )?.id;
}

interface Placed {
  readonly fromPlaceId: string | null;
  readonly fromKey: string;
  readonly fromKind: PlaceKind;
  readonly fromNames: string;
  readonly toPlaceId: string | null;
  readonly toKey: string;
  readonly toKind: PlaceKind;
  readonly toNames: string;
}

/** A movement with the places that it is between. */
export interface MovementBetween extends Movement {
  readonly from: PlaceName | null;
  readonly to: PlaceName | null;
}

/** What waits first, the longest waiting before the others; then the newest. `after` is the number of rows already seen. */
export function movementPage(
  db: ReadHandle,
  filter: {
    readonly text: string;
    readonly states?: readonly string[] | undefined;
    readonly id?: string;
    readonly substanceId?: string | undefined;
    readonly storeId?: string | undefined;
    readonly outstanding: boolean;
    readonly after: number;
    readonly limit: number;
  },
): Page<MovementBetween> {
  const parts: string[] = ['1'];
  const bind: unknown[] = [];
  const add = (sql: string, ...values: unknown[]): void => {
    parts.push(sql);
    bind.push(...values);
  };
  if (filter.id !== undefined) add('m.id = ?', filter.id);
  if (filter.states) add('m.state IN (SELECT value FROM json_each(?))', JSON.stringify(filter.states));
  if (filter.substanceId !== undefined) add('m.substanceId = ?', filter.substanceId);
  if (filter.storeId !== undefined) add('(m.toStoreId = ? OR l.storeId = ?)', filter.storeId, filter.storeId);
  if (filter.outstanding)
    add(`m.kind = 'issue' AND m.state = 'done' AND m.amount > (SELECT coalesce(sum(r.amount), 0) + 1e-9 FROM movement r
      WHERE r.issueId = m.id AND r.state = 'done')`);
  for (const word of fold(filter.text).split(' ').filter(Boolean).slice(0, 8))
    add(
      `instr(' ' || u.words || ' ' || coalesce(fp.words, '') || ' ' || coalesce(tp.words, ''), ?) > 0`,
      ` ${word}`,
    );
  const from = `FROM movement m JOIN substance u ON u.id = m.substanceId LEFT JOIN lot l ON l.id = m.fromLotId
    LEFT JOIN place fp ON fp.id = l.storeId LEFT JOIN place tp ON tp.id = m.toStoreId WHERE ${parts.join(' AND ')}`;
  const rows = db.all<MovementRow & Placed>(
    `SELECT ${columns.replaceAll(/(\w+)/g, 'm.$1')}, fp.id AS fromPlaceId, fp.key AS fromKey, fp.kind AS fromKind,
       fp.names AS fromNames, tp.id AS toPlaceId, tp.key AS toKey, tp.kind AS toKind, tp.names AS toNames
     ${from} ORDER BY m.state = 'waiting' DESC, CASE WHEN m.state = 'waiting' THEN m.recordedAt END, m.recordedAt DESC, m.id DESC
     LIMIT ? OFFSET ?`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(placed), total, next: seen < total ? String(seen) : null };
}

function placed(row: MovementRow & Placed): MovementBetween {
  const { fromPlaceId, fromKey, fromKind, fromNames, toPlaceId, toKey, toKind, toNames, ...movement } = row;
  const name = (id: string | null, key: string, kind: PlaceKind, names: string): PlaceName | null =>
    id === null ? null : { id, key, kind, names: JSON.parse(names) as Names };
  return {
    ...toMovement(movement),
    from: name(fromPlaceId, fromKey, fromKind, fromNames),
    to: name(toPlaceId, toKey, toKind, toNames),
  };
}
