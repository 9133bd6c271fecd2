-- An alarm that nobody answers climbs from role to role; and alarms that follow from other rows (a late task, a missed
-- check-in) are written down when they come and go, so that the report counts what the room heard.

-- One row: after how many minutes an alarm of each priority climbs (null: never), and to whom in turn.
CREATE TABLE alarmEscalation (
  id TEXT PRIMARY KEY CHECK (id = 'site'),
  minutes1 REAL CHECK (minutes1 > 0),
  minutes2 REAL CHECK (minutes2 > 0),
  minutes3 REAL CHECK (minutes3 > 0),
  -- [{kind: 'role' | 'position', key}], nearest first
  chain TEXT NOT NULL CHECK (json_valid(chain)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Alarms without a row of their own that were true when last looked at; id is the occasion (alarmSeen).
CREATE TABLE alarmDerived (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  priority INTEGER NOT NULL,
  placeId TEXT
) STRICT, WITHOUT ROWID;
