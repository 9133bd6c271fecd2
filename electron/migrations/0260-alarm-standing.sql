-- What ISA-18.2 asks of alarms beyond raised, seen and over: which are shelved, suppressed by design or out of service, how
-- often each was announced (for the report on how well the alarms serve the room), and how far an unanswered one has climbed.

-- An alarm that is not to be announced for a while: by the operator (shelved), by a rule (suppressed), for maintenance.
CREATE TABLE alarmHold (
  id TEXT PRIMARY KEY,
  -- the cause that is held, as in alarm; derived alarms by their noun, row and key
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('shelved', 'suppressed', 'outOfService')),
  -- what the list called it when it was held
  label TEXT NOT NULL CHECK (json_valid(label)),
  -- the priority that was shelved: anything worse is announced all the same
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  -- a shelf always ends by itself
  until TEXT,
  endedAt TEXT,
  endedBy TEXT,
  endedByName TEXT,
  endReason TEXT CHECK (endReason IN ('time', 'hand', 'worse', 'design')),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (kind <> 'shelved' OR until IS NOT NULL),
  CHECK ((endedAt IS NULL) = (endReason IS NULL))
) STRICT;
CREATE UNIQUE INDEX alarmHoldOpen ON alarmHold (source, sourceId, topic) WHERE endedAt IS NULL;
CREATE INDEX alarmHoldByEnd ON alarmHold (endedAt);

-- Each announcement and each answer, in order: an alarm row is one line on the screen, this is how it came to look so.
CREATE TABLE alarmEvent (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind IN ('announced', 'acknowledged', 'returned', 'cleared', 'held', 'released', 'escalated')
  ),
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  placeId TEXT
) STRICT;
CREATE INDEX alarmEventByTime ON alarmEvent (at, id);

-- What is known of alarms from before this record was kept.
INSERT INTO alarmEvent (id, at, kind, source, sourceId, topic, priority, placeId)
  SELECT id || '.announced', raisedAt, 'announced', source, sourceId, topic, priority, placeId FROM alarm;
INSERT INTO alarmEvent (id, at, kind, source, sourceId, topic, priority, placeId)
  SELECT id || '.acknowledged', acknowledgedAt, 'acknowledged', source, sourceId, topic, priority, placeId
  FROM alarm WHERE acknowledgedAt IS NOT NULL;
INSERT INTO alarmEvent (id, at, kind, source, sourceId, topic, priority, placeId)
  SELECT id || '.returned', returnedAt, 'returned', source, sourceId, topic, priority, placeId
  FROM alarm WHERE returnedAt IS NOT NULL;

-- The alarm that this one follows from: shown under it, so that a burst is one line.
ALTER TABLE alarm ADD COLUMN underId TEXT;
-- how many roles it has climbed because nobody answered, and when last
ALTER TABLE alarm ADD COLUMN climbed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alarm ADD COLUMN climbedAt TEXT;
CREATE INDEX alarmUnder ON alarm (underId) WHERE underId IS NOT NULL;
CREATE INDEX alarmByCause ON alarm (source, sourceId, topic, raisedAt);
