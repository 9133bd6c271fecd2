import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { measureGrid } from './grid.ts';
import { measureImport } from './import.ts';
import { measureInundation } from './inundation.ts';
import { measureLogEntry } from './log-entry.ts';
import { measureMap } from './map.ts';
import { makeReadinessSite, measureReadiness } from './readiness.ts';
import { lineOf, met, type Measure } from './measure.ts';
import { measureRelease } from './release.ts';
import { measurePlanner } from './planner.ts';
import { measureSearch } from './search.ts';
import { measureBroker } from './broker.ts';
import { measureSensors } from './sensors.ts';
import { measureSession } from './session.ts';
import { measureStart } from './start.ts';
import { measureWholeSite } from './whole-site.ts';
import type { Bench } from './windows.ts';
import { buildApp } from '../../scripts/build.ts';
import { startDisplay } from '../../scripts/display.ts';
import { fingerprint } from '../../scripts/fingerprint.ts';
import { electronSwitches } from '../../scripts/launch.ts';
import { large, makeLargeSite, makeMapSite } from '../../scripts/seed.ts';
import { setUp } from '../../scripts/set-up.ts';
import { progress, projectRoot, runMain, say, scratch, Trouble } from '../../scripts/shell.ts';

/**
 * `npm run bench`: what the product is measured by, against baselines of the same run; prints `name: value (limit)` and
 * writes bench.json. Ends with 1 when a limit is missed.
 *
 *   npm run bench -- start search     only these of: start, log, search, grid, session, map, release, import, readiness, sensors, planner, wholeSite
 */
const parts = {
  start: measureStart,
  log: measureLogEntry,
  search: measureSearch,
  grid: measureGrid,
  session: measureSession,
  map: measureMap,
  release: measureRelease,
  import: measureImport,
  readiness: measureReadiness,
  sensors: async (run) => [...(await measureSensors(run)), ...(await measureBroker(run))],
  inundation: measureInundation,
  planner: measurePlanner,
  wholeSite: measureWholeSite,
} as const satisfies Record<string, (run: Bench) => Promise<Measure[]>>;
type PartName = keyof typeof parts;
const partNames = Object.keys(parts) as PartName[];

/** These are measured on a journal of a million entries. */
const onLongJournal: readonly PartName[] = ['start', 'log', 'search', 'session'];

const folder = join(scratch, 'bench');
const mapFeatures = 10_000;

/** What a site of the measurements is made of; of the handlers only what decides how the file looks. */
const siteInputs = [
  ...['electron/migrations/*.sql', 'electron/journal/search-text.ts', 'electron/journal/journal*.ts'],
  ...['scripts/seed.ts', 'scripts/sample-site/seed-*.ts', 'resources/sample-site/**/*.json'],
];

async function bench(): Promise<number> {
  const asked = process.argv.slice(2);
  const strange = asked.find((word) => !partNames.some((name) => name === word));
  if (strange !== undefined)
    throw new Trouble(`There is no "${strange}" to measure. Say one of: ${partNames.join(', ')}`);
  const wanted = asked.length === 0 ? partNames : partNames.filter((name) => asked.includes(name));
  const { electron, headless } = await setUp();
  await buildApp();
  mkdirSync(folder, { recursive: true });
  const siteOf = async (name: PartName): Promise<string | null> => {
    // An import and readings begin with a site of their own; a month to plan needs none.
    if (name === 'import' || name === 'planner' || name === 'sensors' || name === 'wholeSite') return null;
    if (name === 'map' || name === 'release')
      return keptSite('map', (file) => makeMapSite(file, Date.now(), mapFeatures));
    if (name === 'readiness') return keptSite('readiness', makeReadinessSite);
    // The grid alone needs no million entries.
    if (name === 'grid' && !wanted.some((other) => onLongJournal.includes(other)))
      return keptSite('grid', (file, told) =>
        makeLargeSite(file, Date.now(), { ...large, entries: 1 }, told),
      );
    return keptSite('large', (file, told) => makeLargeSite(file, Date.now(), large, told));
  };
  const sites = new Map<PartName, string | null>();
  for (const name of wanted) sites.set(name, await siteOf(name));

  const work = join(folder, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const display = headless ? await startDisplay() : undefined;
  const measures: Measure[] = [];
  const loads: number[] = [];
  try {
    for (const [name, site] of sites) {
      const copy = join(work, `${name}.tocsin`);
      if (site !== null) copyFileSync(site, copy, constants.COPYFILE_FICLONE);
      const run: Bench = {
        executable: electron.executable,
        switches: electronSwitches(headless),
        display: display?.name,
        root: projectRoot,
        folder: work,
        largeSite: copy,
        mapSite: copy,
        readinessSite: copy,
        tell: (line) => say(`  ${line}`),
      };
      loads.push(loadavg()[0] ?? 0);
      for (const measure of await parts[name](run)) {
        measures.push(measure);
        say(lineOf(measure));
      }
      rmSync(copy, { force: true });
    }
  } finally {
    display?.stop();
    rmSync(work, { recursive: true, force: true });
  }
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
    loadBefore: loads,
    virtualDisplay: headless,
  };
  const report = {
    at: new Date().toISOString(),
    electron: electron.version,
    machine,
    size: large,
    mapFeatures,
    measures,
  };
  writeFileSync(join(projectRoot, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  const missed = measures.filter((measure) => !met(measure)).length;
  say(missed === 0 ? 'every limit is kept' : `${missed} limits are missed`);
  return missed === 0 ? 0 : 1;
}

/** A site that takes minutes to make is kept as long as what it is made of stays as it was. */
async function keptSite(
  name: string,
  make: (file: string, told: (entries: number) => void) => Promise<void>,
): Promise<string> {
  const file = join(folder, `${name}.tocsin`);
  const stamp = `${file}.made-of`;
  const now = fingerprint(siteInputs);
  if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return file;
  say(`making the ${name} site; it is kept for the next time`);
  let entries = 0;
  const stop = progress(() => `${entries.toLocaleString('en')} entries`);
  try {
    await make(file, (done) => (entries = done));
  } finally {
    stop();
  }
  writeFileSync(stamp, now);
  return file;
}

await runMain(bench);
