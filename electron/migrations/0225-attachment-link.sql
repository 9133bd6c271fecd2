-- A photograph or a document belongs to the thing that it shows: an item, a step of a plan, a round, a place. The content is kept
-- once (attachment); a link is one use of it, and a link taken away stays, so that the record can say what hung there and why it went.

CREATE TABLE attachmentLink (
  id TEXT PRIMARY KEY,
  noun TEXT NOT NULL,
  rowId TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES attachment (hash),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('photo', 'document')),
  linkedAt TEXT NOT NULL,
  linkedBy TEXT NOT NULL REFERENCES operator (id),
  unlinkedAt TEXT,
  unlinkedBy TEXT REFERENCES operator (id),
  unlinkReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
-- The same content hangs on a row once.
CREATE UNIQUE INDEX attachmentLinkOpen ON attachmentLink (noun, rowId, hash) WHERE unlinkedAt IS NULL;
CREATE INDEX attachmentLinkByHash ON attachmentLink (hash);
