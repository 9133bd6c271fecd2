-- An import is one thing to the person who did it, however many journal entries it took: this row is in each of them, so
-- that all its rows can be found and taken back.

CREATE TABLE importBatch (
  id TEXT PRIMARY KEY,
  noun TEXT NOT NULL,
  fileName TEXT NOT NULL,
  fileHash TEXT NOT NULL,
  -- running and undoing at a start of the program: broken off, to be taken back before anything is shown
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),
  newCount INTEGER NOT NULL,
  changedCount INTEGER NOT NULL,
  leftCount INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  undoneAt TEXT,
  keptCount INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX importBatchBroken ON importBatch (at) WHERE state IN ('running', 'undoing');
