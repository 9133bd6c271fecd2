-- How an incident is handed from shift to shift: operational periods with objectives, handovers that two people sign,
-- and the corrective actions that its gaps become.

CREATE TABLE period (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  number INTEGER NOT NULL,
  startedAt TEXT NOT NULL,
  plannedEndAt TEXT NOT NULL,
  endedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (incidentId, number)
) STRICT;

CREATE TABLE objective (
  id TEXT PRIMARY KEY,
  periodId TEXT NOT NULL REFERENCES period (id),
  incidentId TEXT NOT NULL REFERENCES incident (id),
  orderNo INTEGER NOT NULL,
  text TEXT NOT NULL,
  metAt TEXT,
  metBy TEXT,
  droppedAt TEXT,
  dropReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX objectiveByPeriod ON objective (periodId, orderNo);

CREATE TABLE handover (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  briefing TEXT NOT NULL CHECK (json_valid(briefing)),
  note TEXT NOT NULL,
  givenAt TEXT NOT NULL,
  givenBy TEXT NOT NULL REFERENCES operator (id),
  givenByName TEXT NOT NULL,
  takenAt TEXT,
  takenBy TEXT REFERENCES operator (id),
  takenByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (takenBy IS NULL OR takenBy <> givenBy)
) STRICT;
CREATE INDEX handoverByIncident ON handover (incidentId, givenAt);

CREATE TABLE action (
  id TEXT PRIMARY KEY,
  incidentId TEXT REFERENCES incident (id),
  taskId TEXT REFERENCES task (id),
  text TEXT NOT NULL,
  owner TEXT NOT NULL,
  dueOn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'verified', 'withdrawn')),
  raisedAt TEXT NOT NULL,
  raisedBy TEXT NOT NULL,
  doneAt TEXT,
  doneBy TEXT,
  doneNote TEXT,
  verifiedAt TEXT,
  verifiedBy TEXT,
  verifyNote TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (verifiedBy IS NULL OR verifiedBy <> doneBy)
) STRICT;
CREATE INDEX actionByState ON action (state, dueOn);
CREATE INDEX actionByIncident ON action (incidentId, id);
