import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Copies a file under its SHA-256; the name appears only once the whole file is on the disk. `progress` hears bytes copied
 * and bytes in all.
 */
export async function storeFile(
  path: string,
  folder: string,
  progress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  const { size } = await stat(path);
  let copied = 0;
  let told = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      copied += chunk.length;
      if (copied - told > size / 200) {
        told = copied;
        progress(copied, size);
      }
      done(null, chunk);
    },
  });
  return keep(folder, async (temporary) => {
    await pipeline(createReadStream(path), count, createWriteStream(temporary), { signal });
    return hash.digest('hex');
  });
}

/** Keeps a text under its SHA-256. */
export function storeText(text: string, folder: string): Promise<string> {
  return keep(folder, async (temporary) => {
    await pipeline([text], createWriteStream(temporary));
    return createHash('sha256').update(text).digest('hex');
  });
}

async function keep(folder: string, write: (temporary: string) => Promise<string>): Promise<string> {
  const temporary = join(folder, `.incoming-${process.pid}-${Math.random().toString(36).slice(2)}`);
  try {
    const hash = await write(temporary);
    const file = await open(temporary, 'r+');
    await file.sync();
    await file.close();
    await rename(temporary, join(folder, hash));
    return hash;
  } finally {
    await rm(temporary, { force: true });
  }
}
