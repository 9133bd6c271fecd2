-- Where the water would stand: the site's terrain model, kept in the site so that a site stays one file, and the height of each
-- gauge's zero, which ties its centimetres to the heights of the model.

CREATE TABLE terrainModel (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- whence and of when, as the importer says
  author TEXT NOT NULL,
  madeOn TEXT NOT NULL,
  -- SHA-256 of the file that was read, and of the heights that are kept
  fileHash TEXT NOT NULL,
  heightsHash TEXT NOT NULL,
  -- {columns, rows, epsg, west, north, cellX, cellY}
  shape TEXT NOT NULL CHECK (json_valid(shape)),
  minM REAL NOT NULL,
  maxM REAL NOT NULL,
  unknownShare REAL NOT NULL CHECK (unknownShare BETWEEN 0 AND 1),
  -- what was told at the import and accepted
  problems TEXT NOT NULL CHECK (json_valid(problems)),
  importedAt TEXT NOT NULL,
  importedBy TEXT NOT NULL,
  importedByName TEXT NOT NULL,
  -- one is in force; older ones are kept and can be put back
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX terrainOnce ON terrainModel ((1)) WHERE retiredAt IS NULL;

-- The heights in cm, packed, in pieces of a megabyte at most.
CREATE TABLE terrainPiece (
  heightsHash TEXT NOT NULL,
  piece INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (heightsHash, piece)
) STRICT;

CREATE TABLE gaugeZero (
  id TEXT PRIMARY KEY REFERENCES gauge (id),
  -- metres above sea, in the terrain model's vertical datum
  zeroM REAL NOT NULL CHECK (zeroM BETWEEN -500 AND 9000),
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
