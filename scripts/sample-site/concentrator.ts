import { draft, say, type Draft } from './draft.ts';
import { blob, circle, grid, smooth } from './shapes.ts';

const F = grid([-400, -70], -36);

/** Where conveyors and roads meet the concentrator. */
export const CONCENTRATOR = F;

function tank(
  key: string,
  en: string,
  sr: string,
  zh: string,
  u: number,
  v: number,
  radiusM: number,
): Draft[] {
  return [
    draft(
      key,
      'tank',
      say(en, sr, zh),
      { polygon: circle(F.at(u, v), radiusM, 36) },
      {
        form: 'thickener',
        diameterM: radiusM * 2,
        parentKey: 'A-CONC',
      },
    ),
  ];
}

/** Stockpile, mill, flotation, thickeners and what serves them, on terraces below the pit. */
export function concentrator(): Draft[] {
  return [
    draft(
      'A-CONC',
      'area',
      say('Concentrator', 'Flotacija – krug', '选矿厂'),
      {
        polygon: smooth(
          F.poly([
            [-112, 40],
            [-60, 92],
            [40, 82],
            [150, 86],
            [236, 60],
            [262, -10],
            [258, -96],
            [170, -138],
            [40, -150],
            [-70, -132],
            [-118, -50],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'STK-1',
      'area',
      say('Coarse ore stockpile', 'Sklad krupne rude', '粗矿堆'),
      { polygon: blob([-492, 82], 46, 41, 0.07, 1, 36) },
      { form: 'stockpile', capacityT: 60_000 },
    ),
    draft(
      'STK-1-TOP',
      'area',
      say('Stockpile crest', 'Vrh sklada', '矿堆顶'),
      { polygon: blob([-492, 82], 15, 12, 0.1, 2, 20) },
      { form: 'stockpile', parentKey: 'STK-1' },
    ),
    draft(
      'CV-1',
      'conveyor',
      say('Ore conveyor 1', 'Transporter rude 1', '1号矿石皮带'),
      {
        line: [
          [-632, 160],
          [-492, 82],
        ],
      },
      { lengthM: 160 },
    ),
    draft(
      'CV-2',
      'conveyor',
      say('Ore conveyor 2', 'Transporter rude 2', '2号矿石皮带'),
      { line: [[-492, 82], F.at(-66, 38)] },
      { lengthM: 105 },
    ),
    draft(
      'TT-1',
      'building',
      say('Transfer tower 1', 'Presipna stanica 1', '1号转运站'),
      { polygon: F.box(-74, 30, -58, 46) },
      { parentKey: 'A-CONC' },
    ),
    draft(
      'B-MILL',
      'building',
      say('Mill building', 'Mlinsko postrojenje', '磨矿车间'),
      {
        polygon: F.poly([
          [-70, -22],
          [52, -22],
          [52, 22],
          [20, 22],
          [20, 34],
          [-58, 34],
          [-58, 22],
          [-70, 22],
        ]),
      },
      { parentKey: 'A-CONC', heightM: 31 },
    ),
    draft(
      'B-CYC',
      'building',
      say('Cyclone tower', 'Toranj hidrociklona', '旋流器塔'),
      { polygon: F.box(52, -14, 66, 10) },
      { parentKey: 'A-CONC', heightM: 36 },
    ),
    draft(
      'B-FLOT',
      'building',
      say('Flotation hall', 'Hala flotacije', '浮选车间'),
      {
        polygon: F.poly([
          [70, -30],
          [186, -30],
          [186, 8],
          [150, 8],
          [150, 28],
          [70, 28],
        ]),
      },
      { parentKey: 'A-CONC', heightM: 24 },
    ),
    draft(
      'B-REAG',
      'building',
      say('Reagent preparation', 'Priprema reagenasa', '药剂制备间'),
      { polygon: F.box(96, 42, 150, 62) },
      { parentKey: 'A-CONC' },
    ),
    draft(
      'H-08',
      'store',
      say('Xanthate store H-08', 'Magacin ksantata H-08', '黄药库 H-08'),
      { polygon: F.box(164, 40, 200, 60) },
      { parentKey: 'A-CONC' },
    ),
    draft(
      'H-09',
      'store',
      say('Lime silos H-09', 'Silosi kreča H-09', '石灰仓 H-09'),
      {
        polygon: F.poly([
          [14, 46],
          [58, 46],
          [58, 66],
          [34, 66],
          [34, 72],
          [14, 72],
        ]),
      },
      { parentKey: 'A-CONC' },
    ),
    draft(
      'TK-L1',
      'tank',
      say('Lime silo 1', 'Silos kreča 1', '1号石灰仓'),
      { polygon: circle(F.at(26, 58), 6, 20) },
      { parentKey: 'H-09' },
    ),
    draft(
      'TK-L2',
      'tank',
      say('Lime silo 2', 'Silos kreča 2', '2号石灰仓'),
      { polygon: circle(F.at(44, 56), 6, 20) },
      { parentKey: 'H-09' },
    ),
    ...tank('TH-1', 'Tailings thickener 1', 'Zgušnjivač jalovine 1', '1号尾矿浓密机', -52, -88, 33),
    ...tank('TH-2', 'Tailings thickener 2', 'Zgušnjivač jalovine 2', '2号尾矿浓密机', 24, -96, 33),
    ...tank('TH-3', 'Concentrate thickener', 'Zgušnjivač koncentrata', '精矿浓密机', 106, -82, 24),
    ...tank('TK-PW', 'Process water tank', 'Rezervoar tehničke vode', '工艺水罐', 78, -122, 13),
    draft(
      'B-FILT',
      'building',
      say('Concentrate filter plant', 'Filtraža koncentrata', '精矿过滤车间'),
      {
        polygon: F.poly([
          [156, -104],
          [232, -104],
          [232, -66],
          [196, -66],
          [196, -54],
          [156, -54],
        ]),
      },
      { parentKey: 'A-CONC' },
    ),
    draft(
      'B-LAB',
      'building',
      say('Assay laboratory', 'Hemijska laboratorija', '化验室'),
      {
        polygon: F.poly([
          [-114, -20],
          [-91, -20],
          [-91, 22],
          [-105, 22],
          [-105, 8],
          [-114, 8],
        ]),
      },
      { parentKey: 'A-CONC', storeys: 2 },
    ),
    draft(
      'B-CCTRL',
      'building',
      say('Concentrator control room', 'Komandna sala flotacije', '选矿中控室'),
      { polygon: F.box(200, -22, 226, 6) },
      { parentKey: 'A-CONC', storeys: 2 },
    ),
    draft(
      'PL-TAIL',
      'conveyor',
      say('Tailings pipeline', 'Cevovod jalovine', '尾矿管线'),
      {
        line: smooth(
          [F.at(24, -58), [-238, -30], [40, 96], [330, 180], [560, 250], [800, 330], [1010, 470]],
          5,
        ),
      },
      { form: 'pipeline', diameterMm: 500 },
    ),
    draft(
      'H-06',
      'store',
      say('Chlorine store H-06', 'Magacin hlora H-06', '液氯库 H-06'),
      { polygon: grid([-628, -682], 14).box(-13, 8, 13, 24) },
      { parentKey: 'A-WATER' },
    ),
  ];
}
