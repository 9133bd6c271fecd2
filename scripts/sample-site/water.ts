import { draft, say, type Draft } from './draft.ts';
import { instruments } from './flood-instruments.ts';
import { floodZones } from './flood-zones.ts';
import { grid, smooth, strip, type Xy } from './shapes.ts';
import { CREEK, RIVER, RIVER_WALL as WALL, riverLevelM, SMELTER as S } from './terrain.ts';

const last = (line: readonly Xy[]): Xy => line[line.length - 1] ?? [0, 0];

/** Where the creek goes under the lower road and the rail. */
const CULVERT_2: Xy[] = [S.at(558, -98), S.at(548, -176), S.at(527, -268)];

const swell =
  (base: number, more: number) =>
  (share: number): number =>
    base + more * Math.sin(share * 9 + 1) + 3 * share;

function channels(): Draft[] {
  const creekHead = CREEK.filter(([, y]) => y > -560);
  return [
    draft(
      'R-1',
      'river',
      say('Brezova river', 'Brezova reka', '布雷佐瓦河'),
      { polygon: strip(RIVER, swell(11, 2.5), (s) => -swell(10, 2)(s + 0.3)) },
      { form: 'channel' },
    ),
    draft(
      'R-1-AXIS',
      'river',
      say('Brezova river, centre line', 'Brezova reka, osa', '布雷佐瓦河中心线'),
      { line: RIVER },
      { form: 'axis', parentKey: 'R-1', flow: 'west to east' },
    ),
    draft(
      'R-2',
      'river',
      say('Jasen creek', 'Jasenov potok', '亚森溪'),
      { line: creekHead },
      { form: 'stream', widthM: 5 },
    ),
    draft(
      'R-2-LOW',
      'river',
      say('Jasen creek, lower channel', 'Jasenov potok, donje korito', '亚森溪下游段'),
      { line: [last(creekHead), ...CREEK.filter(([, y]) => y <= -600 && y > -690), CULVERT_2[0] as Xy] },
      { form: 'stream', widthM: 6, parentKey: 'R-2' },
    ),
    draft(
      'C-2',
      'culvert',
      say('Culvert C-2', 'Propust C-2', 'C-2涵洞'),
      { line: CULVERT_2 },
      { diameterMm: 2200, state: 'clear', lengthM: 172, capacityM3s: 14, barsScreen: true },
    ),
    draft(
      'R-2-OUT',
      'river',
      say('Jasen creek outfall', 'Ušće Jasenovog potoka', '亚森溪出口'),
      { line: [last(CULVERT_2), S.at(519, -330), S.at(511, -384), S.at(507, -412)] },
      { form: 'stream', widthM: 6, parentKey: 'R-2' },
    ),
    draft(
      'C-1',
      'culvert',
      say('Culvert C-1', 'Propust C-1', 'C-1涵洞'),
      {
        line: [
          [744, -80],
          [736, -128],
        ],
      },
      { diameterMm: 1800, state: 'clear', lengthM: 48, capacityM3s: 9 },
    ),
    draft(
      'C-3',
      'culvert',
      say('Culvert C-3', 'Propust C-3', 'C-3涵洞'),
      { line: [S.at(-236, -196), S.at(-250, -258)] },
      { diameterMm: 1200, state: 'clear', lengthM: 62, capacityM3s: 4 },
    ),
    draft(
      'W-1',
      'wall',
      say('River wall', 'Rečni bedem', '防洪墙'),
      { line: WALL },
      { crestM: 337, lengthM: 1010, crestAtG07Cm: 360 },
    ),
    draft(
      'W-1-BODY',
      'wall',
      say('River wall embankment', 'Nasip rečnog bedema', '防洪堤身'),
      { polygon: strip(WALL, 7, -6) },
      { parentKey: 'W-1', form: 'embankment' },
    ),
    draft(
      'W-2',
      'wall',
      say('East wing wall', 'Istočni krilni bedem', '东翼防洪墙'),
      { line: [last(WALL), [590, -930], S.at(600, -262)] },
      { crestM: 337.2, parentKey: 'W-1' },
    ),
    draft(
      'W-POND',
      'water',
      say('Raw water reservoir', 'Bazen sirove vode', '原水池'),
      {
        polygon: smooth(
          grid([-742, -640], 20).poly([
            [-54, -26],
            [0, -32],
            [50, -24],
            [58, 4],
            [44, 28],
            [-8, 32],
            [-52, 24],
            [-62, 0],
          ]),
          4,
          true,
        ),
      },
      { form: 'pond', volumeM3: 22_000 },
    ),
    draft(
      'W-STORM',
      'water',
      say('Storm water basin', 'Retenzioni bazen', '雨水调蓄池'),
      {
        polygon: smooth(
          S.poly([
            [-238, -306],
            [-160, -318],
            [-120, -296],
            [-128, -268],
            [-196, -258],
            [-246, -272],
          ]),
          4,
          true,
        ),
      },
      { form: 'pond', volumeM3: 6500 },
    ),
  ];
}

const intake = grid([-628, -682], 14);

/** River, creek, culverts, the river wall, gauges, pumps, gates, barriers and flood-control zones. */
export function water(): Draft[] {
  return [
    ...floodZones(),
    ...channels(),
    draft(
      'A-WATER',
      'area',
      say('Water intake and treatment', 'Vodozahvat i prečišćavanje vode', '取水与水处理站'),
      {
        polygon: smooth(
          intake.poly([
            [-70, -60],
            [40, -66],
            [78, -30],
            [66, 38],
            [-20, 52],
            [-76, 30],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-WTP',
      'building',
      say('Water treatment', 'Fabrika vode', '水处理厂房'),
      {
        polygon: intake.poly([
          [-48, -14],
          [-2, -14],
          [-2, 6],
          [-20, 6],
          [-20, 24],
          [-48, 24],
        ]),
      },
      { parentKey: 'A-WATER' },
    ),
    draft(
      'B-INT',
      'building',
      say('Intake pumping station', 'Pumpna stanica vodozahvata', '取水泵站'),
      { polygon: intake.box(8, -48, 32, -34) },
      { parentKey: 'A-WATER' },
    ),
    draft(
      'B-FP1',
      'building',
      say('Flood pumping station 1', 'Crpna stanica 1', '1号排涝泵站'),
      {
        polygon: S.poly([
          [-42, -332],
          [-4, -332],
          [-4, -314],
          [-20, -314],
          [-20, -308],
          [-42, -308],
        ]),
      },
      { waterLevelM: riverLevelM(0) },
    ),
    draft('B-FP2', 'building', say('Flood pumping station 2', 'Crpna stanica 2', '2号排涝泵站'), {
      polygon: S.box(226, -328, 250, -308),
    }),
    ...instruments(),
  ];
}
