import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { isRefusal } from '../refusal.ts';
import { highsSolver } from './highs-files.ts';
import { layOut } from './month-plan.ts';
import { gather } from './problem-handlers.ts';

/** Looks for the best month; writes nothing. */
serveJob('layOutDrills', async ({ site, programmeId, now, seconds }, side) => {
  const connection = new Connection(site, 'read');
  const gathered = (() => {
    try {
      return gather(connection, programmeId, now);
    } finally {
      connection.close();
    }
  })();
  if (isRefusal(gathered)) return gathered;
  const solve = await highsSolver();
  const began = performance.now();
  const total = seconds * 1000;
  const outcome = layOut(gathered.problem, {
    solve,
    seconds,
    nowMs: () => performance.now(),
    tick: () => side.step(Math.min(total - 1, Math.round(performance.now() - began)), total),
  });
  return { outcome, versions: gathered.versions };
});
