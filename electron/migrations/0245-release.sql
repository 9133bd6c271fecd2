-- What gets out in an incident, from where and how much, and what the models said about it at the time: who decided by a
-- distance must be able to show it later with the wind and the model from which it came.

CREATE TABLE materialRelease (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  un TEXT NOT NULL CHECK (un GLOB '[0-9][0-9][0-9][0-9]'),
  placeId TEXT REFERENCES place (id),
  longitude REAL NOT NULL,
  latitude REAL NOT NULL,
  source TEXT NOT NULL CHECK (json_valid(source)),
  setting TEXT NOT NULL CHECK (json_valid(setting)),
  startedAt TEXT NOT NULL,
  endedAt TEXT,
  endReason TEXT,
  tasksMadeAt TEXT,
  declaredBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((endedAt IS NULL) = (endReason IS NULL))
) STRICT;
CREATE INDEX releaseOfIncident ON materialRelease (incidentId, endedAt);

CREATE TABLE releaseResult (
  id TEXT PRIMARY KEY,
  releaseId TEXT NOT NULL REFERENCES materialRelease (id),
  incidentId TEXT NOT NULL,
  at TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('declared', 'changed', 'wind')),
  windId TEXT REFERENCES wind (id),
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT;
CREATE INDEX resultOfRelease ON releaseResult (releaseId, at);
