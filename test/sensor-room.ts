import type { Input } from '../electron/contract.ts';
import { openDoor } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import type { Point } from '../electron/sensor/point.ts';
import { readings } from '../electron/sensor/reading-store.ts';
import type { Feed, SourceState } from '../electron/sensor/source.ts';
import { keepSensors, type SensorKeeper } from '../electron/sensor-keeper.ts';
import { sourceState } from '../electron/sensor-side.ts';
import { siteInTemp, type TestSite } from './builders.ts';
import { until } from './mosquitto.ts';

export const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });

/** A site with one source that is off, its keeper, and points that are fed by it. */
export interface SensorRoom {
  readonly site: TestSite;
  readonly keeper: SensorKeeper;
  readonly sourceId: string;
  state(): SourceState;
  turn(on: boolean): Promise<void>;
  /** Adds a point and feeds it. */
  point(
    address: string,
    more?: Partial<Input<'sensor.addPoint'>>,
    feed?: Partial<Pick<Feed, 'valuePath' | 'timePath' | 'scale' | 'shift'>>,
  ): Promise<Point>;
  /** What is stored of a point, oldest first. */
  stored(point: Point): { readonly atMs: number; readonly value: number }[];
  /** Why readings of a point are kept apart, oldest first. */
  apart(point: Point): Promise<{ readonly fault: string; readonly facts: object; readonly raw: string }[]>;
  /** Resolves with its code when the source has failed. */
  failure(): Promise<string>;
  connected(): Promise<unknown>;
  open(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function sensorRoom(settings: Input<'sensor.addSource'>['settings']): Promise<SensorRoom> {
  const site = siteInTemp();
  const keeper = keepSensors(site.site, () => site.door);
  site.door = openDoor(site.site, handlers, (event, payload) => {
    site.events.push({ event, payload });
    if (event === 'changed') keeper.changed(payload as never);
  });
  const source = await site.call('equipmentManager', 'sensor.addSource', { name: 'Source', settings });
  await keeper.start();
  let keys = 0;
  const room: SensorRoom = {
    site,
    keeper,
    sourceId: source.id,
    state: () => sourceState(site.site, source.id),
    turn: async (on) => {
      const { version } = site.site.reader.get<{ version: number }>(
        'SELECT version FROM source WHERE id = ?',
        source.id,
      )!;
      await site.call('equipmentManager', 'sensor.turnSource', { id: source.id, version, on });
    },
    point: async (address, more = {}, feed = {}) => {
      const point = await site.call('equipmentManager', 'sensor.addPoint', {
        kind: 'flow', key: `P-${(keys += 1)}`, names: names(address), unit: 'm³/h', placeId: null, minValue: -100, maxValue: 5000,
        everySeconds: 60, frozenMinutes: null, limits: [], ...more,
      }); // prettier-ignore
      await site.call('equipmentManager', 'sensor.addFeed', {
        sourceId: source.id,
        pointId: point.id,
        address,
        ...feed,
      });
      return point;
    },
    stored: ({ id }) => readings(site.site.reader, id, 0, 9e12).map(({ atMs, value }) => ({ atMs, value })),
    apart: async ({ id }) =>
      (await site.call('observer', 'sensor.quarantine', { pointId: id })).rows
        .map(({ fault, facts, raw }) => ({ fault, facts, raw }))
        .toReversed(),
    failure: () =>
      until('the failure', () => {
        const state = room.state();
        return state.kind === 'failed' ? state.code : null;
      }),
    connected: () => until('the connection', () => room.state().kind === 'connected'),
    open: async () =>
      (await site.call('observer', 'alarm.open', {})).rows.map(
        ({ source: from, topic, state }) => `${from} ${topic} ${state}`,
      ),
    stop: () => keeper.stop(),
  };
  return room;
}
