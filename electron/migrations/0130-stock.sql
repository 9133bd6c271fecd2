-- Consumables: foam, masks, absorbent, antidotes. A lot is one delivery at one place; every change of its amount is a move,
-- and the moves of a lot add up to what is left of it. What is stored is a category, so that any kind of goods fits.

CREATE TABLE stockLot (
  id TEXT PRIMARY KEY,
  categoryId TEXT NOT NULL REFERENCES category (id),
  label TEXT NOT NULL,
  -- to a thousandth of the unit
  amount REAL NOT NULL CHECK (amount >= 0),
  unit TEXT NOT NULL,
  placeId TEXT NOT NULL REFERENCES place (id),
  receivedOn TEXT NOT NULL,
  expiresOn TEXT,
  countedAt TEXT,
  note TEXT NOT NULL,
  -- label and note, folded to one script
  words TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- what never expires comes last
  expiryKey TEXT GENERATED ALWAYS AS (coalesce(expiresOn, '9999')) VIRTUAL
) STRICT;
CREATE INDEX stockLotByCategory ON stockLot (categoryId, placeId, expiryKey);
CREATE INDEX stockLotByExpiry ON stockLot (expiryKey, id);
CREATE INDEX stockLotByPlace ON stockLot (placeId, categoryId);

CREATE TABLE stockMove (
  id TEXT PRIMARY KEY,
  lotId TEXT NOT NULL REFERENCES stockLot (id),
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'issue', 'moveOut', 'moveIn', 'writeOff', 'count')),
  change REAL NOT NULL,
  -- the journal entry that it belongs to
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  reason TEXT NOT NULL,
  otherLotId TEXT REFERENCES stockLot (id),
  incidentId TEXT REFERENCES incident (id)
) STRICT;
CREATE INDEX stockMoveByLot ON stockMove (lotId, seq);
CREATE INDEX stockMoveBySeq ON stockMove (seq);

CREATE TABLE stockMinimum (
  id TEXT PRIMARY KEY,
  categoryId TEXT NOT NULL REFERENCES category (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  minimum REAL NOT NULL CHECK (minimum >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (categoryId, placeId)
) STRICT;
