-- Alarms: what is abnormal and who has seen it. One open alarm per cause, so that a rising river is one line and not four.

CREATE TABLE alarm (
  id TEXT PRIMARY KEY,
  -- what it is about: the noun and row that raised it, and which of that row's troubles
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  placeId TEXT REFERENCES place (id),
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  -- a sentence template of Tocsin's own, or a JSON string as typed
  cause TEXT NOT NULL CHECK (json_valid(cause)),
  action TEXT CHECK (action IS NULL OR json_valid(action)),
  incidentType TEXT,
  state TEXT NOT NULL CHECK (state IN ('raised', 'acknowledged', 'returned', 'cleared')),
  raisedAt TEXT NOT NULL,
  raisedBy TEXT NOT NULL,
  acknowledgedAt TEXT,
  acknowledgedBy TEXT,
  acknowledgedByName TEXT,
  returnedAt TEXT,
  clearedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX alarmOpen ON alarm (source, sourceId, topic) WHERE state <> 'cleared';
CREATE INDEX alarmByRaisedAt ON alarm (raisedAt, id);

-- Alarms that follow from other rows (a late check-in, a late task) have no row here; that they were seen has.
CREATE TABLE alarmSeen (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT, WITHOUT ROWID;
