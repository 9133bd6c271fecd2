import { draft, say, type Draft } from './draft.ts';
import { between, grid, offset, smooth, strip, type Xy } from './shapes.ts';
import { CREEK, RIVER, riverLevelM, SMELTER as S } from './terrain.ts';

const WALL: Xy[] = offset(between(RIVER, -430, 560), 33);
/** Rises from nothing to its width and back, so that a zone's ends are not cut square. */
const lens =
  (metres: number) =>
  (share: number): number =>
    metres * Math.sin(Math.PI * Math.min(1, Math.max(0, share))) ** 0.45;
const last = (line: readonly Xy[]): Xy => line[line.length - 1] ?? [0, 0];

/** Where the creek goes under the lower road and the rail. */
export const CULVERT_2: Xy[] = [S.at(558, -98), S.at(548, -176), S.at(527, -268)];

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
      { diameterMm: 2200, lengthM: 172, capacityM3s: 14, barsScreen: true },
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
      { diameterMm: 1800, lengthM: 48, capacityM3s: 9 },
    ),
    draft(
      'C-3',
      'culvert',
      say('Culvert C-3', 'Propust C-3', 'C-3涵洞'),
      { line: [S.at(-236, -196), S.at(-250, -258)] },
      { diameterMm: 1200, lengthM: 62, capacityM3s: 4 },
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

function instruments(): Draft[] {
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
        { zeroM, normalCm, watchCm, warningCm, dangerCm, everyMin: 5 },
      ),
    ),
    ...pumps.map(([key, en, sr, zh, point, flowLs]) =>
      draft(key, 'pump', say(en, sr, zh), { point }, { flowLs, state: 'standby' }),
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

function zones(): Draft[] {
  const near = (x0: number, x1: number, left: number, right: number): Xy[] =>
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

const intake = grid([-628, -682], 14);

/** River, creek, culverts, the river wall, gauges, pumps, gates, barriers and flood-control zones. */
export function water(): Draft[] {
  return [
    ...zones(),
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
