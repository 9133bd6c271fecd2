-- Rationalised alarms (ISA-18.2): for a limit of a point it is written down why the alarm is there, what happens if nobody acts,
-- what to do and how long that may take; two people approve it before it goes live. Limits without a rule go on with the alarm
-- that Tocsin ships.

-- One edition of the rule of one limit. The one in force stays as it is while the next is being written and approved.
CREATE TABLE alarmRule (
  id TEXT PRIMARY KEY,
  -- a point or a gauge, and which of its limits
  pointId TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('watch', 'warning', 'danger')),
  side TEXT NOT NULL CHECK (side IN ('above', 'below')),
  edition INTEGER NOT NULL CHECK (edition > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'live', 'retiring', 'retired', 'replaced', 'discarded')),
  -- the limit as it was when the second person was asked, in the point's unit
  limitValue REAL NOT NULL,
  -- texts as typed, by language: {en, srLatn, zhHans}, at least one
  cause TEXT NOT NULL CHECK (json_valid(cause)),
  consequence TEXT NOT NULL CHECK (json_valid(consequence)),
  action TEXT NOT NULL CHECK (json_valid(action)),
  minutesToAct REAL NOT NULL CHECK (minutesToAct > 0),
  severity TEXT NOT NULL CHECK (severity IN ('minor', 'major', 'severe')),
  -- follows from the two before by the matrix
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  deadBand REAL NOT NULL CHECK (deadBand >= 0),
  onDelaySeconds REAL NOT NULL CHECK (onDelaySeconds >= 0),
  offDelaySeconds REAL NOT NULL CHECK (offDelaySeconds >= 0),
  -- {kind: 'position', key} or {kind: 'person', id, name}
  owner TEXT NOT NULL CHECK (json_valid(owner)),
  -- shown under the alarm of this point while that stands at this level or above
  parentPointId TEXT,
  parentLevel TEXT CHECK (parentLevel IN ('watch', 'warning', 'danger')),
  -- suppressed while this point is so: {kind: 'state', value} or {kind: 'level', level}
  suppressPointId TEXT,
  suppressWhen TEXT CHECK (suppressWhen IS NULL OR json_valid(suppressWhen)),
  incident TEXT NOT NULL CHECK (incident IN ('none', 'propose', 'declare')),
  incidentType TEXT,
  planKey TEXT,
  -- minutes until it climbs when nobody answers; null: those of its priority
  ackMinutes REAL CHECK (ackMinutes > 0),
  note TEXT NOT NULL,
  writtenAt TEXT NOT NULL,
  writtenByName TEXT NOT NULL,
  liveAt TEXT,
  approvedByName TEXT,
  endedAt TEXT,
  endedByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (pointId, level, side, edition),
  CHECK ((parentPointId IS NULL) = (parentLevel IS NULL)),
  CHECK ((suppressPointId IS NULL) = (suppressWhen IS NULL)),
  CHECK ((incident = 'none') = (incidentType IS NULL))
) STRICT;
CREATE UNIQUE INDEX alarmRuleLive ON alarmRule (pointId, level, side) WHERE state IN ('live', 'retiring');
CREATE UNIQUE INDEX alarmRuleOpen ON alarmRule (pointId, level, side) WHERE state IN ('draft', 'asked');

-- Whether a limit with a rule counts as passed now: with a dead-band and delays the newest reading alone does not tell.
CREATE TABLE alarmLimit (
  id TEXT PRIMARY KEY,
  pointId TEXT NOT NULL,
  level TEXT NOT NULL,
  side TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in', 'out')),
  at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (pointId, level, side)
) STRICT;

-- The rule under which an alarm was raised, how long it waits before it climbs, the plan that it proposes, and the incident
-- that came of it.
ALTER TABLE alarm ADD COLUMN ruleId TEXT;
ALTER TABLE alarm ADD COLUMN ackMinutes REAL;
ALTER TABLE alarm ADD COLUMN planKey TEXT;
ALTER TABLE alarm ADD COLUMN incidentId TEXT;
