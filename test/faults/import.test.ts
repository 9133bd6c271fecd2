import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Connection } from '../../electron/database.ts';
import { verifySite } from '../../electron/journal/verify-store.ts';
import { addCategory, opened, siteInTemp } from '../builders.ts';
import { chance, times } from './counts.ts';

const rowCount = 4_000;

/** Starts an import and kills it so many milliseconds after it began to write; tells whether it had said that it was done. */
function killedImport(file: string, afterMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'importer.ts'), file, String(rowCount)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    let failure = '';
    child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      const before = said;
      said += chunk.toString();
      if (!before.includes('begun') && said.includes('begun'))
        setTimeout(() => void child.kill('SIGKILL'), afterMs);
    });
    child.on('error', reject);
    child.on('close', () => {
      if (said.includes('begun')) resolve(said.includes('done'));
      else reject(new Error(failure));
    });
  });
}

test('an import that is killed in its middle leaves nothing, one that said it was done leaves everything', async () => {
  const random = chance(20_261_125);
  const test_ = siteInTemp();
  await addCategory(test_, 'pump');
  test_.close();
  let middle = 0;
  for (let run = 0; run < times(3, 60); run += 1) {
    const done = await killedImport(test_.file, random(run % 3 === 0 ? 3_000 : 1_500));
    const file = new Connection(test_.file, 'read');
    const left = file.get<{ n: number }>('SELECT count(*) AS n FROM equipment')!.n;
    file.close();
    if (left > 0 && left < rowCount) middle += 1;
    const site = opened(test_.file);
    const states = site.reader.all<{ id: string; state: string; version: number }>(
      'SELECT id, state, version FROM importBatch ORDER BY at DESC, id DESC LIMIT 1',
    );
    const count = site.reader.get<{ n: number }>('SELECT count(*) AS n FROM equipment')!.n;
    const ended = states[0]?.state === 'done';
    if (done) expect(ended).toBe(true);
    expect({ run, count }).toEqual({ run, count: ended ? rowCount : 0 });
    expect(verifySite(site.reader, { structure: true, now: '' })).toMatchObject({ sound: true });
    site.close();
    if (ended) {
      test_.reopen();
      const [batch] = states;
      await test_.call('equipmentManager', 'import.undo', { id: batch!.id, version: batch!.version });
      test_.close();
    }
  }
  // Kills at their moments: not every run must hit the middle, but the full count does.
  expect(middle).toBeGreaterThanOrEqual(times(0, 10));
});
