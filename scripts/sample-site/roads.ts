import { draft, say, type Draft } from './draft.ts';
import { roadLines, type WayRow } from './road-lines.ts';
import { smooth, type Xy } from './shapes.ts';
import { SMELTER as S } from './terrain.ts';
import { OFFICES as O } from './offices.ts';

const haulRoads: readonly WayRow[] = [
  [
    'HR-2',
    'Haul road to crusher',
    'Transportni put do drobilice',
    '至粗碎站运矿道路',
    28,
    [
      [-672, 290],
      [-652, 262],
      [-668, 236],
      [-700, 206],
    ],
  ],
  [
    'HR-3',
    'Haul road to north dump',
    'Transportni put do severnog odlagališta',
    '至北排土场道路',
    26,
    [
      [-672, 290],
      [-600, 340],
      [-528, 430],
      [-494, 560],
      [-486, 690],
      [-452, 800],
      [-390, 900],
      [-300, 980],
      [-250, 1080],
    ],
  ],
  [
    'HR-4',
    'Haul road to workshop',
    'Transportni put do radionice',
    '至维修车间道路',
    26,
    [
      [-700, 206],
      [-756, 160],
      [-800, 90],
      [-814, -8],
      [-852, -46],
      [-930, -64],
      [-1010, -88],
    ],
  ],
  [
    'HR-5',
    'Haul road to south-west dump',
    'Transportni put do jugozapadnog odlagališta',
    '至西南排土场道路',
    26,
    [
      [-812, -10],
      [-940, 20],
      [-1090, 44],
      [-1280, 36],
      [-1450, -10],
      [-1600, -70],
      [-1740, -90],
      [-1860, -110],
    ],
  ],
];

const rails: readonly WayRow[] = [
  [
    'RL-1',
    'Rail spur',
    'Industrijski kolosek',
    '铁路专用线',
    4,
    [
      [2620, -640],
      [2250, -586],
      [1880, -590],
      [1540, -624],
      [1260, -666],
      [1000, -706],
      [800, -722],
      S.at(560, -124),
      S.at(420, -124),
      S.at(-210, -124),
    ],
  ],
  [
    'RL-2',
    'Siding 2',
    'Kolosek 2',
    '2道',
    4,
    [
      S.at(530, -124),
      S.at(490, -125),
      S.at(450, -129),
      S.at(410, -133),
      S.at(370, -134),
      S.at(300, -134),
      S.at(-170, -134),
    ],
  ],
  [
    'RL-3',
    'Siding 3, anodes',
    'Kolosek 3, anode',
    '3道（阳极）',
    4,
    [
      S.at(450, -129),
      S.at(420, -134),
      S.at(390, -140),
      S.at(360, -143.4),
      S.at(330, -144),
      S.at(260, -144),
      S.at(120, -144),
    ],
  ],
];

const bridges: readonly WayRow[] = [
  [
    'BR-1',
    'Creek bridge',
    'Most preko potoka',
    '溪桥',
    11,
    [
      [728, -405],
      [708, -388],
      [668, -374],
      [640, -368],
    ],
  ],
  [
    'BR-2',
    'Lower bridge',
    'Donji most',
    '下游桥',
    9,
    [
      [922, -975],
      [904, -1028],
      [886, -1068],
    ],
  ],
];

const straightEnds = (points: readonly Xy[]): Xy[] => smooth(points, 6);

/** Internal roads, haul roads, the rail spur, bridges and the site's gates. */
export function roadNet(): Draft[] {
  const gate = (key: string, en: string, sr: string, zh: string, point: Xy, guarded: boolean): Draft =>
    draft(key, 'siteGate', say(en, sr, zh), { point }, { guarded });
  return [
    ...roadLines.map(([key, en, sr, zh, widthM, points]) =>
      draft(key, 'road', say(en, sr, zh), { line: straightEnds(points) }, { widthM }),
    ),
    ...haulRoads.map(([key, en, sr, zh, widthM, points]) =>
      draft(key, 'haulRoad', say(en, sr, zh), { line: straightEnds(points) }, { widthM }),
    ),
    ...rails.map(([key, en, sr, zh, widthM, points]) =>
      draft(key, 'rail', say(en, sr, zh), { line: straightEnds(points) }, { widthM }),
    ),
    ...bridges.map(([key, en, sr, zh, widthM, points]) =>
      draft(key, 'road', say(en, sr, zh), { line: points }, { widthM, form: 'bridge' }),
    ),
    gate('GT-1', 'Gate 1, main gate', 'Kapija 1, glavna', '1号门（正门）', O.at(236, -12), true),
    gate('GT-2', 'Gate 2, mine', 'Kapija 2, rudnik', '2号门（采矿）', [-1520, -420], true),
    gate('GT-3', 'Gate 3, lower road', 'Kapija 3, donji put', '3号门（下线路）', S.at(760, -205), true),
    gate('GT-4', 'Gate 4, tailings', 'Kapija 4, jalovište', '4号门（尾矿库）', [896, 110], false),
    gate('GT-5', 'Gate 5, explosives', 'Kapija 5, eksploziv', '5号门（炸药库）', [-2060, -392], true),
  ];
}
