/**
 * Serbian Latin -> Serbian Cyrillic by rule. Our Serbian text is written once, in Latin; the Cyrillic
 * interface is derived from it when the languages load. What is not Serbian prose (interpolations, tags,
 * links, units, formulas, codes, key names, names kept by agreement) passes through untouched.
 */

const pairs: Record<string, string> = { lj: 'љ', nj: 'њ', dž: 'џ' };

const letters: Record<string, string> = {
  a: 'а', b: 'б', c: 'ц', č: 'ч', ć: 'ћ', d: 'д', đ: 'ђ', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'ј',
  k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', r: 'р', s: 'с', š: 'ш', t: 'т', u: 'у', v: 'в', z: 'з',
  ž: 'ж',
}; // prettier-ignore

/** The one-character digraphs of Unicode, which copied text sometimes carries. */
const ligatures: Record<string, string> = {
  Ǆ: 'DŽ', ǅ: 'Dž', ǆ: 'dž', Ǉ: 'LJ', ǈ: 'Lj', ǉ: 'lj', Ǌ: 'NJ', ǋ: 'Nj', ǌ: 'nj',
}; // prettier-ignore

/**
 * Places where two letters are two sounds, as patterns over the lower-case word. The pair to split is the
 * first one inside each match. Prefixes nad-, od-, pod-, pred- before ž are split, except for the words
 * where dž belongs to the root (odžak, odžačar, Odžaci, nadžak).
 */
const splitPairs: readonly RegExp[] = [
  // n + j
  /injek[ct]/g,
  /^(?:ne|iz)?injic(?=ir|ij)/g,
  /injunk/g,
  /konjunk/g,
  /konjug/g,
  /konjektur/g,
  /^anjon/g,
  /^tanjug/g,
  /vanjezič/g,
  /vanjadr/g,
  /^panjugoslov/g,
  // d + ž
  /^(?:ne|naj)?nadž(?!ak)/g,
  /^(?:ne|naj)?odž(?!a[kčc])/g,
  /^(?:ne|naj|iz|is|po)?podž/g,
  /^(?:ne|naj)?predž/g,
];

const foreignWords = [
  // names
  'Tocsin', 'Electron', 'SQLite', 'Mapbox', 'Excel', 'OpenStreetMap', 'GeoJSON', 'GeoTIFF', 'MBTiles',
  'PMTiles', 'Chromium', 'Debian', 'Modbus', 'OpenSSL', 'openssl', 'sha256sum', 'Ed25519',
  // standards and abbreviations that are read in Latin
  'ISO', 'NFPA', 'ADR', 'RID', 'GHS', 'IMDG', 'CLP', 'CAS', 'UN', 'SDS', 'PAR', 'LTIFR', 'TRIFR', 'AEGL', 'ERPG',
  'IDLH', 'ISA', 'EEMUA', 'EPSG', 'WGS', 'UTM', 'UTC', 'CET', 'CEST', 'GPS', 'SCBA', 'MQTT', 'CAP',
  'SCADA', 'SHA', 'HTML', 'PDF', 'CSV', 'XLSX', 'XLS', 'JSON', 'KML', 'KMZ', 'GPX', 'DXF', 'PNG', 'JPG',
  'JPEG', 'WEBP', 'ZIP', 'XML', 'USB', 'LAN', 'WAL', 'LEL', 'UEL', 'LOWESS', 'INC', 'EX',
  // formulas without a digit
  'HCl', 'HF', 'HCN', 'NaOH', 'CaO', 'CO', 'NO', 'NOx', 'SOx', 'NaCN', 'KCN', 'NaSH', 'PAX', 'SIBX', 'ANFO',
]; // prettier-ignore

/** Unit symbols; those of `shortUnits` could be words, so they count only beside a number or another unit. */
const units =
  'km|cm|mm|µm|dm|kg|mg|µg|kW|MW|GW|kWh|MWh|kV|MV|kVA|MVA|kA|mA|hPa|kPa|MPa|Pa|mbar|ppm|ppb|dB|Hz|kHz|MHz|ml|hl|dl|kB|MB|GB|TB|ms|px|°C|°F|m³|m²|m3|m2|km²|Nm³|mm²|MJ|kJ|kN|mSv|µSv|Bq|dpi|dBA';
const shortUnits = 'min|bar|ha|rad|m|h|s|l|t|g|A|V|W|K|J|N|C|L|d';
const anyUnit = `(?:${units}|${shortUnits})`;
const edge = String.raw`(?![\p{L}\p{N}])`;
const start = String.raw`(?<![\p{L}\p{N}])`;

const extensions =
  'tocsin|csv|tsv|xlsx|xls|json|geojson|kml|kmz|gpx|pdf|png|jpe?g|webp|mbtiles|pmtiles|tiff?|dxf|zip|sh|md|txt|log|html|xml|sql|pem|sig';
const keyNames =
  'Ctrl|Control|Alt|AltGr|Shift|Cmd|Meta|Esc|Escape|Enter|Return|Tab|Space|Home|End|Insert|Delete|Del|Backspace|PageUp|PageDown|Page Up|Page Down|PgUp|PgDn';

/** Everything that stays as written, tried in this order at each position. */
const keptPatterns: readonly string[] = [
  String.raw`\{\{[^{}]*\}\}`,
  String.raw`\$t\([^()]*\)`,
  String.raw`</?[A-Za-z0-9][^<>]*>`,
  String.raw`&[A-Za-z]+;`,
  String.raw`(?:https?|ftp|mailto|tocsin):[^\s<>"“”]+`,
  String.raw`${start}www\.[^\s<>"“”]+`,
  String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`,
  String.raw`(?:[\w*-]+)?\.(?:${extensions})${edge}`,
  String.raw`${start}(?:${keyNames})${edge}(?:[ ]?\+?[ ]?(?:[A-Z]|F\d{1,2}|${keyNames})${edge})*`,
  // a unit after a number or after an interpolation; "s" before another word is the preposition
  String.raw`(?<=[\d}][ \u00a0\u202f]?)${anyUnit}(?:[/·]${anyUnit})*${edge}(?!(?<=[\d}][ \u00a0\u202f]?s)[ ]\p{L})`,
  String.raw`${start}${anyUnit}(?:/${anyUnit})+${edge}`,
  String.raw`${start}(?:${units})${edge}`,
  // codes: G-07, INC 2026-014, UN 1079, E007, SO2, H2SO4, v3, sha256
  String.raw`${start}[A-Z]{1,5}-\d[\w-]*`,
  String.raw`${start}(?:UN|INC|EX|ISO|EN|NFPA|SRPS)[ -]\d[\w:.-]*`,
  String.raw`${start}(?=[A-Za-z]*[\d₀-₉])[A-Za-z][A-Za-z\d₀-₉]*${edge}`,
  String.raw`(?<=\d)[A-Za-z]{1,2}${edge}`,
  // Roman numerals of two letters or more, or one after a word that is numbered so
  String.raw`${start}(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{2,3})${edge}(?<=[IVX]{2})`,
  String.raw`(?<=(?:klas[aeiu]|grup[aeiu]|stepen[au]?|faz[aeiu]|kategorij[aeiu]|zon[aeiu]) )[IVX]${edge}`,
  String.raw`${start}(?:${foreignWords.join('|')})${edge}`,
  // q, w, x and y are not Serbian letters: the word is foreign
  String.raw`${start}\p{L}*[qwxyQWXY]\p{L}*${edge}`,
];

const kept = new RegExp(keptPatterns.join('|'), 'gu');
const word = /[A-Za-zČčĆćĐđŠšŽž]+/g;
// A whole text that is one unit; single capitals are more often points of the compass.
const loneUnit = new RegExp(`^(?:${units}|(?![A-Z])(?:${shortUnits}))$`, 'u');

/** Indices in the lower-case word of pairs that must stay two letters. */
function splitsOf(lower: string): Set<number> {
  const found = new Set<number>();
  for (const pattern of splitPairs) {
    for (const match of lower.matchAll(pattern)) {
      const offset = match[0].search(/lj|nj|dž/);
      if (offset >= 0) found.add(match.index + offset);
    }
  }
  return found;
}

function wordToCyrillic(text: string): string {
  const lower = text.toLowerCase();
  const splits = /lj|nj|dž/.test(lower) ? splitsOf(lower) : new Set<number>();
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const first = text.charAt(at);
    const second = text.charAt(at + 1);
    // 'lJ' is nobody's way to write lj; LJ, Lj and lj are
    const pair =
      splits.has(at) || (first === lower[at] && second !== lower[at + 1])
        ? undefined
        : pairs[lower.slice(at, at + 2)];
    const letter = pair ?? letters[lower.charAt(at)];
    if (letter === undefined) out += first;
    else out += first === lower[at] ? letter : letter.toUpperCase();
    if (pair !== undefined) at += 1;
  }
  return out;
}

/** The parts of a text that stay Latin, as [start, end) offsets in order. */
export function keptSpans(text: string): readonly (readonly [number, number])[] {
  if (loneUnit.test(text.trim())) return [[0, text.length]];
  return [...text.matchAll(kept)].map((match) => [match.index, match.index + match[0].length] as const);
}

/** Serbian Latin text as Serbian Cyrillic; the spans of `keptSpans` stay as they are. */
export function toCyrillic(latin: string): string {
  const text = latin.normalize('NFC').replace(/[Ǆ-ǌ]/g, (ligature) => ligatures[ligature] ?? ligature);
  let out = '';
  let at = 0;
  const convert = (part: string): string => part.replace(word, wordToCyrillic);
  for (const [from, to] of keptSpans(text)) {
    out += convert(text.slice(at, from)) + text.slice(from, to);
    at = to;
  }
  return out + convert(text.slice(at));
}

export type TextTree = { readonly [key: string]: string | TextTree };

/** A whole tree of texts in Cyrillic; the keys stay. */
export function treeToCyrillic(tree: TextTree): TextTree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? toCyrillic(value) : treeToCyrillic(value),
    ]),
  );
}
