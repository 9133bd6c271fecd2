-- The inventory. It grows to 100,000 rows and is sorted, filtered and counted while someone types, hence the indexes.

CREATE TABLE equipment (
  -- names the row in equipmentText; never shown
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- BA-1 and ba-1 on two items would be one item to whoever reads them
  tag TEXT NOT NULL COLLATE NOCASE UNIQUE,
  categoryId TEXT NOT NULL REFERENCES category (id),
  make TEXT NOT NULL,
  model TEXT NOT NULL,
  serial TEXT NOT NULL COLLATE NOCASE,
  placeId TEXT REFERENCES place (id),
  insideId TEXT REFERENCES equipment (id) CHECK (insideId <> id),
  ownerTeamId TEXT REFERENCES team (id),
  condition TEXT NOT NULL CHECK (condition IN ('ready', 'inUse', 'fault', 'outOfTest', 'retired')),
  boughtOn TEXT,
  endOfLifeOn TEXT,
  nextDueOn TEXT,
  costMinor INTEGER CHECK (costMinor >= 0),
  currency TEXT CHECK ((currency IS NULL) = (costMinor IS NULL)),
  heldByPersonId TEXT REFERENCES person (id),
  heldByTeamId TEXT REFERENCES team (id),
  heldSince TEXT CHECK ((heldSince IS NULL) = (coalesce(heldByPersonId, heldByTeamId) IS NULL)),
  backOn TEXT,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- the tag so that BA-2 comes before BA-10; follows from it and is not in the journal
  tagKey TEXT NOT NULL,
  -- without a date, or a cost, comes last
  dueKey TEXT GENERATED ALWAYS AS (coalesce(nextDueOn, '9999')) VIRTUAL,
  lifeKey TEXT GENERATED ALWAYS AS (coalesce(endOfLifeOn, '9999')) VIRTUAL,
  boughtKey TEXT GENERATED ALWAYS AS (coalesce(boughtOn, '9999')) VIRTUAL,
  -- sorted within its currency: no rate of exchange is known here
  costKey TEXT GENERATED ALWAYS AS (coalesce(currency || printf('%016d', costMinor), '~')) VIRTUAL
) STRICT;
CREATE UNIQUE INDEX equipmentBySerial ON equipment (make, model, serial) WHERE serial <> '';
CREATE INDEX equipmentByTag ON equipment (tagKey);
CREATE INDEX equipmentByModel ON equipment (make, model, tagKey);
CREATE INDEX equipmentByDue ON equipment (dueKey, tagKey);
CREATE INDEX equipmentByLife ON equipment (lifeKey, tagKey);
CREATE INDEX equipmentByBought ON equipment (boughtKey, tagKey);
CREATE INDEX equipmentByCost ON equipment (costKey, tagKey);
CREATE INDEX equipmentInside ON equipment (insideId) WHERE insideId IS NOT NULL;
CREATE INDEX equipmentHeld ON equipment (backOn) WHERE heldSince IS NOT NULL;
-- one narrow index answers every count without touching the rows
CREATE INDEX equipmentCounts ON equipment (categoryId, condition, dueKey, placeId, ownerTeamId);
CREATE INDEX equipmentByPlace ON equipment (placeId, condition, dueKey, categoryId);
CREATE INDEX equipmentByTeam ON equipment (ownerTeamId, condition, dueKey, categoryId);
CREATE INDEX equipmentByCondition ON equipment (condition, dueKey, categoryId);

-- Words of each row folded to one script (search-text.ts).
CREATE VIRTUAL TABLE equipmentText USING fts5 (words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61');

-- Categories and places whose names have changed and whose items are still found by the old ones: done in slices.
CREATE TABLE equipmentUnindexed (
  noun TEXT NOT NULL CHECK (noun IN ('category', 'place')),
  id TEXT NOT NULL,
  afterNo INTEGER NOT NULL,
  PRIMARY KEY (noun, id)
) STRICT;
