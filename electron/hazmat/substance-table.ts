import type { Field, Value } from '../import/table.ts';
import { refuse, type Answer } from '../refusal.ts';
import { addSubstanceInput, substanceRefusal, type Physical, type Substance, type Toxic } from './hazmat.ts';

/** "UN 1017", "1017" and a workbook's number 4 are the same kind of thing: four digits. */
function unOf(word: string): string {
  const digits = word.toUpperCase().replace(/^UN\s*/u, '');
  return /^\d{1,4}$/u.test(digits) ? digits.padStart(4, '0') : digits;
}
/** A class with a decimal comma is the class with a point; compatibility groups are capitals. */
const classOf = (word: string): string =>
  /^(none|–|-|—)$/iu.test(word) ? 'none' : word.toUpperCase().replace(',', '.');
const upper = (word: string): string => word.toUpperCase();
const hazardClass = /^(1\.[1-6][A-LNS]?|2\.[123]|3|4\.[123]|5\.[12]|6\.[12]|7|8|9|none)$/u;

function figure(key: string, min: number, max: number, words: readonly string[]): Field {
  return { key, kind: 'number', min, max, words };
}
function code(key: string, pattern: RegExp, words: readonly string[], more: Partial<Field> = {}): Field {
  return { key, kind: 'codes', pattern, words, many: false, normal: upper, ...more } as Field;
}

/** The columns that a list of substances is imported from, with what people and suppliers write over them. */
export const substanceFields: readonly Field[] = [
  { key: 'key', kind: 'text', max: 40, required: true, words: ['Code', 'Key', 'Substance code', 'Item code', 'Oznaka', 'Šifra', 'Šifra materije', '编号', '代码', '物质编号'] },
  { key: 'en', kind: 'text', max: 200, words: ['Name', 'Substance', 'Product name', 'Name in English', 'English name', 'Proper shipping name', '英文名称'] },
  { key: 'srLatn', kind: 'text', max: 200, words: ['Naziv', 'Naziv materije', 'Ime', 'Name in Serbian', 'Srpski naziv', 'Hemikalija', '塞尔维亚文名称'] },
  { key: 'zhHans', kind: 'text', max: 200, words: ['名称', '中文名称', '品名', '物质名称', 'Name in Chinese', 'Kineski naziv'] },
  code('unNumber', /^\d{4}$/u, ['UN', 'UN number', 'UN no', 'UN No.', 'UN broj', 'UN br.', 'UN 编号', 'UN号', '联合国编号'], { normal: unOf } as Partial<Field>),
  code('hazardClass', hazardClass, ['Class', 'Hazard class', 'ADR class', 'Klasa', 'Klasa opasnosti', 'ADR klasa', '类别', '危险类别', '主危险性'], { required: true, normal: classOf } as Partial<Field>),
  code('subsidiary', hazardClass, ['Subsidiary risk', 'Subsidiary risks', 'Subsidiary hazard', 'Sporedna opasnost', 'Sporedne opasnosti', '次要危险性', '副危险'], { many: true, normal: classOf } as Partial<Field>),
  code('packingGroup', /^(I|II|III)$/u, ['Packing group', 'PG', 'Ambalažna grupa', 'Pak. grupa', '包装类别', '包装组']),
  code('ghs', /^GHS0[1-9]$/u, ['GHS', 'Pictograms', 'GHS pictograms', 'Piktogrami', 'GHS piktogrami', '象形图', 'GHS象形图'], { many: true } as Partial<Field>),
  code('hStatements', /^H\d{3}[A-Za-z]{0,2}$/u, ['H-statements', 'H statements', 'Hazard statements', 'H phrases', 'H-oznake', 'H oznake', 'Obaveštenja o opasnosti', 'H说明', '危险说明'], { many: true, normal: (word: string) => word } as Partial<Field>),
  code('ergGuide', /^\d{3}P?$/u, ['ERG', 'ERG guide', 'Guide', 'Vodič', 'ERG vodič', 'ERG指南', '指南编号']),
  {
    key: 'form', kind: 'choice', required: true, fault: 'noForm',
    of: {
      gas: ['gaseous', 'gasovito', 'gas', 'gasovit', '气体', '气态', '气'],
      liquid: ['liquid', 'tečnost', 'tečno', 'tecno', '液体', '液态', '液'],
      solid: ['solid', 'powder', 'čvrsto', 'prah', '固体', '固态', '固'],
    },
    words: ['Form', 'Physical state', 'State', 'Agregatno stanje', 'Oblik', 'Stanje', '形态', '物态', '状态'],
  },
  code('cas', /^\d{2,7}-\d{2}-\d$/u, ['CAS', 'CAS number', 'CAS no', 'CAS broj', 'CAS号', 'CAS 编号']),
  figure('densityKgM3', 1, 25_000, ['Density', 'Density kg/m3', 'Gustina', 'Gustina kg/m3', '密度']),
  figure('molarMassG', 1, 2000, ['Molar mass', 'Molar mass g/mol', 'Molecular weight', 'Molarna masa', '摩尔质量', '分子量']),
  figure('boilingC', -273, 4000, ['Boiling point', 'Boils at', 'Tačka ključanja', '沸点']),
  figure('meltingC', -273, 4000, ['Melting point', 'Melts at', 'Tačka topljenja', '熔点']),
  figure('flashC', -273, 1000, ['Flash point', 'Tačka paljenja', 'Plamište', '闪点']),
  figure('lelPercent', 0, 100, ['LEL', 'LEL %', 'Lower explosive limit', 'DGE', 'Donja granica eksplozivnosti', '爆炸下限']),
  figure('uelPercent', 0, 100, ['UEL', 'UEL %', 'Upper explosive limit', 'GGE', 'Gornja granica eksplozivnosti', '爆炸上限']),
  figure('keepMinC', -273, 400, ['Keep above', 'Minimum storage temperature', 'Najniža temperatura čuvanja', '最低储存温度']),
  figure('keepMaxC', -273, 400, ['Keep below', 'Maximum storage temperature', 'Najviša temperatura čuvanja', '最高储存温度']),
  code('unit', /^(ppm|mg\/m3)$/u, ['Unit of toxic levels', 'Toxic unit', 'Jedinica toksičnosti', '毒性单位'], { normal: (word: string) => word.toLowerCase().replace('³', '3') } as Partial<Field>),
  figure('aegl1', 0, 1e6, ['AEGL-1', 'AEGL 1', 'AEGL1']),
  figure('aegl2', 0, 1e6, ['AEGL-2', 'AEGL 2', 'AEGL2']),
  figure('aegl3', 0, 1e6, ['AEGL-3', 'AEGL 3', 'AEGL3']),
  figure('erpg1', 0, 1e6, ['ERPG-1', 'ERPG 1', 'ERPG1']),
  figure('erpg2', 0, 1e6, ['ERPG-2', 'ERPG 2', 'ERPG2']),
  figure('erpg3', 0, 1e6, ['ERPG-3', 'ERPG 3', 'ERPG3']),
  figure('idlh', 0, 1e6, ['IDLH']),
  { key: 'source', kind: 'text', max: 200, words: ['Source', 'Reference', 'Izvor', 'Literatura', '出处', '来源'] },
]; // prettier-ignore

const physicalKeys = ['densityKgM3', 'molarMassG', 'boilingC', 'meltingC', 'flashC', 'lelPercent', 'uelPercent', 'keepMinC', 'keepMaxC'] as const satisfies readonly (keyof Physical)[]; // prettier-ignore
const toxicKeys = ['aegl1', 'aegl2', 'aegl3', 'erpg1', 'erpg2', 'erpg3', 'idlh'] as const satisfies readonly (keyof Toxic)[]; // prettier-ignore

/** What a new substance has where the file says nothing. */
export const blankSubstance: Readonly<Record<string, Value>> = {
  en: '', srLatn: '', zhHans: '', unNumber: null, subsidiary: '', packingGroup: null, ghs: '', hStatements: '', ergGuide: null,
  cas: null, unit: 'ppm', source: '', ...Object.fromEntries([...physicalKeys, ...toxicKeys].map((name) => [name, null])),
}; // prettier-ignore

const joined = (list: readonly string[]): string => [...list].sort().join(', ');
const listOf = (value: Value | undefined): string[] =>
  String(value ?? '')
    .split(', ')
    .filter((one) => one !== '');

/** A substance as one line of a table: lists joined, figures beside the rest. */
export function flatSubstance(
  substance: Substance,
): Readonly<Record<string, Value>> & { readonly id: string; readonly version: number } {
  const { id, version, key, names, physical, toxic } = substance;
  const figures: Record<string, Value> = {};
  for (const name of physicalKeys) figures[name] = physical[name];
  for (const name of toxicKeys) figures[name] = toxic[name];
  return {
    ...figures,
    id,
    version,
    key,
    ...names,
    unNumber: substance.unNumber,
    hazardClass: substance.hazardClass,
    subsidiary: joined(substance.subsidiary),
    packingGroup: substance.packingGroup,
    ghs: joined(substance.ghs),
    hStatements: joined(substance.hStatements),
    ergGuide: substance.ergGuide,
    form: substance.form,
    cas: substance.cas,
    unit: toxic.unit,
    source: physical.source,
  };
}

/** What a line of a table makes of a substance; `before` keeps what no column holds. Refuses by the rules of the form. */
export function substanceOf(
  line: Readonly<Record<string, Value>>,
  before: Substance | undefined,
): Answer<Omit<Substance, 'id' | 'version'>> {
  const said = (language: 'en' | 'srLatn' | 'zhHans'): string => String(line[language] ?? '');
  // A name that is not translated yet is still a name.
  const some = said('en') || said('srLatn') || said('zhHans');
  const names = { en: said('en') || some, srLatn: said('srLatn') || some, zhHans: said('zhHans') || some };
  if (some === '') return refuse('substanceNameless', { key: String(line['key'] ?? '') });
  const figures = (keys: readonly string[]): Record<string, Value> =>
    Object.fromEntries(keys.map((name) => [name, line[name] ?? null]));
  const parsed = addSubstanceInput.safeParse({
    key: line['key'],
    names,
    unNumber: line['unNumber'] ?? null,
    hazardClass: line['hazardClass'],
    subsidiary: listOf(line['subsidiary']),
    packingGroup: line['packingGroup'] ?? null,
    ghs: listOf(line['ghs']),
    hStatements: listOf(line['hStatements']),
    ergGuide: line['ergGuide'] ?? null,
    form: line['form'],
    cas: line['cas'] ?? null,
    groups: before?.groups ?? [],
    physical: { ...figures(physicalKeys), source: line['source'] ?? '' },
    toxic: { ...figures(toxicKeys), unit: line['unit'] ?? 'ppm', source: before?.toxic.source ?? '' },
  });
  if (!parsed.success)
    return refuse('badInput', { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  return substanceRefusal(parsed.data) ?? parsed.data;
}
