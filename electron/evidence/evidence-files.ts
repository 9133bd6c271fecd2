import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncPath } from '../backup/backup-files.ts';
import type { ExportedFile } from './evidence.ts';

/** Writes the files of an export and keeps the hash of each. */
export class ExportFolder {
  readonly path: string;
  readonly files: ExportedFile[] = [];

  constructor(path: string) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    this.path = path;
  }

  /** Writes one file from its parts, on the disk when this returns. */
  write(name: string, parts: Iterable<string | Uint8Array>): void {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    const hash = createHash('sha256');
    const fd = openSync(file, 'wx');
    try {
      for (const part of parts) {
        const bytes = typeof part === 'string' ? Buffer.from(part) : part;
        hash.update(bytes);
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      }
    } finally {
      closeSync(fd);
    }
    syncPath(file);
    this.files.push({ path: name, sha256: hash.digest('hex') });
  }
}

/** A name in the folder that is still free: the wanted one, or with a number behind it. `ending` as in '.zip'. */
export function freeName(folder: string, wanted: string, ending: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${wanted}${number === 1 ? '' : `-${number}`}${ending}`);
    if (!existsSync(path)) return path;
  }
}

/** Gives the finished folder or archive its name. */
export function settle(unfinished: string, path: string): void {
  renameSync(unfinished, path);
  syncPath(dirname(path));
}
