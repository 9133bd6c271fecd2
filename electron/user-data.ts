import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps what belongs to the person at this machine, without Electron to ask: the same folder. */
export function userDataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const chosen = env['TOCSIN_DATA'];
  if (chosen) return chosen;
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Tocsin');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Tocsin');
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Tocsin');
}

/** The key that signs checkpoints, where the system has no keyring: alone in a folder of its own. */
export function keyFile(userData: string): string {
  return join(userData, 'key', 'signing-key.pem');
}

/** Passwords of sources, where the system has no keyring. */
export function secretFile(userData: string): string {
  return join(userData, 'key', 'sources.json');
}
