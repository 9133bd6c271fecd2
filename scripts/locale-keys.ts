// Finds the text keys in a source file, without a parser: `t('…')` in all its shapes, and any other literal
// that happens to be a key (a table of labels).

export interface Use {
  /** The key, or the template as written. */
  readonly text: string;
  /** For a template: what the keys that it can make look like. */
  readonly pattern?: RegExp;
  readonly line: number;
  /** Written as an argument of t(): it must exist. Otherwise it may be any other string. */
  readonly asked: boolean;
}

interface Literal {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly template: boolean;
}

/** Every key-like literal of a TypeScript source. */
export function usedKeys(source: string): Use[] {
  const literals = literalsOf(source);
  const asked = askedRanges(source, literals);
  const lineOf = lineFinder(source);
  return literals
    .filter((literal) => /^[a-z]\w*\./.test(literal.text))
    .map((literal) => ({
      text: literal.text,
      ...(literal.template && literal.text.includes('${') ? { pattern: patternOf(literal.text) } : {}),
      line: lineOf(literal.at),
      asked: asked.some(([from, to]) => literal.at >= from && literal.end <= to),
    }));
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
}

/** String and template literals outside comments, those inside a template's `${…}` too; in a template's text each is `${…}`. */
function literalsOf(source: string): Literal[] {
  const found: Literal[] = [];
  scanCode(source, 0, found);
  return found.sort((a, b) => a.at - b.at);
}

/** Reads code from `at` to the brace that closes it (or the end) and gives where that is. */
function scanCode(source: string, at: number, found: Literal[]): number {
  let depth = 0;
  let before = '';
  while (at < source.length) {
    const character = source.charAt(at);
    const next = source.charAt(at + 1);
    if (character === '/' && next === '*') at = after(source, '*/', at + 2);
    else if (character === '/' && next === '/') at = after(source, '\n', at + 2);
    else if (character === '/' && (before === '' || '(,=:[!&|?{;'.includes(before)))
      at = endOfPattern(source, at);
    else if (character === "'" || character === '"') at = scanText(source, at, found);
    else if (character === '`') at = scanTemplate(source, at, found);
    else if (character === '}' && depth === 0) return at;
    else {
      if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      at += 1;
      if (/\s/.test(character)) continue;
    }
    before = character;
  }
  return at;
}

function after(source: string, what: string, from: number): number {
  const at = source.indexOf(what, from);
  return at < 0 ? source.length : at + what.length;
}

/** A regular expression ends on its own line; where none does, the stroke was a division. */
function endOfPattern(source: string, at: number): number {
  const whole = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//y;
  whole.lastIndex = at;
  return at + (whole.exec(source)?.[0].length ?? 1);
}

/** A quoted text; a quotation mark that is not closed on its line is an apostrophe. */
function scanText(source: string, at: number, found: Literal[]): number {
  const whole = source.charAt(at) === "'" ? /'((?:[^'\\\n]|\\.)*)'/y : /"((?:[^"\\\n]|\\.)*)"/y;
  whole.lastIndex = at;
  const match = whole.exec(source);
  if (!match) return at + 1;
  const end = at + match[0].length;
  found.push({ text: match[1] ?? '', at, end, template: false });
  return end;
}

function scanTemplate(source: string, from: number, found: Literal[]): number {
  let text = '';
  let at = from + 1;
  while (at < source.length && source.charAt(at) !== '`') {
    if (source.startsWith('${', at)) {
      at = scanCode(source, at + 2, found) + 1;
      text += '${…}';
    } else {
      const length = source.charAt(at) === '\\' ? 2 : 1;
      text += source.slice(at, at + length);
      at += length;
    }
  }
  found.push({ text, at: from, end: at + 1, template: true });
  return at + 1;
}

/** Where the first arguments of t(…) and translate keys stand: [from, to) offsets. */
function askedRanges(source: string, literals: readonly Literal[]): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (const call of source.matchAll(/(?<![\w.$])(?:i18n\.)?t\(/g)) {
    const from = call.index + call[0].length;
    if (literals.some((literal) => literal.at < call.index && literal.end > call.index && !literal.template))
      continue;
    ranges.push([from, endOfArgument(source, from, literals)]);
  }
  for (const attribute of source.matchAll(/\bi18nKey=/g)) {
    const from = attribute.index + attribute[0].length;
    const literal = literals.find((one) => one.at >= from && one.at <= from + 1);
    if (literal) ranges.push([literal.at, literal.end]);
  }
  return ranges;
}

/** The end of the first argument: the comma or bracket that closes it. A nested call's arguments are its own. */
function endOfArgument(source: string, from: number, literals: readonly Literal[]): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const literal = literals.find((one) => one.at === at);
    if (literal) {
      at = literal.end - 1;
      continue;
    }
    const character = source.charAt(at);
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character) && depth-- === 0) return at;
    else if (character === ',' && depth === 0) return at;
    // a comparison inside a condition, t(kind === 'a.b' ? …), is not a key: rare enough to rename
  }
  return source.length;
}

function lineFinder(source: string): (offset: number) => number {
  const starts = [0, ...[...source.matchAll(/\n/g)].map((match) => match.index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
