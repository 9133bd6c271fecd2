import { open } from 'node:fs/promises';
import type { Source } from 'pmtiles';

/** A PMTiles archive on the disk, read piece by piece. */
export async function fileSource(path: string): Promise<Source & { close(): Promise<void> }> {
  const file = await open(path, 'r');
  return {
    getKey: () => path,
    getBytes: async (offset, length) => {
      const buffer = new ArrayBuffer(length);
      const { bytesRead } = await file.read(new Uint8Array(buffer), 0, length, offset);
      return { data: bytesRead === length ? buffer : buffer.slice(0, bytesRead) };
    },
    close: () => file.close(),
  };
}
