import { spawn } from 'node:child_process';
import type { ElectronRuntime } from './electron-runtime.ts';
import { projectRoot } from './shell.ts';

/**
 * Switches for Electron itself that this machine calls for. Chromium refuses to start its sandbox for root; a machine
 * without a screen draws the map in software.
 */
export function electronSwitches(virtualDisplay: boolean): readonly string[] {
  const switches: string[] = [];
  if (process.getuid?.() === 0) switches.push('--no-sandbox');
  // Without a desktop session there is no message bus either, and Chromium says so at every turn.
  if (virtualDisplay) switches.push('--enable-unsafe-swiftshader', '--log-level=3');
  return switches;
}

/** Runs the built app until it ends and returns its exit code. Ctrl+C and a polite kill are passed on to it. */
export function launch(
  electron: ElectronRuntime,
  switches: readonly string[],
  appArguments: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const args = [...switches, projectRoot, ...appArguments];
  const app = spawn(electron.executable, args, { cwd: projectRoot, env: environment, stdio: 'inherit' });
  const passOn = (signal: NodeJS.Signals): void => void app.kill(signal);
  process.on('SIGINT', passOn);
  process.on('SIGTERM', passOn);
  return new Promise((done, fail) => {
    app.once('error', fail);
    app.once('exit', (code, signal) => {
      process.off('SIGINT', passOn);
      process.off('SIGTERM', passOn);
      done(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
}
