import { fileTypeFromBuffer } from 'file-type';
import { createHash } from 'node:crypto';
import type { Part, Site } from '../door.ts';
import { refuse } from '../refusal.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import {
  claimed,
  mediaTypes,
  pieceBytes,
  type Attachment,
  type AttachmentLink,
  type MediaType,
} from './attachment.ts';
import {
  carrierIsThere,
  endLink,
  insertLink,
  linkById,
  openLink,
  papersOf,
} from './attachment-link-store.ts';
import { attachmentByHash, insertAttachment, insertPiece } from './attachment-store.ts';

/** What the content is, whatever its name says; null for anything that is not taken. */
export async function typeOf(bytes: Uint8Array): Promise<MediaType | null> {
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  const mime = found === 'image/heif' ? 'image/heic' : found;
  const known = (Object.keys(mediaTypes) as MediaType[]).find((type) => type === mime);
  return known !== undefined && isWhole(known, bytes) ? known : null;
}

/** A look of our own at the content: a first few right bytes alone do not make a picture. */
function isWhole(type: MediaType, bytes: Uint8Array): boolean {
  const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  switch (type) {
    case 'application/pdf':
      return text(0, 5) === '%PDF-' && text(Math.max(0, bytes.length - 2048), bytes.length).includes('%%EOF');
    case 'image/jpeg':
      return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff && bytes.length > 100;
    case 'image/png':
      return text(12, 16) === 'IHDR' && text(bytes.length - 12, bytes.length).includes('IEND');
    case 'image/webp':
      return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP';
    case 'image/heic':
      return text(4, 8) === 'ftyp';
  }
}

const sliceBytes = 4 * 1024 * 1024;
const aMoment = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** SHA-256 in slices: twenty megabytes at once would hold the room's work. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    hash.update(bytes.subarray(at, at + sliceBytes));
    await aMoment();
  }
  return hash.digest('hex');
}

/** Writes the content piece by piece, each in a transaction of its own, so that the room's work goes on in between. */
async function writePieces(site: Site, hash: string, bytes: Uint8Array): Promise<void> {
  for (let piece = 0; piece * pieceBytes < bytes.length; piece += 1) {
    const content = bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes);
    site.writer.transaction(() => insertPiece(site.writer, hash, piece, content));
    await aMoment();
  }
}

export const attachmentHandlers: Part<
  'attachment.add' | 'attachment.link' | 'attachment.unlink' | 'attachment.of'
> = {
  'attachment.add': {
    prepare: async (context, { name, bytes }) => {
      const mediaType = await typeOf(bytes);
      if (mediaType === null) return refuse('attachmentType', { name });
      const says = claimed(name);
      if (says !== null && says !== mediaType)
        return refuse('attachmentLies', {
          name,
          says: name.split('.').at(-1) ?? '',
          is: mediaTypes[mediaType],
        });
      const attachment: Attachment = { hash: await hashOf(bytes), mediaType, bytes: bytes.length };
      if (!attachmentByHash(context.db, attachment.hash))
        await writePieces(context.site, attachment.hash, bytes);
      return (tx) => {
        insertAttachment(tx.db, attachment, tx.now);
        tx.record('attachment', { id: attachment.hash, ...attachment, name });
        return attachment;
      };
    },
  },
  'attachment.link': (tx, input) => {
    if (!attachmentByHash(tx.db, input.hash)) return refuse('unknownAttachment');
    if (!carrierIsThere(tx.db, input.noun, input.rowId)) return refuse('attachedToNothing');
    const open = openLink(tx.db, input.noun, input.rowId, input.hash);
    if (open) return refuse('attachmentLinked', { name: input.name, there: open.name });
    const link: AttachmentLink = {
      id: tx.newId(),
      ...input,
      linkedAt: tx.now,
      linkedBy: tx.operator.id,
      unlinkedAt: null,
      unlinkedBy: null,
      unlinkReason: null,
      version: 1,
    };
    insertLink(tx.db, link);
    tx.record('attachmentLink', link);
    return link;
  },
  'attachment.unlink': (tx, input) => {
    const link = linkById(tx.db, input.id);
    if (!link) return refuse('attachmentGone');
    const conflict = checkVersion(link, input.version);
    if (conflict) return conflict;
    if (link.unlinkedAt !== null) return refuse('attachmentGone');
    const after: AttachmentLink = {
      ...link,
      unlinkedAt: tx.now,
      unlinkedBy: tx.operator.id,
      unlinkReason: input.reason,
      version: link.version + 1,
    };
    endLink(tx.db, after);
    tx.record('attachmentLink', after);
    return after;
  },
  'attachment.of': (read, input) => papersOf(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
};
