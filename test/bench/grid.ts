import { Connection } from '../../electron/database.ts';
import { openDoor, type Seat } from '../../electron/door.ts';
import { equipmentSorts, facetNames } from '../../electron/equipment/equipment-filter.ts';
import { handlers } from '../../electron/handlers.ts';
import { logTo } from '../../electron/log.ts';
import { isRefusal } from '../../electron/refusal.ts';
import type { Operator } from '../../electron/session/session.ts';
import { openSite } from '../../electron/site-file.ts';
import { p95, type Measure } from './measure.ts';
import type { Bench } from './windows.ts';

const rounds = 5;
const pages = 3;

interface Asked {
  readonly what: string;
  readonly name: 'equipment.page' | 'equipment.facet';
  readonly input: Record<string, unknown>;
}
interface Statement {
  readonly sql: string;
  readonly bind: readonly unknown[];
}

/** Words that are in every second row, in some and in one; and what is chosen by a click. */
const texts = ['a', '1', 'b', 'ba-1', 'hose', 'crevo', '空气', 'b fire', 'severin 300', 'rd-24'];

/**
 * Bar 18: sorting, filtering, counting and turning pages of 100,000 items, asked through the door; S is every statement of
 * it, run bare on a connection of its own in the same process.
 */
export async function measureGrid(bench: Bench): Promise<Measure[]> {
  logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });
  const site = openSite(bench.largeSite);
  if (isRefusal(site)) throw new Error(`the site of the grid was refused: ${site.refused}`);
  const bare = new Connection(bench.largeSite, 'read');
  try {
    const spy = listening(site.reader);
    const door = openDoor({ ...site, reader: spy.reader }, handlers);
    const seat = seatOf(site.reader);
    const ask = async ({ name, input }: Asked): Promise<{ ms: number; next: string | null }> => {
      const start = performance.now();
      const result = await door.dispatch(seat, name, input);
      const ms = performance.now() - start;
      if (!result.ok) throw new Error(`${name}: ${result.refusal.refused}`);
      return { ms, next: 'next' in result.value ? (result.value.next as string | null) : null };
    };
    const asked = await turned(everything(site.reader), ask);
    const through: number[] = [];
    const without: number[] = [];
    const slowest = new Map<string, number>();
    // By turns, so that a machine that slows down slows both.
    for (let round = 0; round < rounds; round += 1)
      for (const one of asked) {
        spy.heard.length = 0;
        const { ms } = await ask(one);
        through.push(ms);
        slowest.set(one.what, Math.max(slowest.get(one.what) ?? 0, ms));
        without.push(runBare(bare, spy.heard.splice(0)));
      }
    const worst = [...slowest].toSorted((a, b) => b[1] - a[1]).slice(0, 3);
    for (const [what, ms] of worst) bench.tell(`${what}: ${ms.toFixed(1)} ms at worst`);
    const of = { p95Ms: p95(through), bareP95Ms: p95(without), questions: asked.length, rounds };
    return [
      {
        name: '18 equipment grid: sort, filter, page / S, p95',
        value: of.p95Ms / of.bareP95Ms,
        unit: 'x',
        limit: 1.5,
        of,
      },
    ];
  } finally {
    bare.close();
    site.close();
  }
}

/** Every sort both ways, every word and every chosen value with its pages and its counts. */
function everything(db: Connection): Asked[] {
  const idOf = (sql: string): string => db.get<{ id: string }>(sql)?.id ?? '';
  const category = idOf("SELECT id FROM category WHERE key = 'extinguisher'");
  const team = idOf('SELECT ownerTeamId AS id FROM equipment WHERE ownerTeamId IS NOT NULL LIMIT 1');
  const place = idOf('SELECT placeId AS id FROM equipment WHERE placeId IS NOT NULL LIMIT 1');
  const filters: readonly Record<string, unknown>[] = [
    ...texts.map((text) => ({ text })),
    { categoryIds: [category] },
    { ownerTeamIds: [team], conditions: ['ready'] },
    { placeIds: [place], text: 'a' },
    { conditions: ['ready'] },
    { conditions: ['outOfTest', 'fault'] },
    { custodies: ['out'] },
    { custodies: ['in'] },
  ];
  const page = (what: string, input: Record<string, unknown>): Asked => ({
    what,
    name: 'equipment.page',
    input: { limit: 100, ...input },
  });
  return [
    ...equipmentSorts.flatMap((sort) =>
      [false, true].map((descending) => page(`sorted by ${sort}`, { sort, descending })),
    ),
    ...filters.flatMap((filter) => [
      page(`with ${JSON.stringify(filter)}`, filter),
      page(`with ${JSON.stringify(filter)} by day`, { ...filter, sort: 'nextDueOn' }),
      ...facetNames.map((facet): Asked => ({
        what: `${facet} with ${JSON.stringify(filter)}`,
        name: 'equipment.facet',
        input: { ...filter, facet },
      })),
    ]),
  ];
}

/** Each question with the pages that follow; asking them once also warms what a working room has warm. */
async function turned(
  asked: readonly Asked[],
  ask: (one: Asked) => Promise<{ next: string | null }>,
): Promise<Asked[]> {
  const all: Asked[] = [];
  for (const first of asked) {
    let one: Asked | null = first;
    for (let page = 1; one !== null && page <= pages; page += 1) {
      all.push(one);
      const { next } = await ask(one);
      one =
        next === null
          ? null
          : { ...one, what: `${first.what}, page ${page + 1}`, input: { ...first.input, after: next } };
    }
  }
  return all;
}

/** A reader that tells what it was asked. */
function listening(reader: Connection): { readonly reader: Connection; readonly heard: Statement[] } {
  const heard: Statement[] = [];
  const spy = Object.create(reader) as Connection;
  spy.all = (sql, ...bind) => {
    heard.push({ sql, bind });
    return reader.all(sql, ...bind);
  };
  spy.get = (sql, ...bind) => {
    heard.push({ sql, bind });
    return reader.get(sql, ...bind);
  };
  return { reader: spy, heard };
}

function runBare(bare: Connection, statements: readonly Statement[]): number {
  let ms = 0;
  for (const { sql, bind } of statements) {
    const statement = bare.raw.prepare(sql);
    const start = performance.now();
    statement.all(...bind);
    ms += performance.now() - start;
  }
  return ms;
}

function seatOf(db: Connection): Seat {
  const operator = db.get<Operator>(
    "SELECT id, name, role, retiredAt, version FROM operator WHERE role = 'equipmentManager' LIMIT 1",
  );
  if (!operator) throw new Error('the site has no equipment manager');
  return { id: 'seat-1', state: { kind: 'signedIn', operator, since: new Date().toISOString() } };
}
