import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { z } from 'zod';
import { planFile } from '../electron/plan/plan-file.ts';
import { projectRoot, runMain, say, Trouble } from './shell.ts';

/**
 * `npm run schema`: writes resources/plan.schema.json, the published form of a plan file, from the schema that reads it.
 * With --check it only says whether the file is stale.
 */
const file = join(projectRoot, 'resources/plan.schema.json');

await runMain(async () => {
  const schema = {
    ...z.toJSONSchema(planFile, { io: 'input' }),
    title: 'Tocsin emergency response plan',
    description:
      'A plan as one file. Places, equipment categories, qualifications and positions are named by their codes at the site. Names are in English, Serbian (Latin) and Chinese.',
  };
  const now = await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
  if (!process.argv.includes('--check')) {
    writeFileSync(file, now);
    return;
  }
  let kept = '';
  try {
    kept = readFileSync(file, 'utf8');
  } catch {
    // not written yet: stale
  }
  if (kept !== now) throw new Trouble('resources/plan.schema.json is stale. Run: npm run schema');
  say('plan.schema.json is fresh');
});
