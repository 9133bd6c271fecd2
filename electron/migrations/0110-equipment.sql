-- The inventory. It grows to 100,000 rows and is sorted, filtered and counted while someone types, hence the indexes.

CREATE TABLE equipment (
  -- names the row in equipmentText; never shown
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tag TEXT NOT NULL UNIQUE,
  categoryId TEXT NOT NULL REFERENCES category (id),
  make TEXT NOT NULL,
  model TEXT NOT NULL,
  serial TEXT NOT NULL,
  placeId TEXT REFERENCES place (id),
  ownerTeamId TEXT,
  condition TEXT NOT NULL CHECK (condition IN ('ready', 'inUse', 'fault', 'outOfTest', 'retired')),
  boughtOn TEXT,
  endOfLifeOn TEXT,
  nextDueOn TEXT,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- without a date comes last
  dueKey TEXT GENERATED ALWAYS AS (coalesce(nextDueOn, '9999')) VIRTUAL,
  lifeKey TEXT GENERATED ALWAYS AS (coalesce(endOfLifeOn, '9999')) VIRTUAL
) STRICT;
CREATE UNIQUE INDEX equipmentBySerial ON equipment (make, model, serial) WHERE serial <> '';
CREATE INDEX equipmentByModel ON equipment (make, model, tag);
CREATE INDEX equipmentByDue ON equipment (dueKey, tag);
CREATE INDEX equipmentByLife ON equipment (lifeKey, tag);
-- one narrow index answers every count without touching the rows
CREATE INDEX equipmentCounts ON equipment (categoryId, condition, dueKey, placeId, ownerTeamId);
CREATE INDEX equipmentByPlace ON equipment (placeId, condition, dueKey, categoryId);
CREATE INDEX equipmentByCondition ON equipment (condition, dueKey, categoryId);

-- Words of each row folded to one script (search-text.ts).
CREATE VIRTUAL TABLE equipmentText USING fts5 (words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61');
