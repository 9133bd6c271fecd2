import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from './build.ts';
import { runChecks, type Tally } from './checks.ts';
import { startDisplay } from './display.ts';
import { electronSwitches } from './launch.ts';
import { setUp, type Ready } from './set-up.ts';
import { hasBroker, hasProgram, installPackages, needs } from './system-packages.ts';
import { binOf, projectRoot, runMain, runNode, say, scratch, Trouble } from './shell.ts';

/**
 * `npm test`: everything, ending in a line "N passed, N failed" that adds up checks and tests.
 *
 *   npm test -- check               the fast checks alone
 *   npm test -- unit [words]        rules and handlers; only files whose path has one of the words
 *   npm test -- e2e [words]         the app in a real window; only such files
 *   npm run test:faults             test/faults with its full counts
 */
const steps = ['check', 'unit', 'e2e', 'faults'] as const;
type Step = (typeof steps)[number];

async function test(): Promise<number> {
  const [asked, ...words] = process.argv.slice(2);
  if (asked !== undefined && !steps.some((step) => step === asked)) {
    throw new Trouble(`There is no "${asked}" to test. Say one of: ${steps.join(', ')}, or nothing for all.`);
  }
  const wants = (step: Step): boolean => (asked === undefined ? step !== 'faults' : asked === step);
  await mkdir(scratch, { recursive: true });
  const ready = await setUp();
  if (wants('e2e')) await buildApp();

  // Where it cannot be installed the tests of the sensors say that they were left out.
  if (wants('unit') && process.platform === 'linux' && !hasBroker() && hasProgram('apt-get'))
    await installPackages(needs.broker, 'The tests of the sensors speak to a real MQTT broker', {
      asleep: true,
    });

  const tallies: Tally[] = [];
  if (wants('check')) tallies.push(await runChecks('fast'));
  if (wants('unit')) tallies.push(await vitest(words, {}));
  if (wants('faults')) tallies.push(await vitest(['test/faults/', ...words], { TOCSIN_FAULTS: 'full' }));
  if (wants('e2e')) tallies.push(await playwright(words, ready));

  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  if (passed + failed === 0) say('nothing was tested');
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

async function vitest(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Tally> {
  const file = join(scratch, 'vitest.json');
  await rm(file, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words];
  const env = { ...withColour(), ...environment };
  const { code } = await runNode(binOf('vitest/vitest.mjs'), args, { show: true, env });
  const report = readReport<VitestReport>(file);
  if (!report) return { passed: 0, failed: 1 };
  // A file that does not even load has no tests to count, and fails as one.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length;
  return atLeastOne(code, { passed: report.numPassedTests, failed: report.numFailedTests + broken });
}

type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
};

async function playwright(words: readonly string[], { electron, headless }: Ready): Promise<Tally> {
  if (globSync('test/e2e/**/*.spec.ts', { cwd: projectRoot }).length === 0) return { passed: 0, failed: 0 };
  const file = join(scratch, 'playwright.json');
  await rm(file, { force: true });
  const display = headless ? await startDisplay() : undefined;
  try {
    const { code } = await runNode(
      binOf('@playwright/test/cli.js'),
      ['test', '--reporter=list,json', ...words],
      {
        show: true,
        env: {
          ...withColour(),
          ...(display ? { DISPLAY: display.name } : {}),
          PLAYWRIGHT_JSON_OUTPUT_NAME: file,
          // What the tests launch: test/e2e reads these two.
          TOCSIN_ELECTRON: electron.executable,
          TOCSIN_ELECTRON_SWITCHES: electronSwitches(headless).join(' '),
        },
      },
    );
    const report = readReport<PlaywrightReport>(file);
    if (!report) return { passed: 0, failed: 1 };
    const { expected, flaky, unexpected } = report.stats;
    return atLeastOne(code, { passed: expected + flaky, failed: unexpected });
  } finally {
    display?.stop();
  }
}

/** A runner that ended badly without a failed test (an error between tests, say) counts as one failure. */
function atLeastOne(code: number, tally: Tally): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readReport<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** The runners write into a pipe here; on a terminal they may colour all the same. */
function withColour(): NodeJS.ProcessEnv {
  return process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
}

await runMain(test);
