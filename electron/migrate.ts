import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationId, type Connection } from './database.ts';

export interface Migration {
  readonly version: number;
  readonly file: string;
  readonly sql: string;
}

/** All migrations in order; the version is the number in the file's name. */
export function migrations(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      file,
      sql: readFileSync(join(folder, file), 'utf8'),
    }));
}

/**
 * Brings a site file to the newest schema, each migration in a transaction of its own together with `user_version`,
 * so that a kill in the middle leaves the file at one version or the next and never between.
 */
export function migrate(connection: Connection, all: Migration[] = migrations()): void {
  for (const migration of all) {
    const current = connection.raw.pragma('user_version', { simple: true }) as number;
    if (migration.version <= current) continue;
    connection.transaction(() => {
      connection.raw.exec(migration.sql);
      connection.raw.pragma(`application_id = ${applicationId}`);
      connection.raw.pragma(`user_version = ${migration.version}`);
    });
  }
}
