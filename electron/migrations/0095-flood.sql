-- Water: gauges with the levels at which the site acts, what they read, the zones that they speak for, and the pumps and
-- gates that hold the water. Each of them is a place; the row here has the place's id.

CREATE TABLE gauge (
  id TEXT PRIMARY KEY REFERENCES place (id),
  watchCm REAL NOT NULL,
  warningCm REAL NOT NULL,
  dangerCm REAL NOT NULL,
  -- readings outside this span are typing or sensor errors
  minCm REAL NOT NULL,
  maxCm REAL NOT NULL,
  everyMinutes REAL NOT NULL CHECK (everyMinutes > 0),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (minCm < watchCm AND watchCm < warningCm AND warningCm < dangerCm AND dangerCm <= maxCm)
) STRICT;

CREATE TABLE gaugeReading (
  id TEXT PRIMARY KEY,
  gaugeId TEXT NOT NULL REFERENCES gauge (id),
  at TEXT NOT NULL,
  levelCm REAL NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('radio', 'hand', 'sensor')),
  recordedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT;
CREATE INDEX gaugeReadingByTime ON gaugeReading (gaugeId, at, id);

-- Which gauges speak for which zone; a zone that floods later than the river bank has thresholds of its own.
CREATE TABLE zoneGauge (
  id TEXT PRIMARY KEY,
  zoneId TEXT NOT NULL REFERENCES place (id),
  gaugeId TEXT NOT NULL REFERENCES gauge (id),
  watchCm REAL,
  warningCm REAL,
  dangerCm REAL,
  UNIQUE (zoneId, gaugeId)
) STRICT;

CREATE TABLE floodDevice (
  id TEXT PRIMARY KEY REFERENCES place (id),
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
