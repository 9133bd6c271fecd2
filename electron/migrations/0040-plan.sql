-- What the site has decided to do before it happens. A plan is a row per edition; an approved edition is never changed, because
-- an incident that ran it points at it: what changes is a new edition. Two people of two roles approve the wording that they
-- read, by its hash.

CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  edition INTEGER NOT NULL CHECK (edition > 0),
  title TEXT NOT NULL CHECK (json_valid(title)),
  purpose TEXT CHECK (purpose IS NULL OR json_valid(purpose)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'superseded')),
  criteria TEXT NOT NULL CHECK (json_valid(criteria)),
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  -- the day by which a plan in force has to be looked at again
  reviewDueOn TEXT,
  reviewedAt TEXT,
  reviewedByName TEXT,
  reviewNote TEXT,
  -- everyone who wrote in this edition
  authors TEXT NOT NULL CHECK (json_valid(authors)),
  contentHash TEXT CHECK (length(contentHash) = 64),
  submission INTEGER NOT NULL DEFAULT 0 CHECK (submission >= 0),
  givenBack TEXT,
  words TEXT NOT NULL,
  createdAt TEXT NOT NULL,
  createdBy TEXT NOT NULL REFERENCES operator (id),
  approvedAt TEXT,
  approvedBy TEXT REFERENCES operator (id),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (key, edition),
  CHECK (state = 'draft' OR contentHash IS NOT NULL),
  CHECK (state NOT IN ('approved', 'superseded') OR (reviewDueOn IS NOT NULL AND approvedAt IS NOT NULL))
) STRICT;
-- One edition is in force at a time.
CREATE UNIQUE INDEX planInForce ON plan (key) WHERE state = 'approved';
-- One edition of a plan is written or read for approval at a time.
CREATE UNIQUE INDEX planInWork ON plan (key) WHERE state IN ('draft', 'review');
CREATE INDEX planByReview ON plan (reviewDueOn) WHERE state = 'approved';
-- What is in review cannot be changed either; only going back to draft opens it again, and nothing approved goes back.
CREATE TRIGGER planIsFrozen BEFORE UPDATE ON plan
WHEN OLD.state <> 'draft' AND (NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key OR NEW.edition IS NOT OLD.edition
  OR NEW.title IS NOT OLD.title OR NEW.purpose IS NOT OLD.purpose OR NEW.criteria IS NOT OLD.criteria
  OR NEW.steps IS NOT OLD.steps OR (NEW.state = 'draft' AND OLD.state <> 'review')
  OR (OLD.state <> 'review' AND NEW.contentHash IS NOT OLD.contentHash))
BEGIN SELECT RAISE(ABORT, 'an approved plan is never changed'); END;
CREATE TRIGGER planIsKept BEFORE DELETE ON plan
WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'an approved plan is never deleted'); END;

-- One person's yes to one wording. Never changed or taken away: a wording that changes simply is not the one approved.
CREATE TABLE planApproval (
  id TEXT PRIMARY KEY,
  planId TEXT NOT NULL REFERENCES plan (id),
  submission INTEGER NOT NULL CHECK (submission > 0),
  contentHash TEXT NOT NULL CHECK (length(contentHash) = 64),
  by TEXT NOT NULL REFERENCES operator (id),
  byName TEXT NOT NULL,
  role TEXT NOT NULL,
  at TEXT NOT NULL,
  -- two people, two roles
  UNIQUE (planId, submission, by),
  UNIQUE (planId, submission, role)
) STRICT;
CREATE TRIGGER planApprovalIsFrozen BEFORE UPDATE ON planApproval
BEGIN SELECT RAISE(ABORT, 'an approval is never changed'); END;
CREATE TRIGGER planApprovalIsKept BEFORE DELETE ON planApproval
BEGIN SELECT RAISE(ABORT, 'an approval is never deleted'); END;

-- A plan that was started in an incident, once.
CREATE TABLE activation (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  planId TEXT NOT NULL REFERENCES plan (id),
  planKey TEXT NOT NULL,
  edition INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (json_valid(title)),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  UNIQUE (incidentId, planKey)
) STRICT;
