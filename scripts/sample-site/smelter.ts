import { draft, say, type Draft, type Facts } from './draft.ts';
import { acidPlant, oxygenPlant } from './gas-plants.ts';
import { circle, smooth } from './shapes.ts';
import { SMELTER as S } from './terrain.ts';

const inSmelter = (facts: Facts = {}): Facts & { parentKey: string } => ({ ...facts, parentKey: 'A-SMELT' });

function hot(): Draft[] {
  return [
    draft(
      'A-SMELT',
      'area',
      say('Smelter', 'Topionica', '冶炼厂'),
      {
        polygon: smooth(
          S.poly([
            [-384, 36],
            [-356, 146],
            [-220, 150],
            [-130, 118],
            [-80, 128],
            [40, 122],
            [130, 112],
            [212, 74],
            [226, -14],
            [120, -34],
            [-60, -32],
            [-240, -44],
            [-356, -46],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-FFH',
      'building',
      say('Smelter hall', 'Hala topionice', '熔炼车间'),
      {
        polygon: S.poly([
          [-150, 0],
          [-18, 0],
          [-18, 64],
          [-52, 64],
          [-52, 78],
          [-112, 78],
          [-112, 52],
          [-150, 52],
        ]),
      },
      inSmelter({ heightM: 52 }),
    ),
    draft(
      'B-CONV',
      'building',
      say('Converter aisle', 'Konvertorska hala', '转炉跨'),
      {
        polygon: S.poly([
          [-18, -8],
          [104, -8],
          [104, 40],
          [84, 40],
          [84, 52],
          [-18, 52],
        ]),
      },
      inSmelter({ heightM: 38, converters: 4 }),
    ),
    draft(
      'B-ANODE',
      'building',
      say('Anode furnace and casting', 'Livenje anoda', '阳极炉与浇铸车间'),
      {
        polygon: S.poly([
          [108, -20],
          [196, -20],
          [196, 12],
          [172, 12],
          [172, 34],
          [108, 34],
        ]),
      },
      inSmelter({ heightM: 26 }),
    ),
    draft(
      'TK-WHEEL',
      'tank',
      say('Casting wheel', 'Livna karusel-mašina', '圆盘浇铸机'),
      { polygon: circle(S.at(184, -4), 8, 24) },
      { parentKey: 'B-ANODE', form: 'wheel' },
    ),
    draft(
      'B-DRY',
      'building',
      say('Charge preparation and dryer', 'Priprema šarže i sušara', '配料与干燥车间'),
      {
        polygon: S.poly([
          [-222, 4],
          [-160, 4],
          [-160, 40],
          [-182, 40],
          [-182, 56],
          [-222, 56],
        ]),
      },
      inSmelter(),
    ),
    draft(
      'B-CSHED',
      'building',
      say('Concentrate store', 'Skladište koncentrata', '精矿库'),
      { polygon: S.box(-354, 76, -242, 124) },
      inSmelter({ capacityT: 30_000 }),
    ),
    draft('CV-3', 'conveyor', say('Concentrate conveyor 3', 'Transporter koncentrata 3', '3号精矿皮带'), {
      line: [S.at(-346, 150), S.at(-330, 122)],
    }),
    draft('CV-4', 'conveyor', say('Charge conveyor 4', 'Transporter šarže 4', '4号炉料皮带'), {
      line: [S.at(-246, 84), S.at(-196, 50)],
    }),
    draft('CV-5', 'conveyor', say('Charge conveyor 5', 'Transporter šarže 5', '5号炉料皮带'), {
      line: [S.at(-164, 32), S.at(-128, 44)],
    }),
    draft(
      'B-WHB',
      'building',
      say('Waste-heat boiler', 'Kotao utilizator', '余热锅炉'),
      { polygon: S.box(-100, 82, -64, 104) },
      inSmelter({ heightM: 40 }),
    ),
    draft(
      'B-ESP',
      'building',
      say('Electrostatic precipitators', 'Elektrofilteri', '电收尘器'),
      {
        polygon: S.poly([
          [-50, 74],
          [30, 74],
          [30, 98],
          [8, 98],
          [8, 106],
          [-50, 106],
        ]),
      },
      inSmelter(),
    ),
    draft(
      'GD-1',
      'conveyor',
      say('Off-gas duct', 'Gasovod procesnog gasa', '烟气管道'),
      {
        line: S.line([
          [30, 88],
          [96, 92],
          [132, 116],
          [158, 128],
        ]),
      },
      { form: 'duct', diameterMm: 3200 },
    ),
    draft(
      'ST-1',
      'tank',
      say('Main stack', 'Glavni dimnjak', '主烟囱'),
      { polygon: circle(S.at(74, 106), 7, 24) },
      inSmelter({ form: 'stack', heightM: 150 }),
    ),
    draft(
      'A-SLAG',
      'area',
      say('Slag cooling yard', 'Plato za hlađenje šljake', '炉渣冷却场'),
      {
        polygon: smooth(
          S.poly([
            [-352, -30],
            [-250, -34],
            [-240, 18],
            [-252, 56],
            [-340, 60],
            [-366, 20],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard', parentKey: 'A-SMELT' },
    ),
    draft(
      'B-SCTRL',
      'building',
      say('Smelter control room', 'Komandna sala topionice', '冶炼中控室'),
      {
        polygon: S.poly([
          [-146, 62],
          [-118, 62],
          [-118, 90],
          [-132, 90],
          [-132, 78],
          [-146, 78],
        ]),
      },
      inSmelter({ storeys: 3, refuge: true }),
    ),
    draft(
      'B-CHANGE',
      'building',
      say('Smelter changing house', 'Garderobe i kupatila topionice', '冶炼更衣楼'),
      {
        polygon: S.poly([
          [204, 26],
          [222, 26],
          [222, 70],
          [190, 70],
          [190, 52],
          [204, 52],
        ]),
      },
      inSmelter({ storeys: 2 }),
    ),
  ];
}

/** The smelter on its terrace above the river, with the acid and oxygen plants. */
export function smelter(): Draft[] {
  return [...hot(), ...acidPlant(), ...oxygenPlant()];
}
