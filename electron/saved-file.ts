import type { Read } from './door.ts';
import { refuse, type Answer } from './refusal.ts';

/** Lets the person at the seat choose where a file goes. Refuses: noWindowHere, exportNotWritable, exportDiskFull. */
export async function savedFile(
  read: Read,
  name: string,
  bytes: Uint8Array,
): Promise<Answer<{ path: string | null }>> {
  const { saveFile } = read.site.house;
  if (!saveFile) return refuse('noWindowHere');
  try {
    return { path: await saveFile(name, bytes) };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ENOSPC') return refuse('exportDiskFull', { folder: name });
    if (typeof code === 'string' && /^(EACCES|EROFS|EPERM|ENOENT|ENOTDIR|EISDIR)$/.test(code))
      return refuse('exportNotWritable', { folder: name });
    throw error;
  }
}
