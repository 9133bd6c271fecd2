import type { DrillLine } from '../../electron/drill/month.ts';

/** Drills of a day that run at the same time, side by side: the lane of each and how many lanes its group has. */
export function lanesOf(
  drills: readonly Pick<DrillLine, 'id' | 'startsAt' | 'minutes'>[],
): ReadonlyMap<string, { readonly lane: number; readonly of: number }> {
  const spans = drills
    .map(({ id, startsAt, minutes }) => {
      const from = Date.parse(startsAt ?? '');
      return { id, from, to: from + minutes * 60_000 };
    })
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const placed = new Map<string, { lane: number; of: number }>();
  let group: { id: string; lane: number }[] = [];
  let ends: number[] = [];
  const close = (): void => {
    for (const { id, lane } of group) placed.set(id, { lane, of: ends.length });
    group = [];
    ends = [];
  };
  for (const { id, from, to } of spans) {
    if (ends.every((end) => end <= from)) close();
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    group.push({ id, lane });
  }
  close();
  return placed;
}
