import { hash } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { decodeText, guessEncoding } from '../spreadsheet/encoding.ts';
import { readLogger, type LoggerCell } from './logger-file.ts';
import type { csvSettings } from './source.ts';
import type { Driver, OpenSource, Sink } from './wire.ts';

type Settings = z.infer<typeof csvSettings>;

/** Not every file system says when something in it changes: it is looked through so often at least. */
const lookMs = 15_000;
/** A file that just changed is left alone for a moment: its writer may not be done. */
const quietMs = 300;
const mostBytes = 32 * 1024 * 1024;
/** Cells handed on before what waits is written. */
const slice = 500;
/** A file that nobody wrote to for so long is done, also where its last line has no end. */
const doneMs = 60_000;

/** What was read of a file, and how it looked then. */
interface Seen {
  /** Size and time of the last change. */
  readonly mark: string;
  readonly rows: number;
  /** How much of it there was, and the hash of that. */
  readonly bytes: number;
  readonly hash: string;
  readonly is: 'begun' | 'read' | 'noHeading' | 'tooLarge';
}
const unread: Seen = { mark: '', rows: 0, bytes: 0, hash: hash('sha256', ''), is: 'begun' };

/** What must be said of a folder: a file that is too large, or not one in which the times have a heading. */
function troubleIn(seen: ReadonlyMap<string, Seen>): { code: string; message: string } | null {
  const all = [...seen];
  const named = (is: Seen['is']): string =>
    all
      .filter(([, one]) => one.is === is)
      .map(([name]) => name)
      .join(', ');
  if (named('tooLarge') !== '') return { code: 'FILE_TOO_LARGE', message: named('tooLarge') };
  const without = named('noHeading');
  // A note beside the files of the logger is no fault.
  if (without === '' || all.some(([, { is }]) => is === 'read')) return null;
  return { code: 'NO_HEADING', message: without };
}

/**
 * Reads the files that loggers drop into a folder, and goes on where it stopped when one grows. Every reading has its own
 * time, so that a file read again, after a restart say, adds nothing twice. Nothing in the folder is changed.
 */
export function csvDriver(open: OpenSource, sink: Sink): Driver {
  const { folder, timeColumn, dayOrder, wallTime } = open.source.settings as Settings;
  const how = { timeColumn, dayOrder, zone: wallTime ? open.zone : 'UTC' };
  const byColumn = new Map(open.feeds.map((feed) => [feed.address.trim().toLowerCase(), feed]));
  const columns = open.feeds.map(({ address }) => address);
  const seen = new Map<string, Seen>();
  let stopped = false;
  let watcher: FSWatcher | null = null;
  let soon: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const names = (await readdir(folder)).filter((name) => /\.(csv|txt|dat)$/iu.test(name)).sort();
    if (!watcher) follow();
    for (const name of seen.keys()) if (!names.includes(name)) seen.delete(name);
    if (troubleIn(seen) === null) sink.state('connected');
    for (const name of names) {
      if (stopped) return;
      // A logger may take a file away while we look.
      const info = await stat(join(folder, name)).catch(() => null);
      if (!info?.isFile()) continue;
      const isDone = Date.now() - info.mtimeMs > doneMs;
      const mark = `${info.size} ${info.mtimeMs} ${isDone}`;
      if (seen.get(name)?.mark === mark) continue;
      if (info.size > mostBytes) seen.set(name, { ...unread, mark, is: 'tooLarge' });
      else await take(name, mark, isDone);
    }
    const trouble = troubleIn(seen);
    if (trouble) sink.failed(trouble);
    else sink.state('connected');
  }

  async function take(name: string, mark: string, isDone: boolean): Promise<void> {
    const bytes = await readFile(join(folder, name)).catch(() => null);
    if (!bytes) return;
    const before = seen.get(name) ?? unread;
    // It begins otherwise than what was read: the logger began it anew, or another file has its name.
    const goesOn = hash('sha256', bytes.subarray(0, before.bytes)) === before.hash;
    const from = goesOn ? before.rows : 0;
    const decoded = decodeText(bytes, guessEncoding(bytes).encoding).text;
    const read = readLogger(isDone && !decoded.endsWith('\n') ? `${decoded}\n` : decoded, columns, how, from);
    const is = read.kind === 'rows' ? 'read' : isDone && bytes.length > 0 ? 'noHeading' : 'begun';
    if (read.kind === 'rows' && !(await handOn(read.cells))) return;
    const rows = read.kind === 'rows' ? Math.max(from, read.rows) : 0;
    seen.set(name, { mark, rows, bytes: bytes.length, hash: hash('sha256', bytes), is });
  }

  /** Gives whether all of it was handed on. */
  async function handOn(cells: readonly LoggerCell[]): Promise<boolean> {
    for (const [index, cell] of cells.entries()) {
      if (stopped) return false;
      const feed = byColumn.get(cell.column.trim().toLowerCase());
      if (!feed) continue;
      const value =
        cell.value === null ? null : Number((cell.value * feed.scale + feed.shift).toPrecision(12));
      sink.cell(feed, value, cell.atMs, cell.raw);
      if (index % slice === slice - 1) await sink.settled();
    }
    await sink.settled();
    return true;
  }

  function follow(): void {
    try {
      watcher = watch(folder, () => lookSoon(quietMs));
      watcher.on('error', () => {
        watcher?.close();
        watcher = null;
      });
    } catch {
      // Some file systems cannot be watched: the folder is looked through now and then all the same.
    }
  }

  function lookSoon(ms: number): void {
    clearTimeout(soon);
    if (stopped) return;
    soon = setTimeout(() => {
      work = work.then(look).catch((error: unknown) => sink.failed(error as Error));
      void work.then(() => lookSoon(lookMs));
    }, ms);
  }
  sink.state('connecting');
  lookSoon(0);

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(soon);
      watcher?.close();
      await work;
    },
  };
}
