import { z } from 'zod';
import { orderable } from '../device-order/device-order.ts';
import {
  isDeviceKind,
  levelOf,
  levels,
  type DeviceState,
  type Level,
  type Thresholds,
} from '../flood/flood.ts';
import { reachedLevels, type ReachedLevel } from '../flood/outlook.ts';
import type { PlaceKind, PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, names, version, type Names } from '../schema-parts.ts';

/** Something to do in a flood zone when the water reaches a level. */
export interface LevelAction {
  readonly id: string;
  readonly zoneId: string;
  readonly level: ReachedLevel;
  readonly orderNo: number;
  readonly texts: Names;
  /** A position's key; null: whoever runs the board. */
  readonly position: string | null;
  readonly targetMinutes: number | null;
  readonly deviceId: string | null;
  readonly wanted: DeviceState | null;
  readonly planKey: string | null;
  readonly retiredAt: string | null;
  readonly version: number;
}

/** From when to when a zone stood at a level or above. */
export interface ZoneAlert {
  readonly id: string;
  readonly zoneId: string;
  readonly level: ReachedLevel;
  /** The gauge that reached it first, and how high it stood. */
  readonly gaugeId: string;
  readonly levelCm: number;
  readonly since: string;
  readonly until: string | null;
  readonly version: number;
}

/** That an action was done, or became a task, while a zone stood at its level. */
export interface LevelActionDone {
  readonly id: string;
  readonly actionId: string;
  readonly alertId: string;
  readonly taskId: string | null;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly note: string;
}

const fields = {
  texts: names,
  position: line(60).nullable().default(null),
  targetMinutes: z.number().positive().max(10_080).nullable().default(null),
  deviceId: id.nullable().default(null),
  wanted: z.string().max(40).nullable().default(null),
  planKey: line(60).nullable().default(null),
};
const level = z.enum(reachedLevels);
export const addLevelActionInput = z.object({ zoneId: id, level, ...fields });
export const changeLevelActionInput = z.object({ id, version, level, ...fields });
export const retireLevelActionInput = z.object({ id, version });
export const doneLevelActionInput = z.object({
  actionId: id,
  alertId: id,
  note: z.string().trim().max(500).default(''),
});
export const levelTasksInput = z.object({ alertId: id, incidentId: id });
export const levelActionListInput = z.object({ zoneId: id });

/** An action to do, and whether it was done this time. */
export interface ToDo extends LevelAction {
  readonly alertId: string;
  /** When its minutes are over; null without a target. */
  readonly dueAt: string | null;
  readonly done: LevelActionDone | null;
  /** The device that it orders. */
  readonly device: PlaceName | null;
}
/** A level that a zone has reached, with what is to be done. */
export interface ZoneToDo {
  readonly zone: PlaceName;
  readonly alert: ZoneAlert;
  readonly toDo: readonly ToDo[];
}

/** Why an action cannot be so, or null. `device` is the place that it orders. */
export function checkLevelAction(
  action: Pick<LevelAction, 'deviceId'> & { readonly wanted: string | null },
  device: { readonly kind: PlaceKind; readonly key: string } | undefined,
): Refusal | null {
  if (action.deviceId === null)
    return action.wanted === null ? null : refuse('levelActionNoDevice', { state: action.wanted });
  if (!device) return refuse('unknownPlace', { place: action.deviceId });
  if (!isDeviceKind(device.kind)) return refuse('notAFloodDevice', { place: device.key });
  const states: readonly string[] = orderable[device.kind];
  return action.wanted !== null && states.includes(action.wanted)
    ? null
    : refuse('deviceStateUnknown', { place: device.key, state: action.wanted ?? '', states: [...states] });
}

/** What of a zone has begun and what is over: its levels by the newest readings of its gauges, against what is kept. */
export function alertsOf(
  zoneId: string,
  gauges: readonly (Thresholds & { readonly gaugeId: string; readonly levelCm: number | null })[],
  open: readonly ZoneAlert[],
): {
  readonly begun: readonly Pick<ZoneAlert, 'zoneId' | 'level' | 'gaugeId' | 'levelCm'>[];
  readonly over: readonly ZoneAlert[];
} {
  const known = gauges.filter(({ levelCm }) => levelCm !== null);
  // Without a reading nothing is known: what stood goes on standing.
  if (known.length === 0) return { begun: [], over: [] };
  const rank = (word: Level): number => levels.indexOf(word);
  const at = (one: ReachedLevel) => known.find((gauge) => rank(levelOf(gauge, gauge.levelCm!)) >= rank(one));
  return {
    begun: reachedLevels.flatMap((one) => {
      const gauge = at(one);
      if (!gauge || open.some((alert) => alert.level === one)) return [];
      return [{ zoneId, level: one, gaugeId: gauge.gaugeId, levelCm: gauge.levelCm! }];
    }),
    over: open.filter((alert) => !at(alert.level)),
  };
}
