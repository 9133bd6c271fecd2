import type { ReadHandle, WriteHandle } from '../database.ts';
import type { ClosedSlot } from './closed-slot.ts';

type Row = Omit<ClosedSlot, 'names' | 'weekdays'> & { readonly names: string; readonly weekdays: string };
const columns = 'id, kind, names, placeId, fromOn, toOn, weekdays, fromTime, toTime, version';

const toSlot = (row: Row): ClosedSlot => ({
  ...row,
  names: JSON.parse(row.names) as ClosedSlot['names'],
  weekdays: JSON.parse(row.weekdays) as number[],
});

/** Writes a slot: a new one, or what it has become. */
export function saveClosedSlot(db: WriteHandle, slot: ClosedSlot): void {
  db.run(
    `INSERT INTO closedSlot (${columns})
     VALUES (@id, @kind, @names, @placeId, @fromOn, @toOn, @weekdays, @fromTime, @toTime, @version)
     ON CONFLICT (id) DO UPDATE SET kind = @kind, names = @names, placeId = @placeId, fromOn = @fromOn, toOn = @toOn,
       weekdays = @weekdays, fromTime = @fromTime, toTime = @toTime, version = @version`,
    { ...slot, names: JSON.stringify(slot.names), weekdays: JSON.stringify(slot.weekdays) },
  );
}

export function closedSlotById(db: ReadHandle, id: string): ClosedSlot | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM closedSlot WHERE id = ?`, id);
  return row && toSlot(row);
}

/** Slots that may begin on one of these days (YYYY-MM-DD, both included), at most 500. */
export function closedSlotsIn(db: ReadHandle, from: string, to: string): ClosedSlot[] {
  return db
    .all<Row>(
      `SELECT ${columns} FROM closedSlot WHERE toOn >= ? AND fromOn <= ? ORDER BY fromTime, fromOn, id LIMIT 500`,
      from,
      to,
    )
    .map(toSlot);
}

export function deleteClosedSlot(db: WriteHandle, id: string): void {
  db.run('DELETE FROM closedSlot WHERE id = ?', id);
}
