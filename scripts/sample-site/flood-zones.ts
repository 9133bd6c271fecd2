import { draft, say, type Draft } from './draft.ts';
import { between, smooth, strip, type Xy } from './shapes.ts';
import { CREEK, RIVER, RIVER_WALL as WALL, SMELTER as S } from './terrain.ts';

/** Rises from nothing to its width and back, so that a zone's ends are not cut square. */
const lens =
  (metres: number) =>
  (share: number): number =>
    metres * Math.sin(Math.PI * Math.min(1, Math.max(0, share))) ** 0.45;
function zone(
  key: string,
  en: string,
  sr: string,
  zh: string,
  polygon: Xy[],
  gaugeKey: string,
  watchCm: number,
  warningCm: number,
  dangerCm: number,
): Draft {
  return draft(key, 'floodZone', say(en, sr, zh), { polygon }, { gaugeKey, watchCm, warningCm, dangerCm });
}

/** The eight flood-control zones, each with its gauge and levels. */
export function floodZones(): Draft[] {
  type Side = number | ((share: number) => number);
  const near = (x0: number, x1: number, left: Side, right: Side): Xy[] =>
    strip(between(RIVER, x0, x1), left, right);
  return [
    zone(
      'FZ-1',
      'Flood zone 1, river wall, smelter side',
      'Poplavna zona 1, rečni bedem, strana topionice',
      '1号淹没区（防洪墙，冶炼侧）',
      strip(between(WALL, -250, 420), (s) => 8.5 + lens(62)(s), 8),
      'G-07',
      300,
      330,
      360,
    ),
    zone(
      'FZ-2',
      'Flood zone 2, lower workshop and stores',
      'Poplavna zona 2, donja radionica i magacini',
      '2号淹没区（下部机修与库房）',
      smooth(
        S.poly([
          [-70, -288],
          [0, -296],
          [120, -288],
          [254, -286],
          [310, -262],
          [296, -222],
          [180, -210],
          [40, -208],
          [-66, -214],
          [-96, -250],
        ]),
        3,
        true,
      ),
      'G-07',
      330,
      350,
      370,
    ),
    zone(
      'FZ-3',
      'Flood zone 3, culvert C-2 and lower road',
      'Poplavna zona 3, propust C-2 i donji put',
      '3号淹没区（C-2涵洞与下线路）',
      smooth(
        S.poly([
          [420, -214],
          [470, -176],
          [540, -150],
          [612, -172],
          [640, -226],
          [596, -290],
          [512, -320],
          [440, -290],
        ]),
        3,
        true,
      ),
      'G-08',
      220,
      255,
      290,
    ),
    zone(
      'FZ-4',
      'Flood zone 4, rail yard',
      'Poplavna zona 4, kolosečni park',
      '4号淹没区（铁路站场）',
      smooth(
        S.poly([
          [300, -150],
          [420, -160],
          [560, -128],
          [640, -112],
          [628, -84],
          [520, -96],
          [400, -118],
          [310, -120],
        ]),
        3,
        true,
      ),
      'G-08',
      240,
      275,
      310,
    ),
    zone(
      'FZ-5',
      'Flood zone 5, water intake',
      'Poplavna zona 5, vodozahvat',
      '5号淹没区（取水口）',
      near(-880, -420, lens(104), lens(16)),
      'G-05',
      250,
      290,
      330,
    ),
    zone(
      'FZ-6',
      'Flood zone 6, pit floor',
      'Poplavna zona 6, dno kopa',
      '6号淹没区（坑底）',
      smooth(
        [
          [-1360, 600],
          [-1312, 548],
          [-1240, 532],
          [-1168, 560],
          [-1150, 612],
          [-1196, 662],
          [-1288, 668],
        ],
        4,
        true,
      ),
      'G-01',
      260,
      320,
      380,
    ),
    zone(
      'FZ-7',
      'Flood zone 7, creek below dam 1',
      'Poplavna zona 7, potok ispod jalovišta 1',
      '7号淹没区（1号坝下游）',
      strip(
        CREEK.filter(([, y]) => y < 700 && y > -660),
        (s) => lens(66 + 26 * s)(s),
        (s) => -lens(58 + 30 * s)(s),
      ),
      'G-12',
      150,
      190,
      230,
    ),
    zone(
      'FZ-8',
      'Flood zone 8, gate 3 and lower bridge',
      'Poplavna zona 8, kapija 3 i donji most',
      '8号淹没区（3号门与下游桥）',
      near(640, 1180, lens(232), lens(14)),
      'G-09',
      260,
      300,
      340,
    ),
  ];
}
