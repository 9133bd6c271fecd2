import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { syncPath } from '../backup/backup-files.ts';
import type { PackJob, Packed } from './evidence.ts';

/** Beyond these an archive needs ZIP64, which not every tool reads; the folder has no such limit. */
const mostBytes = 4_000_000_000;
const mostFiles = 65_000;

const blockBytes = 256 * 1024;
/** What is packed already gains nothing from being packed again. */
const packed = /\.(png|jpe?g|webp|gif|pdf|mp4|mp3|ogg|zip)$/;
const unix = 3;

/**
 * Packs the finished folder into one archive, block by block, so that no file is ever whole in memory. Entries stand in
 * the order of their names under one folder named as the archive, all with the time of the export; verify.sh keeps its
 * executable bit. Throws with the code TOO_LARGE where a plain archive cannot hold it.
 */
export function packFolder(job: PackJob, step: (done: number, total: number) => void): Packed {
  const sizes = job.paths.map((path) => statSync(join(job.folder, path)).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > mostBytes || job.paths.length > mostFiles)
    throw Object.assign(new Error('the archive would need ZIP64'), { code: 'TOO_LARGE' });
  const hash = createHash('sha256');
  const out = openSync(job.archive, 'w');
  let bytes = 0;
  let done = 0;
  try {
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      hash.update(chunk);
      for (let at = 0; at < chunk.length;) at += writeSync(out, chunk, at);
      bytes += chunk.length;
    });
    for (const path of job.paths.toSorted()) {
      const name = `${job.name}/${path}`;
      const entry = packed.test(path) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      entry.mtime = job.at;
      entry.os = unix;
      // Upper half: the file's mode as Unix has it (regular file, readable, the script executable).
      entry.attrs = ((path.endsWith('.sh') ? 0o100755 : 0o100644) << 16) >>> 0;
      zip.add(entry);
      for (const block of blocksOf(join(job.folder, path))) {
        entry.push(block);
        done += block.length;
        step(done, total);
      }
      entry.push(new Uint8Array(0), true);
    }
    zip.end();
  } finally {
    closeSync(out);
  }
  syncPath(job.archive);
  return { sha256: hash.digest('hex'), bytes };
}

function* blocksOf(file: string): Generator<Uint8Array> {
  const fd = openSync(file, 'r');
  try {
    for (;;) {
      // A block of its own each time: the packer may keep what it was given.
      const block = new Uint8Array(blockBytes);
      const length = readSync(fd, block, 0, blockBytes, null);
      if (length === 0) return;
      yield block.subarray(0, length);
    }
  } finally {
    closeSync(fd);
  }
}
