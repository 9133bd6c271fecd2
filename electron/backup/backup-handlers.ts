import { join } from 'node:path';
import type { Part } from '../door.ts';
import { fileKind } from '../database.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { refuse } from '../refusal.ts';
import { makeSiteBackup } from '../site-keeper.ts';
import { backupFolder, backups } from './backup-files.ts';

export const backupHandlers: Part<'backup.page' | 'backup.make' | 'backup.restore'> = {
  'backup.page': (read) => {
    const rows = backups(backupFolder(read.site.file));
    return { rows, total: rows.length, next: null };
  },
  'backup.make': {
    prepare: async (context) => {
      try {
        const made = await makeSiteBackup(context.site, 'asked', undefined, (done, total) =>
          context.progress('backup.make', done, total),
        );
        return (tx) => {
          const { name, at, reason, bytes, seq } = made;
          tx.record('backup', { id: name, at, reason, bytes, seq });
          return made;
        };
      } catch (error) {
        if (error instanceof JobCancelled) return refuse('calledOff');
        throw error;
      }
    },
  },
  'backup.restore': async (read, input) => {
    const { restore } = read.site.house;
    if (!restore) return refuse('restoreNotHere');
    const backup = join(backupFolder(read.site.file), input.name);
    const { kind } = fileKind(backup);
    if (kind === 'absent') return refuse('unknownBackup', { file: input.name });
    if (kind === 'foreign') return refuse('backupDamaged', { file: input.name });
    try {
      // Checked beside the room's work; only then is the site closed.
      const { sound } = await shared(`backup.check ${input.name}`, (signal) =>
        runJob('verifySite', { file: backup, structure: true }, { signal }),
      );
      if (!sound) return refuse('backupDamaged', { file: input.name });
    } catch (error) {
      if (error instanceof JobCancelled) return refuse('calledOff');
      if ((error as { code?: unknown }).code === undefined) throw error;
      return refuse('backupDamaged', { file: input.name });
    }
    return restore(backup, read.operator);
  },
};
