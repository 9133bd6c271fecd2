import { z } from 'zod';
import type { Trouble } from '../alarm/alarm.ts';
import { levels, type Level } from '../flood/flood.ts';
import type { LogTemplate } from '../incident/incident.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, instant, line, names, pageInput, version, type Names, type Page } from '../schema-parts.ts';

/** What can be measured, and the units in which it is told; the first is the usual one. */
export const unitsOf = {
  waterLevel: ['cm', 'm'],
  rain: ['mm', 'mm/h'],
  flow: ['m³/h', 'l/s', 'm³/s'],
  pumpState: ['state'],
  gatePosition: ['%', 'cm'],
  gas: ['ppm', 'mg/m³', '%'],
  windSpeed: ['m/s'],
  windDirection: ['°'],
  temperature: ['°C'],
  piezometer: ['kPa', 'm'],
} as const;
export type PointKind = keyof typeof unitsOf;
export const pointKind = z.enum(Object.keys(unitsOf) as [PointKind, ...PointKind[]]);

/** Kinds whose numbers stand for a word: 0, 1, 2 … in this order. */
export const stateWords: Partial<Record<PointKind, readonly string[]>> = {
  pumpState: ['stopped', 'running', 'fault'],
};

export interface Limit {
  readonly level: Exclude<Level, 'normal'>;
  readonly side: 'above' | 'below';
  /** In the point's unit; the limit itself counts as passed. */
  readonly value: number;
}

/** An instrument, or what stands for one; a gauge of the flood screen is one of kind waterLevel. */
export interface Point {
  readonly id: string;
  /** As painted on the instrument. */
  readonly key: string;
  readonly kind: PointKind;
  readonly names: Names;
  readonly unit: string;
  readonly placeId: string | null;
  /** What it can show, in its unit. */
  readonly minValue: number;
  readonly maxValue: number;
  /** How often it must speak. */
  readonly everySeconds: number;
  /** Minutes of one and the same number after which it counts as frozen; null where nothing moving is normal. */
  readonly frozenMinutes: number | null;
  readonly limits: readonly Limit[];
  readonly retiredAt: string | null;
  readonly version: number;
}

const value = z.number().min(-1e9).max(1e9);
const pointFields = {
  key: line(40),
  names,
  unit: line(20),
  placeId: id.nullable(),
  minValue: value,
  maxValue: value,
  everySeconds: z
    .number()
    .positive()
    .max(7 * 86_400),
  frozenMinutes: z.number().positive().max(100_000).nullable(),
  limits: z
    .array(
      z.object({ level: z.enum(['watch', 'warning', 'danger']), side: z.enum(['above', 'below']), value }),
    )
    .max(6),
};
export const addPointInput = z.object({ kind: pointKind, ...pointFields });
export const changePointInput = z.object({ id, version, ...pointFields });
export const retirePointInput = z.object({ id, version });
export const saidSources = ['radio', 'hand'] as const;
export const readPointInput = z.object({
  pointId: id,
  value,
  at: instant.optional(),
  source: z.enum(saidSources).default('radio'),
});
export const pointPageInput = pageInput.extend({
  // A site has some hundreds, and an operator who looks for a pattern wants to see all of them.
  limit: z.int().min(1).max(500).default(50),
  kinds: z.array(pointKind).max(20).optional(),
  /** Only points that are not as they should be. */
  wrongOnly: z.boolean().default(false),
  /** Only points that belong to this place: at it, in a part of it, or within its outline. */
  placeId: id.optional(),
});
/** Points and sources whose state has changed. */
export const judgeInput = z.object({
  pointIds: z.array(id).max(500),
  sourceIds: z.array(id).max(100).default([]),
  /** Limits with a rule that came to count as passed or back, in their order. */
  flips: z
    .array(
      z.object({
        pointId: id,
        level: z.enum(['watch', 'warning', 'danger']),
        side: z.enum(['above', 'below']),
        active: z.boolean(),
        atMs: z.number().min(0).max(8.64e15),
      }),
    )
    .max(500)
    .default([]),
});

/** Why a point cannot be so, or null. */
export function checkPoint(point: Omit<Point, 'id' | 'version' | 'retiredAt'>): Refusal | null {
  const units: readonly string[] = unitsOf[point.kind];
  if (!units.includes(point.unit)) return refuse('pointUnit', { unit: point.unit, units: [...units] });
  const { minValue, maxValue } = point;
  if (minValue >= maxValue) return refuse('pointRange', { minValue, maxValue });
  const outside = point.limits.find((limit) => limit.value < minValue || limit.value > maxValue);
  return outside ? refuse('pointLimitOutside', { value: outside.value, minValue, maxValue }) : null;
}

/** Which level a value is: the worst of the limits that it passes. */
export function levelOfPoint(limits: readonly Limit[], measured: number): Level {
  let worst = 0;
  for (const limit of limits) {
    const passed = limit.side === 'above' ? measured >= limit.value : measured <= limit.value;
    if (passed) worst = Math.max(worst, levels.indexOf(limit.level));
  }
  return levels[worst] ?? 'normal';
}

/** One reading of a point as everyone else sees it, whoever or whatever told it. */
export interface PointReading {
  readonly atMs: number;
  /** In the point's unit. */
  readonly value: number;
  readonly source: 'hand' | 'radio' | 'sensor';
  /** Who said it; null for a sensor. */
  readonly byName: string | null;
}

/**
 * good: as it should be. silent: it should have spoken long ago. frozen: one and the same number for too long. bad: what
 * came last cannot be and is kept apart. old: people read it out, and nobody has for long. none: nothing has come yet.
 */
export const qualities = ['good', 'silent', 'frozen', 'bad', 'old', 'none'] as const;
export type Quality = (typeof qualities)[number];

/** What is known of a point's newest reading. */
export interface Standing {
  readonly newest: Pick<PointReading, 'atMs' | 'value' | 'source'> | null;
  /** Since when it says the same, ms; null when a person said it. */
  readonly changedMs: number | null;
  /** When the last reading came that had to be kept apart, ms; null when none did. */
  readonly faultMs: number | null;
  /** Whether a source that is switched on is to bring it. */
  readonly fed: boolean;
}

/** Readings kept apart: how many came in all, while of each point only the newest are kept. */
export interface ApartPage<Row> extends Page<Row> {
  readonly came: number;
}

/** An instrument is silent after three times the span in which it must speak, and not before so many seconds. */
const silentAfter = { spans: 3, seconds: 15 };

/** Ms after which a point that said nothing is silent. */
export function silentMs(point: Pick<Point, 'everySeconds'>): number {
  return Math.max(silentAfter.seconds, silentAfter.spans * point.everySeconds) * 1000;
}

export function qualityOf(
  point: Pick<Point, 'everySeconds' | 'frozenMinutes'>,
  standing: Standing,
  nowMs: number,
): Quality {
  const { newest, changedMs, faultMs, fed } = standing;
  if (faultMs !== null && (newest === null || faultMs > newest.atMs)) return 'bad';
  if (newest === null) return 'none';
  if (nowMs - newest.atMs > silentMs(point)) return fed ? 'silent' : 'old';
  const { frozenMinutes } = point;
  if (
    fed &&
    frozenMinutes !== null &&
    changedMs !== null &&
    newest.atMs - changedMs >= frozenMinutes * 60_000
  )
    return 'frozen';
  return 'good';
}

// Alarms

const priorityOf = { watch: 3, warning: 2, danger: 1 } as const;

/** A point's value as facts of a sentence. */
export function measured(point: Pick<Point, 'names' | 'unit' | 'kind'>, value: number): LogTemplate['facts'] {
  const word = stateWords[point.kind]?.[value];
  return {
    point: point.names,
    value: Math.round(value * 1000) / 1000,
    unit: word === undefined ? point.unit : '',
  };
}

/** The alarm that Tocsin ships for a level of a point, with the value now; null when it is normal. */
export function limitTrouble(point: Point, level: Level, value: number): Trouble | null {
  if (level === 'normal') return null;
  return {
    source: 'point',
    sourceId: point.id,
    topic: 'level',
    placeId: point.placeId,
    priority: priorityOf[level],
    cause: { key: `sensor.cause.${level}`, facts: measured(point, value) },
    action: { key: `sensor.action.${level}`, facts: {} },
    incidentType: null,
  };
}

/** A silent or frozen instrument is itself an alarm; null when it is neither. */
export function instrumentTrouble(point: Point, quality: Quality): Trouble | null {
  if (quality !== 'silent' && quality !== 'frozen' && quality !== 'bad') return null;
  return {
    source: 'point',
    sourceId: point.id,
    topic: 'instrument',
    placeId: point.placeId,
    priority: 3,
    cause: { key: `sensor.cause.${quality}`, facts: { point: point.names } },
    action: { key: `sensor.action.${quality}`, facts: {} },
    incidentType: null,
  };
}

/** A place to which some point belongs. */
export interface PointPlace {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
}

/** A page of points, and how many of all are not as they should be. */
export interface PointPage extends Page<PointLine> {
  readonly wrong: number;
  readonly all: number;
}

/** A line of the list of points. */
export interface PointLine extends Point {
  /** A gauge of the flood screen: its thresholds are changed there. */
  readonly isGauge: boolean;
  readonly placeNames: Names | null;
  readonly newest: PointReading | null;
  readonly level: Level | 'unknown';
  readonly quality: Quality;
  /** How far its clock is ahead of this room's, ms, negative when behind; 0 when right, null while nothing can be said. */
  readonly clockMs: number | null;
  /** The source that brings it, null when people read it out. */
  readonly sourceName: string | null;
  /** Means of the last two hours, oldest first, for the small line; null where nothing came. */
  readonly spark: readonly (number | null)[];
}
