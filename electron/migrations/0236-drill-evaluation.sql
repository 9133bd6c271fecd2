-- What a drill taught: how each objective went with its evidence from the log, who took part, lessons, the signature under it
-- all; and corrective actions that know their objective, their owner among the people, and when to remind.

CREATE TABLE drillEvaluation (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  -- of the drill's type as it was: electron/drill/drill.ts
  objectiveId TEXT NOT NULL,
  objectiveKey TEXT NOT NULL,
  rating TEXT NOT NULL CHECK (rating IN ('performed', 'challenges', 'majorChallenges', 'unable')),
  note TEXT NOT NULL,
  -- ids of entries of the exercise's log
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (drillId, objectiveKey)
) STRICT;
CREATE INDEX drillEvaluationByRating ON drillEvaluation (rating, drillId);

CREATE TABLE drillParticipant (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  personId TEXT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role IN ('team', 'observer', 'controller', 'evacuated')),
  -- from where it is known that they took part
  source TEXT NOT NULL CHECK (source IN ('callOut', 'shift', 'programme', 'manual')),
  UNIQUE (drillId, personId)
) STRICT;
CREATE INDEX drillParticipantByPerson ON drillParticipant (personId, drillId);

CREATE TABLE drillLesson (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX drillLessonByDrill ON drillLesson (drillId, id);

-- One for each drill that somebody began to evaluate.
CREATE TABLE drillReview (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL UNIQUE REFERENCES drill (id),
  -- people evacuated without names; null: not counted
  evacuated INTEGER CHECK (evacuated BETWEEN 0 AND 100000),
  -- when and by whom it was signed; changed no more after that
  signedAt TEXT,
  signedBy TEXT REFERENCES operator (id),
  signedByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((signedAt IS NULL) = (signedBy IS NULL))
) STRICT;

ALTER TABLE action ADD COLUMN ownerPersonId TEXT REFERENCES person (id);
ALTER TABLE action ADD COLUMN drillId TEXT REFERENCES drill (id);
-- the objective of the drill that it answers
ALTER TABLE action ADD COLUMN objectiveKey TEXT;
-- days before it is due from which it is said in Now; 0: on the day
ALTER TABLE action ADD COLUMN remindDays INTEGER NOT NULL DEFAULT 7 CHECK (remindDays BETWEEN 0 AND 90);
CREATE INDEX actionByDue ON action (dueOn, id);
CREATE INDEX actionByDrill ON action (drillId, objectiveKey) WHERE drillId IS NOT NULL;
