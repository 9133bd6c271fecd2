/** A number as people type it, with a comma or a point; null when nothing was typed, NaN when it is not a number. */
export function numberOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('−', '-');
  if (text === '') return null;
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
