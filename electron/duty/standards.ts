import type { Names } from '../schema-parts.ts';
import type { DutyRule } from './duty.ts';
import type { Period } from './recurrence.ts';

/** A rule as a standard asks for it, before a category takes it. */
export type RuleTemplate = Omit<DutyRule, 'id' | 'categoryId' | 'retiredAt' | 'version'>;

const say = (en: string, srLatn: string, zhHans: string): Names => ({ en, srLatn, zhHans });
const every = (count: number, unit: Period['unit']): Period => ({ count, unit });

const plain = {
  names: null, every: null, policy: 'fromDue', uses: null, beforeUse: false, checklist: [], standard: '', edition: '',
  critical: false,
} as const satisfies Partial<RuleTemplate>; // prettier-ignore
type Given = Pick<RuleTemplate, 'kind'> & Partial<RuleTemplate>;
const rule = (given: Given): RuleTemplate => ({ ...plain, ...given });
/** After a test of a vessel the next one is counted from its date stamp: from the day it was done. */
const fromDone = { policy: 'fromDone' } as const;

const nfpa10 = { standard: 'NFPA 10', edition: '2022' } as const;
const extinguisherChecklist = [
  say('In its place, in sight, not blocked', 'Na svom mestu, vidljiv, slobodan prilaz', '在位、可见、无遮挡'),
  say('Pressure in the green', 'Pritisak u zelenom polju', '压力在绿区'),
  say('Seal and pin whole', 'Plomba i osigurač ispravni', '铅封和保险销完好'),
  say('No dents, rust or leaks', 'Bez udubljenja, rđe i curenja', '无凹陷、锈蚀和泄漏'),
  say('Label legible', 'Nalepnica čitljiva', '标签清晰'),
];
const extinguisher = (internalYears: number, testYears: number): RuleTemplate[] => [
  rule({ kind: 'visualCheck', every: every(1, 'month'), checklist: extinguisherChecklist, ...nfpa10 }),
  rule({ kind: 'maintenance', every: every(1, 'year'), ...nfpa10 }),
  rule({ kind: 'internalExamination', every: every(internalYears, 'year'), ...fromDone, ...nfpa10 }),
  rule({ kind: 'hydrostaticTest', every: every(testYears, 'year'), ...fromDone, ...nfpa10 }),
];

const nfpa1852 = { standard: 'NFPA 1852', edition: '2019' } as const;
const cylinderTest = rule({
  kind: 'hydrostaticTest',
  names: say('Cylinder test', 'Ispitivanje boce', '气瓶水压试验'),
  every: every(5, 'year'),
  ...fromDone,
  ...nfpa1852,
});
const breathingSet = [
  rule({
    kind: 'visualCheck',
    names: say('Check, monthly and after use', 'Pregled, mesečno i posle upotrebe', '月检及使用后检查'),
    every: every(1, 'month'),
    uses: 1,
    critical: true,
    checklist: [
      say('Cylinder at least 90 % full', 'Boca najmanje 90 % puna', '气瓶压力不低于90%'),
      say('Facepiece clean, lens not cracked', 'Maska čista, vizir bez naprslina', '面罩清洁，镜片无裂纹'),
      say('Harness and buckles whole', 'Kaiševi i kopče ispravni', '背带和搭扣完好'),
      say('Low-air whistle sounds', 'Zviždaljka za nizak pritisak radi', '低压报警哨正常'),
      say('No leak in one minute', 'Bez pada pritiska za minut', '一分钟无泄漏'),
    ],
    ...nfpa1852,
  }),
  rule({
    kind: 'calibration',
    names: say('Flow test', 'Ispitivanje protoka', '流量测试'),
    every: every(1, 'year'),
    critical: true,
    ...fromDone,
    ...nfpa1852,
  }),
  cylinderTest,
];

const gasDetector = [
  rule({
    kind: 'bumpTest',
    beforeUse: true,
    critical: true,
    checklist: [
      say('All sensors answer to the gas', 'Svi senzori reaguju na gas', '各传感器对标准气有响应'),
      say('Sound, light and vibration', 'Zvuk, svetlo i vibracija', '声、光、振动报警'),
    ],
    standard: 'IEC 60079-29-2',
    edition: '2015',
  }),
  rule({
    kind: 'calibration',
    every: every(6, 'month'),
    ...fromDone,
    critical: true,
    standard: 'IEC 60079-29-2',
    edition: '2015',
  }),
];

const z3581 = { standard: 'ANSI/ISEA Z358.1', edition: '2014' } as const;
const eyewash = [
  rule({
    kind: 'functionRun',
    names: say('Weekly run', 'Nedeljno puštanje', '每周启动冲洗'),
    every: every(1, 'week'),
    checklist: [
      say('Flows within one second', 'Voda teče za jednu sekundu', '一秒内出水'),
      say('Water runs clear', 'Voda je bistra', '水流清澈'),
      say('Way to it is free', 'Prilaz slobodan', '通道畅通'),
    ],
    ...z3581,
  }),
  rule({
    kind: 'maintenance',
    names: say('Yearly inspection', 'Godišnji pregled', '年度检验'),
    every: every(1, 'year'),
    ...z3581,
  }),
];

const engine = [
  rule({
    kind: 'functionRun',
    every: every(1, 'month'),
    checklist: [
      say('Starts at the first try', 'Pali iz prve', '一次启动成功'),
      say('Fuel, oil and coolant', 'Gorivo, ulje i rashladna tečnost', '燃油、机油、冷却液'),
      say('No leaks while it runs', 'Bez curenja u radu', '运行中无泄漏'),
    ],
  }),
  rule({ kind: 'maintenance', every: every(1, 'year') }),
];

/** By the key of a category as the sample site and the templates of a new site have it. */
const byCategory: Readonly<Record<string, readonly RuleTemplate[]>> = {
  // Powder kept under pressure in a steel shell.
  extinguisher: extinguisher(6, 12),
  extinguisherCo2: extinguisher(5, 5),
  extinguisherWater: extinguisher(5, 5),
  breathingSet,
  airCylinder: [
    rule({ kind: 'visualCheck', every: every(1, 'month'), critical: true, ...nfpa1852 }),
    cylinderTest,
  ],
  multiGasDetector: gasDetector,
  so2Detector: gasDetector,
  safetyShower: eyewash,
  hose: [
    rule({
      kind: 'maintenance',
      names: say('Service test', 'Ispitivanje pritiskom', '使用压力试验'),
      every: every(1, 'year'),
      ...fromDone,
      standard: 'NFPA 1962',
      edition: '2018',
    }),
  ],
  hydrant: [
    rule({
      kind: 'functionRun',
      names: say('Flow and flush', 'Protok i ispiranje', '放水冲洗试验'),
      every: every(1, 'year'),
      standard: 'NFPA 25',
      edition: '2023',
    }),
  ],
  fireEngine: engine,
  ambulance: engine,
  mobilePump: engine,
  generator: engine,
  boat: engine,
  defibrillator: [rule({ kind: 'visualCheck', every: every(1, 'month'), critical: true })],
};

/** What standards ask of a category, by its key; empty where Tocsin knows none. All of it can be changed afterwards. */
export function standardRules(categoryKey: string): readonly RuleTemplate[] {
  return byCategory[categoryKey] ?? [];
}
