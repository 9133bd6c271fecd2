import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { iso } from '../electron/clock.ts';
import { loadSampleSite } from './sample-site/data.ts';
import { openSeedRoom } from './sample-site/seed-room.ts';
import { seedSite, siteAgeDays } from './sample-site/seed-site.ts';
import { isMain, projectRoot, runMain, sampleSiteFile, say } from './shell.ts';

const sampleFolder = join(projectRoot, 'resources/sample-site');

const dayMs = 86_400_000;

/**
 * Makes the sample site at `out` through the real commands; it appears there when it is whole. `nowMs` is when its
 * newest reading was taken, and the day from which expiries and purchases are counted.
 */
export async function makeSampleSite(out: string, nowMs: number): Promise<void> {
  // The end of the last round of calls lies in the past, so that whoever opens the site at once comes after it.
  const newestMs = nowMs - 2 * 60_000;
  const sample = loadSampleSite(sampleFolder, iso(newestMs).slice(0, 10));
  await whole(out, async (file) => {
    const room = await openSeedRoom(file, sample, iso(newestMs - siteAgeDays * dayMs));
    try {
      await seedSite(room, sample, newestMs);
      await room.leave();
    } finally {
      room.site.close();
    }
  });
}

/** Makes a site beside `out` and puts it there when it is whole, so that nobody copies half a site. */
async function whole(out: string, make: (file: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(out), { recursive: true });
  const making = join(dirname(out), `making-${process.pid}-${basename(out)}`);
  const rests = [making, `${making}-wal`, `${making}-shm`, join(dirname(out), `.${basename(making)}-lock`)];
  const clear = (): void => rests.forEach((file) => rmSync(file, { force: true }));
  clear();
  try {
    await make(making);
    renameSync(making, out);
  } finally {
    clear();
  }
}

/**
 *   npm run seed                                   the sample site that Tocsin brings along
 *   npm run seed -- --out FILE                     the same, elsewhere
 */
async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const out =
    values.out === undefined
      ? sampleSiteFile
      : resolve(process.env['INIT_CWD'] ?? process.cwd(), values.out);
  await makeSampleSite(out, Date.now());
  if (existsSync(out)) say(out);
}

if (isMain(import.meta.url)) await runMain(seed);
