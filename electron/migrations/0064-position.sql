-- Who held which position of an incident, from when until when; the one without an end holds it now.

CREATE TABLE sitePosition (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE positionTerm (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  position TEXT NOT NULL,
  personId TEXT REFERENCES person (id),
  operatorId TEXT REFERENCES operator (id),
  holder TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  -- what was said when it was handed over
  note TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX positionTermByIncident ON positionTerm (incidentId, since);
CREATE UNIQUE INDEX positionHeld ON positionTerm (incidentId, position) WHERE until IS NULL;
