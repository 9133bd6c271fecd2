import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { wallClock } from '../../electron/clock.ts';
import type { Input, Name, Output } from '../../electron/contract.ts';
import { openDoor, type Door, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import { newId } from '../../electron/id.ts';
import { fold } from '../../electron/journal/search-text.ts';
import { migrate, migrations } from '../../electron/migrate.ts';
import { Connection } from '../../electron/database.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { insertOperator } from '../../electron/session/operator-store.ts';
import { insertSite } from '../../electron/session/site-store.ts';
import { openSite } from '../../electron/site-file.ts';
import { median, type Measure } from './measure.ts';
import type { Bench } from './windows.ts';

const rowCount = 100_000;
const runs = 3;
const categories = ['hose', 'pump', 'radio', 'ladder', 'extinguisher', 'mask', 'suit', 'rope'];

const header = 'Tag,Category,Make,Model,Serial number,Condition,Bought,Next inspection,Note';

/** 100,000 rows, one in a hundred with a trouble of its own. */
function list(): string {
  const lines = [header];
  for (let n = 0; n < rowCount; n += 1) {
    // Not in the order of the index: lists are not sorted by tag.
    const tag = `Q-${String((n * 7919) % rowCount).padStart(6, '0')}`;
    const trouble = n % 100 === 99 ? Math.floor(n / 100) % 3 : -1;
    lines.push(
      [
        trouble === 0 ? 'Q-000000' : tag,
        trouble === 1 ? 'zeppelin' : categories[n % categories.length],
        ['Severin', 'Kompas', 'Lavina'][n % 3],
        `Model ${n % 40}`,
        `S${String(n * 31).padStart(8, '0')}`,
        'ready',
        `${1 + (n % 28)}.${1 + (n % 12)}.20${10 + (n % 15)}`,
        trouble === 2 ? '31.02.2027' : `2027-${String(1 + (n % 12)).padStart(2, '0')}-15`,
        n % 5 === 0 ? 'checked by hand, "ok"; see card'.replace(/"/g, "'").replace(/^.*$/, '"$&"') : '',
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Bar 19: a list of 100,000 items with row-by-row errors, from its bytes to the last commit; bare is a parse and inserts. */
export async function measureImport(bench: Pick<Bench, 'folder' | 'tell'>): Promise<Measure[]> {
  mkdirSync(bench.folder, { recursive: true });
  const text = list();
  const whole: number[] = [];
  const parse: number[] = [];
  const insert: number[] = [];
  const parts: Record<string, number[]> = { look: [], dryRun: [], write: [] };
  // By turns, so that a machine that slows down slows both.
  for (let run = 0; run < runs; run += 1) {
    const folder = mkdtempSync(join(bench.folder, 'import-'));
    const bare = bareImport(join(folder, 'bare.db'), text);
    parse.push(bare.parseMs);
    insert.push(bare.insertMs);
    const ours = await tocsinImport(join(folder, 'site.tocsin'), new TextEncoder().encode(text));
    whole.push(ours.look + ours.dryRun + ours.write);
    for (const [name, ms] of Object.entries(ours)) parts[name]?.push(ms);
    rmSync(folder, { recursive: true, force: true });
    bench.tell(
      `import ${run}: bare parse ${bare.parseMs.toFixed(0)} + inserts ${bare.insertMs.toFixed(0)} ms; look ${ours.look.toFixed(0)}, dry run ${ours.dryRun.toFixed(0)}, write ${ours.write.toFixed(0)} ms`,
    );
  }
  const of = {
    importMs: median(whole),
    lookMs: median(parts['look']!),
    dryRunMs: median(parts['dryRun']!),
    writeMs: median(parts['write']!),
    bareParseMs: median(parse),
    bareInsertMs: median(insert),
    rows: rowCount,
    runs,
  };
  return [
    {
      name: '19 import of 100,000 rows from CSV / (bare parse + bare inserts)',
      value: of.importMs / (of.bareParseMs + of.bareInsertMs),
      unit: 'x',
      limit: 2,
      of,
    },
  ];
}

async function tocsinImport(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ look: number; dryRun: number; write: number }> {
  const site = openSite(file, { clock: wallClock });
  if (isRefusal(site)) throw new Error(site.refused);
  try {
    const { door, seat } = seated(site);
    const ask = asker(door, seat);
    for (const key of categories)
      await ask('category.add', { key, names: { en: key, srLatn: key, zhHans: key }, speedKmh: 30 });
    const start = performance.now();
    const { id } = await ask('import.open', { noun: 'equipment', name: 'list.csv', bytes });
    const look = await ask('import.look', { id });
    const looked = performance.now();
    const dryRun = await ask('import.dryRun', {
      id,
      reading: {},
      columns: look.columns.map(({ field }) => field),
      decimal: look.decimal,
      dayOrder: look.dayOrder,
    });
    const judged = performance.now();
    if (dryRun.counts.new !== rowCount - rowCount / 100) throw new Error(JSON.stringify(dryRun));
    await ask('import.run', { id });
    return { look: looked - start, dryRun: judged - looked, write: performance.now() - judged };
  } finally {
    site.close();
  }
}

function seated(site: Parameters<typeof openDoor>[0]): { door: Door; seat: Seat } {
  const nowMs = site.clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const operator = {
    id: newId(nowMs),
    name: 'Bench',
    role: 'equipmentManager',
    retiredAt: null,
    version: 1,
  } as const;
  site.writer.transaction(() => {
    insertSite(site.writer, {
      id: newId(nowMs),
      name: 'Bench',
      sample: 0,
      timeZone: 'Europe/Belgrade',
      longitude: 22.1,
      latitude: 44.07,
      createdAt: at,
    });
    insertOperator(site.writer, operator, null);
  });
  return {
    door: openDoor(site, handlers),
    seat: { id: 'seat-1', state: { kind: 'signedIn', operator, since: at } },
  };
}

function asker(door: Door, seat: Seat) {
  return async <N extends Name>(name: N, input: Input<N>): Promise<Output<N>> => {
    const result = await door.dispatch(seat, name, input);
    if (!result.ok)
      throw new Error(`${name}: ${result.refusal.refused} ${JSON.stringify(result.refusal.facts)}`);
    return result.value;
  };
}

/** The file parsed, and the same rows put into the same tables with the same indexes, in one transaction and nothing else. */
function bareImport(file: string, text: string): { parseMs: number; insertMs: number } {
  const made = new Connection(file, 'write');
  migrate(made, migrations());
  made.close();
  const start = performance.now();
  const { data } = Papa.parse<string[]>(text, { delimiter: ',' });
  const parsed = performance.now();
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -32000');
  db.pragma('foreign_keys = ON');
  const categoryId = '018f0000-0000-7000-8000-000000000001';
  db.prepare(
    `INSERT INTO category (id, key, names, kind) VALUES (?, 'hose', '{"en":"hose","srLatn":"hose","zhHans":"hose"}', 'item')`,
  ).run(categoryId);
  const columns = bareColumns(db);
  const item = db.prepare(
    `INSERT INTO equipment (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const words = db.prepare('INSERT INTO equipmentText (rowid, words) VALUES (?, ?)');
  db.exec('BEGIN');
  for (const [n, row] of data.entries()) {
    const [tag, category, make, model, serial, condition, bought, , note] = row;
    if (n === 0 || n % 100 === 0 || tag === undefined || category === undefined) continue;
    const { lastInsertRowid } = item.run({
      ...blank,
      id: newId(n),
      tag,
      tagKey: tag,
      categoryId,
      make,
      model,
      serial,
      condition,
      boughtOn: bought,
      nextDueOn: '2027-01-15',
      note,
    });
    words.run(
      lastInsertRowid,
      fold([tag, category, category, category, category, make, model, serial, note].join(' ')),
    );
  }
  db.exec('COMMIT');
  const insertMs = performance.now() - parsed;
  db.close();
  return { parseMs: parsed - start, insertMs };
}

const blank = {
  placeId: null, insideId: null, ownerTeamId: null, endOfLifeOn: null, costMinor: null, currency: null,
  heldByPersonId: null, heldByTeamId: null, heldSince: null, backOn: null, version: 1,
}; // prettier-ignore

function bareColumns(db: Database.Database): string[] {
  const known = db.prepare("SELECT name FROM pragma_table_info('equipment')").all() as { name: string }[];
  return known.map(({ name }) => name).filter((name) => name !== 'no');
}
