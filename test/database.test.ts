import { expect, test } from 'vitest';
import type { Connection } from '../electron/database.ts';
import { siteInTemp } from './builders.ts';

test('every live connection keeps what it was told and trusts nothing it need not', () => {
  const { site } = siteInTemp();
  const connections: [string, Connection][] = [
    ['writer', site.writer],
    ['reader', site.reader],
  ];
  for (const [name, { raw }] of connections) {
    const pragma = (what: string): unknown => raw.pragma(what, { simple: true });
    expect({
      name,
      journal: pragma('journal_mode'),
      synchronous: pragma('synchronous'),
      foreignKeys: pragma('foreign_keys'),
      trustedSchema: pragma('trusted_schema'),
      cellSizeCheck: pragma('cell_size_check'),
    }).toEqual({ name, journal: 'wal', synchronous: 2, foreignKeys: 1, trustedSchema: 0, cellSizeCheck: 1 });
    const version = raw.prepare('SELECT sqlite_version() AS version').get() as { version: string };
    const [major = 0, minor = 0, patch = 0] = version.version.split('.').map(Number);
    expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(3_051_003);
  }
});

test('numbered parameters are bound by their place, named ones by their name', () => {
  const { site } = siteInTemp();
  expect(site.reader.get('SELECT ?2 AS b, ?1 AS a, ?1 AS again', 'first', 'second')).toEqual({
    a: 'first',
    b: 'second',
    again: 'first',
  });
  expect(site.reader.get('SELECT @x AS x', { x: 1 })).toEqual({ x: 1 });
});
