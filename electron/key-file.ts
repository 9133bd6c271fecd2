import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Keeps the one private key of this installation (PKCS #8 in PEM). */
export interface KeyStore {
  readonly keptIn: 'keyring' | 'file' | 'memory';
  /** Null when there is none yet, or none that this system can still read. */
  load(): string | null;
  save(pem: string): void;
}

/** A file that its owner alone can read: for systems without a keyring and for the command line. */
export function fileKeys(file: string): KeyStore {
  return {
    keptIn: 'file',
    load: () => (existsSync(file) ? readFileSync(file, 'utf8') : null),
    save: (pem) => {
      writeOwnersFile(file, pem);
    },
  };
}

/** Writes a file for its owner's eyes: whole or not at all. */
export function writeOwnersFile(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}.unfinished`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
}

/** A key that is gone with the process: tests. */
export function memoryKeys(): KeyStore {
  let kept: string | null = null;
  return {
    keptIn: 'memory',
    load: () => kept,
    save: (pem) => {
      kept = pem;
    },
  };
}

/** Keeps what sources need to be let in (passwords, keys of certificates) on this computer, never in the site's file. */
export interface SecretStore {
  /** Null when there is none, or none that this system can still read. */
  get(name: string): string | null;
  /** Null takes it away. */
  set(name: string, secret: string | null): void;
}

/** Secrets as one text that `store` keeps: JSON by name. */
export function secretsIn(store: Pick<KeyStore, 'load' | 'save'>): SecretStore {
  const all = (): Record<string, string> => {
    const kept = store.load();
    try {
      return kept === null ? {} : (JSON.parse(kept) as Record<string, string>);
    } catch {
      return {};
    }
  };
  return {
    get: (name) => all()[name] ?? null,
    set: (name, secret) => {
      const { [name]: _before, ...others } = all();
      store.save(JSON.stringify(secret === null ? others : { ...others, [name]: secret }));
    },
  };
}
