import { writeSync } from 'node:fs';
import { makeBackup } from '../../electron/backup/backup-files.ts';

// A child process that takes one backup after another and names each that is finished, until it is killed.
const [file = '', folder = ''] = process.argv.slice(2);
for (let n = 0; ; n += 1) {
  const at = new Date(Date.parse('2026-06-01T06:00:00.000Z') + n * 1000).toISOString();
  const made = await makeBackup({ file, folder, at, reason: 'routine' }, () => {});
  writeSync(1, `${made.name}\n`);
}
