import { v7 } from 'uuid';

/** A time-ordered id (UUIDv7), so that two seats can later merge their records. */
export function newId(nowMs: number): string {
  return v7({ msecs: nowMs });
}
