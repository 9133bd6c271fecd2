import { insertLink, openLink } from '../attachment/attachment-link-store.ts';
import type { AttachmentLink } from '../attachment/attachment.ts';
import type { Tx } from '../door.ts';
import { lastWorkNumber, insertWork, unfinishedWorkOf } from './work-store.ts';
import type { Work } from './work.ts';

/** Opens a work order; one that is open for the same reason already is the one that stands. */
export function openOrder(
  tx: Tx,
  given: Pick<Work, 'itemId' | 'cause' | 'dutyDoneId' | 'text'> & { readonly photo: string | null },
  same: (work: Work) => boolean = () => false,
): Work {
  const { photo, ...order } = given;
  const known = unfinishedWorkOf(tx.db, given.itemId).find((work) => work.state !== 'done' && same(work));
  const work: Work = known ?? {
    id: tx.newId(), number: lastWorkNumber(tx.db) + 1, ...order, state: 'open',
    openedAt: tx.now, openedBy: tx.operator.name, part: '', partExpectedOn: null, costMinor: 0, currency: 'RSD',
    doneAt: null, doneById: null, doneBy: null, doneNote: '',
    verifiedAt: null, verifiedById: null, verifiedBy: null, verifyNote: '', backAt: null, version: 1,
  }; // prettier-ignore
  if (!known) {
    insertWork(tx.db, work);
    tx.record('work', work);
  }
  if (photo !== null) hangPhoto(tx, work.id, photo);
  return work;
}

/** The photo of the check hangs on the order, beside what is added later. */
function hangPhoto(tx: Tx, workId: string, hash: string): void {
  if (openLink(tx.db, 'work', workId, hash)) return;
  const link: AttachmentLink = {
    id: tx.newId(), noun: 'work', rowId: workId, hash, name: `${tx.today}.jpg`, role: 'photo',
    linkedAt: tx.now, linkedBy: tx.operator.id, unlinkedAt: null, unlinkedBy: null, unlinkReason: null, version: 1,
  }; // prettier-ignore
  insertLink(tx.db, link);
  tx.record('attachmentLink', link);
}
