-- Wind and temperature as they were read; the newest one is what the room stands upwind by.

CREATE TABLE wind (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  -- degrees from which it blows, null when calm or variable
  fromDegrees REAL CHECK (fromDegrees >= 0 AND fromDegrees < 360),
  speedMs REAL NOT NULL CHECK (speedMs >= 0),
  gustMs REAL CHECK (gustMs >= speedMs),
  temperatureC REAL,
  source TEXT NOT NULL CHECK (source IN ('hand', 'radio', 'station')),
  recordedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT;
CREATE INDEX windByTime ON wind (at, id);
