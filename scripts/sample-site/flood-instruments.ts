import { draft, say, type Draft } from './draft.ts';
import { offset, type Xy } from './shapes.ts';
import { RIVER, RIVER_WALL as WALL, SMELTER as S } from './terrain.ts';

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
