-- Whether each approved plan could be carried out, day by day, and what mending takes. The two tables of the record follow
-- from the site's rows and its clock: no command writes them, so they are not in the journal, but each change names the
-- journal entry that made it.

-- What finishing a test, a repair, a purchase (of = category) or a course (of = qualification) takes.
CREATE TABLE fixPrice (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('test', 'repair', 'buy', 'requalify')),
  of TEXT NOT NULL,
  minutes INTEGER CHECK (minutes >= 0),
  costMinor INTEGER CHECK (costMinor >= 0),
  currency TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (kind, of)
) STRICT;

-- One row per plan and day of the site's clock: how it stood last and at its worst.
CREATE TABLE readinessDay (
  planKey TEXT NOT NULL,
  day TEXT NOT NULL,
  planId TEXT NOT NULL REFERENCES plan (id),
  edition INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('met', 'tight', 'broken')),
  worst TEXT NOT NULL CHECK (worst IN ('met', 'tight', 'broken')),
  -- the needs that are not met, as they stood last
  missing TEXT NOT NULL CHECK (json_valid(missing)),
  at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (planKey, day)
) STRICT, WITHOUT ROWID;

-- Each time a plan became better or worse. `seq` is the journal entry after which it was so, null when only time had passed
-- (a test fell due, a shift ended).
CREATE TABLE readinessChange (
  no INTEGER PRIMARY KEY,
  planKey TEXT NOT NULL,
  planId TEXT NOT NULL REFERENCES plan (id),
  at TEXT NOT NULL,
  before TEXT CHECK (before IN ('met', 'tight', 'broken')),
  after TEXT NOT NULL CHECK (after IN ('met', 'tight', 'broken')),
  seq INTEGER REFERENCES journal (seq),
  missing TEXT NOT NULL CHECK (json_valid(missing))
) STRICT;
CREATE INDEX readinessChangeByPlan ON readinessChange (planKey, no);
