import { CONCENTRATOR as F } from './concentrator.ts';
import { draft, say, type Draft } from './draft.ts';
import { smooth, type Xy } from './shapes.ts';
import { SMELTER as S } from './terrain.ts';
import { OFFICES as O } from './yards.ts';

type Row = readonly [key: string, en: string, sr: string, zh: string, widthM: number, points: readonly Xy[]];

const roads: readonly Row[] = [
  ['RD-1', 'Main road', 'Glavni put', '主干道', 9, [
    [2620, -330], [2200, -372], [1850, -404], [1540, -410], [1330, -428], O.at(236, -12), O.at(186, -86), O.at(60, -116), O.at(-110, -112), O.at(-204, -76), [760, -440], [708, -388], [620, -364],
    S.at(470, 204), S.at(330, 206), S.at(150, 214), S.at(98, 246), S.at(-30, 254), S.at(-140, 244), S.at(-232, 212), F.at(246, 84), F.at(150, 100), F.at(10, 102), F.at(-70, 116), F.at(-150, 142), [-520, 158], [-566, 128], [-606, 84], [-690, 40],
  ]],
  ['RD-2', 'Mine road', 'Rudnički put', '采矿道路', 8, [
    [-690, 40], [-748, -64], [-762, -196], [-850, -252], [-1010, -262], [-1180, -272], [-1360, -342], [-1520, -420], [-1780, -470], [-2100, -440], [-2620, -352],
  ]],
  ['RD-3', 'Smelter road', 'Put topionice', '冶炼道路', 8, [
    S.at(470, 204), S.at(502, 150), S.at(512, 70), S.at(506, -10), S.at(470, -52), S.at(330, -46), S.at(226, -46), S.at(120, -46), S.at(-60, -46), S.at(-240, -58), S.at(-370, -62), S.at(-432, -30), S.at(-446, 50), F.at(180, -150), F.at(60, -166), F.at(-70, -150), F.at(-138, -64), F.at(-140, 10), F.at(-104, 78), F.at(-70, 116),
  ]],
  ['RD-4', 'Workshop road', 'Radionički put', '机修道路', 7, [S.at(470, -52), S.at(440, -90), S.at(420, -132), S.at(404, -176), S.at(396, -217)]],
  ['RD-5', 'Lower road', 'Donji put', '下线路', 8, [
    [1540, -410], [1440, -505], [1320, -622], [1170, -738], [980, -806], S.at(850, -196), S.at(760, -205), S.at(650, -213), S.at(500, -220), S.at(396, -217), S.at(240, -219), S.at(60, -219), S.at(-140, -221), S.at(-300, -224), S.at(-440, -208), [-480, -600], [-570, -640], [-680, -590], [-860, -520], [-1100, -440], [-1280, -400], [-1520, -420],
  ]],
  ['RD-6', 'West ramp', 'Zapadna rampa', '西坡道', 7, [S.at(-370, -62), S.at(-416, -110), S.at(-420, -160), S.at(-440, -208)]],
  ['RD-7', 'Acid plant road', 'Put fabrike kiseline', '硫酸厂道路', 6, [S.at(226, -46), S.at(234, 20), S.at(240, 70), S.at(330, 74), S.at(432, 70), S.at(512, 70)]],
  ['RD-8', 'Tailings road', 'Put za jalovište', '尾矿库道路', 8, [
    [760, -440], [800, -330], [838, -200], [880, -40], [896, 110], [948, 214], [1030, 266], [1130, 298], [1240, 318], [1330, 334], [1446, 330], [1560, 380], [1660, 500],
  ]],
  ['RD-9', 'Explosives road', 'Put za magacin eksploziva', '炸药库专用路', 6, [
    [-1780, -470], [-2060, -392], [-2230, -260], [-2262, -40], [-2226, 180], [-2250, 330], [-2240, 470], [-2262, 640], [-2330, 800], [-2300, 990], [-2210, 1080], [-2150, 1120],
  ]],
  ['RD-10', 'Dam 2 road', 'Put za jalovište 2', '2号库道路', 7, [[1030, 266], [1180, 180], [1340, 60], [1500, -20], [1600, -70], [1650, -160], [1800, -214], [1960, -180], [2072, -80]]],
  ['RD-11', 'Smelter north road', 'Severni put topionice', '冶炼北路', 6, [S.at(-140, 244), S.at(-138, 170), S.at(-160, 138), S.at(-212, 140), S.at(-226, 62), S.at(-240, -58)]],
  ['RD-12', 'Bridge road', 'Put preko mosta', '跨河桥路', 6, [[980, -806], [944, -890], [915, -1000], [890, -1060], [840, -1150], [730, -1250], [690, -1390], [560, -1520], [520, -1790]]],
  ['RD-13', 'Gas cleaning road', 'Put čišćenja gasa', '烟气净化路', 6, [S.at(150, 214), S.at(140, 160), S.at(128, 120), S.at(110, 70), S.at(100, 60), S.at(-20, 62)]],
  ['RD-14', 'Office road', 'Upravni put', '办公区道路', 6, [O.at(-204, -76), O.at(-176, -62), O.at(-86, -10), O.at(0, 4), O.at(80, 10), O.at(180, 12), O.at(236, -12)]],
  ['RD-15', 'Warehouse lane', 'Magacinski put', '仓储路', 6, [S.at(-60, -46), S.at(-20, -70), S.at(10, -112), S.at(8, -150), S.at(0, -219)]],
  ['RD-16', 'Lower workshop lane', 'Prilaz donjoj radionici', '下部机修支路', 6, [S.at(-84, -220), S.at(-78, -240), S.at(-30, -240), S.at(96, -243), S.at(108, -272), S.at(106, -298), S.at(50, -310), S.at(-60, -306)]],
  ['RD-17', 'Pump station lane', 'Prilaz crpnoj stanici 2', '2号泵站支路', 5, [S.at(276, -219), S.at(282, -262), S.at(272, -302), S.at(254, -314)]],
  ['RD-21', 'Refinery road', 'Put elektrolize', '电解厂道路', 6, [S.at(150, 214), S.at(160, 260), [206, -164], [232, -60], [330, -62], [452, -104], [500, -122], [508, -210], [540, -236], [596, -240], [620, -364]]],
  ['RD-22', 'Mine water road', 'Put rudničkih voda', '矿坑水站道路', 6, [[-520, 158], [-500, 222], [-430, 262], [-372, 258], [-296, 236]]],
  ['RD-18', 'Water treatment lane', 'Prilaz fabrici vode', '水处理支路', 6, [[-570, -640], [-588, -676], [-604, -704], [-602, -736]]],
  ['RD-19', 'Flotation lane', 'Put kroz flotaciju', '浮选区道路', 6, [F.at(-104, 78), F.at(-82, 40), F.at(-78, -40), F.at(-20, -46), F.at(62, -46), F.at(140, -44), F.at(190, -44), F.at(244, -50), F.at(250, 20), F.at(246, 84)]],
  ['RD-20', 'Tyre shop lane', 'Prilaz radionici', '维修支路', 7, [[-762, -196], [-860, -180], [-960, -176], [-1060, -166], [-1080, -190], [-1118, -240], [-1180, -272]]],
];

const haulRoads: readonly Row[] = [
  ['HR-2', 'Haul road to crusher', 'Transportni put do drobilice', '至粗碎站运矿道路', 28, [[-672, 290], [-652, 262], [-668, 236], [-700, 206]]],
  ['HR-3', 'Haul road to north dump', 'Transportni put do severnog odlagališta', '至北排土场道路', 26, [[-672, 290], [-600, 340], [-528, 430], [-494, 560], [-486, 690], [-452, 800], [-390, 900], [-300, 980], [-250, 1080]]],
  ['HR-4', 'Haul road to workshop', 'Transportni put do radionice', '至维修车间道路', 26, [[-700, 206], [-756, 160], [-800, 90], [-812, -10], [-862, -78], [-960, -110]]],
  ['HR-5', 'Haul road to south-west dump', 'Transportni put do jugozapadnog odlagališta', '至西南排土场道路', 26, [[-812, -10], [-940, 20], [-1090, 44], [-1280, 36], [-1450, -10], [-1600, -70], [-1740, -90], [-1860, -110]]],
];

const rails: readonly Row[] = [
  ['RL-1', 'Rail spur', 'Industrijski kolosek', '铁路专用线', 4, [[2620, -640], [2250, -586], [1880, -590], [1540, -624], [1260, -666], [1000, -706], [800, -722], S.at(560, -124), S.at(420, -124), S.at(-210, -124)]],
  ['RL-2', 'Siding 2', 'Kolosek 2', '2道', 4, [S.at(530, -124), S.at(490, -125), S.at(450, -129), S.at(410, -133), S.at(370, -134), S.at(300, -134), S.at(-170, -134)]],
  ['RL-3', 'Siding 3, anodes', 'Kolosek 3, anode', '3道（阳极）', 4, [S.at(450, -129), S.at(420, -134), S.at(390, -140), S.at(360, -143.4), S.at(330, -144), S.at(260, -144), S.at(120, -144)]],
];

const bridges: readonly Row[] = [
  ['BR-1', 'Creek bridge', 'Most preko potoka', '溪桥', 11, [[728, -405], [708, -388], [668, -374], [640, -368]]],
  ['BR-2', 'Lower bridge', 'Donji most', '下游桥', 9, [[922, -975], [904, -1028], [886, -1068]]],
];

const straightEnds = (points: readonly Xy[]): Xy[] => smooth(points, 6);

/** Internal roads, haul roads, the rail spur, bridges and the site's gates. */
export function roadNet(): Draft[] {
  const gate = (key: string, en: string, sr: string, zh: string, point: Xy, guarded: boolean): Draft => draft(key, 'siteGate', say(en, sr, zh), { point }, { guarded });
  return [
    ...roads.map(([key, en, sr, zh, widthM, points]) => draft(key, 'road', say(en, sr, zh), { line: straightEnds(points) }, { widthM })),
    ...haulRoads.map(([key, en, sr, zh, widthM, points]) => draft(key, 'haulRoad', say(en, sr, zh), { line: straightEnds(points) }, { widthM })),
    ...rails.map(([key, en, sr, zh, widthM, points]) => draft(key, 'rail', say(en, sr, zh), { line: straightEnds(points) }, { widthM })),
    ...bridges.map(([key, en, sr, zh, widthM, points]) => draft(key, 'road', say(en, sr, zh), { line: points }, { widthM, form: 'bridge' })),
    gate('GT-1', 'Gate 1, main gate', 'Kapija 1, glavna', '1号门（正门）', O.at(236, -12), true),
    gate('GT-2', 'Gate 2, mine', 'Kapija 2, rudnik', '2号门（采矿）', [-1520, -420], true),
    gate('GT-3', 'Gate 3, lower road', 'Kapija 3, donji put', '3号门（下线路）', S.at(760, -205), true),
    gate('GT-4', 'Gate 4, tailings', 'Kapija 4, jalovište', '4号门（尾矿库）', [896, 110], false),
    gate('GT-5', 'Gate 5, explosives', 'Kapija 5, eksploziv', '5号门（炸药库）', [-2060, -392], true),
  ];
}
