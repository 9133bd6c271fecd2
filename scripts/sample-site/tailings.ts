import { draft, say, type Draft } from './draft.ts';
import { blob, grid, offset, smooth, strip, type Xy } from './shapes.ts';

const DAM_1: Xy[] = smooth(
  [
    [1018, 742],
    [1062, 590],
    [1160, 452],
    [1300, 366],
    [1446, 352],
  ],
  6,
);
const SHORE_1: Xy[] = smooth(
  [
    [1446, 352],
    [1545, 430],
    [1600, 545],
    [1718, 640],
    [1800, 770],
    [1745, 905],
    [1600, 985],
    [1470, 1058],
    [1330, 1040],
    [1215, 948],
    [1100, 905],
    [1040, 842],
    [1018, 742],
  ],
  5,
);
const DAM_2: Xy[] = smooth(
  [
    [1640, 40],
    [1706, -80],
    [1836, -140],
    [1980, -104],
    [2052, -20],
  ],
  6,
);
const SHORE_2: Xy[] = smooth(
  [
    [2052, -20],
    [2135, 80],
    [2150, 215],
    [2050, 300],
    [1925, 290],
    [1840, 335],
    [1740, 270],
    [1668, 160],
    [1640, 40],
  ],
  5,
);

/** Outlines of the two dams with their embankments: contours stop there. */
export const TAILINGS_FEET: Xy[][] = [
  [...offset(DAM_1, -62), ...SHORE_1.slice(1)],
  [...offset(DAM_2, -46), ...SHORE_2.slice(1)],
];

const hump =
  (metres: number) =>
  (share: number): number =>
    metres * Math.min(1, 5 * share, 5 * (1 - share));

function facility(
  n: 1 | 2,
  dam: Xy[],
  shore: Xy[],
  footM: number,
  pond: Xy[],
  beach: Xy[],
  crestM: number,
): Draft[] {
  const names = n === 1 ? ['Jasen', '亚森'] : ['Dolina', '多利纳'];
  const of = `TD-${n}`;
  return [
    draft(
      of,
      'tailingsDam',
      say(`Tailings dam ${n} (${names[0]})`, `Jalovište ${n} (${names[0]})`, `${n}号尾矿库（${names[1]}）`),
      {
        polygon: [...dam.slice(0, -1), ...shore.slice(0, -1)],
      },
      { form: 'basin', crestM, freeboardMinM: 1.5, heightM: n === 1 ? 64 : 38, volumeMm3: n === 1 ? 21 : 6 },
    ),
    draft(
      `${of}-BEACH`,
      'tailingsDam',
      say(`Beach of dam ${n}`, `Plaža jalovišta ${n}`, `${n}号库干滩`),
      { polygon: beach },
      { form: 'beach', parentKey: of },
    ),
    draft(
      `${of}-POND`,
      'water',
      say(`Decant pond ${n}`, `Taložno jezero ${n}`, `${n}号库澄清水面`),
      { polygon: pond },
      { form: 'pond', parentKey: of },
    ),
    draft(
      `${of}-EMB`,
      'tailingsDam',
      say(`Embankment of dam ${n}`, `Nasip jalovišta ${n}`, `${n}号坝体`),
      {
        polygon: strip(dam, hump(4), hump(-footM)),
      },
      { form: 'embankment', parentKey: of, slope: '1:3' },
    ),
    ...[0.36, 0.7].map((share, i) =>
      draft(
        `${of}-BERM${i + 1}`,
        'tailingsDam',
        say(`Dam ${n}, berm ${i + 1}`, `Nasip ${n}, berma ${i + 1}`, `${n}号坝${i + 1}级马道`),
        {
          line: offset(dam, hump(-footM * share)),
        },
        { form: 'berm', parentKey: of },
      ),
    ),
    draft(
      `${of}-CREST`,
      'wall',
      say(`Crest of dam ${n}`, `Kruna nasipa ${n}`, `${n}号坝顶`),
      { line: dam },
      { form: 'crest', parentKey: of, crestM, widthM: 8 },
    ),
  ];
}

const yard = grid([1010, 300], 24);

/** Two tailings dams in the side valley of Jasen creek, with beaches, ponds and seepage collection. */
export function tailings(): Draft[] {
  return [
    ...facility(
      1,
      DAM_1,
      SHORE_1,
      62,
      blob([1520, 790], 150, 118, 0.24, 2.2, 44),
      smooth(
        [
          [1084, 745],
          [1112, 628],
          [1200, 510],
          [1312, 424],
          [1436, 402],
          [1505, 470],
          [1540, 580],
          [1610, 690],
          [1560, 890],
          [1440, 980],
          [1330, 970],
          [1240, 890],
          [1140, 842],
        ],
        5,
        true,
      ),
      448,
    ),
    ...facility(
      2,
      DAM_2,
      SHORE_2,
      46,
      blob([1960, 178], 88, 70, 0.26, 0.5, 36),
      smooth(
        [
          [1688, 40],
          [1736, -46],
          [1836, -96],
          [1966, -66],
          [2030, 8],
          [2068, 88],
          [2040, 210],
          [1950, 250],
          [1830, 262],
          [1760, 212],
          [1706, 130],
        ],
        5,
        true,
      ),
      418,
    ),
    draft(
      'W-SEEP',
      'water',
      say('Seepage pond', 'Bazen procednih voda', '渗水收集池'),
      { polygon: blob([1092, 372], 42, 26, 0.2, 1.9, 28) },
      { form: 'pond', parentKey: 'TD-1' },
    ),
    draft(
      'B-TPUMP',
      'building',
      say('Return water pumping station', 'Pumpna stanica povratne vode', '回水泵站'),
      {
        polygon: yard.poly([
          [-30, -10],
          [6, -10],
          [6, 8],
          [-10, 8],
          [-10, 20],
          [-30, 20],
        ]),
      },
    ),
    draft(
      'B-TOFF',
      'building',
      say('Tailings office', 'Uprava jalovišta', '尾矿车间办公室'),
      {
        polygon: yard.poly([
          [30, -24],
          [70, -24],
          [70, -8],
          [46, -8],
          [46, 6],
          [30, 6],
        ]),
      },
      { storeys: 2 },
    ),
    draft(
      'PZ-1',
      'post',
      say('Piezometer line 1', 'Pijezometarski profil 1', '1号浸润线观测断面'),
      { point: [1108, 470] },
      { parentKey: 'TD-1', instrument: 'piezometer' },
    ),
    draft(
      'PZ-2',
      'post',
      say('Piezometer line 2', 'Pijezometarski profil 2', '2号浸润线观测断面'),
      { point: [1232, 356] },
      { parentKey: 'TD-1', instrument: 'piezometer' },
    ),
    draft(
      'PZ-3',
      'post',
      say('Piezometer line 3', 'Pijezometarski profil 3', '3号浸润线观测断面'),
      { point: [1820, -170] },
      { parentKey: 'TD-2', instrument: 'piezometer' },
    ),
    draft(
      'SP-1',
      'culvert',
      say('Spillway of dam 1', 'Preliv jalovišta 1', '1号库溢洪道'),
      {
        line: smooth(
          [
            [1420, 1052],
            [1300, 1130],
            [1110, 1090],
            [960, 1040],
            [886, 1012],
          ],
          5,
        ),
      },
      { parentKey: 'TD-1', form: 'spillway', capacityM3s: 38 },
    ),
    draft(
      'D-INT',
      'river',
      say('Interception ditch', 'Obodni kanal', '截洪沟'),
      {
        line: smooth(
          [
            [1790, 970],
            [1660, 1080],
            [1480, 1150],
            [1260, 1180],
            [1050, 1140],
            [908, 1160],
          ],
          5,
        ),
      },
      { form: 'ditch', widthM: 3 },
    ),
  ];
}
