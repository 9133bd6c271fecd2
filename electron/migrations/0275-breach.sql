-- What a breach of a tailings dam would do and when: the site's own study as polygons with the time at which the wave arrives,
-- and the clock that runs from the moment of a breach, for real or rehearsed.

CREATE TABLE breachStudy (
  id TEXT PRIMARY KEY,
  damId TEXT NOT NULL REFERENCES place (id),
  title TEXT NOT NULL,
  -- who made it, and the day it bears
  author TEXT NOT NULL,
  madeOn TEXT NOT NULL,
  -- SHA-256 of the file that was read
  fileHash TEXT NOT NULL,
  importedAt TEXT NOT NULL,
  importedByName TEXT NOT NULL,
  -- [{arrivalMin, depthM, velocityMs, geometry}], WGS 84
  areas TEXT NOT NULL CHECK (json_valid(areas)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
-- A dam has one study that counts.
CREATE UNIQUE INDEX breachStudyOfDam ON breachStudy (damId) WHERE retiredAt IS NULL;

CREATE TABLE breachRun (
  id TEXT PRIMARY KEY,
  studyId TEXT NOT NULL REFERENCES breachStudy (id),
  damId TEXT NOT NULL REFERENCES place (id),
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  incidentId TEXT REFERENCES incident (id),
  -- the alarm that started it; null: a person did
  alarmId TEXT REFERENCES alarm (id),
  startedAt TEXT NOT NULL,
  startedByName TEXT NOT NULL,
  endedAt TEXT,
  endedByName TEXT,
  endReason TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX breachRunning ON breachRun (damId) WHERE endedAt IS NULL;
