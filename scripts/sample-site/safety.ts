import { CONCENTRATOR as F } from './concentrator.ts';
import { draft, say, type Draft } from './draft.ts';
import { inside, walk, type Xy } from './shapes.ts';
import { SMELTER as S } from './terrain.ts';
import { OFFICES as O } from './offices.ts';

type Muster = readonly [
  key: string,
  en: string,
  sr: string,
  zh: string,
  at: Xy,
  capacity: number,
  expected: number,
];

const musters: readonly Muster[] = [
  [
    'M-1',
    'Muster point 1, office car park',
    'Zborno mesto 1, parking uprave',
    '1号集合点（办公停车场）',
    O.at(-40, -66),
    220,
    164,
  ],
  [
    'M-2',
    'Muster point 2, main gate',
    'Zborno mesto 2, glavna kapija',
    '2号集合点（正门）',
    O.at(208, 34),
    150,
    48,
  ],
  [
    'M-3',
    'Muster point 3, concentrator',
    'Zborno mesto 3, flotacija',
    '3号集合点（选矿厂）',
    F.at(-20, 86),
    120,
    62,
  ],
  [
    'M-4',
    'Muster point 4, south workshops',
    'Zborno mesto 4, južne radionice',
    '4号集合点（南机修区）',
    S.at(-84, -146),
    80,
    27,
  ],
  [
    'M-5',
    'Muster point 5, smelter west',
    'Zborno mesto 5, topionica zapad',
    '5号集合点（冶炼西）',
    S.at(-392, -44),
    140,
    88,
  ],
  [
    'M-6',
    'Muster point 6, warehouse yard',
    'Zborno mesto 6, magacinski krug',
    '6号集合点（仓储区）',
    S.at(354, -84),
    60,
    16,
  ],
  [
    'M-7',
    'Muster point 7, mine workshop',
    'Zborno mesto 7, rudnička radionica',
    '7号集合点（矿山机修）',
    [-885, -206],
    120,
    71,
  ],
  ['M-8', 'Muster point 8, crusher', 'Zborno mesto 8, drobilica', '8号集合点（粗碎站）', [-566, 196], 40, 18],
  [
    'M-9',
    'Muster point 9, acid plant north',
    'Zborno mesto 9, sever fabrike kiseline',
    '9号集合点（硫酸厂北）',
    S.at(300, 224),
    90,
    41,
  ],
  [
    'M-10',
    'Muster point 10, tailings office',
    'Zborno mesto 10, uprava jalovišta',
    '10号集合点（尾矿办公室）',
    [1098, 250],
    30,
    9,
  ],
  [
    'M-11',
    'Muster point 11, canteen',
    'Zborno mesto 11, menza',
    '11号集合点（食堂）',
    O.at(160, -30),
    180,
    57,
  ],
  [
    'M-12',
    'Muster point 12, emulsion plant',
    'Zborno mesto 12, pogon emulzije',
    '12号集合点（乳化炸药厂）',
    [-2222, 590],
    20,
    7,
  ],
];

// Hydrants stand beside these roads at this spacing; [road, every m, first at m].
const mains: readonly (readonly [string, number, number])[] = [
  ['RD-1', 92, 1290],
  ['RD-3', 84, 40],
  ['RD-5', 96, 960],
  ['RD-7', 78, 60],
  ['RD-11', 88, 60],
  ['RD-13', 70, 66],
  ['RD-14', 92, 50],
  ['RD-15', 80, 60],
  ['RD-16', 74, 40],
  ['RD-19', 86, 70],
  ['RD-20', 110, 60],
  ['RD-4', 90, 60],
];

function hydrants(others: readonly Draft[]): Draft[] {
  const solid = others.flatMap(({ kind, shape }) =>
    'polygon' in shape && ['building', 'tank', 'store', 'substation'].includes(kind) ? [shape.polygon] : [],
  );
  const taken: Xy[] = [];
  for (const [road, every, first] of mains) {
    const found = others.find(({ key }) => key === road);
    if (found === undefined || !('line' in found.shape)) continue;
    for (const { at, direction } of walk(found.shape.line, every, first)) {
      const spot: Xy = [at[0] - 7 * Math.sin(direction), at[1] + 7 * Math.cos(direction)];
      // The fire main serves the plant: the open country east of the gate and west of the shop has none.
      const served = spot[0] < 1250 && spot[0] > -1130;
      const clear =
        taken.every(([x, y]) => Math.hypot(x - spot[0], y - spot[1]) > 52) &&
        !solid.some((outline) => inside(spot, outline));
      if (served && clear) taken.push(spot);
    }
  }
  return taken.map((point, i) => {
    const n = String(i + 1).padStart(2, '0');
    return draft(
      `HY-${n}`,
      'hydrant',
      say(`Hydrant ${n}`, `Hidrant ${n}`, `${n}号消火栓`),
      { point },
      {
        outletsMm: i % 5 === 0 ? '110 + 2×75' : '2×75',
        flowLMin: 1200 + ((i * 37) % 9) * 100,
        aboveGround: true,
      },
    );
  });
}

/** Muster points and hydrants, placed once roads and buildings are known. */
export function safety(others: readonly Draft[]): Draft[] {
  return [
    ...musters.map(([key, en, sr, zh, point, capacity, expectedCount]) =>
      draft(key, 'muster', say(en, sr, zh), { point }, { capacity, expectedCount }),
    ),
    ...hydrants(others),
    draft(
      'WX-1',
      'post',
      say('Weather mast', 'Meteorološki stub', '气象桅杆'),
      { point: S.at(96, 262) },
      { instrument: 'wind', heightM: 10 },
    ),
    draft(
      'SIR-1',
      'post',
      say('Siren, smelter', 'Sirena, topionica', '警报器（冶炼）'),
      { point: S.at(-110, 112) },
      { instrument: 'siren' },
    ),
    draft(
      'SIR-2',
      'post',
      say('Siren, offices', 'Sirena, uprava', '警报器（办公）'),
      { point: O.at(-60, 60) },
      { instrument: 'siren' },
    ),
    draft(
      'SIR-3',
      'post',
      say('Siren, pit', 'Sirena, kop', '警报器（采场）'),
      { point: [-800, 96] },
      { instrument: 'siren' },
    ),
    draft(
      'SIR-4',
      'post',
      say('Siren, creek valley', 'Sirena, dolina potoka', '警报器（溪谷）'),
      { point: [868, 40] },
      { instrument: 'siren' },
    ),
  ];
}
