import { z } from 'zod';

/** Why a backup was taken. */
export const backupReasons = ['start', 'routine', 'migration', 'asked'] as const;
export type BackupReason = (typeof backupReasons)[number];

export interface Backup {
  /** File name in the backups folder. */
  readonly name: string;
  readonly at: string;
  readonly reason: BackupReason;
  readonly bytes: number;
}

export interface BackupJob {
  readonly file: string;
  readonly folder: string;
  readonly at: string;
  readonly reason: BackupReason;
}

export interface BackupMade extends Backup {
  readonly folder: string;
  /** The newest journal entry that it holds. */
  readonly seq: number;
}

/** Tocsin is about to start again on the restored site. */
export interface RestoreBegun {
  /** Where the replaced file lies. */
  readonly keptAside: string | null;
  readonly seq: number;
}

export const backupName = z
  .string()
  .regex(/^[\w.-]+\.tocsin-backup$/)
  .max(120);
export const restoreInput = z.object({ name: backupName });

/** Ends in something that is not a site file's ending, so that a double click never opens a backup as the site. */
const pattern = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)\.(\d{3})Z-([a-z]+)\.tocsin-backup$/;

/** `at` in UTC and the reason, as a file name that every system takes. */
export function nameOf(at: string, reason: BackupReason): string {
  return `${at.replaceAll(':', '-')}-${reason}.tocsin-backup`;
}

/** What a file name says, or null for a file that is not a backup of ours. */
export function readName(name: string): { at: string; reason: BackupReason } | null {
  const parts = pattern.exec(name);
  const reason = backupReasons.find((known) => known === parts?.[6]);
  if (!parts || !reason) return null;
  const [, day, hour, minute, second, ms] = parts;
  return { at: `${day}T${hour}:${minute}:${second}.${ms}Z`, reason };
}

const keptToday = 3;
const keptDays = 10;

/**
 * Which backups are no longer needed: kept are the newest three of the newest day, the newest of each of the ten days
 * before it that have one, and the newest one taken before a migration.
 */
export function superfluous(backups: readonly Pick<Backup, 'name' | 'at' | 'reason'>[]): string[] {
  const newestFirst = backups.toSorted((a, b) =>
    a.at < b.at ? 1 : a.at > b.at ? -1 : a.name < b.name ? 1 : -1,
  );
  const today = newestFirst[0]?.at.slice(0, 10);
  const kept = new Set<string>();
  const days = new Set<string>();
  let todays = 0;
  for (const backup of newestFirst) {
    const day = backup.at.slice(0, 10);
    if (day === today) {
      todays += 1;
      if (todays <= keptToday) kept.add(backup.name);
    } else if (!days.has(day) && days.size < keptDays) {
      days.add(day);
      kept.add(backup.name);
    }
  }
  const beforeMigration = newestFirst.find((backup) => backup.reason === 'migration');
  if (beforeMigration) kept.add(beforeMigration.name);
  return newestFirst.filter((backup) => !kept.has(backup.name)).map((backup) => backup.name);
}
