/** A JSON text read with the line on which each of its parts stands. */
export interface Located {
  readonly value: unknown;
  /** Line (from 1) of each value by its JSON pointer; a member's line is that of its name. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Where a text stops being JSON. */
export interface NotJson {
  readonly line: number;
  readonly column: number;
  /** `twice`: a member has the name of one before it. */
  readonly problem: 'syntax' | 'ends' | 'deep' | 'twice';
}

const deepest = 40;

class Fault extends Error {
  readonly at: number;
  readonly problem: NotJson['problem'];
  constructor(at: number, problem: NotJson['problem']) {
    super(problem);
    this.at = at;
    this.problem = problem;
  }
}

/** Pointer of a member (RFC 6901). */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads JSON (RFC 8259); what is not JSON is said with its line instead of being guessed. A byte order mark is let pass. */
export function readLocated(text: string): Located | NotJson {
  const reader = new Reader(text);
  try {
    return { value: reader.all(), lines: reader.lines };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.at);
    const line = before.split('\n').length;
    return { line, column: error.at - before.lastIndexOf('\n'), problem: error.problem };
  }
}

class Reader {
  readonly lines = new Map<string, number>();
  private readonly text: string;
  private at = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('\uFEFF')) this.at = 1;
  }

  all(): unknown {
    const value = this.value('', 0);
    this.space();
    if (this.at < this.text.length) throw new Fault(this.at, 'syntax');
    return value;
  }

  private space(): void {
    for (;;) {
      const character = this.text[this.at];
      if (character === '\n') this.line += 1;
      else if (character !== ' ' && character !== '\t' && character !== '\r') return;
      this.at += 1;
    }
  }

  private value(path: string, depth: number): unknown {
    if (depth > deepest) throw new Fault(this.at, 'deep');
    this.space();
    if (!this.lines.has(path)) this.lines.set(path, this.line);
    switch (this.text[this.at]) {
      case undefined:
        throw new Fault(this.at, 'ends');
      case '{':
        return this.object(path, depth);
      case '[':
        return this.array(path, depth);
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }

  private object(path: string, depth: number): Record<string, unknown> {
    const found: [string, unknown][] = [];
    const names = new Set<string>();
    this.at += 1;
    this.space();
    if (this.take('}')) return {};
    do {
      this.space();
      const start = this.at;
      if (this.text[this.at] !== '"')
        throw new Fault(this.at, this.text[this.at] === undefined ? 'ends' : 'syntax');
      const name = this.string();
      if (names.has(name)) throw new Fault(start, 'twice');
      names.add(name);
      const inside = path + pointer([name]);
      this.lines.set(inside, this.line);
      this.space();
      this.need(':');
      found.push([name, this.value(inside, depth + 1)]);
      this.space();
    } while (this.take(','));
    this.need('}');
    // `fromEntries` makes own members of every name, `__proto__` too.
    return Object.fromEntries(found);
  }

  private array(path: string, depth: number): unknown[] {
    const found: unknown[] = [];
    this.at += 1;
    this.space();
    if (this.take(']')) return found;
    do {
      found.push(this.value(`${path}/${found.length}`, depth + 1));
      this.space();
    } while (this.take(','));
    this.need(']');
    return found;
  }

  private string(): string {
    const start = this.at;
    for (this.at += 1; ; this.at += 1) {
      const character = this.text[this.at];
      if (character === undefined) throw new Fault(start, 'ends');
      if (character === '\n') throw new Fault(this.at, 'syntax');
      if (character === '\\') this.at += 1;
      else if (character === '"') break;
    }
    this.at += 1;
    return this.parsed(start) as string;
  }

  private scalar(): unknown {
    const start = this.at;
    while (/[\w+.-]/.test(this.text[this.at] ?? '')) this.at += 1;
    if (this.at === start) throw new Fault(start, 'syntax');
    return this.parsed(start);
  }

  private parsed(start: number): unknown {
    try {
      return JSON.parse(this.text.slice(start, this.at)) as unknown;
    } catch {
      throw new Fault(start, 'syntax');
    }
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private need(character: string): void {
    if (!this.take(character)) throw new Fault(this.at, this.text[this.at] === undefined ? 'ends' : 'syntax');
  }
}
