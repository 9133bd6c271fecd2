import type { Refusal } from '../refusal.ts';
import type { Change, Fault, Verdict } from './import.ts';
import { differences, missing, type Field, type RowRead, type Value } from './table.ts';

/** A row of a register, as far as every one of them goes. */
export type Known = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

/** What a judge has to know of the table; answers come from the register at one moment. */
export interface Register {
  readonly fields: readonly Field[];
  /** The field by which a row of the file is the same thing as a row of the register; letter case does not count. */
  readonly key: string;
  /** What a new row has where the file says nothing. */
  readonly blank: Readonly<Record<string, Value>>;
  known(key: string): Known | undefined;
  /** The key of the row in which this one is kept; null when it is in none. */
  outside(row: Known): string | null;
  /** What a row has from the row in which it is kept: of such a row these cells are not taken. */
  readonly following: readonly string[];
  /** What else must be one of a kind: a text that two rows may not share, null when this row has none. */
  twinKey(row: Readonly<Record<string, unknown>>): string | null;
  /** The key of another row of the register that has the same; `row` is what it would become. */
  twin(row: Readonly<Record<string, unknown>>, ownId: string | null): string | undefined;
  /** The field of a twin. */
  readonly twinField: string;
  /** What the noun's own rules say to what a row would become; `values` is what changes in a known one. */
  ruled(values: Readonly<Record<string, Value>>, known: Known | undefined): Refusal | null;
  /** A value as people read it: references by their name. */
  shown(field: Field, value: unknown): string;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly key: string;
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  /** Of a changed row. */
  readonly rowId: string | null;
  readonly version: number | null;
  /** What is to be written: all fields of a new row, the different ones of a changed row. */
  readonly values: Readonly<Record<string, Value>>;
  /** The key of the row in which it is to be kept, where that is new; null when nothing changes in that. */
  readonly inside: string | null;
}

const keyOf = (key: string): string => key.toLowerCase();

/**
 * Judges the rows of one file in their order: new, changed, equal, or refused with every reason. Of two rows with the same
 * key, or with the same of what must be one of a kind, the first stands and the second is refused.
 */
export function judgeOver(register: Register): (read: RowRead, no: number) => Judged {
  const seenKeys = new Map<string, number>();
  const seenTwins = new Map<string, number>();
  return (read, no) => {
    const key = String(read.values[register.key] ?? '');
    const known = key === '' ? undefined : register.known(key);
    const outside = known === undefined ? null : register.outside(known);
    const values: Record<string, Value> = withCurrencies(register.fields, read.values, known);
    if (read.inside !== null || outside !== null) for (const name of register.following) delete values[name];
    const faults = [...read.faults];
    const fault = (code: string, field: string, facts: Fault['facts']): void =>
      void faults.push({ code, field, cell: null, facts });
    const before = seenKeys.get(keyOf(key));
    if (key !== '') {
      if (before !== undefined) fault('keyTwice', register.key, { text: key, row: before });
      else seenKeys.set(keyOf(key), no);
    }
    const latin = latinLookalike(key);
    if (known === undefined && latin !== key && (register.known(latin) || seenKeys.has(keyOf(latin))))
      fault('lookalike', register.key, { text: key, key: latin });
    if (known === undefined)
      faults.push(
        ...missing(register.fields, values).filter(
          // Said already when the cell holds something that cannot be read.
          ({ field }) => !faults.some((one) => one.field === field),
        ),
      );
    const row = { ...register.blank, ...known, ...values };
    const twinKey = register.twinKey(row);
    if (twinKey !== null && before === undefined) {
      const text = String(row[register.twinField] ?? '');
      const earlier = seenTwins.get(keyOf(twinKey));
      const other = register.twin(row, known?.id ?? null);
      if (earlier !== undefined) fault('twinInFile', register.twinField, { text, row: earlier });
      else if (other !== undefined) fault('twinInRegister', register.twinField, { text, key: other });
      else seenTwins.set(keyOf(twinKey), no);
    }
    const nothing = { key, faults, changes: [], rowId: null, version: null, values: {}, inside: null };
    const moves = read.inside !== null && keyOf(read.inside) !== keyOf(outside ?? '');
    const changed = known === undefined ? values : differences(values, known, register.key);
    const given = known === undefined ? { ...register.blank, ...values } : changed;
    if (faults.length === 0) {
      const ruled = register.ruled(given, known);
      if (ruled !== null) faults.push({ code: 'rule', field: null, cell: null, facts: {}, refusal: ruled });
    }
    if (faults.length > 0) return { ...nothing, verdict: 'refused' };
    const inside = moves ? read.inside : null;
    if (known === undefined) return { ...nothing, verdict: 'new', values: given, inside };
    if (Object.keys(changed).length === 0 && inside === null) return { ...nothing, verdict: 'equal' };
    const changes = Object.entries(changed).flatMap(([name, value]): Change[] => {
      const field = register.fields.find((one) => one.key === name);
      return field
        ? [{ field: name, from: register.shown(field, known[name]), to: register.shown(field, value) }]
        : [];
    });
    const field = register.fields.find(({ kind }) => kind === 'inside')?.key;
    if (inside !== null && field !== undefined) changes.push({ field, from: outside ?? '', to: inside });
    return {
      ...nothing,
      verdict: 'changed',
      changes,
      rowId: known.id,
      version: known.version,
      values: changed,
      inside,
    };
  };
}

const lookalikes: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', Е: 'E', З: '3', Ј: 'J', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', Х: 'X', Ѕ: 'S',
  а: 'a', е: 'e', ј: 'j', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', ѕ: 's',
}; // prettier-ignore

/** The key with Cyrillic letters replaced by the Latin ones that look the same: ВА-01 typed on the other keyboard is BA-01. */
function latinLookalike(key: string): string {
  return /[Ѐ-ӿ]/u.test(key) ? key.replace(/[Ѐ-ӿ]/gu, (letter) => lookalikes[letter] ?? letter) : key;
}

/** An amount whose cell names no currency is in the one that the row has, or in the usual one. */
function withCurrencies(
  fields: readonly Field[],
  values: Readonly<Record<string, Value>>,
  known: Known | undefined,
): Record<string, Value> {
  const named: Record<string, Value> = { ...values };
  for (const field of fields)
    if (field.kind === 'money' && named[field.key] !== undefined && named[field.currencyKey] === undefined)
      named[field.currencyKey] =
        (known?.[field.currencyKey] as string | null | undefined) ?? field.usualCurrency;
  return named;
}

/** How deep a row stands in rows of the same file, or why it cannot be where it is put. */
export type Placed = { readonly depth: number } | { readonly fault: Fault };

/** A row of the file that is put into another. */
export interface Put {
  readonly no: number;
  readonly key: string;
  readonly inside: string;
}

/**
 * Where rows that are put into others come to stand, once the whole file is known: in the register, in a row of the file
 * that is itself taken, never in themselves. `taken` says whether the file has the key and its row is not refused; gives
 * null when the file has no such row. Rows are to be written in the order of their depth.
 */
export function placePuts(
  puts: readonly Put[],
  register: Pick<Register, 'known' | 'outside' | 'fields'>,
  taken: (key: string) => boolean | null,
): ReadonlyMap<number, Placed> {
  const field = register.fields.find(({ kind }) => kind === 'inside')?.key ?? null;
  const byKey = new Map(puts.map((put) => [keyOf(put.key), put]));
  const placed = new Map<number, Placed>();
  const refusedFor = (code: string, facts: Fault['facts']): Placed => ({
    fault: { code, field, cell: null, facts },
  });

  function place(put: Put, above: ReadonlySet<string>): Placed {
    const known = placed.get(put.no);
    if (known) return known;
    const own = keyOf(put.key);
    const into = keyOf(put.inside);
    const facts = { text: put.inside };
    const result = ((): Placed => {
      if (into === own || above.has(into))
        return refusedFor(into === own ? 'insideSelf' : 'insideLoop', facts);
      const stands = taken(put.inside);
      if (stands === false) return refusedFor('containerRefused', facts);
      const next = byKey.get(into);
      if (next) {
        const container = place(next, new Set([...above, own]));
        if ('fault' in container)
          return refusedFor(container.fault.code === 'insideLoop' ? 'insideLoop' : 'containerRefused', facts);
        return { depth: container.depth + 1 };
      }
      const there = register.known(put.inside);
      if (there === undefined) return stands === true ? { depth: 1 } : refusedFor('unknownContainer', facts);
      // Up through what the file leaves as it is.
      const passed = new Set([...above, own]);
      for (let row: Known | undefined = there; row;) {
        const outer: string | null = register.outside(row);
        if (outer === null) break;
        if (passed.has(keyOf(outer))) return refusedFor('insideLoop', facts);
        const moved = byKey.get(keyOf(outer));
        if (moved) {
          const container = place(moved, passed);
          if ('fault' in container) return refusedFor('insideLoop', facts);
          return { depth: container.depth + 1 };
        }
        row = register.known(outer);
      }
      return { depth: 1 };
    })();
    placed.set(put.no, result);
    return result;
  }
  for (const put of puts) place(put, new Set());
  return placed;
}
