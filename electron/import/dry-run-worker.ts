import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { isRefusal } from '../refusal.ts';
import { cellText } from '../spreadsheet/cell.ts';
import type { Verdict } from './import.ts';
import { judgeOver, placePuts, type Judged, type Put } from './judge.ts';
import { readFile } from './read-files.ts';
import { stagingWriter } from './staging-files.ts';
import { isBlank, rowReader } from './table.ts';
import { tables } from './tables-handlers.ts';

serveJob('dryRunImport', async ({ noun, path, site, out, input }, side) => {
  const table = tables[noun];
  const read = await readFile(path, input.reading, table.fields);
  if (isRefusal(read)) return read;
  const db = new Connection(site, 'read');
  const staging = stagingWriter(out);
  try {
    const counts: Record<Verdict, number> = { new: 0, changed: 0, equal: 0, refused: 0 };
    const reasons = new Map<string, number>();
    // One moment of the register for the whole file.
    db.raw.exec('BEGIN');
    const register = table.register(db);
    const references = table.references(db);
    const keep = (no: number, judged: Judged, cells: readonly string[], depth: number): void => {
      counts[judged.verdict] += 1;
      for (const code of new Set(judged.faults.map((fault) => fault.code)))
        reasons.set(code, (reasons.get(code) ?? 0) + 1);
      staging.add(no, judged, cells, depth);
    };
    const readRow = rowReader(table.fields, input.columns, { ...input, references });
    const judge = judgeOver(register);
    /** Whether the row of a key is taken. */
    const keys = new Map<string, boolean>();
    const puts: (Put & { readonly judged: Judged; readonly cells: readonly string[] })[] = [];
    for (let at = read.headerRow + 1; at < read.rows.length; at += 1) {
      const cells = read.rows[at] ?? [];
      if (cells.every(isBlank)) continue;
      const judged = judge(readRow(cells, at), at + 1);
      const { key, inside, verdict } = judged;
      const known = key.toLowerCase();
      if (keys.get(known) !== true) keys.set(known, verdict !== 'refused');
      if (inside === null) keep(at + 1, judged, cells.map(cellText), 0);
      else puts.push({ no: at + 1, key, inside, judged, cells: cells.map(cellText) });
      if (at % 500 === 0) side.step(at, read.rows.length);
    }
    const placed = placePuts(puts, register, (key) => keys.get(key.toLowerCase()) ?? null);
    for (const { no, judged, cells } of puts) {
      const place = placed.get(no);
      if (place && 'fault' in place)
        keep(no, { ...judged, verdict: 'refused', faults: [place.fault], changes: [], values: {} }, cells, 0);
      else keep(no, judged, cells, place?.depth ?? 0);
    }
    return {
      hash: hash('sha256', readFileSync(path)),
      counts,
      reasons: [...reasons].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
      blocked: read.notices.find(({ code }) => code === 'cut') ?? null,
    };
  } finally {
    staging.close();
    db.close();
  }
});
