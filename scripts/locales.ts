// The check of the texts: every language complete, with the same facts and its own plural forms; every key
// that the code asks for exists; every refusal has its sentence; Cyrillic leaves no stray Latin letter.
//   node scripts/locales.ts           errors end it with 1; texts that nothing uses are only listed
//   node scripts/locales.ts --unused  texts that nothing uses are errors too
//   node scripts/locales.ts --kept    also lists what stays Latin in Cyrillic, for a person to look over
import { globSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keptSpans, toCyrillic } from '../renderer/locales/cyrillic.ts';
import { usedKeys, type Use } from './locale-keys.ts';

const root = join(import.meta.dirname, '..');
const pluralForms = { en: ['one', 'other'], 'sr-Latn': ['few', 'one', 'other'], 'zh-Hans': ['other'] };
type Written = keyof typeof pluralForms;
const written = Object.keys(pluralForms) as Written[];

/** Keys built in ways that the scan cannot see; each begins one of these. Keep it short. */
const dynamicPrefixes = ['field.name.', 'field.problem.', 'refusal.', 'role.'];

type Tree = { readonly [key: string]: string | Tree };
type Texts = ReadonlyMap<string, string>;

const problems: string[] = [];

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

async function textsOf(language: Written): Promise<Texts> {
  const folder = join(root, 'renderer/locales', language);
  const { default: tree } = (await import(join(folder, 'index.ts'))) as { default: Tree };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const noun = basename(file, '.json');
    if (!Object.hasOwn(tree, noun)) problems.push(`${language}/index.ts does not export ${noun}.json`);
  }
  return new Map(flat(tree));
}

/** `common.hours_few` -> [`common.hours`, `few`]; only where the key has an `_other`. */
function pluralOf(key: string, texts: Texts): readonly [string, string] | null {
  const at = key.lastIndexOf('_');
  const form = key.slice(at + 1);
  if (at < 0 || !['zero', 'one', 'two', 'few', 'many', 'other'].includes(form)) return null;
  const base = key.slice(0, at);
  return texts.has(`${base}_other`) ? [base, form] : null;
}

/** Every key with its plural forms folded into one: base key -> its texts by form ('' for a plain text). */
function grouped(texts: Texts): Map<string, Map<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  for (const [key, text] of texts) {
    const [base, form] = pluralOf(key, texts) ?? [key, ''];
    groups.set(base, (groups.get(base) ?? new Map<string, string>()).set(form, text));
  }
  return groups;
}

/** The facts and tags of a text, sorted; `count` may be left out of a plural form. */
function holes(text: string, plural: boolean): string {
  const found = [...text.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}|<\/?(\w+)\/?>/g)].map(
    (hole) => hole[1] ?? `<${hole[2]}>`,
  );
  return [...new Set(found)]
    .filter((hole) => !(plural && hole === 'count'))
    .sort()
    .join(' ');
}

function compare(
  language: Written,
  english: ReturnType<typeof grouped>,
  mine: ReturnType<typeof grouped>,
): void {
  for (const [key, forms] of english) {
    const own = mine.get(key);
    if (!own) {
      problems.push(`${language}: ${key} is missing`);
      continue;
    }
    const plural = !forms.has('');
    const expected = plural ? pluralForms[language].join(' ') : '';
    const has = [...own.keys()].sort().join(' ');
    if (has !== expected) problems.push(`${language}: ${key} has the forms "${has}", it needs "${expected}"`);
    const wanted = holes([...forms.values()].join(' '), plural);
    for (const [form, text] of own) {
      if (text.trim() === '') problems.push(`${language}: ${key} ${form} is empty`);
      if (holes(text, plural) !== wanted)
        problems.push(
          `${language}: ${key} ${form} has {{${holes(text, plural)}}}, English has {{${wanted}}}`,
        );
    }
  }
  for (const key of mine.keys())
    if (!english.has(key)) problems.push(`${language}: ${key} is not in English`);
}

function checkCyrillic(texts: Texts): string[] {
  const keptWords = new Set<string>();
  for (const [key, text] of texts) {
    let at = 0;
    for (const [from, to] of [...keptSpans(text), [text.length, text.length] as const]) {
      const stray = toCyrillic(text.slice(at, from)).match(/\p{Script=Latin}+/u);
      if (stray && keptSpans(text.slice(at, from)).length === 0)
        problems.push(`sr-Cyrl: ${key} keeps "${stray[0]}" in Latin: not a Serbian letter`);
      if (to > from && !text.slice(from, to).startsWith('{{')) keptWords.add(text.slice(from, to));
      at = to;
    }
  }
  return [...keptWords].sort();
}

const sources = globSync(['renderer/**/*.{ts,tsx}', 'electron/**/*.ts'], { cwd: root })
  .filter((file) => !file.startsWith('renderer/locales/sr') && !file.startsWith('renderer/locales/zh'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

const texts = {} as Record<Written, Texts>;
for (const language of written) texts[language] = await textsOf(language);
const english = grouped(texts.en);
for (const language of written) compare(language, english, grouped(texts[language]));
const keptWords = checkCyrillic(texts['sr-Latn']);

const keys = [...english.keys()];
const used = new Set(keys.filter((key) => dynamicPrefixes.some((prefix) => key.startsWith(prefix))));
const note = (found: Use, file: string): void => {
  const hits = found.pattern
    ? keys.filter((key) => found.pattern!.test(key))
    : english.has(found.text)
      ? [found.text]
      : [];
  for (const key of hits) used.add(key);
  if (found.asked && hits.length === 0)
    problems.push(`${file}:${found.line} asks for ${found.text}, which no language has`);
};
for (const { file, text } of sources) for (const found of usedKeys(text)) note(found, file);

for (const { file, text } of sources.filter((source) => source.file.startsWith('electron/')))
  for (const [, code] of text.matchAll(/\brefuse\(\s*'([\w.]+)'/g))
    if (!english.has(`refusal.${code}`))
      problems.push(`${file} refuses with ${code}, but refusal.${code} has no text`);

const unused = keys.filter((key) => !used.has(key));
if (unused.length > 0) {
  const told = `${unused.length} texts that nothing uses: ${unused.join(', ')}`;
  if (process.argv.includes('--unused')) problems.push(told);
  else console.log(told);
}
if (process.argv.includes('--kept')) console.log(`Latin in Cyrillic: ${keptWords.join(' | ')}`);
if (problems.length > 0) {
  const told = [...new Set(problems)];
  console.error(told.join('\n'));
  console.error(`${told.length} problems in the texts`);
  process.exit(1);
}
console.log(`${keys.length} texts complete in ${written.length} languages, and in Cyrillic by rule`);
