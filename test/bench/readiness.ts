import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Events } from '../../electron/contract.ts';
import { Connection } from '../../electron/database.ts';
import { openDoor, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import { newId } from '../../electron/id.ts';
import type { Need } from '../../electron/plan/need.ts';
import { keepReadiness } from '../../electron/readiness-keeper.ts';
import { standBy } from '../../electron/readiness-side.ts';
import { judge } from '../../electron/readiness/judge.ts';
import { situationOf } from '../../electron/readiness/matrix-handlers.ts';
import { momentAt } from '../../electron/readiness/readiness-handlers.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { openSite } from '../../electron/site-file.ts';
import { random } from '../../scripts/sample-site/random.ts';
import { makeSampleSite } from '../../scripts/seed.ts';
import { sampleSiteFile } from '../../scripts/shell.ts';
import { median, p95, type Measure } from './measure.ts';
import type { Bench } from './windows.ts';

const size = { plans: 200, needs: 20, items: 100_000, people: 2_000 } as const;
const rounds = 25;

/** The sample site grown to 200 plans of 20 needs, 100,000 items and 2,000 people; rows only, without their journal. */
export async function makeReadinessSite(file: string): Promise<void> {
  await makeSampleSite(file, Date.now());
  const db = new Connection(file, 'write');
  db.transaction(() => fill(db));
  db.close();
}

function fill(db: Connection): void {
  const chance = random(20_260_611);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance.next() * all.length)]!;
  const ids = (sql: string): string[] => db.all<{ id: string }>(sql).map(({ id }) => id);
  const categories = ids("SELECT id FROM category WHERE kind = 'item'");
  const stock = ids("SELECT id FROM category WHERE kind = 'consumable'");
  const places = ids("SELECT id FROM place WHERE kind = 'building'");
  const teams = ids('SELECT id FROM team');
  const trades = db.all<{ id: string; key: string }>('SELECT id, key FROM qualification');
  const [operator] = ids('SELECT id FROM operator');
  const nowMs = Date.now();
  const day = (days: number): string => new Date(nowMs + days * 86_400_000).toISOString().slice(0, 10);
  for (let i = 0; i < size.items; i++)
    db.run(
      `INSERT INTO equipment (id, tag, tagKey, categoryId, make, model, serial, placeId, condition, nextDueOn, note)
       VALUES (?, ?, ?, ?, 'Bench', 'B', '', ?, ?, ?, '')`,
      newId(nowMs), `BENCH-${i}`, `BENCH-${String(i).padStart(7, '0')}`, pick(categories), pick(places),
      pick(['ready', 'ready', 'ready', 'ready', 'inUse', 'fault', 'outOfTest']), day(Math.floor(chance.next() * 400) - 40),
    ); // prettier-ignore
  for (let i = 0; i < size.people; i++)
    db.run(
      `INSERT INTO person (id, name, crew, teamId, qualifications, words) VALUES (?, ?, ?, ?, ?, ?)`,
      newId(nowMs), `Bench ${i}`, pick(['A', 'B', 'C', 'D', null]), pick([...teams, null]),
      JSON.stringify(trades.filter(() => chance.next() < 0.15).map(({ key }) => ({ key, expiresOn: day(Math.floor(chance.next() * 500) - 30) }))),
      `bench ${i}`,
    ); // prettier-ignore
  for (let i = 0; i < size.plans; i++) {
    const needs = Array.from({ length: size.needs }, (_, n): Need => {
      const reach = { id: newId(nowMs), maxTravelMinutes: pick([null, 5, 10, 20]), travelMinutes: [] };
      if (n % 5 < 3)
        return { ...reach, kind: 'equipment', categoryId: pick(categories), count: 1 + Math.floor(chance.next() * 30), condition: pick(['ready', 'usable']) }; // prettier-ignore
      return n % 5 === 3
        ? {
            ...reach,
            kind: 'people',
            qualificationId: pick(trades).id,
            count: 1 + Math.floor(chance.next() * 6),
          }
        : { ...reach, kind: 'stock', categoryId: pick(stock), amount: 1 + Math.floor(chance.next() * 300) };
    });
    const names = { en: `Bench plan ${i}`, srLatn: `Plan ${i}`, zhHans: `预案 ${i}` };
    const steps = Array.from({ length: 4 }, (_, s) => ({
      id: newId(nowMs), order: s + 1, instruction: names, placeId: pick(places), needs: needs.slice(s * 5, s * 5 + 5),
    })); // prettier-ignore
    db.run(
      `INSERT INTO plan (id, key, edition, title, state, criteria, steps, reviewDueOn, authors, contentHash, words, createdAt,
         createdBy, approvedAt, approvedBy) VALUES (?, ?, 1, ?, 'approved', ?, ?, ?, '[]', ?, '', ?, ?, ?, ?)`,
      newId(nowMs), `BENCH-${i}`, JSON.stringify(names),
      JSON.stringify({ types: [], minSeverity: 1, placeIds: [], placeKinds: [], gauge: null }), JSON.stringify(steps),
      day(300), '0'.repeat(64), new Date(nowMs).toISOString(), operator, new Date(nowMs).toISOString(), operator,
    ); // prettier-ignore
  }
}

interface Times {
  readonly settledMs: number[];
  /** The longest that the room's own thread was held meanwhile. */
  readonly heldMs: number;
  readonly bareMs: number[];
  readonly readMs: number[];
}

/** From a command's answer until readiness is worked out and kept, as the running program does it. */
async function changes(file: string): Promise<Times> {
  const site = openSite(file);
  if (isRefusal(site)) throw new Error(site.refused);
  let done = (): void => {};
  const keeper = keepReadiness(site, () => done());
  const door = openDoor(site, handlers, (event, payload) => {
    if (event === 'changed') keeper.changed(payload as Events['changed']);
  });
  standBy(site);
  await keeper.settle();
  const [operator] = site.reader.all<{ id: string; name: string }>(
    "SELECT id, name FROM operator WHERE role = 'equipmentManager' LIMIT 1",
  );
  const seat: Seat = {
    id: 'bench',
    state: {
      kind: 'signedIn',
      operator: { ...operator!, role: 'equipmentManager', personId: null, retiredAt: null, version: 1 },
      since: '',
    },
  };
  const items = site.reader.all<{ id: string; version: number }>(
    `SELECT id, version FROM equipment WHERE condition = 'ready' ORDER BY no LIMIT ${rounds}`,
  );
  const settledMs: number[] = [];
  let heldMs = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    const now = performance.now();
    heldMs = Math.max(heldMs, now - last - 5);
    last = now;
  }, 5);
  for (const { id, version } of items) {
    const settled = new Promise<void>((resolve) => (done = resolve));
    const answer = await door.dispatch(seat, 'equipment.edit', { id, version, condition: 'fault' });
    if (!answer.ok) throw new Error(answer.refusal.refused);
    const start = performance.now();
    await settled;
    settledMs.push(performance.now() - start);
  }
  clearInterval(pulse);
  const { moment } = momentAt(site.reader, new Date().toISOString(), true);
  const bareMs: number[] = [];
  const readMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const { plans, pool, running } = situationOf(site.reader, { moment, whatIf: [], together: [] });
    const read = performance.now();
    judge(plans, pool, { together: false, running });
    bareMs.push(performance.now() - read);
    readMs.push(read - start);
  }
  keeper.stop();
  site.close();
  return { settledMs, heldMs, bareMs, readMs };
}

/** Readiness after a change of one item: the sample site, and 200 plans of 20 needs over 100,000 items and 2,000 people. */
export async function measureReadiness(bench: Bench): Promise<Measure[]> {
  const sample = join(bench.folder, 'readiness-sample.tocsin');
  copyFileSync(sampleSiteFile, sample);
  const small = await changes(sample);
  const large = await changes(bench.readinessSite);
  const of = ({ settledMs, bareMs, readMs, heldMs }: Times) => ({
    p95Ms: p95(settledMs),
    medianMs: median(settledMs),
    bareSolverMs: median(bareMs),
    readMs: median(readMs),
    roomHeldMs: heldMs,
    changes: settledMs.length,
  });
  return [
    { name: 'readiness after a change, sample site, p95', value: p95(small.settledMs), unit: 'ms', limit: 100, of: of(small) },
    { name: 'readiness after a change, 200 plans x 20 needs, p95', value: p95(large.settledMs), unit: 'ms', limit: 1000, of: of(large) },
    { name: 'readiness: bare solver at that size', value: median(large.bareMs), unit: 'ms', limit: null },
    { name: 'readiness: reading the site at that size', value: median(large.readMs), unit: 'ms', limit: null },
    {
      name: 'readiness after a change / (bare solver + reading)',
      value: median(large.settledMs) / (median(large.bareMs) + median(large.readMs)),
      unit: 'x',
      limit: null,
    },
  ]; // prettier-ignore
}
