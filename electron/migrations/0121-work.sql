-- A work order: what is wrong with an item, with its evidence, until another person than the one who mended it has
-- looked. While one is open the item does not count as ready.

CREATE TABLE work (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  itemId TEXT NOT NULL REFERENCES equipment (id),
  cause TEXT NOT NULL CHECK (cause IN ('duty', 'notFound', 'report')),
  dutyDoneId TEXT REFERENCES dutyDone (id),
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'done', 'verified', 'withdrawn')),
  openedAt TEXT NOT NULL,
  openedBy TEXT NOT NULL,
  part TEXT NOT NULL,
  partExpectedOn TEXT,
  costMinor INTEGER NOT NULL CHECK (costMinor >= 0),
  currency TEXT NOT NULL,
  doneAt TEXT,
  doneById TEXT REFERENCES operator (id),
  doneBy TEXT,
  doneNote TEXT NOT NULL,
  verifiedAt TEXT,
  verifiedById TEXT REFERENCES operator (id),
  verifiedBy TEXT,
  verifyNote TEXT NOT NULL,
  -- when the item counted as usable again; downtime ends there
  backAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (verifiedById IS NULL OR verifiedById <> doneById)
) STRICT;
CREATE INDEX workByState ON work (state, number);
CREATE INDEX workByItem ON work (itemId, number);
