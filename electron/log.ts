/** The log file of the program (not of an incident). main.ts points it at electron-log; elsewhere it is standard error. */
export interface Log {
  info(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  error(message: string, cause?: unknown): void;
}

let target: Log = {
  info: () => {},
  warn: (message, facts) => console.error(`warning: ${message}`, facts ?? ''),
  error: (message, cause) => console.error(`error: ${message}`, cause ?? ''),
};

export const log: Log = {
  info: (message, facts) => target.info(message, facts),
  warn: (message, facts) => target.warn(message, facts),
  error: (message, cause) => target.error(message, cause),
};

export function logTo(next: Log): void {
  target = next;
}
