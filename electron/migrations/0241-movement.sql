-- What is known of a dangerous substance, of where it may be, and every kilogram that came and went. A lot holds what it
-- had when this record began (opening) and what its movements brought and took since; nothing else changes an amount.

ALTER TABLE substance ADD COLUMN cas TEXT;
ALTER TABLE substance ADD COLUMN groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(groups));
ALTER TABLE substance ADD COLUMN physical TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(physical));
ALTER TABLE substance ADD COLUMN toxic TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(toxic));

ALTER TABLE store ADD COLUMN kind TEXT NOT NULL DEFAULT 'building'
  CHECK (kind IN ('tankFarm', 'building', 'yard', 'silo', 'magazine', 'cabinet'));
ALTER TABLE store ADD COLUMN containmentM3 REAL CHECK (containmentM3 IS NULL OR containmentM3 >= 0);
ALTER TABLE store ADD COLUMN minC REAL;
ALTER TABLE store ADD COLUMN ventilation TEXT NOT NULL DEFAULT 'unknown'
  CHECK (ventilation IN ('unknown', 'none', 'natural', 'forced', 'open'));

-- A tank is a place inside a store; its level is read, never booked.
CREATE TABLE tank (
  id TEXT PRIMARY KEY REFERENCES place (id),
  storeId TEXT NOT NULL REFERENCES store (id),
  volumeM3 REAL NOT NULL CHECK (volumeM3 > 0),
  -- How far it may be filled
  maxPercent REAL NOT NULL CHECK (maxPercent > 0 AND maxPercent <= 100),
  levelPercent REAL CHECK (levelPercent IS NULL OR (levelPercent >= 0 AND levelPercent <= 100)),
  levelAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX tankByStore ON tank (storeId);

ALTER TABLE lot ADD COLUMN opening REAL NOT NULL DEFAULT 0;
UPDATE lot SET opening = amount;
-- The largest vessel of the lot in the lot's unit; null: the whole lot may be in one.
ALTER TABLE lot ADD COLUMN vessel REAL CHECK (vessel IS NULL OR vessel > 0);
ALTER TABLE lot ADD COLUMN countedAt TEXT;

CREATE TABLE movement (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'move', 'issue', 'return', 'dispose', 'count')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'withdrawn')),
  substanceId TEXT NOT NULL REFERENCES substance (id),
  fromLotId TEXT REFERENCES lot (id),
  toStoreId TEXT REFERENCES store (id),
  -- Known once it is done
  toLotId TEXT REFERENCES lot (id),
  -- The issue that a return gives back from
  issueId TEXT REFERENCES movement (id),
  -- In the lot's unit
  amount REAL NOT NULL CHECK (amount >= 0),
  unit TEXT NOT NULL,
  enteredAmount REAL NOT NULL,
  enteredUnit TEXT NOT NULL,
  vessel REAL,
  lotNumber TEXT NOT NULL,
  receivedOn TEXT,
  expiresOn TEXT,
  -- What was counted, and what the books said then
  counted REAL,
  booked REAL,
  reason TEXT NOT NULL,
  recordedAt TEXT NOT NULL,
  recordedBy TEXT NOT NULL,
  doneAt TEXT,
  -- What the system had found when it was confirmed
  found TEXT NOT NULL CHECK (json_valid(found)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX movementByState ON movement (state, recordedAt);
CREATE INDEX movementByFromLot ON movement (fromLotId);
CREATE INDEX movementByToLot ON movement (toLotId);
CREATE INDEX movementByIssue ON movement (issueId);
