/** Tells the time. Passed in everywhere, so that tests and rehearsals can move it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number;
}

export const wallClock: Clock = { nowMs: () => Date.now() };

/** A clock that stands still until it is told to move; for tests and seeding. */
export function movableClock(
  startIso: string,
): Clock & { set(iso: string): void; advance(ms: number): void } {
  let ms = Date.parse(startIso);
  return {
    nowMs: () => ms,
    set: (iso) => {
      ms = Date.parse(iso);
    },
    advance: (by) => {
      ms += by;
    },
  };
}

/** ISO 8601 in UTC with milliseconds, as stored in every time column. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
