/**
 * A stretch of a drill's clock: at the instant `at` it showed `drillMs`, and from then on it runs `rate` times as fast as real
 * time; 0: it stands.
 */
export interface Leg {
  readonly at: string;
  readonly drillMs: number;
  readonly rate: number;
}

/** How the minutes of an incident pass: those of the wall, or those of a drill's clock. Instants are real ones, UTC ISO 8601. */
export interface Pace {
  /** Minutes from one instant to another; negative when `to` is before `from`. */
  minutesBetween(from: string, to: string): number;
  /** The instant that is so many minutes after another; null: as the clock stands now it never comes. */
  after(from: string, minutes: number): string | null;
}

const minuteMs = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/** What the drill's clock shows at a real instant (ms since 1970), in ms. Before its start it runs as the wall does. */
export function drillMsAt(legs: readonly Leg[], instantMs: number): number {
  const leg = legs.findLast(({ at }) => Date.parse(at) <= instantMs) ?? legs[0];
  if (leg === undefined) return 0;
  const since = instantMs - Date.parse(leg.at);
  return leg.drillMs + since * (since < 0 ? 1 : leg.rate);
}

/** The first real instant (ms since 1970) at which the clock shows `drillMs`; null: it stands before that. */
export function instantOfDrill(legs: readonly Leg[], drillMs: number): number | null {
  const first = legs[0];
  if (first === undefined) return null;
  if (drillMs <= first.drillMs) return Date.parse(first.at) - (first.drillMs - drillMs);
  for (const [index, leg] of legs.entries()) {
    const next = legs[index + 1];
    if (leg.rate === 0 || (next && next.drillMs < drillMs)) continue;
    return Date.parse(leg.at) + Math.ceil((drillMs - leg.drillMs) / leg.rate);
  }
  return null;
}

/** The clock once it runs at another rate from `at` on (0: it stands); what it showed before stays as it was. */
export function turned(legs: readonly Leg[], at: string, rate: number): readonly Leg[] {
  const drillMs = drillMsAt(legs, Date.parse(at));
  return [...legs.filter((leg) => leg.at < at), { at, drillMs, rate }];
}

/** How fast the clock runs now; 0: it stands. */
export function rateOf(legs: readonly Leg[]): number {
  return legs.at(-1)?.rate ?? 0;
}

const wall: Pace = {
  minutesBetween: (from, to) => (Date.parse(to) - Date.parse(from)) / minuteMs,
  after: (from, minutes) => iso(Date.parse(from) + minutes * minuteMs),
};

/** The pace of a drill's clock; of the wall when there is none (a real incident, an exercise without a drill). */
export function paceOn(legs: readonly Leg[] | null | undefined): Pace {
  if (!legs || legs.length === 0) return wall;
  return {
    minutesBetween: (from, to) =>
      (drillMsAt(legs, Date.parse(to)) - drillMsAt(legs, Date.parse(from))) / minuteMs,
    after: (from, minutes) => {
      const ms = instantOfDrill(legs, drillMsAt(legs, Date.parse(from)) + minutes * minuteMs);
      return ms === null ? null : iso(ms);
    },
  };
}
