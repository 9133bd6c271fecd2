import type { RestoreBegun } from './backup/backup.ts';
import { memoryKeys, secretsIn, type KeyStore, type SecretStore } from './key-file.ts';
import type { Answer } from './refusal.ts';

/** What the program around the handlers offers them, so that they never import Electron. */
export interface House {
  /** Where the key that signs checkpoints is kept. */
  readonly keys: KeyStore;
  /** Where passwords of sources are kept: on this computer, never in the site's file. */
  readonly secrets: SecretStore;
  /** Makes a PDF of a page of its own (no scripts, no network). Null where there is no window to print from. */
  readonly printPdf: ((html: string) => Promise<Uint8Array>) | null;
  /** Prints the window as it stands into a PDF that the person names; gives its path, null when they think better of it. */
  readonly printWindow: (() => Promise<string | null>) | null;
  /** Writes a file where the person wants it; gives its path, null when they think better of it. */
  readonly saveFile: ((name: string, bytes: Uint8Array) => Promise<string | null>) | null;
  /** Asks the person at the seat for a folder; null when they think better of it. Null where nobody can be asked. */
  readonly chooseFolder: (() => Promise<string | null>) | null;
  /** Starts Tocsin again on the sample site; gives false when it was not shipped. Null where there is no window. */
  readonly openSample: (() => boolean) | null;
  /**
   * Closes the site, puts the backup in its place and starts Tocsin again on it. Null where that is not ours to do:
   * the command line restores a site that nobody holds.
   */
  readonly restore:
    ((backup: string, by: { id: string; name: string }) => Promise<Answer<RestoreBegun>>) | null;
}

/** A house without windows: the command line, tests. */
export function bareHouse(keys: KeyStore = memoryKeys(), secrets = secretsIn(memoryKeys())): House {
  return {
    keys,
    secrets,
    printPdf: null,
    printWindow: null,
    saveFile: null,
    chooseFolder: null,
    openSample: null,
    restore: null,
  };
}
