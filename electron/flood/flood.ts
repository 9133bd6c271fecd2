import { z } from 'zod';
import type { Trouble } from '../alarm/alarm.ts';
import type { DeviceOrder } from '../device-order/device-order.ts';
import type { PlaceKind, PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, instant, version, type Names } from '../schema-parts.ts';
import type { InstrumentSays, ShownState } from './device-state.ts';
import {
  outlookOf, outlookRules, reachedLevels, timesLeft, type LevelReading, type Outlook, type TimeLeft,
} from './outlook.ts'; // prettier-ignore

export const levels = ['normal', 'watch', 'warning', 'danger'] as const;
export type Level = (typeof levels)[number];

/** Levels in cm above the gauge's zero at which the site acts. */
export interface Thresholds {
  readonly watchCm: number;
  readonly warningCm: number;
  readonly dangerCm: number;
}

/** A place of kind 'gauge'; its id is the place's. */
export interface Gauge extends Thresholds {
  readonly id: string;
  /** Readings outside are typing or sensor errors. */
  readonly minCm: number;
  readonly maxCm: number;
  /** How often someone reads it. */
  readonly everyMinutes: number;
  readonly version: number;
}

export const readingSources = ['radio', 'hand'] as const;
export interface Reading {
  readonly id: string;
  readonly gaugeId: string;
  readonly at: string;
  readonly levelCm: number;
  readonly source: (typeof readingSources)[number] | 'sensor';
  readonly recordedAt: string;
  readonly by: string;
  readonly byName: string;
}

const levelCm = z.number().min(-10_000).max(100_000);
/** What a line of a gauge shows of a reading, said or sent. */
export type ToldReading = Pick<Reading, 'at' | 'levelCm' | 'source' | 'byName'>;

export const addGaugeInput = z.object({
  placeId: id,
  watchCm: levelCm,
  warningCm: levelCm,
  dangerCm: levelCm,
  /** Default: 200 below the zero, and 300 above danger. */
  minCm: levelCm.optional(),
  maxCm: levelCm.optional(),
  everyMinutes: z.number().positive().max(10_080).default(5),
});
export const addZoneGaugeInput = z.object({
  zoneId: id,
  gaugeId: id,
  watchCm: levelCm.nullable().default(null),
  warningCm: levelCm.nullable().default(null),
  dangerCm: levelCm.nullable().default(null),
});
export const changeGaugeInput = z.object({
  id,
  version,
  watchCm: levelCm,
  warningCm: levelCm,
  dangerCm: levelCm,
  minCm: levelCm,
  maxCm: levelCm,
  everyMinutes: z.number().positive().max(10_080),
});
export const changeZoneGaugeInput = z.object({
  id,
  version,
  watchCm: levelCm.nullable(),
  warningCm: levelCm.nullable(),
  dangerCm: levelCm.nullable(),
});
export const removeZoneGaugeInput = z.object({ id, version });
export const readInput = z.object({
  gaugeId: id,
  levelCm: z.number(),
  at: instant.optional(),
  source: z.enum(readingSources).default('radio'),
  /** Also said in this incident's log. */
  incidentId: id.nullable().default(null),
  /** Yes, it is so low: given after the question whether metres were typed. */
  sure: z.boolean().default(false),
});
export const readingsInput = z.object({
  gaugeId: id,
  from: instant,
  to: instant,
  after: z.string().max(100).optional(),
  limit: z.int().min(1).max(1000).default(500),
});

/** Thresholds must climb and lie inside what the gauge can show. */
export function checkThresholds(gauge: Omit<Gauge, 'id' | 'version' | 'everyMinutes'>): Refusal | null {
  const { minCm, watchCm, warningCm, dangerCm, maxCm } = gauge;
  const climbs = minCm < watchCm && watchCm < warningCm && warningCm < dangerCm && dangerCm <= maxCm;
  return climbs ? null : refuse('thresholdsDoNotClimb', { minCm, watchCm, warningCm, dangerCm, maxCm });
}

export function levelOf(thresholds: Thresholds, levelCm: number): Level {
  if (levelCm >= thresholds.dangerCm) return 'danger';
  if (levelCm >= thresholds.warningCm) return 'warning';
  return levelCm >= thresholds.watchCm ? 'watch' : 'normal';
}

/** The worst of some levels; 'unknown' when nothing was read. */
export function worst(all: readonly (Level | 'unknown')[]): Level | 'unknown' {
  const known = all.filter((level) => level !== 'unknown');
  if (known.length === 0) return 'unknown';
  return known.reduce((a, b) => (levels.indexOf(b) > levels.indexOf(a) ? b : a));
}

/** How the water moves; 'unknown' until there are readings enough to say. */
export type Trend =
  | { readonly kind: 'rising' | 'falling'; readonly cmMin: number }
  | { readonly kind: 'steady'; readonly cmMin: number }
  | { readonly kind: 'unknown' };

/** Which way the water moves by its outlook; too few readings for a time may be enough for a direction. */
export function trendOf(outlook: Outlook): Trend {
  switch (outlook.kind) {
    case 'noReadings':
    case 'stale':
      return { kind: 'unknown' };
    case 'rising':
    case 'falling':
    case 'steady':
      return { kind: outlook.kind, cmMin: outlook.cmMin };
    case 'fewReadings': {
      const { cmMin } = outlook;
      if (cmMin === null) return { kind: 'unknown' };
      if (Math.abs(cmMin) < outlookRules.steadyCmMin) return { kind: 'steady', cmMin };
      return { kind: cmMin > 0 ? 'rising' : 'falling', cmMin };
    }
  }
}

// Alarms

const priorityOf = { watch: 3, warning: 2, danger: 1 } as const;

/** The alarm that a gauge at this level is, or null at a normal one. */
export function gaugeTrouble(
  place: PlaceName,
  level: Level,
  reading: Pick<Reading, 'levelCm'>,
): Trouble | null {
  if (level === 'normal') return null;
  const facts = { gauge: place.names, levelCm: reading.levelCm };
  return {
    source: 'gauge',
    sourceId: place.id,
    topic: 'level',
    placeId: place.id,
    priority: priorityOf[level],
    cause: { key: causeKeys[level], facts },
    action: { key: actionKeys[level], facts: {} },
    incidentType: 'flood',
  };
}
const causeKeys = {
  watch: 'flood.cause.watch',
  warning: 'flood.cause.warning',
  danger: 'flood.cause.danger',
} as const;
const actionKeys = {
  watch: 'flood.action.watch',
  warning: 'flood.action.warning',
  danger: 'flood.action.danger',
} as const;

// Pumps, gates, barriers, culverts

export const deviceKinds = [
  'pump',
  'floodGate',
  'barrier',
  'culvert',
] as const satisfies readonly PlaceKind[];
export type DeviceKind = (typeof deviceKinds)[number];
export const deviceStates = {
  pump: ['running', 'stopped', 'fault'],
  floodGate: ['open', 'between', 'closed', 'fault'],
  barrier: ['stored', 'placed', 'fault'],
  culvert: ['clear', 'partlyBlocked', 'blocked'],
} as const satisfies Record<DeviceKind, readonly string[]>;
export type DeviceState = (typeof deviceStates)[DeviceKind][number];

/** A place of one of those kinds; its id is the place's. */
export interface Device {
  readonly id: string;
  readonly state: DeviceState;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly note: string;
  readonly version: number;
}

/** What a device can move, and the points that show its state; its id is the place's. */
export interface DeviceSetup {
  readonly id: string;
  /** Cubic metres an hour; null where it moves none or nobody knows. */
  readonly capacityM3h: number | null;
  readonly pointIds: readonly string[];
  readonly version: number;
}
export const setUpDeviceInput = z.object({
  placeId: id,
  capacityM3h: z.number().positive().max(1_000_000).nullable().default(null),
  pointIds: z.array(id).max(4).default([]),
  /** The version seen; left out when it was not set up yet. */
  version: z.int().min(1).optional(),
});

export const setDeviceInput = z.object({
  placeId: id,
  state: z.string().max(40),
  note: z.string().trim().max(300).default(''),
  /** The version seen; left out when it had no state yet. */
  version: z.int().min(1).optional(),
});

export function isDeviceKind(kind: PlaceKind): kind is DeviceKind {
  return deviceKinds.some((known) => known === kind);
}
export function isDeviceState(kind: DeviceKind, state: string): state is DeviceState {
  return deviceStates[kind].some((known) => known === state);
}

/** A pump or gate that failed, a blocked culvert: to be acted on soon. */
export function deviceTrouble(place: PlaceName, state: DeviceState): Trouble | null {
  if (state !== 'fault' && state !== 'blocked') return null;
  return {
    source: 'floodDevice',
    sourceId: place.id,
    topic: 'state',
    placeId: place.id,
    priority: 2,
    cause: {
      key: state === 'fault' ? 'flood.cause.fault' : 'flood.cause.blocked',
      facts: { device: place.names },
    },
    action: { key: state === 'fault' ? 'flood.action.fault' : 'flood.action.blocked', facts: {} },
    incidentType: null,
  };
}

// The board

/** The worst first, else in the order given: what needs a person is in sight without scrolling. */
export function bySeverity<T extends { readonly level: Level | 'unknown' }>(lines: readonly T[]): T[] {
  const rank = (line: T): number => (line.level === 'unknown' ? 0 : levels.indexOf(line.level));
  return lines.toSorted((a, b) => rank(b) - rank(a));
}

export interface GaugeLine extends Gauge {
  readonly place: PlaceName;
  /** The last readings, oldest first. */
  readonly recent: readonly ToldReading[];
  readonly level: Level | 'unknown';
  readonly trend: Trend;
  /** Minutes left until its levels, as of the board's `nowMs`; `outlookAt` moves it on. */
  readonly outlook: Outlook;
}
export interface ZoneLine {
  readonly place: PlaceName;
  readonly level: Level | 'unknown';
  /** Its gauges with the levels that hold for this zone. */
  readonly gauges: readonly (Thresholds & {
    readonly gaugeId: string;
    readonly level: Level | 'unknown';
    /** The row that says so, with what of the levels is the zone's own. */
    readonly link: ZoneGauge;
  })[];
  /** Minutes left until each of its levels, by the gauge that gets there first. */
  readonly left: readonly ZoneTimeLeft[];
}
/** Who and what stands in a flood zone; minutes left are the zone's. */
export interface ZoneInside {
  readonly zoneId: string;
  readonly places: readonly { readonly place: PlaceName; readonly heads: number | null }[];
  /** Teams that work there. */
  readonly teams: readonly {
    readonly id: string;
    readonly key: string;
    readonly names: Names;
    readonly heads: number;
  }[];
  /** Heads at its muster points and of its teams. */
  readonly heads: number;
}
export type ZoneTimeLeft = TimeLeft & { readonly gaugeId: string };
export interface DeviceLine {
  readonly place: PlaceName;
  readonly kind: DeviceKind;
  /** What was last said; null: nobody has yet. */
  readonly device: Device | null;
  readonly setup: DeviceSetup | null;
  readonly instruments: readonly InstrumentSays[];
  /** How it stands by all of that. */
  readonly shown: ShownState;
  /** The order to it that is not over; of the newest one that is, how it ended. */
  readonly order: DeviceOrder | null;
}
export interface FloodBoard {
  /** The instant for which minutes left are told. */
  readonly nowMs: number;
  readonly zones: readonly ZoneLine[];
  readonly gauges: readonly GaugeLine[];
  readonly devices: readonly DeviceLine[];
}

/** Which gauge speaks for which zone, with the zone's own thresholds where it has them. */
export interface ZoneGauge {
  readonly id: string;
  readonly zoneId: string;
  readonly gaugeId: string;
  readonly watchCm: number | null;
  readonly warningCm: number | null;
  readonly dangerCm: number | null;
  readonly version: number;
}

/** Of the times that several gauges give for a level the one that comes first; nothing known counts as never. */
export function soonestOf(times: readonly ZoneTimeLeft[]): ZoneTimeLeft[] {
  const first = (one: TimeLeft): number => one.minutes ?? one.soonest ?? Infinity;
  return reachedLevels.flatMap((level) => {
    const of = times.filter((one) => one.level === level);
    return of.length === 0 ? [] : [of.reduce((a, b) => (first(b) < first(a) ? b : a))];
  });
}

/** A zone is as bad as the worst of its gauges, measured by its own thresholds where it has them. */
export function zoneLine(
  place: PlaceName,
  links: readonly ZoneGauge[],
  gauges: ReadonlyMap<string, GaugeLine>,
): ZoneLine {
  const left: ZoneTimeLeft[] = [];
  const lines = links
    .filter((link) => link.zoneId === place.id)
    .flatMap((link) => {
      const { gaugeId } = link;
      const gauge = gauges.get(gaugeId);
      if (!gauge) return [];
      const thresholds = {
        watchCm: link.watchCm ?? gauge.watchCm,
        warningCm: link.warningCm ?? gauge.warningCm,
        dangerCm: link.dangerCm ?? gauge.dangerCm,
      };
      left.push(...timesLeft(gauge.outlook, thresholds).map((one) => ({ ...one, gaugeId })));
      const newest = gauge.recent.at(-1);
      const level = newest ? levelOf(thresholds, newest.levelCm) : ('unknown' as const);
      return [{ gaugeId, level, ...thresholds, link }];
    });
  return { place, level: worst(lines.map((line) => line.level)), gauges: lines, left: soonestOf(left) };
}

/** What a board is made of: the rows as they stand, or as they stood. */
export interface BoardFacts {
  readonly gauges: readonly { readonly place: PlaceName; readonly gauge: Gauge }[];
  /** A gauge's last readings, oldest first. */
  readonly readingsOf: (gaugeId: string) => readonly ToldReading[];
  /** What an outlook looks at: the readings of the last hours, in any order. */
  readonly levelsOf: (gauge: Gauge) => readonly LevelReading[];
  readonly nowMs: number;
  readonly links: readonly ZoneGauge[];
  readonly devices: readonly Omit<DeviceLine, 'order'>[];
  /** Newest first of each device. */
  readonly orders: readonly DeviceOrder[];
  readonly zonePlaces: readonly PlaceName[];
}

export function gaugeLine(
  place: PlaceName,
  gauge: Gauge,
  readings: readonly ToldReading[],
  outlook: Outlook,
): GaugeLine {
  const newest = readings.at(-1);
  return {
    ...gauge,
    place,
    recent: readings.map(({ at, levelCm, source, byName }) => ({ at, levelCm, source, byName })),
    level: newest ? levelOf(gauge, newest.levelCm) : 'unknown',
    trend: trendOf(outlook),
    outlook,
  };
}

export function floodBoard(facts: BoardFacts): FloodBoard {
  const gauges = facts.gauges.map(({ place, gauge }) =>
    gaugeLine(place, gauge, facts.readingsOf(gauge.id), outlookOf(facts.levelsOf(gauge), gauge, facts.nowMs)),
  );
  const byId = new Map(gauges.map((gauge) => [gauge.id, gauge]));
  return {
    nowMs: facts.nowMs,
    zones: facts.zonePlaces.map((place) => zoneLine(place, facts.links, byId)),
    gauges,
    devices: facts.devices.map((line) => ({
      ...line,
      order: facts.orders.find(({ deviceId }) => deviceId === line.place.id) ?? null,
    })),
  };
}
