import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * Whether SQLite's log beside a site holds damage that SQLite itself passes over: it takes the log up to the first
 * frame whose checksum is wrong and drops the rest without a word. After a power cut only the last transaction may be
 * torn, and it was never acknowledged; whole transactions behind a wrong frame were, and their loss must be told.
 */
export function walIsDamaged(siteFile: string): boolean {
  const file = `${siteFile}-wal`;
  if (!existsSync(file)) return false;
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size <= headerBytes) return false;
    const header = Buffer.alloc(headerBytes);
    readSync(fd, header, 0, headerBytes, 0);
    const magic = header.readUInt32BE(0);
    const pageBytes = header.readUInt32BE(8);
    // A header that makes no sense in a log that has grown: nothing of it can be read.
    if (magic >>> 1 !== 0x377f0682 >>> 1 || pageBytes < 512 || pageBytes > 65_536) return true;
    const bigEndian = (magic & 1) === 1;
    const salts = header.subarray(16, 24);
    const frameBytes = frameHeaderBytes + pageBytes;
    const frame = Buffer.alloc(frameBytes);
    let sum = checksum(header.subarray(0, 24), bigEndian, [0, 0]);
    let broken = sum[0] !== header.readUInt32BE(24) || sum[1] !== header.readUInt32BE(28);
    let committedBehind = false;
    for (let at = headerBytes; at + frameBytes <= size; at += frameBytes) {
      readSync(fd, frame, 0, frameBytes, at);
      const own = frame.subarray(8, 16).equals(salts);
      if (!broken) {
        sum = checksum(frame.subarray(0, 8), bigEndian, sum);
        sum = checksum(frame.subarray(frameHeaderBytes), bigEndian, sum);
        broken = !own || sum[0] !== frame.readUInt32BE(16) || sum[1] !== frame.readUInt32BE(20);
      }
      if (broken && own) {
        // A transaction begins only when the one before it is on the disk.
        if (committedBehind) return true;
        committedBehind = frame.readUInt32BE(4) !== 0;
      }
    }
    return false;
  } finally {
    closeSync(fd);
  }
}

/** SQLite's running sum over pairs of 32-bit words. */
function checksum(bytes: Buffer, bigEndian: boolean, before: readonly [number, number]): [number, number] {
  let [first, second] = before;
  for (let at = 0; at < bytes.length; at += 8) {
    const a = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const b = bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    first = (first + a + second) >>> 0;
    second = (second + b + first) >>> 0;
  }
  return [first, second];
}
