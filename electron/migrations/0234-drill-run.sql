-- A drill as it is conducted: its clock, what its controller lets happen, and what observers saw. The log, call-outs, tasks and
-- headcount are the exercise's own, in the tables of every incident.

CREATE TABLE drillRun (
  -- the drill's id
  id TEXT PRIMARY KEY REFERENCES drill (id),
  incidentId TEXT NOT NULL UNIQUE REFERENCES incident (id),
  -- the drill's clock: [{at, drillMs, rate}], electron/drill/drill-clock.ts
  legs TEXT NOT NULL CHECK (json_valid(legs)),
  startedAt TEXT NOT NULL,
  startedBy TEXT NOT NULL,
  startedByName TEXT NOT NULL,
  endedAt TEXT,
  -- the real incident that stopped it last, and who has seen that
  stoppedBy TEXT REFERENCES incident (id),
  stoppedAt TEXT,
  seenAt TEXT,
  seenByName TEXT,
  -- the teams that were freed then, by their keys; and when the exercise's log was told
  freedTeams TEXT NOT NULL CHECK (json_valid(freedTeams)),
  stopSaidAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((stoppedBy IS NULL) = (stoppedAt IS NULL))
) STRICT;
CREATE INDEX drillRunStopped ON drillRun (stoppedAt) WHERE stoppedAt IS NOT NULL;

CREATE TABLE drillInject (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  orderNo INTEGER NOT NULL,
  -- minutes on the drill's clock
  dueMinute REAL NOT NULL CHECK (dueMinute >= 0),
  channel TEXT NOT NULL CHECK (channel IN ('radio', 'phone', 'alarm', 'face', 'map')),
  text TEXT NOT NULL CHECK (json_valid(text)),
  -- what it does to the exercise's picture alone; never a row of the real site
  effect TEXT CHECK (effect IS NULL OR json_valid(effect)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'fired', 'skipped')),
  -- by the controller, or because it came due while nobody could fire it
  heldBecause TEXT CHECK (heldBecause IN ('controller', 'overdue')),
  firedAt TEXT,
  firedMinute REAL,
  firedByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (drillId, orderNo),
  CHECK ((state = 'held') = (heldBecause IS NOT NULL)),
  CHECK ((state = 'fired') = (firedAt IS NOT NULL))
) STRICT;
CREATE INDEX drillInjectByState ON drillInject (drillId, state, dueMinute);

-- What an observer saw. Struck, never changed.
CREATE TABLE drillMark (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  -- null: a note
  measure TEXT CHECK (
    measure IN ('callOutAcknowledged', 'firstTeamOnScene', 'evacuationComplete', 'headcountComplete', 'allClear')
  ),
  -- on the drill's clock
  minute REAL NOT NULL CHECK (minute >= 0),
  text TEXT NOT NULL,
  -- when it was entered, by whom, and who saw it
  at TEXT NOT NULL,
  byName TEXT NOT NULL,
  observer TEXT NOT NULL,
  -- from a paper sheet
  typedLater INTEGER NOT NULL CHECK (typedLater IN (0, 1)),
  struckAt TEXT,
  struckByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (measure IS NOT NULL OR text <> '')
) STRICT;
CREATE INDEX drillMarkByDrill ON drillMark (drillId, minute);
