/** One field of a row that an entry changed; absent values are null. */
export interface Difference {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two states of a row; `before` undefined: the row was new, `after` null: it is gone. */
export function differences(before: unknown, after: unknown): Difference[] {
  const left = (before ?? {}) as Readonly<Record<string, unknown>>;
  const right = (after ?? {}) as Readonly<Record<string, unknown>>;
  const fields = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return fields
    .filter((field) => field !== 'id' && field !== 'version')
    .map((field) => ({ field, before: shown(left[field]), after: shown(right[field]) }))
    .filter((each) => each.before !== each.after);
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
