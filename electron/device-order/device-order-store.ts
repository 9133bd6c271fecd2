import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Page } from '../schema-parts.ts';
import type { DeviceOrder } from './device-order.ts';

const columns = `id, deviceId, wanted, toWhom, channel, reason, incidentId, state, orderedAt, by, byName, acknowledgeBy, doneBy,
  acknowledgedAt, acknowledgedWho, endedAt, endedWho, endedHow, endReason, version`;

export function insertOrder(db: WriteHandle, order: DeviceOrder): void {
  db.run(
    `INSERT INTO deviceOrder (${columns}) VALUES (@id, @deviceId, @wanted, @toWhom, @channel, @reason, @incidentId, @state,
       @orderedAt, @by, @byName, @acknowledgeBy, @doneBy, @acknowledgedAt, @acknowledgedWho, @endedAt, @endedWho, @endedHow,
       @endReason, @version)`,
    order,
  );
}

export function updateOrder(db: WriteHandle, order: DeviceOrder): void {
  db.run(
    `UPDATE deviceOrder SET state = @state, acknowledgedAt = @acknowledgedAt, acknowledgedWho = @acknowledgedWho,
       endedAt = @endedAt, endedWho = @endedWho, endedHow = @endedHow, endReason = @endReason, version = @version
     WHERE id = @id`,
    order,
  );
}

export function orderById(db: ReadHandle, id: string): DeviceOrder | undefined {
  return db.get<DeviceOrder>(`SELECT ${columns} FROM deviceOrder WHERE id = ?`, id);
}

/** Orders that are not over; one for each device at most. */
export function openOrders(db: ReadHandle): DeviceOrder[] {
  return db.all<DeviceOrder>(
    `SELECT ${columns} FROM deviceOrder INDEXED BY deviceOrderOpen WHERE endedAt IS NULL ORDER BY orderedAt, id`,
  );
}

export function openOrderOf(db: ReadHandle, deviceId: string): DeviceOrder | undefined {
  return db.get<DeviceOrder>(
    `SELECT ${columns} FROM deviceOrder WHERE deviceId = ? AND endedAt IS NULL`,
    deviceId,
  );
}

/** Ids of the last orders of each device that had been given by an instant. */
export function orderIdsBy(db: ReadHandle, at: string): string[] {
  return db
    .all<{ id: string }>(
      `SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY deviceId ORDER BY orderedAt DESC, id DESC) AS place
         FROM deviceOrder WHERE orderedAt <= ?) WHERE place = 1`,
      at,
    )
    .map(({ id }) => id);
}

/** Orders, newest first. `after` is the cursor `orderedAt id`. */
export function orderPage(
  db: ReadHandle,
  filter: { deviceId?: string; openOnly: boolean; after?: string; limit: number },
): Page<DeviceOrder> {
  const [at = '9999', id = ''] = filter.after?.split(' ') ?? [];
  const where = '(?1 IS NULL OR deviceId = ?1) AND (?2 = 0 OR endedAt IS NULL)';
  const of = filter.deviceId ?? null;
  const open = filter.openOnly ? 1 : 0;
  const rows = db.all<DeviceOrder>(
    `SELECT ${columns} FROM deviceOrder WHERE ${where} AND (orderedAt, id) < (?3, ?4)
     ORDER BY orderedAt DESC, id DESC LIMIT ?5`,
    of,
    open,
    at,
    id,
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows,
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM deviceOrder WHERE ${where}`, of, open)?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.orderedAt} ${last.id}` : null,
  };
}
