-- What is to be done in a flood zone when the water reaches a level, decided in quiet and not at three in the morning; from
-- when to when a zone stood at a level; and what of it was done that time. A later flood begins with nothing done.

CREATE TABLE levelAction (
  id TEXT PRIMARY KEY,
  zoneId TEXT NOT NULL REFERENCES place (id),
  level TEXT NOT NULL CHECK (level IN ('watch', 'warning', 'danger')),
  orderNo INTEGER NOT NULL,
  texts TEXT NOT NULL CHECK (json_valid(texts)),
  -- a position's key; null: whoever runs the board
  position TEXT,
  targetMinutes REAL CHECK (targetMinutes IS NULL OR targetMinutes > 0),
  -- a device to be ordered, and into which state
  deviceId TEXT REFERENCES place (id),
  wanted TEXT,
  -- a plan to be started, by its key
  planKey TEXT,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((deviceId IS NULL) = (wanted IS NULL))
) STRICT;
CREATE INDEX levelActionByZone ON levelAction (zoneId, level, orderNo);

CREATE TABLE zoneAlert (
  id TEXT PRIMARY KEY,
  zoneId TEXT NOT NULL REFERENCES place (id),
  level TEXT NOT NULL CHECK (level IN ('watch', 'warning', 'danger')),
  gaugeId TEXT NOT NULL,
  levelCm REAL NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX zoneAlertOpen ON zoneAlert (zoneId, level) WHERE until IS NULL;
CREATE INDEX zoneAlertByZone ON zoneAlert (zoneId, since);

CREATE TABLE levelActionDone (
  id TEXT PRIMARY KEY,
  actionId TEXT NOT NULL REFERENCES levelAction (id),
  alertId TEXT NOT NULL REFERENCES zoneAlert (id),
  -- the incident's task that it became, and then whoever does that has done it
  taskId TEXT REFERENCES task (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (actionId, alertId)
) STRICT;
