import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '../electron/database.ts';
import { migrate, migrations } from '../electron/migrate.ts';
import { projectRoot, runMain, say, Trouble } from './shell.ts';

/**
 * `npm run schema`: writes electron/schema.sql, the whole schema as the migrations make it, for people to read.
 * With --check it only says whether the file is stale.
 */
const file = join(projectRoot, 'electron/schema.sql');

function schema(): string {
  const connection = new Connection(':memory:', 'write');
  migrate(connection, migrations());
  const version = connection.raw.pragma('user_version', { simple: true }) as number;
  // The tables behind a full-text index are its own business.
  const parts = connection.all<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT IN (
       SELECT s.name FROM sqlite_schema v JOIN sqlite_schema s ON s.name GLOB v.name || '_*'
       WHERE v.sql LIKE 'CREATE VIRTUAL TABLE%')
     ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name`,
  );
  connection.close();
  return `-- Written by npm run schema from electron/migrations; edit those. Schema version ${version}.\n\n${parts
    .map(({ sql }) => `${sql};\n`)
    .join('\n')}`;
}

await runMain(async () => {
  const now = schema();
  if (!process.argv.includes('--check')) {
    writeFileSync(file, now);
    return;
  }
  let kept = '';
  try {
    kept = readFileSync(file, 'utf8');
  } catch {
    // not written yet: stale
  }
  if (kept !== now) throw new Trouble('electron/schema.sql is stale. Run: npm run schema');
  say('schema.sql is fresh');
});
