import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './build.ts';
import { startDisplay } from './display.ts';
import { electronSwitches, launch } from './launch.ts';
import { projectRoot, runMain, say, Trouble } from './shell.ts';
import { setUp } from './set-up.ts';

/**
 * `npm start`: sets up what is missing, builds what has changed and opens Tocsin.
 *
 *   npm start                          the sample site, or the site used last
 *   npm start -- --site FILE           another site
 *   npm start -- --screenshot FILE     one picture of the first screen, then out
 */
async function start(): Promise<number> {
  const asked = readArguments();
  const { electron, headless } = await setUp();
  await buildApp();
  if (process.getuid?.() === 0)
    say('running as root: Chromium has to run without its sandbox (--no-sandbox)');

  const picture = asked.screenshot ?? (headless ? resolve(projectRoot, 'screenshots/start.png') : undefined);
  const display = headless ? await startDisplay() : undefined;
  if (display) say(`there is no screen here: Tocsin runs on a virtual one, DISPLAY=${display.name}`);
  if (picture) {
    await mkdir(dirname(picture), { recursive: true });
    await rm(picture, { force: true });
    if (!asked.screenshot) say(`a picture of its first screen goes to ${picture}; Ctrl+C ends it`);
  }

  const appArguments = [
    ...(asked.site ? ['--site', asked.site] : []),
    ...(picture ? ['--screenshot', picture] : []),
    ...(picture && !asked.screenshot ? ['--stay'] : []),
    ...asked.rest,
  ];
  const environment = { ...process.env, ...(display ? { DISPLAY: display.name } : {}) };
  try {
    const code = await launch(electron, electronSwitches(headless), appArguments, environment);
    if (asked.screenshot && code === 0 && !existsSync(asked.screenshot)) {
      throw new Trouble(
        'No picture was taken. Tocsin is open already, perhaps: close its window and try again.',
      );
    }
    if (asked.screenshot && code === 0) say(asked.screenshot);
    return code;
  } finally {
    display?.stop();
  }
}

/** Paths are meant from where the person stands, which npm passes on as INIT_CWD. */
function readArguments(): { site?: string; screenshot?: string; rest: readonly string[] } {
  const { values, positionals } = parseArgs({
    options: {
      site: { type: 'string' },
      screenshot: { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
    allowPositionals: true,
  });
  const path = (value: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), value);
  const site = values.site ?? positionals.find((word) => word.endsWith('.tocsin'));
  const userData = values['user-data-dir'];
  return {
    ...(site === undefined ? {} : { site: path(site) }),
    ...(values.screenshot === undefined ? {} : { screenshot: path(values.screenshot) }),
    rest: userData === undefined ? [] : [`--user-data-dir=${path(userData)}`],
  };
}

await runMain(start);
