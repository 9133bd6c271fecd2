import { serveJob } from '../job-side.ts';
import { isRefusal } from '../refusal.ts';
import { lookOf, readFile } from './read-files.ts';
import { tables } from './tables-handlers.ts';

serveJob('lookAtImport', async ({ id, noun, name, bytes, path, reading }) => {
  const { fields } = tables[noun];
  const read = await readFile(path, reading, fields);
  return isRefusal(read) ? read : lookOf({ id, name, bytes }, read, fields);
});
