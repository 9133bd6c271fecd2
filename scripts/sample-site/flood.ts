import { draft, say, type Draft } from './draft.ts';
import { between, offset, smooth, strip, type Xy } from './shapes.ts';
import { CREEK, RIVER, RIVER_WALL as WALL, SMELTER as S } from './terrain.ts';

/** Rises from nothing to its width and back, so that a zone's ends are not cut square. */
const lens =
  (metres: number) =>
  (share: number): number =>
    metres * Math.sin(Math.PI * Math.min(1, Math.max(0, share))) ** 0.45;
type GaugeRow = readonly [string, string, string, string, Xy, number, number, number, number, number];
const onWall = (share: number, offM = -9): Xy =>
  offset(WALL, offM)[Math.round(share * (WALL.length - 1))] ?? [0, 0];
const onRiver = (x: number, offM: number): Xy => {
  const bank = offset(RIVER, offM);
  return bank.reduce((best, p) => (Math.abs(p[0] - x) < Math.abs(best[0] - x) ? p : best), bank[0] as Xy);
};

// key, names, where, zero level (m), normal, watch, warning, danger (cm)
const gauges: readonly GaugeRow[] = [
  [
    'G-01',
    'Gauge G-01, pit sump',
    'Vodomer G-01, vodosabirnik kopa',
    '水位计 G-01（坑底）',
    [-1250, 596],
    252,
    160,
    260,
    320,
    380,
  ],
  [
    'G-02',
    'Gauge G-02, north ditch',
    'Vodomer G-02, severni kanal',
    '水位计 G-02（北截洪沟）',
    [-620, 985],
    428,
    20,
    60,
    85,
    110,
  ],
  [
    'G-03',
    'Gauge G-03, upper creek',
    'Vodomer G-03, gornji potok',
    '水位计 G-03（溪流上游）',
    [846, 690],
    386,
    35,
    90,
    125,
    160,
  ],
  [
    'G-04',
    'Gauge G-04, creek at culvert C-1',
    'Vodomer G-04, potok kod propusta C-1',
    '水位计 G-04（C-1涵洞）',
    [752, -62],
    356,
    40,
    110,
    145,
    180,
  ],
  [
    'G-05',
    'Gauge G-05, river intake',
    'Vodomer G-05, vodozahvat',
    '水位计 G-05（取水口）',
    onRiver(-600, 12),
    334.9,
    105,
    250,
    290,
    330,
  ],
  [
    'G-06',
    'Gauge G-06, wall west end',
    'Vodomer G-06, zapadni kraj bedema',
    '水位计 G-06（防洪墙西端）',
    onWall(0.06),
    334,
    110,
    280,
    315,
    350,
  ],
  [
    'G-07',
    'Gauge G-07, river wall',
    'Vodomer G-07, rečni bedem',
    '水位计 G-07（防洪墙）',
    onWall(0.52),
    333.4,
    115,
    300,
    330,
    360,
  ],
  [
    'G-08',
    'Gauge G-08, culvert C-2 outlet',
    'Vodomer G-08, izlaz propusta C-2',
    '水位计 G-08（C-2涵洞出口）',
    S.at(533, -322),
    333.1,
    90,
    220,
    255,
    290,
  ],
  [
    'G-09',
    'Gauge G-09, lower bridge',
    'Vodomer G-09, donji most',
    '水位计 G-09（下游桥）',
    onRiver(905, 13),
    331.4,
    100,
    260,
    300,
    340,
  ],
  [
    'G-10',
    'Gauge G-10, decant pond 1',
    'Vodomer G-10, taložno jezero 1',
    '水位计 G-10（1号库）',
    [1408, 742],
    443,
    210,
    300,
    350,
    400,
  ],
  [
    'G-11',
    'Gauge G-11, decant pond 2',
    'Vodomer G-11, taložno jezero 2',
    '水位计 G-11（2号库）',
    [1896, 150],
    414,
    120,
    200,
    240,
    280,
  ],
  [
    'G-12',
    'Gauge G-12, seepage pond',
    'Vodomer G-12, bazen procednih voda',
    '水位计 G-12（渗水池）',
    [1068, 366],
    378,
    80,
    150,
    190,
    230,
  ],
];

/** Gauges, pumps, flood gates and barriers. */
export function instruments(): Draft[] {
  const pumps: readonly (readonly [string, string, string, string, Xy, number])[] = [
    ['PMP-1', 'Pump 1', 'Pumpa 1', '1号泵', S.at(-30, -322), 450],
    ['PMP-2', 'Pump 2', 'Pumpa 2', '2号泵', S.at(-16, -322), 450],
    ['PMP-3', 'Pump 3', 'Pumpa 3', '3号泵', S.at(238, -318), 450],
    ['PMP-4', 'Pump 4', 'Pumpa 4', '4号泵', S.at(505, -300), 300],
    ['PMP-5', 'Pit pump 5', 'Pumpa kopa 5', '5号坑排水泵', [-1212, 566], 260],
    ['PMP-6', 'Seepage pump 6', 'Pumpa procednih voda 6', '6号渗水泵', [1128, 392], 120],
  ];
  const gates: readonly (readonly [string, string, string, string, Xy])[] = [
    [
      'P-1',
      'Flood gate P-1, storm outlet',
      'Ustava P-1, ispust atmosferskih voda',
      'P-1闸门（雨水出口）',
      onWall(0.3, 0),
    ],
    [
      'P-2',
      'Flood gate P-2, creek outfall',
      'Ustava P-2, ušće potoka',
      'P-2闸门（溪流出口）',
      onWall(0.915, 0),
    ],
    [
      'P-3',
      'Flood gate P-3, lower workshop drain',
      'Ustava P-3, odvod donje radionice',
      'P-3闸门（下部机修排水）',
      onWall(0.6, 0),
    ],
    ['P-4', 'Flood gate P-4, intake channel', 'Ustava P-4, dovodni kanal', 'P-4闸门（引水渠）', [-636, -776]],
    ['P-5', 'Decant gate P-5', 'Ustava P-5, preliv jalovišta', 'P-5闸门（尾矿库溢洪）', [1398, 1046]],
  ];
  const barriers: readonly (readonly [string, string, string, string, Xy[]])[] = [
    [
      'B-1',
      'Stop-log opening B-1',
      'Otvor sa gredama B-1',
      'B-1叠梁门',
      [onWall(0.43, -4), onWall(0.45, -4)],
    ],
    [
      'B-2',
      'Mobile barrier line B-2, lower road',
      'Mobilna brana B-2, donji put',
      'B-2移动挡水板（下线路）',
      S.line([
        [640, -206],
        [652, -252],
      ]),
    ],
    [
      'B-3',
      'Mobile barrier line B-3, underpass',
      'Mobilna brana B-3, podvožnjak',
      'B-3移动挡水板（地道）',
      S.line([
        [-300, -208],
        [-296, -246],
      ]),
    ],
    [
      'B-4',
      'Sandbag line B-4, substation',
      'Linija džakova B-4, trafostanica',
      'B-4沙袋线（变电所）',
      S.line([
        [66, -292],
        [96, -296],
        [100, -276],
      ]),
    ],
  ];
  return [
    ...gauges.map(([key, en, sr, zh, point, zeroM, normalCm, watchCm, warningCm, dangerCm]) =>
      draft(
        key,
        'gauge',
        say(en, sr, zh),
        { point },
        { zeroM, normalCm, watchCm, warningCm, dangerCm, everyMinutes: 5 },
      ),
    ),
    ...pumps.map(([key, en, sr, zh, point, flowLs]) =>
      draft(key, 'pump', say(en, sr, zh), { point }, { flowLs, state: 'stopped' }),
    ),
    ...gates.map(([key, en, sr, zh, point]) =>
      draft(
        key,
        'floodGate',
        say(en, sr, zh),
        { point },
        { state: 'open', camera: key === 'P-1' || key === 'P-2' },
      ),
    ),
    ...barriers.map(([key, en, sr, zh, line]) =>
      draft(key, 'barrier', say(en, sr, zh), { line }, { state: 'stored' }),
    ),
  ];
}

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
