import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { judgedPlans } from './matrix-handlers.ts';
import { needDetail } from './need-handlers.ts';

serveJob('readiness', ({ file, ask, need }) => {
  const connection = new Connection(file, 'read');
  try {
    return need === null
      ? { judged: judgedPlans(connection, ask), need: null }
      : { judged: null, need: needDetail(connection, ask, need.planId, need.needId) };
  } finally {
    connection.close();
  }
});
