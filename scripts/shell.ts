import { spawn, type SpawnOptions } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the scripts share: where the project is, talking to the person at the terminal, and running programs. */

export const projectRoot = resolve(import.meta.dirname, '..');

/** Where the scripts keep what may be thrown away at any time. */
export const scratch = join(projectRoot, 'node_modules/.cache/tocsin');

/** The sample site as Tocsin brings it along; made by scripts/seed.ts. */
export const sampleSiteFile = join(projectRoot, 'resources/sample-site/sample.tocsin');

/** What took long to make and serves every copy of the project; may be deleted too. */
export const cacheFolder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tocsin');

/** Prints one line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Tells how far something has come until the returned function is called: on a terminal in one line that changes, else
 * in a line every ten seconds.
 */
export function progress(state: () => string | Promise<string>): () => void {
  const terminal = process.stdout.isTTY;
  let ended = false;
  const tell = async (): Promise<void> => {
    const line = `  ${await state()}`;
    if (ended) return;
    if (terminal) process.stdout.write(`\r\x1b[K${line}`);
    else say(line);
  };
  const timer = setInterval(() => void tell(), terminal ? 500 : 10_000);
  return () => {
    ended = true;
    clearInterval(timer);
    if (terminal) process.stdout.write('\r\x1b[K');
  };
}

/** A failure that the person can do something about: its message says what. Printed without a stack. */
export class Trouble extends Error {}

/** Whether this module is the one that was started, and not one that was imported. */
export function isMain(moduleUrl: string): boolean {
  const started = process.argv[1];
  return (
    started !== undefined &&
    new URL(moduleUrl).pathname === new URL(`file://${realpathSync(started)}`).pathname
  );
}

/** Runs a script's main function; trouble is printed as a sentence, a bug with its stack, and both end with 1. */
export async function runMain(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof Trouble ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

export type Ran = {
  readonly code: number;
  /** Standard output and standard error in the order they came; empty when `show` was asked for and `keep` was not. */
  readonly output: string;
};

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Print the output while it comes. Default: keep it only. */
  readonly show?: boolean;
  /** Ends the program after so many milliseconds; its code is then 124. */
  readonly limitMs?: number;
};

/** Runs a program to its end. A program that cannot be started gives code 127 with the reason as output. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const settings: SpawnOptions = {
    cwd: options.cwd ?? projectRoot,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  return new Promise((done) => {
    const child = spawn(command, args, settings);
    const chunks: Buffer[] = [];
    const take = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      chunks.push(chunk);
      if (options.show) to.write(chunk);
    };
    child.stdout?.on('data', take(process.stdout));
    child.stderr?.on('data', take(process.stderr));
    let late = false;
    const timer = options.limitMs
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, options.limitMs)
      : undefined;
    const output = (): string => Buffer.concat(chunks).toString('utf8');
    child.once('error', (error) => {
      clearTimeout(timer);
      done({ code: 127, output: `${output()}${error.message}` });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      done({ code: late ? 124 : (code ?? 1), output: output() });
    });
  });
}

/** The path of a program that a dependency brought, for use as an argument of Node. */
export function binOf(packagePath: string): string {
  const path = join(projectRoot, 'node_modules', packagePath);
  if (!existsSync(path)) throw new Trouble(`${packagePath} is missing from node_modules. Run: npm ci`);
  return path;
}

/** Runs a JavaScript program of a dependency on the Node that runs this script. */
export function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(process.execPath, [script, ...args], options);
}
