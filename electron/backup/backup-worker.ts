import { serveJob } from '../job-side.ts';
import { makeBackup } from './backup-files.ts';

serveJob('makeBackup', (job, side) => makeBackup(job, side.step));
