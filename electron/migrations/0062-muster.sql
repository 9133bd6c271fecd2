-- The last headcount of each muster point in each incident; the counts before it stand in the journal.

CREATE TABLE muster (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  expected INTEGER CHECK (expected BETWEEN 0 AND 100000),
  expectedNames TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(expectedNames)),
  counted INTEGER CHECK (counted BETWEEN 0 AND 100000),
  missing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing)),
  countedAt TEXT,
  countedBy TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (incidentId, placeId)
) STRICT;
