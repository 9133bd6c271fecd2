import { draft, say, type Draft } from './draft.ts';
import { offices } from './offices.ts';
import { outlying, refinery } from './refinery.ts';
import { circle, grid, smooth, type Xy } from './shapes.ts';
import { SMELTER as S } from './terrain.ts';

function middleTerrace(): Draft[] {
  const row = (key: string, en: string, sr: string, zh: string, polygon: Xy[]): Draft =>
    draft(key, 'building', say(en, sr, zh), { polygon }, { parentKey: 'A-STORES' });
  return [
    draft(
      'A-STORES',
      'area',
      say('Warehouse yard', 'Magacinski krug', '仓储区'),
      {
        polygon: smooth(
          S.poly([
            [8, -74],
            [40, -58],
            [210, -60],
            [330, -54],
            [380, -74],
            [372, -112],
            [300, -116],
            [120, -114],
            [20, -112],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    row(
      'B-WH1',
      'Central warehouse',
      'Centralni magacin',
      '中心仓库',
      S.poly([
        [48, -106],
        [148, -106],
        [148, -68],
        [116, -68],
        [116, -78],
        [48, -78],
      ]),
    ),
    row('B-WH2', 'Spare parts warehouse', 'Magacin rezervnih delova', '备件库', S.box(166, -106, 240, -74)),
    row(
      'B-WH3',
      'Safety and emergency store',
      'Magacin zaštitne i interventne opreme',
      '应急与防护物资库',
      S.poly([
        [258, -104],
        [330, -104],
        [330, -84],
        [296, -84],
        [296, -66],
        [258, -66],
      ]),
    ),
    draft(
      'A-EAST',
      'area',
      say('South workshop yard', 'Južni radionički krug', '南机修区'),
      {
        polygon: smooth(
          S.poly([
            [-220, -142],
            [-150, -130],
            [20, -152],
            [290, -156],
            [372, -166],
            [376, -194],
            [200, -200],
            [-60, -200],
            [-210, -192],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-MECH',
      'building',
      say('Central mechanical workshop', 'Centralna mašinska radionica', '中心机修车间'),
      {
        polygon: S.poly([
          [-196, -188],
          [-96, -188],
          [-96, -152],
          [-138, -152],
          [-138, -162],
          [-196, -162],
        ]),
      },
      { parentKey: 'A-EAST' },
    ),
    draft(
      'B-ELEC',
      'building',
      say('Electrical workshop', 'Elektro radionica', '电气车间'),
      { polygon: S.box(-70, -190, -14, -164) },
      { parentKey: 'A-EAST' },
    ),
    draft(
      'B-FOUND',
      'building',
      say('Foundry', 'Livnica', '铸造车间'),
      {
        polygon: S.poly([
          [20, -194],
          [96, -194],
          [96, -166],
          [70, -166],
          [70, -158],
          [42, -158],
          [42, -166],
          [20, -166],
        ]),
      },
      { parentKey: 'A-EAST' },
    ),
    draft(
      'B-ANST',
      'building',
      say('Anode yard and dispatch', 'Skladište i otprema anoda', '阳极堆场与发运'),
      { polygon: S.box(130, -196, 214, -170) },
      { parentKey: 'A-EAST' },
    ),
    draft(
      'H-15',
      'store',
      say('Gas cylinder store H-15', 'Skladište boca H-15', '气瓶库 H-15'),
      { polygon: S.box(250, -192, 276, -176) },
      { parentKey: 'A-EAST' },
    ),
    draft(
      'B-WAG',
      'building',
      say('Locomotive and wagon shed', 'Lokomotivski depo', '机车库'),
      {
        polygon: S.poly([
          [300, -194],
          [360, -194],
          [360, -178],
          [340, -178],
          [340, -170],
          [300, -170],
        ]),
      },
      { parentKey: 'A-EAST' },
    ),
  ];
}

function lowerTerrace(): Draft[] {
  return [
    draft(
      'A-LOW',
      'area',
      say('Lower terrace', 'Donja terasa', '下台地'),
      {
        polygon: smooth(
          S.poly([
            [-92, -246],
            [-60, -234],
            [100, -236],
            [290, -240],
            [304, -270],
            [260, -296],
            [80, -302],
            [-60, -300],
            [-98, -280],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard', groundM: 337.2 },
    ),
    draft(
      'B-LWS',
      'building',
      say('Lower workshop', 'Donja radionica', '下部机修车间'),
      {
        polygon: S.poly([
          [-56, -290],
          [36, -290],
          [36, -258],
          [-4, -258],
          [-4, -246],
          [-56, -246],
        ]),
      },
      { parentKey: 'A-LOW' },
    ),
    draft(
      'H-11',
      'store',
      say('Reagent drum store H-11', 'Magacin reagensa u buradima H-11', '桶装药剂库 H-11'),
      {
        polygon: S.poly([
          [122, -284],
          [176, -284],
          [176, -254],
          [146, -254],
          [146, -262],
          [122, -262],
        ]),
      },
      { parentKey: 'A-LOW', groundM: 337.1 },
    ),
    draft(
      'B-OLD',
      'building',
      say('Old pipe store', 'Staro skladište cevi', '旧管材库'),
      { polygon: S.box(200, -282, 262, -256) },
      { parentKey: 'A-LOW' },
    ),
    draft(
      'SS-5',
      'substation',
      say('Substation SS-5, flood pumps', 'Trafostanica TS-5, crpne stanice', 'SS-5变电所（排涝泵）'),
      { polygon: S.box(74, -290, 92, -278) },
      { voltageKv: 6, parentKey: 'A-LOW' },
    ),
  ];
}

function substations(): Draft[] {
  const m = grid([560, -168], -20);
  const at = (key: string, en: string, sr: string, zh: string, polygon: Xy[], voltageKv: number): Draft =>
    draft(key, 'substation', say(en, sr, zh), { polygon }, { voltageKv });
  return [
    at(
      'SS-1',
      'Main substation SS-1',
      'Glavna trafostanica TS-1',
      'SS-1总降压站',
      m.poly([
        [-50, -34],
        [44, -34],
        [44, 20],
        [10, 20],
        [10, 36],
        [-50, 36],
      ]),
      110,
    ),
    draft(
      'TR-1',
      'building',
      say('Transformer 1', 'Transformator 1', '1号主变压器'),
      { polygon: m.box(0, -26, 12, -14) },
      { parentKey: 'SS-1' },
    ),
    draft(
      'TR-2',
      'building',
      say('Transformer 2', 'Transformator 2', '2号主变压器'),
      { polygon: m.box(22, -26, 34, -14) },
      { parentKey: 'SS-1' },
    ),
    draft(
      'B-SS1',
      'building',
      say('Substation switch house', 'Razvodno postrojenje TS-1', 'SS-1配电室'),
      { polygon: m.box(-40, -26, -14, 26) },
      { parentKey: 'SS-1' },
    ),
    at(
      'SS-2',
      'Substation SS-2, concentrator',
      'Trafostanica TS-2, flotacija',
      'SS-2变电所（选矿）',
      grid([-390, -5.5], -36).box(-16, -10, 16, 10),
      35,
    ),
    at(
      'SS-3',
      'Substation SS-3, pit',
      'Trafostanica TS-3, kop',
      'SS-3变电所（采场）',
      grid([-735, 90], -30).box(-14, -9, 14, 9),
      35,
    ),
    at(
      'SS-4',
      'Substation SS-4, smelter',
      'Trafostanica TS-4, topionica',
      'SS-4变电所（冶炼）',
      S.poly([
        [-14, 112],
        [22, 112],
        [22, 130],
        [-14, 130],
      ]),
      35,
    ),
    at(
      'SS-6',
      'Substation SS-6, tailings',
      'Trafostanica TS-6, jalovište',
      'SS-6变电所（尾矿）',
      grid([955, 262], 24).box(-9, -7, 9, 7),
      10,
    ),
    draft(
      'PWL-1',
      'post',
      say('110 kV line entry', 'Ulaz dalekovoda 110 kV', '110千伏进线'),
      { point: m.at(44, 34) },
      { voltageKv: 110 },
    ),
  ];
}

/** Warehouses, workshops, offices, substations and the explosives stores. */
export function yards(): Draft[] {
  const blast = grid([-2060, 1150], 24);
  const emulsion = grid([-2105, 520], -16);
  const shop = grid([-905, -145], 9);
  return [
    ...middleTerrace(),
    ...lowerTerrace(),
    ...offices(),
    ...substations(),
    ...refinery(),
    ...outlying(),
    draft(
      'H-05',
      'store',
      say('Diesel depot H-05', 'Skladište dizel goriva H-05', '柴油库 H-05'),
      { polygon: shop.box(144, -46, 200, -16) },
      { parentKey: 'A-SHOP', bundM3: 620 },
    ),
    draft(
      'H-10',
      'store',
      say('Ammonium nitrate store H-10', 'Magacin amonijum-nitrata H-10', '硝酸铵库 H-10'),
      { polygon: emulsion.box(-92, -52, -44, -28) },
      { parentKey: 'A-EMUL' },
    ),
    draft(
      'H-12',
      'store',
      say('Emulsion matrix silos H-12', 'Silosi emulzione matrice H-12', '乳胶基质储罐 H-12'),
      {
        polygon: emulsion.poly([
          [58, -30],
          [98, -30],
          [98, 6],
          [78, 6],
          [78, 18],
          [58, 18],
        ]),
      },
      { parentKey: 'A-EMUL' },
    ),
    draft(
      'TK-M1',
      'tank',
      say('Matrix silo 1', 'Silos matrice 1', '1号基质罐'),
      { polygon: circle(emulsion.at(70, -12), 7, 22) },
      { parentKey: 'H-12' },
    ),
    draft(
      'TK-M2',
      'tank',
      say('Matrix silo 2', 'Silos matrice 2', '2号基质罐'),
      { polygon: circle(emulsion.at(87, -12), 7, 22) },
      { parentKey: 'H-12' },
    ),
    draft(
      'H-13',
      'store',
      say('Explosives magazine H-13', 'Magacin eksploziva H-13', '炸药库 H-13'),
      { polygon: blast.box(-66, -42, -26, 12) },
      { parentKey: 'A-EXPL' },
    ),
    draft(
      'H-14',
      'store',
      say('Detonator magazine H-14', 'Magacin detonatora H-14', '雷管库 H-14'),
      { polygon: blast.box(70, -8, 92, 32) },
      { parentKey: 'A-EXPL' },
    ),
  ];
}
