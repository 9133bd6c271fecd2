import { spawn } from 'node:child_process';
import { Trouble } from './shell.ts';

export type Display = {
  /** Value of DISPLAY, e.g. ":99". */
  readonly name: string;
  readonly stop: () => void;
};

/** Starts a virtual display on a free number; it lives until `stop` is called or this process exits. */
export function startDisplay(): Promise<Display> {
  return new Promise((done, fail) => {
    // In a group of its own, so that Ctrl+C reaches the window first and the display is stopped by us, last.
    const server = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
        detached: true,
      },
    );
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const failed = (reason: string): void =>
      fail(
        new Trouble(
          `The virtual display did not start: ${reason.trim()}\nTry: Xvfb :99, and see what it says.`,
        ),
      );
    server.once('error', (error) => failed(error.message));
    server.once('exit', (code) => failed(said || `Xvfb ended with ${code}`));
    const stop = (): void => void server.kill('SIGTERM');
    server.stdio[3]?.once('data', (chunk: Buffer) => {
      process.once('exit', stop);
      server.unref();
      done({ name: `:${chunk.toString().trim()}`, stop });
    });
  });
}
