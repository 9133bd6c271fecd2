import { isDeviceKind, type DeviceState } from '../../electron/flood/flood.ts';
import type { ReachedLevel } from '../../electron/flood/outlook.ts';
import type { PointKind } from '../../electron/sensor/point.ts';
import type { SampleSite } from './data.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

/** Instruments of devices that speak once a source is switched on; the sample site's own are all off. */
const instruments: readonly (readonly [
  key: string,
  kind: PointKind,
  unit: string,
  device: string,
  names: readonly [string, string, string],
])[] = [
  ['XS-1', 'pumpState', 'state', 'PMP-1', ['Contactor XS-1, pump 1', 'Kontaktor XS-1, pumpa 1', '接触器 XS-1（1号泵）']],
  ['ZT-2', 'gatePosition', '%', 'P-2', ['Position ZT-2, flood gate P-2', 'Položaj ZT-2, ustava P-2', '闸位 ZT-2（P-2闸门）']],
]; // prettier-ignore

type Action = readonly [
  zone: string,
  level: ReachedLevel,
  minutes: number | null,
  position: string | null,
  order: readonly [device: string, wanted: DeviceState] | null,
  texts: readonly [string, string, string],
];
const actions: readonly Action[] = [
  ['FZ-1', 'watch', 15, 'operations', null, ['Walk the river wall, look for seepage', 'Obići rečni bedem, tražiti proceđivanje', '巡查防洪墙，查看渗漏']],
  ['FZ-1', 'warning', 10, 'operations', ['P-1', 'closed'], ['Close flood gate P-1', 'Zatvoriti ustavu P-1', '关闭P-1闸门']],
  ['FZ-1', 'warning', 10, 'operations', ['P-2', 'closed'], ['Close flood gate P-2', 'Zatvoriti ustavu P-2', '关闭P-2闸门']],
  ['FZ-1', 'warning', 5, 'operations', ['PMP-1', 'running'], ['Start pump 1', 'Pustiti pumpu 1', '启动1号泵']],
  ['FZ-1', 'danger', 10, 'incidentCommander', null, ['Everybody off the wall', 'Svi sa bedema', '所有人员撤离防洪墙']],
  ['FZ-2', 'watch', 30, 'logistics', null, ['Lift stock in the lower stores off the floor', 'Podići robu u donjim magacinima sa poda', '下部库房物资离地存放']],
  ['FZ-2', 'warning', 15, 'operations', ['B-1', 'placed'], ['Place the stop logs at B-1', 'Postaviti grede na B-1', '放置B-1叠梁']],
  ['FZ-2', 'warning', 10, 'safety', null, ['Switch off power in the lower workshop', 'Isključiti struju u donjoj radionici', '切断下部机修电源']],
  ['FZ-2', 'danger', 10, 'incidentCommander', null, ['Clear the lower workshop, count heads at the muster point', 'Isprazniti donju radionicu, prebrojati ljude na zbornom mestu', '撤空下部机修，集合点清点人数']],
]; // prettier-ignore

/** What pumps can move, which instruments belong to devices, and what is done at each level. */
export async function seedFlood(room: SeedRoom, sample: SampleSite, keys: Keys): Promise<void> {
  const tied = new Map<string, string>();
  for (const [key, kind, unit, device, [en, srLatn, zhHans]] of instruments) {
    const point = await room.give('equipmentManager', 'sensor.addPoint', {
      key,
      kind,
      names: { en, srLatn, zhHans },
      unit,
      placeId: known(keys.places, device),
      minValue: 0,
      maxValue: kind === 'pumpState' ? 2 : 100,
      everySeconds: 60,
      frozenMinutes: null,
      limits: [],
    });
    tied.set(device, point.id);
  }
  for (const { key, kind, attributes } of sample.places) {
    if (!isDeviceKind(kind)) continue;
    const flowLs = attributes['flowLs'];
    const point = tied.get(key);
    if (typeof flowLs !== 'number' && point === undefined) continue;
    await room.give('planner', 'flood.setUpDevice', {
      placeId: known(keys.places, key),
      // Litres a second as on the pump's plate; the room reckons in cubic metres an hour.
      capacityM3h: typeof flowLs === 'number' ? flowLs * 3.6 : null,
      pointIds: point === undefined ? [] : [point],
    });
  }
  for (const [zone, level, targetMinutes, position, order, [en, srLatn, zhHans]] of actions)
    await room.give('planner', 'levelAction.add', {
      zoneId: known(keys.places, zone),
      level,
      texts: { en, srLatn, zhHans },
      position,
      targetMinutes,
      deviceId: order === null ? null : known(keys.places, order[0]),
      wanted: order === null ? null : order[1],
    });
}
