import { iso, wallClock } from '../clock.ts';
import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { verifySite } from './verify-store.ts';

serveJob('verifySite', (job, side) => {
  const connection = new Connection(job.file, 'read');
  try {
    return verifySite(connection, {
      against: job.against,
      structure: job.structure,
      now: iso(wallClock.nowMs()),
      step: side.step,
    });
  } finally {
    connection.close();
  }
});
