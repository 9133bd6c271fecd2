import { draft, say, type Draft } from './draft.ts';
import { circle, grid, smooth, type Xy } from './shapes.ts';

/** Electrolysis, precious metals and cathode dispatch. */
export function refinery(): Draft[] {
  const r = grid([330, -150], -20);
  const at = (key: string, en: string, sr: string, zh: string, polygon: Xy[]): Draft =>
    draft(key, 'building', say(en, sr, zh), { polygon }, { parentKey: 'A-REF' });
  return [
    draft(
      'A-REF',
      'area',
      say('Copper refinery', 'Elektroliza bakra', '电解精炼厂'),
      {
        polygon: smooth(
          r.poly([
            [-128, -58],
            [0, -66],
            [118, -60],
            [136, 0],
            [112, 62],
            [0, 74],
            [-116, 66],
            [-138, 4],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    at(
      'B-TANKH',
      'Electrolysis tank house',
      'Hala elektrolize',
      '电解车间',
      r.poly([
        [-108, -34],
        [72, -34],
        [72, 14],
        [40, 14],
        [40, 24],
        [-108, 24],
      ]),
    ),
    at('B-RECT', 'Rectifier house', 'Ispravljačka stanica', '整流所', r.box(-100, 34, -50, 50)),
    at(
      'B-PREC',
      'Precious metals plant',
      'Pogon plemenitih metala',
      '稀贵金属车间',
      r.poly([
        [84, -34],
        [118, -34],
        [118, 2],
        [102, 2],
        [102, 18],
        [84, 18],
      ]),
    ),
    at('B-CATH', 'Cathode dispatch', 'Otprema katoda', '阴极铜发运站', r.box(-30, 36, 44, 56)),
    draft(
      'TK-EL1',
      'tank',
      say('Electrolyte tank 1', 'Rezervoar elektrolita 1', '1号电解液槽'),
      { polygon: circle(r.at(62, 40), 8) },
      { parentKey: 'A-REF' },
    ),
    draft(
      'TK-EL2',
      'tank',
      say('Electrolyte tank 2', 'Rezervoar elektrolita 2', '2号电解液槽'),
      { polygon: circle(r.at(82, 40), 8) },
      { parentKey: 'A-REF' },
    ),
  ];
}

/** Contractors' camp and the plant that cleans the pit's water. */
export function outlying(): Draft[] {
  const c = grid([-1300, -268], 20);
  const w = grid([-330, 300], -28);
  return [
    draft(
      'A-CAMP',
      'area',
      say('Contractors’ camp', 'Naselje izvođača', '承包商营地'),
      {
        polygon: smooth(
          c.poly([
            [-90, -6],
            [-80, 76],
            [0, 92],
            [96, 80],
            [104, 4],
            [40, -12],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    ...[0, 1, 2, 3].map((i) =>
      draft(
        `B-CAMP${i + 1}`,
        'building',
        say(`Camp block ${i + 1}`, `Baraka ${i + 1}`, `${i + 1}号营房`),
        { polygon: c.box(-70 + i * 40, 14, -48 + i * 40, 64) },
        { parentKey: 'A-CAMP' },
      ),
    ),
    draft(
      'A-MWT',
      'area',
      say('Mine water treatment', 'Prečišćavanje rudničkih voda', '矿坑水处理站'),
      {
        polygon: smooth(
          w.poly([
            [-84, -44],
            [40, -58],
            [96, -30],
            [92, 34],
            [0, 56],
            [-80, 40],
          ]),
          4,
          true,
        ),
      },
      { form: 'yard' },
    ),
    draft(
      'B-MWT',
      'building',
      say('Mine water treatment building', 'Zgrada prečišćavanja rudničkih voda', '矿坑水处理厂房'),
      {
        polygon: w.poly([
          [-52, -16],
          [-2, -16],
          [-2, 10],
          [-30, 10],
          [-30, 26],
          [-52, 26],
        ]),
      },
      { parentKey: 'A-MWT' },
    ),
    draft(
      'TK-MW1',
      'tank',
      say('Clarifier 1', 'Taložnik 1', '1号澄清池'),
      { polygon: circle(w.at(26, 14), 16) },
      { parentKey: 'A-MWT', form: 'thickener' },
    ),
    draft(
      'TK-MW2',
      'tank',
      say('Clarifier 2', 'Taložnik 2', '2号澄清池'),
      { polygon: circle(w.at(62, 4), 16) },
      { parentKey: 'A-MWT', form: 'thickener' },
    ),
  ];
}
