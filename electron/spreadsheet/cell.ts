/** A cell as it was read: text, a number of a workbook, or nothing. Dates of a workbook are text, YYYY-MM-DD. */
export type Cell = string | number | null;

/** A cell as the file shows it. */
export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
