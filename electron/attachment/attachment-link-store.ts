import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { AttachmentLink, Carrier, Paper } from './attachment.ts';

const columns =
  'id, noun, rowId, hash, name, role, linkedAt, linkedBy, unlinkedAt, unlinkedBy, unlinkReason, version';

export function insertLink(db: WriteHandle, link: AttachmentLink): void {
  db.run(
    `INSERT INTO attachmentLink (${columns})
     VALUES (@id, @noun, @rowId, @hash, @name, @role, @linkedAt, @linkedBy, @unlinkedAt, @unlinkedBy, @unlinkReason, @version)`,
    link,
  );
}

export function endLink(db: WriteHandle, link: AttachmentLink): void {
  db.run(
    `UPDATE attachmentLink SET unlinkedAt = @unlinkedAt, unlinkedBy = @unlinkedBy, unlinkReason = @unlinkReason,
       version = @version WHERE id = @id`,
    link,
  );
}

export function linkById(db: ReadHandle, id: string): AttachmentLink | undefined {
  return db.get<AttachmentLink>(`SELECT ${columns} FROM attachmentLink WHERE id = ?`, id);
}

/** The link of this content that hangs on the row now. */
export function openLink(
  db: ReadHandle,
  noun: Carrier,
  rowId: string,
  hash: string,
): AttachmentLink | undefined {
  return db.get<AttachmentLink>(
    `SELECT ${columns} FROM attachmentLink WHERE noun = ? AND rowId = ? AND hash = ? AND unlinkedAt IS NULL`,
    noun,
    rowId,
    hash,
  );
}

/** Whether the row is there; a noun that this site has no table for has no rows. */
export function carrierIsThere(db: ReadHandle, noun: Carrier, rowId: string): boolean {
  if (noun === 'planStep')
    return (
      db.get(
        "SELECT 1 FROM plan, json_each(plan.steps) AS step WHERE json_extract(step.value, '$.id') = ? LIMIT 1",
        rowId,
      ) !== undefined
    );
  const table = db.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", noun);
  return table !== undefined && db.get(`SELECT 1 FROM "${noun}" WHERE id = ?`, rowId) !== undefined;
}

/** What hangs on a row now, photos first, then by when it came. `after` is the number of papers seen. */
export function papersOf(
  db: ReadHandle,
  of: { noun: Carrier; rowId: string; text: string; after: number; limit: number },
): Page<Paper> {
  const papers = db.all<Paper>(
    `SELECT l.id, l.noun, l.rowId, l.hash, l.name, l.role, l.linkedAt, l.linkedBy, l.unlinkedAt, l.unlinkedBy, l.unlinkReason,
       l.version, a.mediaType, a.bytes, coalesce(o.name, '') AS linkedByName
     FROM attachmentLink l JOIN attachment a ON a.hash = l.hash LEFT JOIN operator o ON o.id = l.linkedBy
     WHERE l.noun = ? AND l.rowId = ? AND l.unlinkedAt IS NULL
     ORDER BY l.role = 'document', l.linkedAt, l.id LIMIT 2000`,
    of.noun,
    of.rowId,
  );
  const word = fold(of.text);
  const found = word === '' ? papers : papers.filter(({ name }) => fold(name).includes(word));
  const rows = found.slice(of.after, of.after + of.limit);
  const seen = of.after + rows.length;
  return { rows, total: found.length, next: seen < found.length ? String(seen) : null };
}
