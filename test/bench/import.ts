import type { ElectronApplication, Page } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { median, type Measure } from './measure.ts';
import { call, openTocsin, settled, signIn, type Bench } from './windows.ts';

const rowCount = 100_000;
const runs = 3;
const categories = ['hose', 'pump', 'radio', 'ladder', 'extinguisher', 'mask', 'suit', 'rope'];
const header = 'Tag,Category,Make,Model,Serial number,Condition,Bought,Next inspection,Note';

/** 100,000 rows, one in a hundred with a trouble of its own, not in the order of their tags. */
function list(run: number): string {
  const lines = [header];
  for (let n = 0; n < rowCount; n += 1) {
    const trouble = n % 100 === 99 ? Math.floor(n / 100) % 3 : -1;
    lines.push(
      [
        trouble === 0 ? `Q${run}-000000` : `Q${run}-${String((n * 7919) % rowCount).padStart(6, '0')}`,
        trouble === 1 ? 'zeppelin' : `bench-${categories[n % categories.length]}`,
        ['Severin', 'Kompas', 'Lavina'][n % 3],
        `Model ${n % 40}`,
        `S${run}${String(n * 31).padStart(8, '0')}`,
        'ready',
        `${1 + (n % 28)}.${1 + (n % 12)}.20${10 + (n % 15)}`,
        trouble === 2 ? '31.02.2027' : `2027-${String(1 + (n % 12)).padStart(2, '0')}-15`,
        n % 5 === 0 ? `"checked by hand, ${n}"` : '',
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

interface Times {
  readonly look: number;
  readonly dryRun: number;
  readonly write: number;
}

/** Bar 19: a list of 100,000 items with row-by-row errors, from its bytes to the last commit; bare is a parse and inserts. */
export async function measureImport(bench: Bench): Promise<Measure[]> {
  mkdirSync(bench.folder, { recursive: true });
  const site = join(bench.folder, 'import-site.tocsin');
  const bareSite = join(bench.folder, 'import-bare.tocsin');
  const sample = join(bench.root, 'resources/sample-site/sample.tocsin');
  copyFileSync(sample, site);
  copyFileSync(sample, bareSite);
  const { app, page } = await openTocsin(bench, site);
  await signIn(page, 'Jovanović');
  await settled(page, site);
  for (const name of categories)
    await call(page, 'category.add', {
      key: `bench-${name}`,
      names: { en: `Bench ${name}`, srLatn: `Bench ${name}`, zhHans: `Bench ${name}` },
    });
  const ours: Times[] = [];
  const bare: { parse: number; insert: number }[] = [];
  // By turns, so that a machine that slows down slows both.
  for (let run = 0; run < runs; run += 1) {
    const text = list(run);
    bare.push(await bareImport(app, bench, bareSite, text));
    ours.push(await tocsinImport(page, text));
    const [b, o] = [bare.at(-1)!, ours.at(-1)!];
    bench.tell(
      `import ${run}: bare parse ${b.parse.toFixed(0)} + inserts ${b.insert.toFixed(0)} ms; look ${o.look.toFixed(0)}, ` +
        `dry run ${o.dryRun.toFixed(0)}, write ${o.write.toFixed(0)} ms`,
    );
  }
  await app.close();
  const of = {
    importMs: median(ours.map(({ look, dryRun, write }) => look + dryRun + write)),
    lookMs: median(ours.map(({ look }) => look)),
    dryRunMs: median(ours.map(({ dryRun }) => dryRun)),
    writeMs: median(ours.map(({ write }) => write)),
    bareParseMs: median(bare.map(({ parse }) => parse)),
    bareInsertMs: median(bare.map(({ insert }) => insert)),
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

/** As the screen does it: opened, looked into, held against the register, written. */
function tocsinImport(page: Page, text: string): Promise<Times> {
  return page.evaluate(
    async ([csv, accepted]) => {
      const ask = async <T>(name: string, input: unknown): Promise<T> => {
        const result = await window.tocsin.invoke(name, input);
        if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.refusal)}`);
        return result.value as T;
      };
      const bytes = new TextEncoder().encode(csv as string);
      const start = performance.now();
      const { id } = await ask<{ id: string }>('import.open', { noun: 'equipment', name: 'list.csv', bytes });
      const look = await ask<{ columns: { field: string | null }[]; decimal: string; dayOrder: string }>(
        'import.look',
        { id },
      );
      const looked = performance.now();
      const judged = await ask<{ counts: { new: number } }>('import.dryRun', {
        id,
        reading: {},
        columns: look.columns.map(({ field }) => field),
        decimal: look.decimal,
        dayOrder: look.dayOrder,
      });
      const run = performance.now();
      if (judged.counts.new !== accepted) throw new Error(JSON.stringify(judged));
      await ask('import.run', { id });
      return { look: looked - start, dryRun: run - looked, write: performance.now() - run };
    },
    [text, rowCount - rowCount / 100] as const,
  );
}

/**
 * In the same process as the real one: the file parsed, and its rows put into the same tables with the same indexes, in one
 * transaction and nothing else.
 */
function bareImport(
  app: ElectronApplication,
  bench: Bench,
  file: string,
  text: string,
): Promise<{ parse: number; insert: number }> {
  return app.evaluate(
    (_electron, [modules, site, csv]) => {
      const { createRequire } = process.getBuiltinModule('node:module');
      const { randomUUID } = process.getBuiltinModule('node:crypto');
      const require = createRequire(`${modules}/x.js`);
      const Database = require('better-sqlite3') as new (site: string) => {
        pragma(sql: string): void;
        exec(sql: string): void;
        prepare(sql: string): {
          run(...bind: unknown[]): { lastInsertRowid: number };
          get(): unknown;
          all(): unknown[];
        };
        close(): void;
      };
      const { parse } = require('papaparse') as {
        parse(text: string, options: object): { data: string[][] };
      };
      const start = performance.now();
      const { data } = parse(csv, { delimiter: ',' });
      const parsed = performance.now();
      const db = new Database(site);
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('cache_size = -32000');
      db.pragma('foreign_keys = ON');
      const { id: categoryId } = db.prepare("SELECT id FROM category WHERE kind = 'item' LIMIT 1").get() as {
        id: string;
      };
      const columns = (
        db.prepare("SELECT name FROM pragma_table_info('equipment') WHERE name <> 'no'").all() as {
          name: string;
        }[]
      ).map(({ name }) => name);
      const item = db.prepare(
        `INSERT INTO equipment (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      const words = db.prepare('INSERT INTO equipmentText (rowid, words) VALUES (?, ?)');
      db.exec('BEGIN');
      data.forEach((cells, n) => {
        const [tag = '', category = '', make = '', model = '', serial = '', condition, , , note = ''] = cells;
        // The header, and the rows that are refused.
        if (n === 0 || n % 100 === 0 || tag === '') return;
        const row: Record<string, unknown> = {
          id: randomUUID(),
          tag,
          tagKey: tag.toLowerCase(),
          categoryId,
          make,
          model,
          serial,
          condition,
          boughtOn: '2015-02-01',
          nextDueOn: '2027-01-15',
          note,
          version: 1,
        };
        const { lastInsertRowid } = item.run(...columns.map((name) => row[name] ?? null));
        words.run(
          lastInsertRowid,
          [tag, make, model, serial, note, category, category, category, category].join(' ').toLowerCase(),
        );
      });
      db.exec('COMMIT');
      const insert = performance.now() - parsed;
      db.close();
      return { parse: parsed - start, insert };
    },
    [join(bench.root, 'node_modules'), file, text] as const,
  );
}
