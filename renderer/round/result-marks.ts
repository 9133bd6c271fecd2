import type { PointResult } from '../../electron/round/round.ts';

/** A result as a shape and a tone; the word stands beside it. */
export const resultMarks: Readonly<
  Record<PointResult | 'none', { readonly shape: string; readonly tone: string }>
> = {
  pass: { shape: '✓', tone: 'muted' },
  fail: { shape: '▲', tone: 't2' },
  notFound: { shape: '?', tone: 't2' },
  none: { shape: '·', tone: 'dim' },
};
