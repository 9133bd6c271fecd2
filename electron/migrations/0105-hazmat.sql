-- Hazardous materials: what they are, where they may be, and how much of them is there.

CREATE TABLE substance (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  unNumber TEXT CHECK (unNumber GLOB '[0-9][0-9][0-9][0-9]'),
  hazardClass TEXT NOT NULL,
  subsidiary TEXT NOT NULL CHECK (json_valid(subsidiary)),
  packingGroup TEXT CHECK (packingGroup IN ('I', 'II', 'III')),
  ghs TEXT NOT NULL CHECK (json_valid(ghs)),
  hStatements TEXT NOT NULL CHECK (json_valid(hStatements)),
  ergGuide TEXT,
  form TEXT NOT NULL CHECK (form IN ('gas', 'liquid', 'solid')),
  words TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX substanceByUn ON substance (unNumber);

-- A store is a place of kind 'store'; the row has the place's id.
CREATE TABLE store (
  id TEXT PRIMARY KEY REFERENCES place (id),
  capacity REAL NOT NULL CHECK (capacity > 0),
  unit TEXT NOT NULL,
  allowedClasses TEXT NOT NULL CHECK (json_valid(allowedClasses)),
  containment TEXT CHECK (containment IS NULL OR json_valid(containment)),
  maxC REAL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE lot (
  id TEXT PRIMARY KEY,
  storeId TEXT NOT NULL REFERENCES store (id),
  substanceId TEXT NOT NULL REFERENCES substance (id),
  amount REAL NOT NULL CHECK (amount >= 0),
  unit TEXT NOT NULL,
  lotNumber TEXT NOT NULL,
  receivedOn TEXT,
  expiresOn TEXT,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX lotByStore ON lot (storeId, substanceId);
