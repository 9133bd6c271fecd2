import { draft, say, type Draft } from './draft.ts';
import { circle, smooth, type Xy } from './shapes.ts';
import { SMELTER as S } from './terrain.ts';

const towers: readonly (readonly [string, string, string, string, number, number, number])[] = [
  ['TW-1', 'Drying tower', 'Sušni toranj', '干燥塔', 216, 158, 7],
  ['TW-2', 'Intermediate absorption tower', 'Međuapsorpcioni toranj', '一吸塔', 240, 164, 8],
  ['TW-3', 'Final absorption tower', 'Završni apsorpcioni toranj', '二吸塔', 264, 158, 8],
  ['TW-4', 'Converter (contact)', 'Kontaktni aparat', '转化器', 244, 134, 11],
];

/** Gas cleaning, contact plant, liquid SO2, acid tanks and effluent treatment. */
export function acidPlant(): Draft[] {
  const tanks: readonly Xy[] = [
    [362, 104],
    [396, 104],
    [362, 140],
    [396, 140],
  ];
  return [
    draft(
      'A-ACID',
      'area',
      say('Acid plant', 'Fabrika sumporne kiseline', '硫酸厂'),
      {
        polygon: smooth(
          S.poly([
            [144, 100],
            [150, 190],
            [230, 200],
            [320, 184],
            [432, 178],
            [446, 90],
            [424, 66],
            [330, 66],
            [236, 84],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-GASC',
      'building',
      say('Gas cleaning', 'Čišćenje gasa', '烟气净化'),
      {
        polygon: S.poly([
          [158, 112],
          [204, 112],
          [204, 140],
          [186, 140],
          [186, 150],
          [158, 150],
        ]),
      },
      { parentKey: 'A-ACID' },
    ),
    draft(
      'B-BLOW',
      'building',
      say('Main blower house', 'Zgrada glavnih duvaljki', '主风机房'),
      { polygon: S.box(214, 100, 252, 118) },
      { parentKey: 'A-ACID' },
    ),
    ...towers.map(([key, en, sr, zh, u, v, r]) =>
      draft(
        key,
        'tank',
        say(en, sr, zh),
        { polygon: circle(S.at(u, v), r) },
        { parentKey: 'A-ACID', form: 'tower' },
      ),
    ),
    draft(
      'ST-2',
      'tank',
      say('Acid plant stack', 'Dimnjak fabrike kiseline', '硫酸尾气烟囱'),
      { polygon: circle(S.at(288, 166), 4, 20) },
      { parentKey: 'A-ACID', form: 'stack', heightM: 90 },
    ),
    draft(
      'H-01',
      'store',
      say('Liquid SO2 store H-01', 'Skladište tečnog SO2 H-01', '液态二氧化硫库 H-01'),
      {
        polygon: S.poly([
          [278, 96],
          [322, 96],
          [322, 116],
          [306, 116],
          [306, 128],
          [278, 128],
        ]),
      },
      { parentKey: 'A-ACID' },
    ),
    draft(
      'TK-S1',
      'tank',
      say('SO2 vessel 1', 'Posuda SO2 1', '1号二氧化硫储罐'),
      {
        polygon: S.poly([
          [283, 100],
          [312, 100],
          [315, 103],
          [312, 106],
          [283, 106],
          [280, 103],
        ]),
      },
      { parentKey: 'H-01', capacityT: 60 },
    ),
    draft(
      'TK-S2',
      'tank',
      say('SO2 vessel 2', 'Posuda SO2 2', '2号二氧化硫储罐'),
      {
        polygon: S.poly([
          [283, 112],
          [300, 112],
          [302, 115],
          [300, 118],
          [283, 118],
          [281, 115],
        ]),
      },
      { parentKey: 'H-01', capacityT: 40 },
    ),
    draft(
      'H-02',
      'store',
      say('Acid tank farm H-02', 'Rezervoari kiseline H-02', '硫酸罐区 H-02'),
      { polygon: S.box(340, 82, 418, 162) },
      { parentKey: 'A-ACID', bundM3: 4200 },
    ),
    ...tanks.map(([u, v], i) =>
      draft(
        `TK-A${i + 1}`,
        'tank',
        say(`Acid tank ${i + 1}`, `Rezervoar kiseline ${i + 1}`, `${i + 1}号硫酸罐`),
        { polygon: circle(S.at(u, v), 14) },
        { parentKey: 'H-02', capacityT: 3000 },
      ),
    ),
    draft(
      'B-ALOAD',
      'building',
      say('Acid loading bay', 'Pretakalište kiseline', '硫酸装车台'),
      { polygon: S.box(352, 46, 412, 60) },
      { parentKey: 'A-ACID' },
    ),
    draft(
      'PL-ACID',
      'conveyor',
      say('Acid line to loading', 'Kiselinski vod do pretakališta', '硫酸装车管线'),
      {
        line: S.line([
          [264, 148],
          [330, 148],
          [330, 72],
          [382, 72],
          [382, 58],
        ]),
      },
      { form: 'pipeline', diameterMm: 150 },
    ),
    draft(
      'H-07',
      'store',
      say('Ammonia store H-07', 'Skladište amonijaka H-07', '液氨库 H-07'),
      {
        polygon: S.poly([
          [168, 166],
          [200, 166],
          [200, 184],
          [176, 184],
          [176, 178],
          [168, 178],
        ]),
      },
      { parentKey: 'A-ACID' },
    ),
    draft(
      'B-EFF',
      'building',
      say('Acid effluent treatment', 'Prečišćavanje kiselih voda', '酸性废水处理站'),
      {
        polygon: S.poly([
          [438, 6],
          [488, 6],
          [488, 30],
          [462, 30],
          [462, 44],
          [438, 44],
        ]),
      },
    ),
    draft(
      'TK-E1',
      'tank',
      say('Neutralisation tank 1', 'Neutralizator 1', '1号中和槽'),
      { polygon: circle(S.at(450, 54), 9) },
      { parentKey: 'B-EFF', form: 'thickener' },
    ),
    draft(
      'TK-E2',
      'tank',
      say('Neutralisation tank 2', 'Neutralizator 2', '2号中和槽'),
      { polygon: circle(S.at(475, 50), 9) },
      { parentKey: 'B-EFF', form: 'thickener' },
    ),
  ];
}

/** Air separation, liquid oxygen and the propane farm. */
export function oxygenPlant(): Draft[] {
  return [
    draft(
      'A-OXY',
      'area',
      say('Oxygen plant', 'Fabrika kiseonika', '制氧站'),
      {
        polygon: smooth(
          S.poly([
            [-124, 150],
            [-118, 226],
            [-20, 240],
            [78, 226],
            [92, 160],
            [20, 142],
            [-60, 140],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-ASU',
      'building',
      say('Air separation unit', 'Postrojenje za razdvajanje vazduha', '空分装置'),
      {
        polygon: S.poly([
          [-96, 164],
          [-34, 164],
          [-34, 186],
          [-56, 186],
          [-56, 204],
          [-96, 204],
        ]),
      },
      { parentKey: 'A-OXY' },
    ),
    draft(
      'TW-CB',
      'tank',
      say('Cold box', 'Rektifikaciona kolona', '冷箱'),
      { polygon: S.box(-48, 192, -36, 204) },
      { parentKey: 'A-OXY', form: 'tower' },
    ),
    draft(
      'H-03',
      'store',
      say('Liquid oxygen store H-03', 'Skladište tečnog kiseonika H-03', '液氧库 H-03'),
      { polygon: S.box(6, 176, 60, 208) },
      { parentKey: 'A-OXY' },
    ),
    draft(
      'TK-O1',
      'tank',
      say('Liquid oxygen tank 1', 'Rezervoar tečnog kiseonika 1', '1号液氧罐'),
      { polygon: circle(S.at(22, 192), 8) },
      { parentKey: 'H-03', capacityT: 100 },
    ),
    draft(
      'TK-O2',
      'tank',
      say('Liquid oxygen tank 2', 'Rezervoar tečnog kiseonika 2', '2号液氧罐'),
      { polygon: circle(S.at(44, 192), 8) },
      { parentKey: 'H-03', capacityT: 100 },
    ),
    draft(
      'PL-OXY',
      'conveyor',
      say('Oxygen line to smelter', 'Kiseonički vod do topionice', '至熔炼氧气管'),
      {
        line: S.line([
          [-34, 172],
          [-26, 150],
          [-60, 122],
          [-82, 78],
        ]),
      },
      { form: 'pipeline', diameterMm: 300 },
    ),
    draft(
      'CT-1',
      'building',
      say('Cooling towers', 'Rashladni tornjevi', '冷却塔'),
      { polygon: S.box(-20, 216, 44, 230) },
      { parentKey: 'A-OXY' },
    ),
    draft(
      'H-04',
      'store',
      say('Propane tank farm H-04', 'Skladište propana H-04', '丙烷罐区 H-04'),
      {
        polygon: S.poly([
          [-208, 172],
          [-152, 172],
          [-152, 200],
          [-208, 200],
        ]),
      },
      { tanks: 3 },
    ),
    ...[0, 1, 2].map((i) =>
      draft(
        `TK-P${i + 1}`,
        'tank',
        say(`Propane vessel ${i + 1}`, `Posuda propana ${i + 1}`, `${i + 1}号丙烷储罐`),
        {
          polygon: S.poly([
            [-201 + i * 15, 177],
            [-195 + i * 15, 177],
            [-195 + i * 15, 195],
            [-201 + i * 15, 195],
          ]),
        },
        { parentKey: 'H-04', capacityT: 20 },
      ),
    ),
  ];
}
