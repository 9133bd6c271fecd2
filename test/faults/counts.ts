/** `npm run test:faults` makes the full number of faults, `npm test` a few of each kind. */
export const full = process.env['TOCSIN_FAULTS'] === 'full';

export function times(few: number, all: number): number {
  return full ? all : few;
}

/** Repeatable chance (mulberry32): a failing run names its seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
