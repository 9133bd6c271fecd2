-- Points: whatever an instrument tells the room as a number (rain, flow, a pump's state, gas, wind, temperature …), where it
-- stands, what it can show and how often it must speak. A gauge is a point too, of kind water level: its own columns stay in
-- gauge, and everyPoint shows both as one. Sources bring readings in over a network or a folder and are off until someone
-- switches them on; a feed says which address of a source is which point.

CREATE TABLE point (
  id TEXT PRIMARY KEY,
  -- as painted on the instrument
  key TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind TEXT NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  unit TEXT NOT NULL,
  placeId TEXT REFERENCES place (id),
  -- what the instrument can show; outside is a fault of it
  minValue REAL NOT NULL,
  maxValue REAL NOT NULL,
  -- how often it must speak
  everySeconds REAL NOT NULL CHECK (everySeconds > 0),
  -- the same number for so long is a frozen instrument; null where nothing moving is normal
  frozenMinutes REAL CHECK (frozenMinutes > 0),
  -- [{level, side, value}]
  limits TEXT NOT NULL CHECK (json_valid(limits)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (minValue < maxValue)
) STRICT;

CREATE VIEW everyPoint AS
  SELECT id, key, kind, names, unit, placeId, minValue, maxValue, everySeconds, frozenMinutes, limits, retiredAt, version
  FROM point
  UNION ALL
  SELECT g.id, p.key, 'waterLevel', p.names, 'cm', p.id, g.minCm, g.maxCm, g.everyMinutes * 60, NULL,
    json_array(
      json_object('level', 'watch', 'side', 'above', 'value', g.watchCm),
      json_object('level', 'warning', 'side', 'above', 'value', g.warningCm),
      json_object('level', 'danger', 'side', 'above', 'value', g.dangerCm)),
    p.retiredAt, g.version
  FROM gauge g JOIN place p ON p.id = g.id;

-- What a person read out or typed; each is a command with its entry in the journal. Those of gauges stay in gaugeReading.
CREATE TABLE pointReading (
  id TEXT PRIMARY KEY,
  pointId TEXT NOT NULL REFERENCES point (id),
  at TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('radio', 'hand')),
  recordedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT;
CREATE INDEX pointReadingByTime ON pointReading (pointId, at, id);

CREATE VIEW saidReading AS
  SELECT id, pointId, at, value, source, recordedAt, byName FROM pointReading
  UNION ALL
  SELECT id, gaugeId, at, levelCm, source, recordedAt, byName FROM gaugeReading;

-- What instruments sent. It comes by the thousand and has no entries of its own: readings are appended to sentReading,
-- and every minute packed by point into sentBlock; a batch is five minutes of it. The packed blocks of one batch have one hash, and that hash is a
-- row of readingBatch with its entry in the journal, so that a changed reading shows as a changed journal would.
CREATE TABLE pointNo (
  no INTEGER PRIMARY KEY,
  pointId TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sentReading (
  no INTEGER PRIMARY KEY,
  pointNo INTEGER NOT NULL REFERENCES pointNo (no),
  atMs INTEGER NOT NULL,
  value REAL NOT NULL,
  receivedMs INTEGER NOT NULL
) STRICT;

CREATE TABLE sentBlock (
  id INTEGER PRIMARY KEY,
  pointNo INTEGER NOT NULL REFERENCES pointNo (no),
  batchNo INTEGER NOT NULL,
  fromMs INTEGER NOT NULL,
  toMs INTEGER NOT NULL,
  readings INTEGER NOT NULL,
  -- times, delays and values, each a column of its own (electron/sensor/block.ts), deflated
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX sentBlockByTime ON sentBlock (pointNo, toMs);
CREATE INDEX sentBlockByBatch ON sentBlock (batchNo, pointNo);

CREATE TABLE readingBatch (
  id TEXT PRIMARY KEY,
  batchNo INTEGER NOT NULL UNIQUE,
  points INTEGER NOT NULL,
  readings INTEGER NOT NULL,
  fromAt TEXT NOT NULL,
  toAt TEXT NOT NULL,
  -- SHA-256 over a line `point number, blank, SHA-256 of its block` for each block in the order of the numbers
  hash TEXT NOT NULL,
  -- raw readings are kept 90 days
  droppedAt TEXT
) STRICT;
CREATE INDEX readingBatchKept ON readingBatch (toAt) WHERE droppedAt IS NULL;

-- Extremes and means, kept for years: span 60 a minute, 3600 an hour; start in units of the span since 1970.
CREATE TABLE sentSummary (
  span INTEGER NOT NULL,
  pointNo INTEGER NOT NULL REFERENCES pointNo (no),
  start INTEGER NOT NULL,
  count INTEGER NOT NULL,
  min REAL NOT NULL,
  max REAL NOT NULL,
  sum REAL NOT NULL,
  PRIMARY KEY (span, pointNo, start)
) STRICT, WITHOUT ROWID;

-- The newest that each instrument sent, and since when it says the same.
CREATE TABLE sentNewest (
  pointNo INTEGER PRIMARY KEY REFERENCES pointNo (no),
  atMs INTEGER NOT NULL,
  value REAL NOT NULL,
  changedMs INTEGER NOT NULL
) STRICT;

-- Readings that cannot be what is measured: kept and shown, used for nothing.
CREATE TABLE quarantine (
  no INTEGER PRIMARY KEY,
  pointNo INTEGER REFERENCES pointNo (no),
  sourceId TEXT NOT NULL,
  address TEXT NOT NULL,
  receivedMs INTEGER NOT NULL,
  -- as the instrument stamped it, null when it could not be read
  atMs INTEGER,
  value REAL,
  -- the beginning of what came
  raw TEXT NOT NULL,
  fault TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT;
CREATE INDEX quarantineByPoint ON quarantine (pointNo, no);

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('mqtt', 'modbus', 'csv')),
  name TEXT NOT NULL,
  -- nothing speaks to a network before somebody has switched it on
  isOn INTEGER NOT NULL CHECK (isOn IN (0, 1)),
  -- by kind: address, port, TLS, folder …; never a secret
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- when a password or key was last put into this computer's keeping
  secretSetAt TEXT,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE feed (
  id TEXT PRIMARY KEY,
  sourceId TEXT NOT NULL REFERENCES source (id),
  pointId TEXT NOT NULL,
  -- topic filter, register or column
  address TEXT NOT NULL,
  -- where in the message the value and its time stand
  valuePath TEXT NOT NULL,
  timePath TEXT NOT NULL,
  scale REAL NOT NULL,
  shift REAL NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX feedOfPoint ON feed (pointId) WHERE retiredAt IS NULL;
