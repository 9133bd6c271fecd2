-- The safety month: kinds of drills, what must be drilled how often, the programmes (a June, a year) that lay the drills out,
-- each drill with its place in time, and the editions of a programme that were published.

CREATE TABLE drillType (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  kind TEXT NOT NULL CHECK (
    kind IN ('fire', 'evacuation', 'chemicalRelease', 'flood', 'confinedSpace', 'blackout', 'firstAid', 'other')
  ),
  -- the plan that is practised, by its key: the approved edition on the day of the drill
  planKey TEXT,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720),
  -- response teams that are tested: those of their members who are on shift are bound while it lasts
  teamIds TEXT NOT NULL CHECK (json_valid(teamIds)),
  -- equipment that is taken out of live cover: [{categoryId, count}]
  uses TEXT NOT NULL CHECK (json_valid(uses)),
  observers INTEGER NOT NULL CHECK (observers BETWEEN 0 AND 20),
  -- what an observer must hold; null: anybody
  observerQualificationId TEXT REFERENCES qualification (id),
  -- what happens in the drill: [{id, minute, channel, text, effect}], electron/drill/drill.ts
  injects TEXT NOT NULL CHECK (json_valid(injects)),
  -- what is to be shown: [{id, key, names}]
  objectives TEXT NOT NULL CHECK (json_valid(objectives)),
  -- measure -> minutes from the start
  targets TEXT NOT NULL CHECK (json_valid(targets)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE drillRequirement (
  id TEXT PRIMARY KEY,
  typeId TEXT NOT NULL REFERENCES drillType (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'night', 'any')),
  -- crews that must each have it; empty: any crew
  crews TEXT NOT NULL CHECK (json_valid(crews)),
  -- drills per crew named (or in all, when none is named)
  times INTEGER NOT NULL CHECK (times BETWEEN 1 AND 60),
  every TEXT NOT NULL CHECK (every IN ('month', 'year')),
  -- the corrective action that asks for a repeat
  actionId TEXT REFERENCES action (id),
  note TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX drillRequirementByType ON drillRequirement (typeId, placeId);

CREATE TABLE drillProgramme (
  id TEXT PRIMARY KEY,
  names TEXT NOT NULL CHECK (json_valid(names)),
  every TEXT NOT NULL CHECK (every IN ('month', 'year')),
  fromOn TEXT NOT NULL,
  toOn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
  -- wall-clock starts that drills may have: ["09:00", "21:00"]
  startTimes TEXT NOT NULL CHECK (json_valid(startTimes)),
  maxPerDay INTEGER NOT NULL CHECK (maxPerDay BETWEEN 1 AND 50),
  restHours INTEGER NOT NULL CHECK (restHours BETWEEN 0 AND 48),
  -- how the last laying-out ended: electron/drill/outcome.ts; null before the first
  outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome)),
  -- number of the edition last published, 0 before
  edition INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (fromOn <= toOn)
) STRICT;

CREATE TABLE drill (
  id TEXT PRIMARY KEY,
  programmeId TEXT REFERENCES drillProgramme (id),
  typeId TEXT NOT NULL REFERENCES drillType (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  requirementId TEXT REFERENCES drillRequirement (id),
  -- what the requirement asks of its time
  askedShift TEXT NOT NULL CHECK (askedShift IN ('day', 'night', 'any')),
  askedCrew TEXT CHECK (askedCrew IN ('A', 'B', 'C', 'D')),
  -- when it is laid out: instant of its start, null while it has no place; the shift (first day and kind) and crew follow from it
  startsAt TEXT,
  shiftOn TEXT,
  shift TEXT CHECK (shift IN ('day', 'night')),
  crew TEXT CHECK (crew IN ('A', 'B', 'C', 'D')),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720),
  -- person ids
  observers TEXT NOT NULL CHECK (json_valid(observers)),
  -- stays where it is when the rest is laid out again
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  -- why it lies there: electron/drill/outcome.ts
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'interrupted', 'done', 'cancelled')),
  cancelReason TEXT,
  -- the exercise in which it is run
  incidentId TEXT REFERENCES incident (id),
  -- RFC 5545 SEQUENCE of its event, raised by each edition that changes it
  sequence INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((startsAt IS NULL) = (shiftOn IS NULL) AND (startsAt IS NULL) = (shift IS NULL))
) STRICT;
CREATE INDEX drillByProgramme ON drill (programmeId, startsAt);
CREATE INDEX drillByStart ON drill (startsAt);
CREATE INDEX drillByTypePlace ON drill (typeId, placeId, state);
CREATE UNIQUE INDEX drillByIncident ON drill (incidentId) WHERE incidentId IS NOT NULL;

-- A programme as it was published: frozen, never changed.
CREATE TABLE drillEdition (
  id TEXT PRIMARY KEY,
  programmeId TEXT NOT NULL REFERENCES drillProgramme (id),
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES operator (id),
  byName TEXT NOT NULL,
  -- the drills with their times, sequences and observers, cancelled ones since the edition before included
  drills TEXT NOT NULL CHECK (json_valid(drills)),
  note TEXT NOT NULL,
  UNIQUE (programmeId, number)
) STRICT;
