import type { Refusal } from '../refusal.ts';
import type { Change, Fault, Verdict } from './import.ts';
import { differences, missing, type Field, type RowRead, type Value } from './table.ts';

/** A row of a register, as far as every one of them goes. */
export type Known = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

/** What a judge has to know of the table; answers come from the register at one moment. */
export interface Register {
  readonly fields: readonly Field[];
  /** The field by which a row of the file is the same thing as a row of the register. */
  readonly key: string;
  /** What a new row has where the file says nothing. */
  readonly blank: Readonly<Record<string, Value>>;
  known(key: string): Known | undefined;
  /** What else must be one of a kind: a text that two rows may not share, null when this row has none. */
  twinKey(row: Readonly<Record<string, unknown>>): string | null;
  /** The key of another row of the register that has the same; `row` is what it would become. */
  twin(row: Readonly<Record<string, unknown>>, ownId: string | null): string | undefined;
  /** The field and the fault code of a twin. */
  readonly twinField: string;
  /** What the noun's own rules say to what a row would become. */
  ruled(row: Readonly<Record<string, unknown>>, known: Known | undefined): Refusal | null;
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
}

/**
 * Judges the rows of one file in their order: new, changed, equal, or refused with every reason. Of two rows with the same
 * key, or with the same of what must be one of a kind, the first stands and the second is refused.
 */
export function judgeOver(register: Register): (read: RowRead, no: number) => Judged {
  const seenKeys = new Map<string, number>();
  const seenTwins = new Map<string, number>();
  return (read, no) => {
    const { values } = read;
    const key = String(values[register.key] ?? '');
    const faults = [...read.faults];
    const fault = (code: string, field: string, facts: Fault['facts']): void =>
      void faults.push({ code, field, cell: null, facts });
    const before = seenKeys.get(key);
    if (key !== '') {
      if (before !== undefined) fault('keyTwice', register.key, { text: key, row: before });
      else seenKeys.set(key, no);
    }
    const known = key === '' ? undefined : register.known(key);
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
      const earlier = seenTwins.get(twinKey);
      const other = register.twin(row, known?.id ?? null);
      if (earlier !== undefined) fault('twinInFile', register.twinField, { text, row: earlier });
      else if (other !== undefined) fault('twinInRegister', register.twinField, { text, key: other });
      else seenTwins.set(twinKey, no);
    }
    const ruled = faults.length > 0 ? null : register.ruled(row, known);
    if (ruled !== null) faults.push({ code: 'rule', field: null, cell: null, facts: {}, refusal: ruled });
    const changed = known === undefined ? {} : differences(values, known);
    const nothing = { key, faults, changes: [], rowId: null, version: null, values: {} };
    if (faults.length > 0) return { ...nothing, verdict: 'refused' };
    if (known === undefined) return { ...nothing, verdict: 'new', values: { ...register.blank, ...values } };
    if (Object.keys(changed).length === 0) return { ...nothing, verdict: 'equal' };
    const changes = Object.entries(changed).flatMap(([name, value]): Change[] => {
      const field = register.fields.find((one) => one.key === name);
      return field
        ? [{ field: name, from: register.shown(field, known[name]), to: register.shown(field, value) }]
        : [];
    });
    return {
      verdict: 'changed',
      key,
      faults,
      changes,
      rowId: known.id,
      version: known.version,
      values: changed,
    };
  };
}
