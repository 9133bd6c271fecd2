import type { Site } from '../door.ts';
import { runJob, shared } from '../jobs.ts';
import { forgetDamage, markDamaged } from '../site-check.ts';
import type { Checkpoint, Verification } from './verification.ts';

/** Checks the open site's whole record in a worker, beside the room's work. */
export function verifyOpenSite(
  site: Site,
  against?: Checkpoint,
  onProgress?: (done: number, total: number) => void,
): Promise<Verification> {
  return shared(against ? `journal.verify ${against.seq} ${against.link}` : 'journal.verify', (signal) =>
    runJob('verifySite', { file: site.file, structure: true, against }, { signal, onProgress }),
  );
}

/** What a check found becomes the site's state: a damaged one takes no more writes, nor does it at the next start. */
export function setHealth(site: Site, verified: Verification): void {
  site.health = { kind: verified.sound ? 'sound' : 'damaged', verified };
  if (verified.sound) forgetDamage(site.file);
  else markDamaged(site.file, verified.faults);
}
