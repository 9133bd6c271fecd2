import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { binOf, projectRoot, runNode, say, scratch, type Ran } from './shell.ts';

/** The checks that need no running app, two at a time. */

type Check = {
  readonly name: string;
  /** Part of `npm test` too. */
  readonly fast: boolean;
  readonly run: () => Promise<Ran>;
};

export type Tally = { readonly passed: number; readonly failed: number };

const checks: readonly Check[] = [
  { name: 'types of electron/ and scripts/', fast: true, run: () => types('.') },
  { name: 'types of renderer/', fast: true, run: () => types('renderer') },
  { name: 'types of test/', fast: true, run: () => types('test') },
  { name: 'lint and import boundaries', fast: true, run: () => runNode(binOf('oxlint/bin/oxlint'), []) },
  { name: 'nothing is told to look away', fast: true, run: suppressions },
  { name: 'translations', fast: true, run: () => projectScript('locales.ts', 'renderer/locales') },
  {
    name: 'schema.sql is fresh',
    fast: true,
    run: () => projectScript('schema.ts', 'electron/migrations', '--check'),
  },
  {
    name: 'plan.schema.json is fresh',
    fast: true,
    run: () => projectScript('plan-schema.ts', 'electron/plan', '--check'),
  },
  { name: 'formatting', fast: true, run: formatting },
  {
    name: 'no text that nothing uses',
    fast: false,
    run: () => projectScript('locales.ts', 'renderer/locales', '--unused'),
  },
  { name: 'dead code', fast: false, run: () => runNode(binOf('knip/bin/knip.js'), ['--no-progress']) },
];

/** Runs all checks, or the fast ones, prints what each failing one has to say, and counts. */
export async function runChecks(which: 'all' | 'fast'): Promise<Tally> {
  await mkdir(scratch, { recursive: true });
  const waiting = checks.filter((check) => which === 'all' || check.fast);
  const failed: string[] = [];
  let passed = 0;
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now();
      const { code, output } = await check.run();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (code === 0) {
        passed += 1;
        say(`ok      ${check.name} (${seconds} s)`);
      } else {
        failed.push(check.name);
        say(`FAILED  ${check.name} (${seconds} s)\n${output.trim().replaceAll(/^/gm, '        ')}`);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  say(failed.length === 0 ? `all ${passed} checks passed` : `failed: ${failed.join(', ')}`);
  return { passed, failed: failed.length };
}

function types(project: string): Promise<Ran> {
  return runNode(binOf('typescript/bin/tsc'), ['-p', project, '--pretty', 'false']);
}

function formatting(): Promise<Ran> {
  const cache = join(scratch, 'prettier');
  const args = ['--check', '--cache', '--cache-location', cache, '--log-level', 'warn', '.'];
  return runNode(binOf('prettier/bin/prettier.cjs'), args);
}

/** A script of the project that checks something which may not be there yet: `subject` says whether it has to be. */
async function projectScript(script: string, subject: string, ...args: string[]): Promise<Ran> {
  if (!existsSync(join(projectRoot, subject))) return { code: 0, output: '' };
  return runNode(join(import.meta.dirname, script), args);
}

/** No comment may silence the compiler or the linter: what they say is mended or the rule is changed for all. */
async function suppressions(): Promise<Ran> {
  const silencer = new RegExp('@ts-(ignore|nocheck|expect-error)|(es|ox)lint-' + 'disable');
  const found: string[] = [];
  for (const file of globSync('{electron,renderer,scripts,test}/**/*.{ts,tsx,cjs}', { cwd: projectRoot })) {
    for (const [index, line] of readFileSync(join(projectRoot, file), 'utf8').split('\n').entries()) {
      if (silencer.test(line)) found.push(`${file}:${index + 1} ${line.trim()}`);
    }
  }
  return { code: found.length > 0 ? 1 : 0, output: found.join('\n') };
}
