import { iso } from '../../electron/clock.ts';
import type { Limit, PointKind } from '../../electron/sensor/point.ts';
import type { SeedRoom } from './seed-room.ts';

const minuteMs = 60_000;
type Row = readonly [
  key: string,
  kind: PointKind,
  unit: string,
  names: readonly [string, string, string],
  span: readonly [number, number],
  limits: readonly [number, number] | null,
  /** Value at a share 0 … 1 of the last hours. */
  value: (share: number) => number,
];

const round = (value: number): number => Math.round(value * 10) / 10;

// Warning and danger; what they show over the last six hours of a rainy evening.
const rows: readonly Row[] = [
  ['RG-1', 'rain', 'mm/h', ['Rain gauge RG-1, north ditch', 'Kišomer RG-1, severni kanal', '雨量计 RG-1（北截洪沟）'], [0, 200], [20, 40], (x) => round(2 + 14 * x * x)],
  ['FL-2', 'flow', 'm³/h', ['Flow meter FL-2, upper creek', 'Protokomer FL-2, gornji potok', '流量计 FL-2（溪流上游）'], [0, 20_000], [6000, 9000], (x) => Math.round(1800 + 2600 * x)],
  ['PZ-11', 'piezometer', 'kPa', ['Piezometer PZ-11, dam crest', 'Pijezometar PZ-11, kruna brane', '渗压计 PZ-11（坝顶）'], [0, 400], [140, 180], (x) => round(96 + 3 * x)],
  ['PZ-12', 'piezometer', 'kPa', ['Piezometer PZ-12, dam toe', 'Pijezometar PZ-12, nožica brane', '渗压计 PZ-12（坝脚）'], [0, 400], [140, 180], (x) => round(128 + 9 * x)],
  ['GD-3', 'gas', 'ppm', ['SO₂ detector GD-3, converter aisle', 'Detektor SO₂ GD-3, konvertorska hala', 'SO₂ 探测器 GD-3（转炉跨）'], [0, 100], [2, 5], (x) => round(0.4 + 0.3 * Math.sin(9 * x))],
  ['TT-8', 'temperature', '°C', ['Temperature TT-8, oxygen compressor', 'Temperatura TT-8, kompresor kiseonika', '温度 TT-8（氧压机）'], [-40, 200], [95, 110], (x) => round(71 + 4 * Math.sin(5 * x))],
  ['PS-4', 'pumpState', 'state', ['Pump PS-4, pit sump', 'Pumpa PS-4, vodosabirnik kopa', '泵 PS-4（坑底）'], [0, 2], [2, 2], (x) => (x > 0.4 ? 1 : 0)],
]; // prettier-ignore

/** A reading that is called in at its time. */
export interface Call {
  readonly at: string;
  readonly give: () => Promise<unknown>;
}

/**
 * Instruments that people read out: nothing of the sample site speaks to a network. Gives the calls of the last six hours, to be
 * made in their turn among all others.
 */
export async function seedSensors(room: SeedRoom, nowMs: number): Promise<Call[]> {
  const steps = 12;
  const made: { id: string; value: Row[6] }[] = [];
  for (const [key, kind, unit, [en, srLatn, zhHans], [minValue, maxValue], limits, value] of rows) {
    const passed = (limits ?? []).map((at, index): Limit => ({
      level: index === 0 ? 'warning' : 'danger',
      side: 'above',
      value: at,
    }));
    const point = await room.give('equipmentManager', 'sensor.addPoint', {
      key,
      kind,
      names: { en, srLatn, zhHans },
      unit,
      placeId: null,
      minValue,
      maxValue,
      everySeconds: 1800,
      frozenMinutes: null,
      limits: kind === 'pumpState' ? passed.slice(0, 1) : passed,
    });
    made.push({ id: point.id, value });
  }
  return Array.from({ length: steps }, (_, step) => step).flatMap((step) =>
    made.map(({ id, value }): Call => {
      const at = iso(nowMs - (steps - step) * 30 * minuteMs + 6 * minuteMs);
      const reading = { pointId: id, value: value(step / steps), at };
      return { at, give: () => room.give('coordinator', 'sensor.read', reading) };
    }),
  );
}
