import type { ElectronApplication } from '@playwright/test';
import { join } from 'node:path';
import type { ReadHandle } from '../../electron/database.ts';
import { searchLog } from '../../electron/incident/log-store.ts';
import { p95, type Measure } from './measure.ts';
import { openTocsin, settled, signIn, type Bench } from './windows.ts';

const rounds = 5;
const limit = 50;

/** What people type, and what hurts: single letters, syntax, three scripts, ten thousand characters. */
const searches: readonly string[] = [
  ...['pump', 'vodostaj', 'G-07', 'ekipa B-FIRE', 'rising slowly', '水位', 'насип', 'Petrović evacuate'],
  ...[
    'a*',
    'e',
    'a',
    's',
    'n',
    'p',
    '1',
    'ž',
    'е',
    '水',
    're',
    'ne',
    'na',
    'za',
    'res',
    'eva',
    'four',
    'repo',
  ],
  ...[
    '"',
    '""" OR "',
    'AND OR NOT',
    'NEAR(a b)',
    'a AND b*',
    '-a',
    'text : a',
    '(',
    '%_',
    "'; DROP TABLE journal; --",
  ],
  ...['zzzzzz', 'a e i o u', 'e e e e e e e e', '命令 撤离 集合点', 'е а и о', '\u0000', '🔥'],
  ...['e'.repeat(10_000), 'pumping '.repeat(1_250), '撤'.repeat(10_000), 'a '.repeat(5_000)],
];

/** Bar 16: the newest 50 of a full-text search over a million entries, asked from the window; S is the same SQL, bare. */
export async function measureSearch(bench: Bench): Promise<Measure[]> {
  const { app, page } = await openTocsin(bench, bench.largeSite);
  await signIn(page, 'Petrović');
  await settled(page, bench.largeSite);
  const asked = (): Promise<{ text: string; ms: number; found: number }[]> =>
    page.evaluate(
      async ([texts, most]) => {
        const times = [];
        for (const text of texts as readonly string[]) {
          const start = performance.now();
          const result = await window.tocsin.invoke('log.search', { text, limit: most });
          const ms = performance.now() - start;
          const rows = result.ok ? (result.value as { rows: unknown[] }).rows.length : -1;
          times.push({ text: text.slice(0, 30), ms, found: rows });
        }
        return times;
      },
      [searches, limit] as const,
    );
  await asked();
  await bareSearches(app, bench);
  const through: number[] = [];
  const bare: number[] = [];
  const slowest = new Map<string, number>();
  // By turns, so that a machine that slows down slows both.
  for (let round = 0; round < rounds; round += 1) {
    for (const { text, ms, found } of await asked()) {
      if (found < 0) throw new Error(`a search was refused: ${text}`);
      through.push(ms);
      slowest.set(text, Math.max(slowest.get(text) ?? 0, ms));
    }
    bare.push(...(await bareSearches(app, bench)));
  }
  await app.close();
  const worst = [...slowest].toSorted((a, b) => b[1] - a[1]).slice(0, 5);
  for (const [text, ms] of worst) bench.tell(`search ${JSON.stringify(text)}: ${ms.toFixed(1)} ms at worst`);
  const of = { p95Ms: p95(through), bareP95Ms: p95(bare), searches: searches.length, rounds };
  return [
    {
      name: '16 full-text search over the journal, newest 50, p95',
      value: of.p95Ms,
      unit: 'ms',
      limit: 100,
      of,
    },
    { name: '16 full-text search / S', value: of.p95Ms / of.bareP95Ms, unit: 'x', limit: 1.5, of },
  ];
}

/**
 * The statements of `searchLog` for every search, run without anything around them on a connection of their own, in the
 * same process as the real ones; ms of each.
 */
function bareSearches(app: ElectronApplication, bench: Bench): Promise<number[]> {
  const statements = searches.flatMap((text) => {
    let told: { sql: string; bind: Record<string, unknown> } | undefined;
    const listening = {
      all: (sql: string, ...bind: unknown[]) => {
        told = { sql, bind: Object.fromEntries(bind.map((value, index) => [String(index + 1), value])) };
        return [];
      },
    } as unknown as ReadHandle;
    searchLog(listening, text, undefined, limit);
    return told ? [told] : [];
  });
  return app.evaluate(
    (_electron, [addon, site, given]) => {
      const { createRequire } = process.getBuiltinModule('node:module');
      const Database = createRequire(addon)(addon) as new (
        file: string,
        options: object,
      ) => {
        pragma(sql: string): void;
        prepare(sql: string): { all(bind: object): unknown[] };
        close(): void;
      };
      const db = new Database(site, { readonly: true });
      db.pragma('cache_size = -32000');
      // Once to warm its cache, as the program's own connection is warm; then measured.
      const once = (): number[] =>
        given.map(({ sql, bind }) => {
          const statement = db.prepare(sql);
          const start = performance.now();
          statement.all(bind);
          return performance.now() - start;
        });
      once();
      const times = once();
      db.close();
      return times;
    },
    [join(bench.root, 'node_modules/better-sqlite3'), bench.largeSite, statements] as const,
  );
}
