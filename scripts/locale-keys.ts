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
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}

/** String and template literals outside comments; a template's `${…}` is kept as written. */
function literalsOf(source: string): Literal[] {
  const found: Literal[] = [];
  const pattern =
    /\/\*[\s\S]*?\*\/|(?<=^|[\s;,{}()])\/\/[^\n]*|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\[\s\S])*)`/g;
  for (const match of source.matchAll(pattern)) {
    const text = match[1] ?? match[2] ?? match[3];
    if (text === undefined) continue;
    found.push({
      text,
      at: match.index,
      end: match.index + match[0].length,
      template: match[3] !== undefined,
    });
  }
  return found;
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
