import { draft, say, type Draft } from './draft.ts';
import { circle, grid, smooth, type Xy } from './shapes.ts';

const O = grid([1010, -470], 11);

/** The offices' drawing grid. */
export const OFFICES = O;

/** Offices, canteen, dispensary, fire station and what stands around them. */
export function offices(): Draft[] {
  const at = (key: string, en: string, sr: string, zh: string, polygon: Xy[], storeys: number): Draft =>
    draft(key, 'building', say(en, sr, zh), { polygon }, { parentKey: 'A-OFF', storeys });
  return [
    draft(
      'A-OFF',
      'area',
      say('Offices and services', 'Upravni krug', '办公与生活区'),
      {
        polygon: smooth(
          O.poly([
            [-190, -70],
            [-184, 60],
            [-90, 116],
            [60, 120],
            [170, 96],
            [214, 20],
            [196, -66],
            [60, -104],
            [-100, -100],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    at(
      'B-ADMIN',
      'Head office',
      'Upravna zgrada',
      '综合办公楼',
      O.poly([
        [-20, 20],
        [70, 20],
        [70, 38],
        [42, 38],
        [42, 74],
        [24, 74],
        [24, 38],
        [-20, 38],
      ]),
      5,
    ),
    at(
      'B-ECC',
      'Emergency control centre',
      'Centar za vanredne situacije',
      '应急指挥中心',
      O.poly([
        [-64, 22],
        [-38, 22],
        [-38, 50],
        [-50, 50],
        [-50, 40],
        [-64, 40],
      ]),
      2,
    ),
    at(
      'B-CANT',
      'Canteen',
      'Menza',
      '食堂',
      O.poly([
        [92, -44],
        [148, -44],
        [148, -8],
        [122, -8],
        [122, 6],
        [92, 6],
      ]),
      1,
    ),
    at(
      'B-DISP',
      'Dispensary',
      'Ambulanta',
      '医务所',
      O.poly([
        [12, -58],
        [62, -58],
        [62, -40],
        [44, -40],
        [44, -22],
        [12, -22],
      ]),
      2,
    ),
    at(
      'B-FIRE',
      'Fire station',
      'Vatrogasna stanica',
      '消防站',
      O.poly([
        [-164, -50],
        [-98, -50],
        [-98, -26],
        [-144, -26],
        [-144, 6],
        [-164, 6],
      ]),
      2,
    ),
    draft(
      'TW-F',
      'tank',
      say('Fire station drill tower', 'Vežbovni toranj vatrogasaca', '消防训练塔'),
      { polygon: O.box(-132, -8, -124, 0) },
      { form: 'tower', parentKey: 'A-OFF' },
    ),
    at(
      'B-TRAIN',
      'Training centre',
      'Centar za obuku',
      '培训中心',
      O.poly([
        [-120, 44],
        [-76, 44],
        [-76, 66],
        [-92, 66],
        [-92, 84],
        [-120, 84],
      ]),
      2,
    ),
    at(
      'B-LOCK',
      'Workers’ hostel',
      'Samački smeštaj',
      '职工宿舍',
      O.poly([
        [96, 40],
        [166, 40],
        [166, 54],
        [110, 54],
        [110, 84],
        [96, 84],
      ]),
      4,
    ),
    draft(
      'A-PARK',
      'area',
      say('Car park', 'Parking', '停车场'),
      { polygon: O.box(-70, -84, -8, -48) },
      { form: 'yard', parentKey: 'A-OFF' },
    ),
    draft(
      'A-HELI',
      'area',
      say('Helicopter landing place', 'Helidrom', '直升机停机坪'),
      { polygon: circle(O.at(-150, 36), 15) },
      { form: 'helipad', parentKey: 'A-OFF' },
    ),
    draft(
      'B-GATE1',
      'building',
      say('Main gatehouse', 'Portirnica glavne kapije', '正门门卫室'),
      { polygon: O.box(226, 14, 244, 24) },
      {},
    ),
  ];
}
