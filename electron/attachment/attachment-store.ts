import type { ReadHandle, WriteHandle } from '../database.ts';
import { pieceBytes, type Attachment } from './attachment.ts';

export function attachmentByHash(db: ReadHandle, hash: string): Attachment | undefined {
  return db.get<Attachment>('SELECT hash, mediaType, bytes FROM attachment WHERE hash = ?', hash);
}

/** One piece of content, before the attachment itself is there; the same piece twice changes nothing. */
export function insertPiece(db: WriteHandle, hash: string, piece: number, content: Uint8Array): void {
  db.run(
    'INSERT OR REPLACE INTO attachmentPiece (hash, piece, content) VALUES (?, ?, ?)',
    hash,
    piece,
    content,
  );
}

export function insertAttachment(db: WriteHandle, attachment: Attachment, addedAt: string): void {
  db.run(
    'INSERT OR IGNORE INTO attachment (hash, mediaType, bytes, addedAt) VALUES (@hash, @mediaType, @bytes, @addedAt)',
    { ...attachment, addedAt },
  );
}

/** Bytes of an attachment from `start` to before `end`, read piece by piece. */
export function* attachmentBytes(
  db: ReadHandle,
  hash: string,
  start: number,
  end: number,
): Generator<Uint8Array> {
  for (let piece = Math.floor(start / pieceBytes); piece * pieceBytes < end; piece += 1) {
    const row = db.get<{ content: Uint8Array }>(
      'SELECT content FROM attachmentPiece WHERE hash = ? AND piece = ?',
      hash,
      piece,
    );
    if (!row) return;
    const offset = piece * pieceBytes;
    yield row.content.subarray(Math.max(0, start - offset), Math.min(row.content.length, end - offset));
  }
}

/** Pieces of uploads that were broken off before the attachment was complete. Returns how many were removed. */
export function removeOrphans(db: WriteHandle): number {
  return db.run('DELETE FROM attachmentPiece WHERE hash NOT IN (SELECT hash FROM attachment)');
}
