import { type Stability } from './given.ts';

export type Sun = 'strong' | 'moderate' | 'slight';

/** Pairs of the table, already resolved to the more stable of the two, as ALOHA does. */
const byDay: readonly (readonly [number, Readonly<Record<Sun, Stability>>])[] = [
  [2, { strong: 'A', moderate: 'B', slight: 'B' }],
  [3, { strong: 'B', moderate: 'B', slight: 'C' }],
  [5, { strong: 'B', moderate: 'C', slight: 'D' }],
  [6, { strong: 'C', moderate: 'D', slight: 'D' }],
  [Infinity, { strong: 'C', moderate: 'D', slight: 'D' }],
];

/** How strong the sun heats the ground, from its height over the horizon; null when it is down. */
export function sunOf(elevationDegrees: number, cloudOktas: number): Sun | null {
  if (elevationDegrees <= 0) return null;
  const clear = elevationDegrees > 60 ? 0 : elevationDegrees > 35 ? 1 : 2;
  const steps = clear + (cloudOktas >= 8 ? 2 : cloudOktas >= 5 ? 1 : 0);
  return (['strong', 'moderate', 'slight'] as const)[Math.min(2, steps)]!;
}

/**
 * Pasquill class from the wind at 10 m, the sun by day and the cloud by night (Turner). A wind on a boundary stays in
 * the lower band; an overcast sky is neutral.
 */
export function stabilityOf(windMs: number, sun: Sun | null, cloudOktas: number): Stability {
  if (cloudOktas >= 8) return 'D';
  if (sun !== null) return byDay.find(([upTo]) => windMs <= upTo)![1][sun];
  if (windMs <= 2) return 'F';
  if (windMs <= 3) return cloudOktas >= 4 ? 'E' : 'F';
  if (windMs <= 5) return cloudOktas >= 4 ? 'D' : 'E';
  return 'D';
}
