-- What has to be done in an incident: steps of its plans with their target times, and what the room adds.

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  activationId TEXT REFERENCES activation (id),
  -- the plan's step; free tasks have none
  stepId TEXT,
  orderNo INTEGER NOT NULL,
  -- a name in three languages when it comes from a plan, else a JSON string as typed
  title TEXT NOT NULL CHECK (json_valid(title)),
  role TEXT CHECK (role IS NULL OR json_valid(role)),
  position TEXT,
  placeId TEXT REFERENCES place (id),
  -- under what it is done at all
  branch TEXT CHECK (branch IS NULL OR json_valid(branch)),
  repeatMinutes REAL CHECK (repeatMinutes > 0),
  -- which time a repeating step is done
  round INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),
  papers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(papers)),
  startedAt TEXT,
  targetMinutes REAL CHECK (targetMinutes > 0),
  dueAt TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped')),
  endedAt TEXT,
  endedBy TEXT,
  endedByName TEXT,
  note TEXT,
  createdAt TEXT NOT NULL,
  createdBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (activationId, stepId, round)
) STRICT;
CREATE INDEX taskByIncident ON task (incidentId, state, orderNo);
