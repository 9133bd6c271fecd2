import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** Unpacking a ZIP archive, with the file modes that Unix tools put in it. No ZIP64, no encryption. */

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly mode: number;
  readonly offset: number;
};

/**
 * Unpacks the archive's files into `folder`. `place` gives each entry's path below the folder, or undefined to leave it
 * out. Throws when the archive is damaged or an entry would land outside the folder.
 */
export async function unzip(
  archive: string,
  folder: string,
  place: (name: string) => string | undefined,
): Promise<void> {
  const file = await open(archive, 'r');
  try {
    for (const entry of await entries(file)) {
      const path = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (path === undefined) continue;
      if (normalize(path).startsWith('..'))
        throw new Error(`${archive}: ${entry.name} leads out of the archive`);
      await unpack(archive, file, entry, join(folder, path));
    }
  } finally {
    await file.close();
  }
}

async function entries(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a ZIP archive');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const found: Entry[] = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('the ZIP directory is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    found.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return found;
}

async function unpack(archive: string, file: FileHandle, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const header = await read(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const source =
    entry.packedBytes === 0 ? [] : createReadStream(archive, { start, end: start + entry.packedBytes - 1 });
  if (entry.method === 8) await pipeline(source, createInflateRaw(), createWriteStream(path));
  else if (entry.method === 0) await pipeline(source, createWriteStream(path));
  else throw new Error(`${entry.name} is packed by a method that is not supported (${entry.method})`);
  if (entry.mode !== 0) await chmod(path, entry.mode & 0o777);
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  if (bytesRead !== length) throw new Error('the ZIP archive ends too early');
  return buffer;
}
