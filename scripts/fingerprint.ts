import { createHash } from 'node:crypto';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './shell.ts';

/**
 * One hash over name, size and modification time of every file that the globs match (project-relative): equal as long as
 * nobody touched any of them. Reading the times of a thousand files takes milliseconds, reading the files would not.
 */
export function fingerprint(globs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of globSync([...globs], { cwd: projectRoot }).toSorted()) {
    const stat = statSync(join(projectRoot, path));
    if (stat.isFile()) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
