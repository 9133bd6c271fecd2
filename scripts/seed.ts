import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { iso } from '../electron/clock.ts';
import { logTo } from '../electron/log.ts';
import { loadSampleSite, type SampleSite } from './sample-site/data.ts';
import { batched, seedHistory, yearsMs } from './sample-site/seed-history.ts';
import { openSeedRoom } from './sample-site/seed-room.ts';
import { seedSite } from './sample-site/seed-site.ts';
import { equipment } from './sample-site/stock.ts';
import { isMain, progress, projectRoot, runMain, sampleSiteFile, say, Trouble } from './shell.ts';

const sampleFolder = join(projectRoot, 'resources/sample-site');
const dayMs = 86_400_000;

/** How large the site of the measurements is. */
export const large = { equipment: 100_000, entries: 1_000_000 } as const;

/**
 * Makes the sample site at `out` through the real commands; it appears there when it is whole. `nowMs` is when it is
 * made: its newest reading is two minutes older, and expiries and purchases are counted from that day.
 */
export async function makeSampleSite(out: string, nowMs: number): Promise<void> {
  const newestMs = nowMs - 2 * 60_000;
  const sample = loadSampleSite(sampleFolder, dayOf(newestMs));
  await whole(out, async (file) => {
    // Before the first lot came in.
    const room = await openSeedRoom(file, sample, iso(newestMs - 170 * dayMs));
    try {
      await seedSite(room, sample, newestMs);
      await room.leave();
    } finally {
      room.site.close();
    }
  });
}

/**
 * Makes the same site after ten years of work: `size.equipment` pieces of equipment, and a journal of at least
 * `size.entries` entries (a few hundred more: what the sample site has of its last half year). Many commands share a
 * transaction; otherwise it is made as the sample site is. Minutes at full size.
 */
export async function makeLargeSite(
  out: string,
  nowMs: number,
  size: { readonly equipment: number; readonly entries: number } = large,
  told: (done: number) => void = () => {},
): Promise<void> {
  const small = loadSampleSite(sampleFolder, dayOf(nowMs));
  const sample: SampleSite = { ...small, equipment: manyTimes(small, size.equipment, dayOf(nowMs)) };
  await whole(out, async (file) => {
    let flush = (): void => {};
    const room = await openSeedRoom(file, sample, iso(nowMs - yearsMs(10)), (site) => {
      const batch = batched(site.writer);
      flush = batch.flush;
      return batch.writer;
    });
    try {
      await seedSite(room, sample, nowMs, (keys) =>
        seedHistory(room, sample, keys, size.entries, nowMs - 165 * dayMs, told),
      );
      await room.leave();
      flush();
      room.site.writer.raw.exec('ANALYZE');
    } finally {
      room.site.close();
    }
  });
}

/**
 * Makes the sample site with so many places that the map shows `features` of them: hydrants in rows over the site, and
 * everything else as it is. For the measurements of the map.
 */
export async function makeMapSite(out: string, nowMs: number, features: number): Promise<void> {
  const sample = loadSampleSite(sampleFolder, dayOf(nowMs));
  await whole(out, async (file) => {
    let flush = (): void => {};
    const room = await openSeedRoom(file, sample, iso(nowMs - 170 * dayMs), (site) => {
      const batch = batched(site.writer);
      flush = batch.flush;
      return batch.writer;
    });
    try {
      const side = Math.ceil(Math.sqrt(features));
      for (let n = sample.places.length; n < features; n += 1)
        await room.give('planner', 'place.add', {
          key: `HX-${n}`,
          kind: 'hydrant',
          names: { en: `Hydrant ${n}`, srLatn: `Hidrant ${n}`, zhHans: `消火栓${n}` },
          geometry: {
            type: 'Point',
            coordinates: [
              sample.site.longitude + ((n % side) / side - 0.5) * 0.05,
              sample.site.latitude + (Math.floor(n / side) / side - 0.5) * 0.035,
            ],
          },
        });
      await seedSite(room, sample, nowMs);
      await room.leave();
      flush();
    } finally {
      room.site.close();
    }
  });
}

/** The catalogue's equipment in the same proportions, `count` pieces in all. */
function manyTimes(sample: SampleSite, count: number, today: string): SampleSite['equipment'] {
  const per = Math.ceil(count / sample.equipment.length);
  const catalogue = sample.categories.map((kind) => ({ ...kind, count: kind.count * per }));
  return equipment(sample.site.seed + 1, catalogue, today).slice(0, count);
}

const dayOf = (ms: number): string => iso(ms).slice(0, 10);

/** Makes a site beside `out` and puts it there when it is whole, so that nobody copies half a site. */
async function whole(out: string, make: (file: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(out), { recursive: true });
  const making = join(dirname(out), `making-${process.pid}-${basename(out)}`);
  const rests = [making, `${making}-wal`, `${making}-shm`, join(dirname(out), `.${basename(making)}-lock`)];
  const clear = (): void => rests.forEach((file) => rmSync(file, { force: true }));
  clear();
  // How fast single statements are says nothing while a whole site is written.
  logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });
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
 *   npm run seed -- --size large --out FILE        100,000 pieces of equipment, a journal of 1,000,000 entries
 */
async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, size: { type: 'string' } } });
  const path = (given: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), given);
  if (values.size !== undefined && values.size !== 'large')
    throw new Trouble(
      `There is no size "${values.size}". Say: --size large, or nothing for the sample site.`,
    );
  if (values.size === undefined) {
    const out = values.out === undefined ? sampleSiteFile : path(values.out);
    await makeSampleSite(out, Date.now());
    say(out);
    return;
  }
  if (values.out === undefined) throw new Trouble('Say where the large site goes: --out FILE');
  let entries = 0;
  const stop = progress(
    () => `${entries.toLocaleString('en')} of ${large.entries.toLocaleString('en')} entries`,
  );
  try {
    await makeLargeSite(path(values.out), Date.now(), large, (done) => (entries = done));
  } finally {
    stop();
  }
  say(path(values.out));
}

if (isMain(import.meta.url)) await runMain(seed);
