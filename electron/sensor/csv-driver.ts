import { watch, type FSWatcher } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { decodeText, guessEncoding } from '../spreadsheet/encoding.ts';
import { readLogger } from './logger-file.ts';
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

/**
 * Reads the files that loggers drop into a folder, and goes on where it stopped when one grows. Every reading has its own
 * time, so that a file read again, after a restart say, adds nothing twice. Nothing in the folder is changed.
 */
export function csvDriver(open: OpenSource, sink: Sink): Driver {
  const { folder, timeColumn, dayOrder, wallTime } = open.source.settings as Settings;
  const how = { timeColumn, dayOrder, zone: wallTime ? open.zone : 'UTC' };
  const byColumn = new Map(open.feeds.map((feed) => [feed.address.trim().toLowerCase(), feed]));
  const columns = open.feeds.map(({ address }) => address);
  /** Rows read of each file, and how it looked then. */
  const seen = new Map<string, { mark: string; rows: number }>();
  let stopped = false;
  let watcher: FSWatcher | null = null;
  let soon: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const names = (await readdir(folder)).filter((name) => /\.(csv|txt|dat)$/iu.test(name)).sort();
    if (!watcher) follow();
    sink.state('connected');
    for (const name of names) {
      if (stopped) return;
      const info = await stat(join(folder, name));
      const mark = `${info.size} ${info.mtimeMs}`;
      const before = seen.get(name);
      if (!info.isFile() || before?.mark === mark || info.size > mostBytes) continue;
      const rows = await take(name, before?.rows ?? 0);
      seen.set(name, { mark, rows });
    }
  }

  /** Gives how many rows of the file were read by now. */
  async function take(name: string, from: number): Promise<number> {
    const bytes = await readFile(join(folder, name));
    const { text } = decodeText(bytes, guessEncoding(bytes).encoding);
    let read = readLogger(text, columns, how, from);
    // Shorter than before: the logger began it anew.
    if (read.kind === 'rows' && read.rows < from) read = readLogger(text, columns, how, 0);
    if (read.kind === 'noHeading') return 0;
    for (const [index, cell] of read.cells.entries()) {
      if (stopped) return from;
      const feed = byColumn.get(cell.column.trim().toLowerCase());
      if (!feed) continue;
      const value =
        cell.value === null ? null : Number((cell.value * feed.scale + feed.shift).toPrecision(12));
      sink.cell(feed, value, cell.atMs, cell.raw);
      if (index % slice === slice - 1) await sink.settled();
    }
    await sink.settled();
    return read.rows;
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
