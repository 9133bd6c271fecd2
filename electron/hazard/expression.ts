import { refuse, type Answer } from '../refusal.ts';

type Evaluate = (x: number) => number;
interface Token {
  readonly kind: 'number' | 'x' | 'function' | 'sign';
  readonly text: string;
}

const functions: Readonly<Record<string, Evaluate>> = {
  exp: Math.exp,
  ln: Math.log,
  log: Math.log,
  log10: Math.log10,
  sqrt: Math.sqrt,
};

/**
 * A formula of one variable x as tables print it: numbers, x, + - * / ^, brackets, exp ln log10 sqrt, `ln^2 x`, and
 * products without a sign. Nothing else, so that it can never run anything.
 */
export function formulaOf(text: string): Answer<Evaluate> {
  const tokens = [
    ...text.matchAll(
      /\s*(?:(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)|(log10|exp|ln|log|sqrt)|(x)|([-+*/^()]))/giy,
    ),
  ].map(([, number, name, x, sign]): Token =>
    number !== undefined
      ? { kind: 'number', text: number }
      : name !== undefined
        ? { kind: 'function', text: name.toLowerCase() }
        : x !== undefined
          ? { kind: 'x', text: 'x' }
          : { kind: 'sign', text: sign! },
  );
  const length = [
    ...text.matchAll(
      /\s*(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|log10|exp|ln|log|sqrt|x|[-+*/^()])/giy,
    ),
  ].reduce((sum, [all]) => sum + all.length, 0);
  if (tokens.length === 0 || length < text.trimEnd().length)
    return refuse('hazardFormula', { formula: text });
  const parser = new Parser(tokens);
  const formula = parser.sum();
  return parser.ended && !parser.failed ? formula : refuse('hazardFormula', { formula: text });
}

class Parser {
  failed = false;
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }
  get ended(): boolean {
    return this.at >= this.tokens.length;
  }
  private takes(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.at += 1;
    return true;
  }
  sum(): Evaluate {
    let left = this.product();
    for (;;) {
      const before = left;
      if (this.takes('+')) {
        const right = this.product();
        left = (x) => before(x) + right(x);
      } else if (this.takes('-')) {
        const right = this.product();
        left = (x) => before(x) - right(x);
      } else return left;
    }
  }
  private product(): Evaluate {
    let left = this.signed();
    for (;;) {
      const before = left;
      const next = this.tokens[this.at];
      if (this.takes('/')) {
        const right = this.signed();
        left = (x) => before(x) / right(x);
      } else if (this.takes('*') || (next && (next.kind !== 'sign' || next.text === '('))) {
        const right = this.signed();
        left = (x) => before(x) * right(x);
      } else return left;
    }
  }
  private signed(): Evaluate {
    if (this.takes('-')) {
      const of = this.signed();
      return (x) => -of(x);
    }
    this.takes('+');
    return this.power();
  }
  private power(): Evaluate {
    const base = this.atom();
    if (!this.takes('^')) return base;
    const exponent = this.signed();
    return (x) => base(x) ** exponent(x);
  }
  private atom(): Evaluate {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === 'number') {
      const value = Number(token.text);
      return () => value;
    }
    if (token?.kind === 'x') return (x) => x;
    if (token?.kind === 'function') {
      const of = functions[token.text]!;
      // ln^2 x is the square of the logarithm.
      const raised = this.takes('^') ? this.atom() : null;
      const inner = this.power();
      return raised ? (x) => of(inner(x)) ** raised(x) : (x) => of(inner(x));
    }
    if (token?.text === '(') {
      const inner = this.sum();
      if (!this.takes(')')) this.failed = true;
      return inner;
    }
    this.failed = true;
    return () => Number.NaN;
  }
}
