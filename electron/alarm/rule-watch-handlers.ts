import type { ReadHandle } from '../database.ts';
import type { WatchedPoint } from '../sensor/crossing.ts';
import { pointsInUse } from '../sensor/point-store.ts';
import type { WatchedLimit } from './limit-watch.ts';
import { limitOf, settingOf } from './rule.ts';
import { rulesInForce } from './rule-store.ts';

/** Every limit that has a rule in force and is there, with what its rule makes of it. */
export function watchedLimits(db: ReadHandle): WatchedLimit[] {
  const points = new Map(pointsInUse(db).map((point) => [point.id, point]));
  return rulesInForce(db).flatMap((rule) => {
    const point = points.get(rule.pointId);
    const limit = point && limitOf(point, rule);
    const { pointId, level, side } = rule;
    return limit ? [{ key: { pointId, level, side }, setting: settingOf(rule, limit.value) }] : [];
  });
}

/** What of which points can change an alarm that has a rule. */
export function watchedPoints(db: ReadHandle): WatchedPoint[] {
  const limits = Map.groupBy(watchedLimits(db), ({ key }) => key.pointId);
  const suppressing = new Set(suppressors(db));
  return [...new Set([...limits.keys(), ...suppressing])].map((pointId) => ({
    pointId,
    limits: (limits.get(pointId) ?? []).map(({ setting: { side, value, deadBand } }) => ({
      side,
      value,
      deadBand,
    })),
    everyValue: suppressing.has(pointId),
  }));
}

/** Points whose state suppresses an alarm by design. */
export function suppressors(db: ReadHandle): string[] {
  return rulesInForce(db).flatMap(({ suppressPointId, suppressWhen }) =>
    suppressPointId !== null && suppressWhen?.kind === 'state' ? [suppressPointId] : [],
  );
}
