import { join } from 'node:path';
import { projectRoot, run, runMain } from './shell.ts';

/** `npm run bench [-- start log search session map]`: test/bench says what it measures. */
await runMain(async () => {
  const program = join(projectRoot, 'test/bench/bench.ts');
  return (await run(process.execPath, [program, ...process.argv.slice(2)], { show: true })).code;
});
