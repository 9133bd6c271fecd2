import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { isRefusal } from '../refusal.ts';
import { cellText } from '../spreadsheet/cell.ts';
import type { Verdict } from './import.ts';
import { judgeOver } from './judge.ts';
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
    // One moment of the register for the whole file.
    db.raw.exec('BEGIN');
    const register = table.register(db);
    const references = table.references(db);
    const readRow = rowReader(table.fields, input.columns, { ...input, references });
    const judge = judgeOver(register);
    const counts: Record<Verdict, number> = { new: 0, changed: 0, equal: 0, refused: 0 };
    const reasons = new Map<string, number>();
    for (let at = read.headerRow + 1; at < read.rows.length; at += 1) {
      const cells = read.rows[at] ?? [];
      if (cells.every(isBlank)) continue;
      const judged = judge(readRow(cells, at), at + 1);
      counts[judged.verdict] += 1;
      for (const code of new Set(judged.faults.map((fault) => fault.code)))
        reasons.set(code, (reasons.get(code) ?? 0) + 1);
      staging.add(at + 1, judged, cells.map(cellText));
      if (at % 500 === 0) side.step(at, read.rows.length);
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
