import { zoneOf, type LimitSetting } from '../alarm/limit-state.ts';

/** What of a point the alarms look at. */
export interface WatchedPoint {
  readonly pointId: string;
  readonly limits: readonly Pick<LimitSetting, 'side' | 'value' | 'deadBand'>[];
  /** Every other value is news (a pump that stops suppresses an alarm). */
  readonly everyValue: boolean;
}

/** A reading that lies on another side of some limit than the one before. */
export interface Crossing {
  readonly pointId: string;
  readonly atMs: number;
  readonly value: number;
}

/** Finds among all readings the few that can change an alarm; the rest need not be looked at again. */
export class Crossings {
  private watched = new Map<string, WatchedPoint>();
  private readonly last = new Map<string, { atMs: number; zones: string }>();
  private found: Crossing[] = [];

  configure(points: readonly WatchedPoint[]): void {
    this.watched = new Map(points.map((point) => [point.pointId, point]));
    // The next reading of each is looked at, because its limits may be others now.
    for (const one of this.last.values()) one.zones = '';
  }

  note(pointId: string, atMs: number, value: number): void {
    const point = this.watched.get(pointId);
    const before = this.last.get(pointId);
    if (!point || (before && atMs <= before.atMs)) return;
    const zones = `${point.limits.map((limit) => zoneOf(limit, value)).join(' ')}${point.everyValue ? ` ${value}` : '.'}`;
    this.last.set(pointId, { atMs, zones });
    if (before?.zones !== zones) this.found.push({ pointId, atMs, value });
  }

  /** Those found since last asked, in the order in which they came. */
  take(): readonly Crossing[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}
