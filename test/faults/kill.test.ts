import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Connection } from '../../electron/database.ts';
import { verifySite } from '../../electron/journal/verify-store.ts';
import { chance, times } from './counts.ts';
import { filledSite } from './filled.ts';

/** Starts the writer, kills it some lines and a moment after its first acknowledgement, and gives what it acknowledged. */
function killedWriter(args: readonly string[], lines: number, microsteps: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let failure = '';
    let killing = false;
    child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (killing || said.split('\n').length <= lines) return;
      killing = true;
      const later = (left: number): void =>
        left === 0 ? void child.kill('SIGKILL') : void setImmediate(() => later(left - 1));
      later(microsteps);
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(failure));
    });
  });
}

const perSite = 50;

test('no acknowledged entry is lost when the program is killed at any moment', async () => {
  const random = chance(20_260_601);
  for (let left = times(3, 1_000); left > 0; left -= perSite)
    await killOneSite(Math.min(left, perSite), random);
});

/** So many kills of writers on one site; a new site now and then, because each start checks the whole of it. */
async function killOneSite(runs: number, random: (below: number) => number): Promise<void> {
  const { site, incident } = await filledSite(5);
  site.close();
  const acknowledged: string[] = [];
  for (let run = 0; run < runs; run += 1) {
    const args = [site.file, incident.id, String(run)];
    acknowledged.push(...(await killedWriter(args, random(25) + 1, random(400))));
    const file = new Connection(site.file, 'read');
    const kept = new Set(file.all<{ text: string }>('SELECT text FROM logEntry').map(({ text }) => text));
    file.close();
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThan(runs);
  const file = new Connection(site.file, 'read');
  expect(verifySite(file, { structure: true, now: '' })).toMatchObject({ sound: true });
  file.close();
}
