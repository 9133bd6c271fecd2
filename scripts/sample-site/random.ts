/** A small seeded generator (mulberry32): the same seed always gives the same sample site. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [min, max], both ends included. */
  whole(min: number, max: number): number;
  /** One member of a non-empty list. */
  pick<T>(list: readonly T[]): T;
  /** A new list with the same members in another order. */
  shuffle<T>(list: readonly T[]): T[];
}

/** Starts a generator at a seed (a 32-bit whole number). */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    whole,
    pick<T>(list: readonly T[]): T {
      const member = list[whole(0, list.length - 1)];
      if (member === undefined) throw new Error('pick needs a list with at least one member');
      return member;
    },
    shuffle<T>(list: readonly T[]): T[] {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        const kept = copy[last] as T;
        copy[last] = copy[other] as T;
        copy[other] = kept;
      }
      return copy;
    },
  };
}

/** A calendar day (YYYY-MM-DD) a number of days after another; negative goes back. */
export function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00.000Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
