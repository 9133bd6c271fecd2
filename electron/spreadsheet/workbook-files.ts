import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import { refuse, type Answer } from '../refusal.ts';
import type { Cell } from './cell.ts';

export interface WorkbookSheet {
  readonly name: string;
  /** Row by row as the spreadsheet program numbers them; the end has no empty row. */
  readonly rows: Cell[][];
}

/** What a workbook may unpack to: a small file can claim gigabytes. */
const mostBytes = 256 * 1024 * 1024;

/** Whether the bytes claim to be a workbook of Excel, new or old. */
export function looksLikeWorkbook(bytes: Uint8Array): boolean {
  return begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean =>
  with_.every((byte, at) => bytes[at] === byte);

/**
 * The sheets of an XLSX workbook. Formulas are not run: a cell has the value that was saved with it.
 * Refuses: workbookOld, workbookCut, workbookForeign, workbookTooLarge.
 */
export async function readSheets(bytes: Uint8Array): Promise<Answer<WorkbookSheet[]>> {
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuse('workbookOld');
  let unpacked = 0;
  let isWorkbook = false;
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        isWorkbook ||= name === 'xl/workbook.xml';
        return false;
      },
    });
  } catch {
    // Its list of contents stands at the end of a ZIP file: without it, the end is missing.
    return refuse('workbookCut');
  }
  if (!isWorkbook) return refuse('workbookForeign');
  if (unpacked > mostBytes) return refuse('workbookTooLarge', { mb: Math.round(unpacked / 1024 / 1024) });
  try {
    const sheets = await readWorkbook(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    );
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: trimmed(data.map((row) => row.map(cellOf))),
    }));
  } catch {
    return refuse('workbookCut');
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  return null;
}

function trimmed(rows: Cell[][]): Cell[][] {
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === null || cell === '')) rows.pop();
  return rows;
}
