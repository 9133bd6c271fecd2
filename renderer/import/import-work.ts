import { create } from 'zustand';
import {
  importMaxBytes,
  type DryRun,
  type ImportBatch,
  type ImportNoun,
  type Look,
  type Reading,
} from '../../electron/import/import.ts';
import type { DayOrder } from '../../electron/spreadsheet/day.ts';
import type { DecimalSign } from '../../electron/spreadsheet/number.ts';
import type { Refusal } from '../../electron/refusal.ts';
import { ask, listen } from '../api.ts';

export type Step = 'file' | 'columns' | 'rows' | 'done';
type Busy = 'reading' | 'judging' | 'writing' | 'undoing';

/** One file on its way into the register; it stays open when another screen is looked at, and a wrong choice never loses it. */
interface Work {
  /** Into which register. */
  readonly noun: ImportNoun;
  readonly step: Step;
  readonly look: Look | null;
  readonly reading: Reading;
  /** The field of each column, null for none. */
  readonly columns: readonly (string | null)[];
  readonly decimal: DecimalSign;
  readonly dayOrder: DayOrder;
  readonly dryRun: DryRun | null;
  readonly batch: ImportBatch | null;
  /** What stayed of an import that was taken back; null when none was. */
  readonly kept: readonly string[] | null;
  readonly busy: Busy | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly refusal: Refusal | null;
}

const nothing: Work = {
  noun: 'equipment', step: 'file', look: null, reading: {}, columns: [], decimal: ',', dayOrder: 'dmy', dryRun: null, batch: null,
  kept: null, busy: null, progress: null, refusal: null,
}; // prettier-ignore

export const useWork = create<Work>(() => nothing);
const set = (part: Partial<Work>): void => useWork.setState(part);
const get = (): Work => useWork.getState();

/** Nothing else is begun while something runs. */
function begin(busy: Busy): boolean {
  if (get().busy !== null) return false;
  set({ busy, progress: null, refusal: null });
  return true;
}
const end = (part: Partial<Work>): void => set({ busy: null, progress: null, ...part });

/** Opens a file that was chosen or dropped. One that cannot be read leaves the one that is open. */
export async function openFile(file: File, noun: ImportNoun): Promise<void> {
  if (!begin('reading')) return;
  if (file.size > importMaxBytes)
    return end({ refusal: { refused: 'fileTooLarge', facts: { mb: importMaxBytes / 1024 / 1024 } } });
  if (file.size === 0) return end({ refusal: { refused: 'fileEmpty', facts: {} } });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const opened = await ask('import.open', { noun, name: file.name.slice(-200), bytes });
  if (!opened.ok) return end({ refusal: opened.refusal });
  const looked = await ask('import.look', { id: opened.value.id });
  if (!looked.ok) {
    void ask('import.drop', { id: opened.value.id });
    return end({ refusal: looked.refusal });
  }
  const old = get().look;
  if (old) void ask('import.drop', { id: old.id });
  end({ ...nothing, noun, ...understood(looked.value) });
}

function understood(look: Look): Partial<Work> {
  return {
    look,
    columns: look.columns.map(({ field }) => field),
    decimal: look.decimal,
    dayOrder: look.dayOrder,
    dryRun: null,
  };
}

/** Reads the open file again in another way; what cannot be read so is told, and the choice goes back. */
export async function readAs(part: Reading): Promise<void> {
  const { look, reading } = get();
  if (!look || !begin('reading')) return;
  // Another encoding, delimiter or sheet has its own row of headers.
  const { headerRow: _headerRow, ...rest } = reading;
  const next: Reading = part.headerRow === undefined ? { ...rest, ...part } : { ...reading, ...part };
  const looked = await ask('import.look', { id: look.id, reading: next });
  end(looked.ok ? { ...understood(looked.value), reading: next } : { refusal: looked.refusal });
}

export function takeColumn(column: number, field: string | null): void {
  set({
    // A field is in one column: taken here, it leaves the other.
    columns: get().columns.map((before, at) =>
      at === column ? field : before === field && field !== null ? null : before,
    ),
    dryRun: null,
    refusal: null,
  });
}

export function writtenAs(part: { decimal?: DecimalSign; dayOrder?: DayOrder }): void {
  set({ ...part, dryRun: null });
}

export function goTo(step: Step): void {
  set({ step, refusal: null });
}

/** The reading that the file was understood by, each guess said. */
function readingOf(look: Look): Reading {
  return {
    encoding: look.encoding ?? undefined,
    delimiter: look.delimiter ?? undefined,
    sheet: look.sheet ?? undefined,
    headerRow: look.headerRow,
  };
}

/** Holds the rows against the register; nothing is written. */
export async function checkRows(): Promise<void> {
  const { look, columns, decimal, dayOrder } = get();
  if (!look || !begin('judging')) return;
  const input = { id: look.id, reading: readingOf(look), columns: [...columns], decimal, dayOrder };
  const judged = await ask('import.dryRun', input);
  end(judged.ok ? { dryRun: judged.value, step: 'rows' } : { refusal: judged.refusal });
}

export async function importRows(): Promise<void> {
  const { look } = get();
  if (!look || !begin('writing')) return;
  const run = await ask('import.run', { id: look.id });
  // Refused it has left nothing; the file is still open, its rows are to be checked again.
  end(run.ok ? { batch: run.value, look: null, step: 'done', kept: null } : { refusal: run.refusal });
}

export async function undoImport(batch: Pick<ImportBatch, 'id' | 'version'>): Promise<void> {
  if (!begin('undoing')) return;
  const undone = await ask('import.undo', { id: batch.id, version: batch.version });
  if (!undone.ok) return end({ refusal: undone.refusal });
  const { batch: after, kept } = undone.value;
  end({ kept, step: get().look === null ? 'done' : get().step, batch: after });
}

/** Calls off what runs; what was written is taken back. */
export function stop(): void {
  const { busy } = get();
  if (busy === 'writing') void ask('job.cancel', { job: 'import.run' });
  if (busy === 'judging') void ask('job.cancel', { job: 'import.dryRun' });
}

/** Puts the file away. */
export function putAway(): void {
  const { look, busy } = get();
  if (busy !== null) return;
  if (look) void ask('import.drop', { id: look.id });
  set(nothing);
}

listen('progress', ({ job, done, total }) => {
  const jobs: Record<string, Busy> = {
    'import.run': 'writing',
    'import.undo': 'undoing',
    'import.dryRun': 'judging',
  };
  if (get().busy === jobs[job]) set({ progress: { done, total } });
});
