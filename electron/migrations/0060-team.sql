-- Who can be sent and where they are: teams with their people, and the call-outs that sent them.

CREATE TABLE team (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  kind TEXT NOT NULL,
  callSign TEXT NOT NULL,
  channel INTEGER,
  homePlaceId TEXT REFERENCES place (id),
  -- check-in interval of its own, in minutes; without it the site's
  parMinutes INTEGER CHECK (parMinutes BETWEEN 1 AND 240),
  status TEXT NOT NULL CHECK (status IN ('available', 'calledOut', 'enRoute', 'onScene', 'resting', 'out')),
  statusAt TEXT NOT NULL,
  incidentId TEXT REFERENCES incident (id),
  placeId TEXT REFERENCES place (id),
  longitude REAL,
  latitude REAL,
  positionAt TEXT,
  onAir INTEGER NOT NULL DEFAULT 0 CHECK (onAir IN (0, 1)),
  checkInAt TEXT,
  headsSent INTEGER,
  headsSafe INTEGER,
  -- since the last full rest: minutes on scene done, when duty began, when it last ended
  workMinutes REAL NOT NULL DEFAULT 0,
  dutySince TEXT,
  dutyEndedAt TEXT,
  restUntil TEXT,
  words TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX teamByIncident ON team (incidentId) WHERE incidentId IS NOT NULL;

CREATE TABLE qualification (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  validMonths INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  crew TEXT CHECK (crew IN ('A', 'B', 'C', 'D')),
  callSign TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  teamId TEXT REFERENCES team (id),
  qualifications TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(qualifications)),
  words TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX personByTeam ON person (teamId, name);
CREATE INDEX personByWords ON person (words, id);

-- One team called to one incident, once.
CREATE TABLE callOut (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  teamId TEXT NOT NULL REFERENCES team (id),
  placeId TEXT REFERENCES place (id),
  message TEXT NOT NULL,
  at TEXT NOT NULL,
  byName TEXT NOT NULL,
  overrideReason TEXT,
  acknowledgedAt TEXT,
  acknowledgedBy TEXT,
  endedAt TEXT,
  endReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX callOutByIncident ON callOut (incidentId, at);
-- A team answers one call at a time.
CREATE UNIQUE INDEX callOutOpen ON callOut (teamId) WHERE endedAt IS NULL;

-- Each person's own answer; one row each, so that two operators never undo each other.
CREATE TABLE callOutAnswer (
  id TEXT PRIMARY KEY,
  callOutId TEXT NOT NULL REFERENCES callOut (id),
  personId TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  UNIQUE (callOutId, personId)
) STRICT;
