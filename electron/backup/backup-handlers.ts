import { join } from 'node:path';
import type { Part } from '../door.ts';
import { JobCancelled } from '../jobs.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { makeSiteBackup } from '../site-keeper.ts';
import { backupFolder, backups } from './backup-files.ts';
import { checkBackup } from './restore-files.ts';

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
    const backup = join(backupFolder(read.site.file), input.name);
    const good = checkBackup(backup, read.now);
    if (isRefusal(good)) return good;
    const { restore } = read.site.house;
    if (!restore) return refuse('restoreNotHere');
    return restore(backup, read.operator);
  },
};
