import { safeStorage } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { fileKeys, secretsIn, writeOwnersFile, type KeyStore, type SecretStore } from './key-file.ts';
import { log } from './log.ts';
import { keyFile, secretFile } from './user-data.ts';

/**
 * Keeps the signing key encrypted by the system's keyring where there is one, else in a file that its owner alone can
 * read. Ask after the app is ready. On Linux without a keyring safeStorage encrypts with a password that everyone
 * knows: that is not a keyring.
 */
export function systemKeys(userData: string): KeyStore {
  return keptIn(keyFile(userData), 'signing key');
}

/** Keeps the passwords of sources in the same way. */
export function systemSecrets(userData: string): SecretStore {
  return secretsIn(keptIn(secretFile(userData), 'secrets of sources'));
}

function keptIn(file: string, what: string): KeyStore {
  if (!hasKeyring()) return fileKeys(file);
  const encrypted = `${file}.keyring`;
  return {
    keptIn: 'keyring',
    load: () => {
      if (!existsSync(encrypted)) return null;
      try {
        return safeStorage.decryptString(readFileSync(encrypted));
      } catch (error) {
        // Another user, another machine, a new keyring: the key is lost and a new one follows it.
        log.error(`the ${what} cannot be read`, error);
        return null;
      }
    },
    save: (pem) => {
      writeOwnersFile(encrypted, safeStorage.encryptString(pem));
    },
  };
}

function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (process.platform !== 'linux') return true;
  return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}
