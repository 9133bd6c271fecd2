import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { drillById } from './drill-store.ts';
import type { BreaksAt } from './lay-out.ts';
import { breaksOf } from './month-rules.ts';
import { gather } from './problem-handlers.ts';

/** What a drill would break at some times, with all others where they lie. */
serveJob('judgeDrill', ({ site, drillId, starts, now }, side): Answer<BreaksAt[]> => {
  const connection = new Connection(site, 'read');
  try {
    const drill = drillById(connection, drillId);
    if (!drill) return refuse('unknownDrill');
    if (drill.programmeId === null) return starts.map((startsAt) => ({ startsAt, breaks: [] }));
    const gathered = gather(connection, drill.programmeId, now);
    if (isRefusal(gathered)) return gathered;
    return starts.map((startsAt, done) => {
      side.step(done, starts.length);
      // Observers who were chosen go along; where none were, it is enough that there could be some.
      const observers = drill.observers.length > 0 ? drill.observers : null;
      return { startsAt, breaks: breaksOf(gathered.problem, [], { drillId, startsAt, observers }) };
    });
  } finally {
    connection.close();
  }
});
