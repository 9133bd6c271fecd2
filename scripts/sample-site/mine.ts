import { draft, say, type Draft } from './draft.ts';
import { blob, circle, grid, smooth, strip, type Xy } from './shapes.ts';

const PIT_CENTRE: Xy = [-1190, 560];
const BENCHES = 10;

/** Crest radius of the pit at a bearing (radians, anticlockwise from east) and depth share 0…1. */
export function pitPoint(turn: number, share: number): Xy {
  // Deep levels lie west of the middle: the east wall is the flatter one and carries the ramp.
  const centre: Xy = [PIT_CENTRE[0] - 70 * share, PIT_CENTRE[1] + 42 * share];
  const rough =
    1 +
    0.055 * Math.sin(2 * turn + 0.6) +
    0.05 * Math.sin(3 * turn - 1.1) +
    0.022 * Math.sin(7 * turn + share * 3);
  const left = (1 - share) ** 1.04 * 0.86 + 0.14;
  return [centre[0] + 640 * rough * left * Math.cos(turn), centre[1] + 468 * rough * left * Math.sin(turn)];
}

const ring = (share: number): Xy[] =>
  Array.from({ length: 72 }, (_, i) => pitPoint((i / 72) * 2 * Math.PI, share));

/** Outline of the pit's rim. */
export const PIT_RIM: Xy[] = ring(0);

/** The waste dump's foot. */
export const DUMP_FOOT: Xy[] = blob([-210, 1130], 430, 305, 0.17, 0.8, 64);

const SOUTH_DUMP_FOOT: Xy[] = blob([-1880, -130], 265, 185, 0.16, 2.6, 56);

function pit(): Draft[] {
  const rim = draft(
    'PIT-1',
    'pit',
    say('North pit', 'Severni kop', '北露天坑'),
    { polygon: PIT_RIM },
    {
      depthM: 150,
      benchHeightM: 15,
      benches: BENCHES,
      rimM: 405,
    },
  );
  const benches = Array.from({ length: BENCHES }, (_, i): Draft => {
    const level = 405 - 15 * (i + 1);
    return draft(
      `PB-${level}`,
      'bench',
      say(`Bench ${level}`, `Etaža ${level}`, `${level}台阶`),
      {
        polygon: ring((i + 0.62) / (BENCHES + 0.7)),
      },
      { parentKey: 'PIT-1', levelM: level, order: i + 1 },
    );
  });
  // The ramp leaves the rim in the south-east and goes down clockwise for almost two turns.
  const ramp = Array.from({ length: 84 }, (_, i): Xy => {
    const t = i / 83;
    return pitPoint(-0.62 - t * 3.7 * Math.PI, 0.01 + t * 0.93);
  });
  return [
    rim,
    ...benches,
    draft(
      'HR-1',
      'haulRoad',
      say('Pit ramp', 'Glavna rampa kopa', '露天坑主坡道'),
      { line: ramp },
      {
        parentKey: 'PIT-1',
        widthM: 24,
        gradePct: 9,
      },
    ),
    draft(
      'W-SUMP',
      'water',
      say('Pit sump', 'Vodosabirnik kopa', '坑底集水池'),
      {
        polygon: blob([PIT_CENTRE[0] - 96, PIT_CENTRE[1] + 40], 46, 27, 0.2, 1.2, 28),
      },
      { parentKey: 'PIT-1', volumeM3: 18_000 },
    ),
    draft(
      'PW-NE',
      'area',
      say('Pit north-east wall', 'Severoistočna kosina kopa', '露天坑东北边坡'),
      {
        polygon: [
          ...Array.from({ length: 13 }, (_, i) => pitPoint(0.25 + (i / 12) * 0.95, 0.03)),
          ...Array.from({ length: 13 }, (_, i) => pitPoint(1.2 - (i / 12) * 0.95, 0.6)),
        ],
      },
      { parentKey: 'PIT-1', form: 'slope', radar: true, slopeDeg: 41 },
    ),
  ];
}

function dump(
  key: string,
  names: Draft['names'],
  foot: readonly Xy[],
  tiers: number,
  firstM: number,
): Draft[] {
  const cx = foot.reduce((sum, [x]) => sum + x, 0) / foot.length;
  const cy = foot.reduce((sum, [, y]) => sum + y, 0) / foot.length;
  const out: Draft[] = [draft(key, 'area', names, { polygon: foot }, { form: 'dump', tiers })];
  for (let tier = 1; tier <= tiers; tier += 1) {
    const level = firstM + tier * 20;
    const left = 1 - (tier - 0.45) / (tiers + 0.9);
    out.push(
      draft(
        `${key}-${level}`,
        'bench',
        say(`Dump tier ${level}`, `Etaža odlagališta ${level}`, `排土台阶 ${level}`),
        {
          polygon: foot.map(([x, y], i): Xy => {
            const rough = left + 0.018 * Math.sin(i * 0.9 + tier * 2) * left;
            return [cx + (x - cx) * rough - tier * 7, cy + (y - cy) * rough + tier * 5];
          }),
        },
        { parentKey: key, form: 'dumpTier', levelM: level, order: tier },
      ),
    );
  }
  return out;
}

const crusher = grid([-652, 168], -34);
const shop = grid([-905, -145], 9);
const blast = grid([-2060, 1150], 24);
const emulsion = grid([-2105, 520], -16);

function pitEdge(): Draft[] {
  return [
    draft(
      'CR-1',
      'building',
      say('Primary crusher', 'Primarna drobilica', '粗碎站'),
      {
        polygon: crusher.poly([
          [-22, -16],
          [24, -16],
          [24, 2],
          [38, 2],
          [38, 18],
          [-22, 18],
        ]),
      },
      { throughputTh: 2400 },
    ),
    draft(
      'CR-1-PAD',
      'area',
      say('Crusher dump pocket', 'Prihvatni plato drobilice', '粗碎卸矿平台'),
      {
        polygon: smooth(
          crusher.poly([
            [-120, -20],
            [-70, -44],
            [-30, -34],
            [-24, 22],
            [-66, 46],
            [-116, 28],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard', parentKey: 'CR-1' },
    ),
    draft(
      'A-SHOP',
      'area',
      say('Mine workshop yard', 'Krug rudničke radionice', '矿山机修区'),
      {
        polygon: smooth(
          shop.poly([
            [-150, -60],
            [-20, -84],
            [130, -78],
            [225, -60],
            [236, 24],
            [150, 66],
            [-10, 74],
            [-140, 50],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-TRUCK',
      'building',
      say('Haul truck workshop', 'Radionica za dampere', '矿用卡车维修车间'),
      {
        polygon: shop.poly([
          [-100, 0],
          [30, 0],
          [30, 46],
          [-20, 46],
          [-20, 34],
          [-100, 34],
        ]),
      },
      { parentKey: 'A-SHOP', bays: 8 },
    ),
    draft(
      'B-TYRE',
      'building',
      say('Tyre shop', 'Vulkanizerska radionica', '轮胎车间'),
      { polygon: shop.box(-120, -52, -72, -26) },
      { parentKey: 'A-SHOP' },
    ),
    draft(
      'B-MINE',
      'building',
      say('Mine offices and lamp room', 'Uprava kopa i lampara', '采矿办公楼与灯房'),
      {
        polygon: shop.poly([
          [52, 18],
          [112, 18],
          [112, 32],
          [70, 32],
          [70, 56],
          [52, 56],
        ]),
      },
      { parentKey: 'A-SHOP', storeys: 3 },
    ),
    draft(
      'TK-D1',
      'tank',
      say('Diesel tank 1', 'Rezervoar dizela 1', '1号柴油罐'),
      { polygon: circle(shop.at(158, -32), 9) },
      { parentKey: 'H-05', capacityM3: 500 },
    ),
    draft(
      'TK-D2',
      'tank',
      say('Diesel tank 2', 'Rezervoar dizela 2', '2号柴油罐'),
      { polygon: circle(shop.at(186, -30), 9) },
      { parentKey: 'H-05', capacityM3: 500 },
    ),
    draft(
      'B-FUEL',
      'building',
      say('Refuelling canopy', 'Nadstrešnica za točenje goriva', '加油棚'),
      { polygon: shop.box(140, 8, 178, 20) },
      { parentKey: 'A-SHOP' },
    ),
    draft(
      'A-EXPL',
      'area',
      say('Explosives compound', 'Krug magacina eksploziva', '炸药库区'),
      {
        polygon: smooth(
          blast.poly([
            [-130, -95],
            [60, -110],
            [150, -60],
            [150, 70],
            [20, 105],
            [-120, 90],
          ]),
          4,
          true,
        ),
      },
      { form: 'fenced', exclusionM: 400 },
    ),
    draft(
      'BM-1',
      'wall',
      say('Magazine berm, east', 'Zaštitni nasip magacina, istok', '炸药库东防护堤'),
      {
        line: smooth(
          blast.line([
            [-76, -62],
            [-20, -62],
            [-8, -20],
            [-22, 26],
            [-78, 28],
          ]),
          4,
        ),
      },
      { parentKey: 'A-EXPL', form: 'berm', heightM: 5 },
    ),
    draft(
      'BM-2',
      'wall',
      say('Magazine berm, detonators', 'Zaštitni nasip magacina detonatora', '雷管库防护堤'),
      {
        line: smooth(
          blast.line([
            [52, 52],
            [110, 50],
            [120, 8],
            [108, -28],
            [54, -30],
          ]),
          4,
        ),
      },
      { parentKey: 'A-EXPL', form: 'berm', heightM: 5 },
    ),
    draft(
      'A-EMUL',
      'area',
      say('Emulsion plant yard', 'Krug pogona za emulziju', '乳化炸药厂区'),
      {
        polygon: smooth(
          emulsion.poly([
            [-110, -70],
            [40, -80],
            [120, -40],
            [112, 52],
            [-30, 72],
            [-108, 40],
          ]),
          4,
          true,
        ),
      },
      { form: 'fenced' },
    ),
    draft(
      'B-EMUL',
      'building',
      say('Emulsion plant', 'Pogon za emulziju', '乳化炸药厂房'),
      {
        polygon: emulsion.poly([
          [-30, 6],
          [40, 6],
          [40, 34],
          [10, 34],
          [10, 46],
          [-30, 46],
        ]),
      },
      { parentKey: 'A-EMUL' },
    ),
    draft('B-CORE', 'building', say('Core shed and geology', 'Jezgrovnica i geologija', '岩心库与地质室'), {
      polygon: grid([-1120, -210], 3).poly([
        [-40, -12],
        [40, -12],
        [40, 12],
        [12, 12],
        [12, 34],
        [-12, 34],
        [-12, 12],
        [-40, 12],
      ]),
    }),
    draft(
      'RD-SLOPE',
      'post',
      say('Slope radar, south rim', 'Radar za kosine, južni obod', '南缘边坡雷达'),
      { point: [-1180, 118] },
      { parentKey: 'PIT-1' },
    ),
  ];
}

/** Hardstand strip beside a haul road, so that trucks can pass at the crusher. */
const passing = (line: readonly Xy[]): Xy[] => strip(line, 14, -14);

/** The open pit with its benches, the dumps, the crusher, the mine's yard and the explosives compounds. */
export function mine(): Draft[] {
  return [
    ...pit(),
    ...dump('DUMP-1', say('North waste dump', 'Severno odlagalište jalovine', '北排土场'), DUMP_FOOT, 4, 400),
    ...dump(
      'DUMP-2',
      say('South-west waste dump', 'Jugozapadno odlagalište jalovine', '西南排土场'),
      SOUTH_DUMP_FOOT,
      3,
      360,
    ),
    ...pitEdge(),
    draft(
      'A-READY',
      'area',
      say('Ready line for haul trucks', 'Stajalište dampera', '矿卡待发区'),
      {
        polygon: passing([
          [-800, -52],
          [-772, -20],
          [-752, 24],
        ]),
      },
      { form: 'yard' },
    ),
  ];
}
