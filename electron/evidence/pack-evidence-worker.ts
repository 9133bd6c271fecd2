import { rmSync } from 'node:fs';
import { serveJob } from '../job-side.ts';
import { packFolder } from './pack-files.ts';

serveJob('packEvidence', (job, side) => {
  try {
    return packFolder(job, (done, total) => side.step(done, total));
  } catch (error) {
    rmSync(job.archive, { force: true });
    throw error;
  }
});
