-- Zones that an incident draws on the map, and roads closed for it. Neither is ever deleted: a zone is lifted and a road
-- reopened, so that the inquiry can see what was in force at any minute.

CREATE TABLE zone (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  kind TEXT NOT NULL CHECK (kind IN ('hot', 'warm', 'cold', 'exclusion', 'evacuation')),
  label TEXT NOT NULL,
  geometry TEXT NOT NULL CHECK (json_valid(geometry)),
  areaM2 REAL NOT NULL,
  drawnAt TEXT NOT NULL,
  drawnBy TEXT NOT NULL,
  liftedAt TEXT,
  liftedBy TEXT,
  liftReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX zoneByIncident ON zone (incidentId, liftedAt, id);

-- A closure is of a road of the register (placeId) or of a stretch drawn on the map (geometry); an incident need not be the cause.
CREATE TABLE closure (
  id TEXT PRIMARY KEY,
  incidentId TEXT REFERENCES incident (id),
  placeId TEXT REFERENCES place (id),
  geometry TEXT NOT NULL CHECK (json_valid(geometry)),
  reason TEXT NOT NULL,
  closedAt TEXT NOT NULL,
  closedBy TEXT NOT NULL,
  reopenedAt TEXT,
  reopenedBy TEXT,
  reopenReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX closureByState ON closure (reopenedAt, id);
CREATE INDEX closureByIncident ON closure (incidentId, id) WHERE incidentId IS NOT NULL;
-- One road is closed once; a second order to close it is an answer ('already closed'), not a second row.
CREATE UNIQUE INDEX closureOncePerRoad ON closure (placeId) WHERE placeId IS NOT NULL AND reopenedAt IS NULL;
