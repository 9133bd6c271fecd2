/** Messages by which a clock is judged; fewer say nothing. */
export const skewCount = 8;
/** They must agree to so many ms: what was held back and comes late does not. */
const steadyMs = 10_000;
/** No message arrives before it is sent, so little is enough to be ahead; some minutes of way are usual behind. */
const aheadMs = 5_000;
const behindMs = 60_000;

/**
 * How far an instrument's clock is ahead of ours, ms; negative: behind; 0: not so far that it matters, or nothing can be said.
 * `delays`: arrival less the instrument's own time of its last live messages, ms.
 */
export function skewOf(delays: readonly number[]): number {
  if (delays.length < skewCount) return 0;
  const sorted = delays.toSorted((a, b) => a - b);
  if (sorted.at(-1)! - sorted[0]! > steadyMs) return 0;
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return middle <= -aheadMs || middle >= behindMs ? -middle : 0;
}
