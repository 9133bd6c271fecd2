-- What the site has decided to do before it happens. A plan is a row per edition; an approved edition is never changed, because
-- an incident that ran it points at it: what changes is a new edition.

CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  edition INTEGER NOT NULL CHECK (edition > 0),
  title TEXT NOT NULL CHECK (json_valid(title)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'superseded')),
  criteria TEXT NOT NULL CHECK (json_valid(criteria)),
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  words TEXT NOT NULL,
  createdAt TEXT NOT NULL,
  createdBy TEXT NOT NULL REFERENCES operator (id),
  approvedAt TEXT,
  approvedBy TEXT REFERENCES operator (id),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (key, edition)
) STRICT;
-- One edition is in force at a time.
CREATE UNIQUE INDEX planInForce ON plan (key) WHERE state = 'approved';
CREATE TRIGGER planIsFrozen BEFORE UPDATE ON plan
WHEN OLD.state <> 'draft' AND (NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key OR NEW.edition IS NOT OLD.edition
  OR NEW.title IS NOT OLD.title OR NEW.criteria IS NOT OLD.criteria OR NEW.steps IS NOT OLD.steps OR NEW.state = 'draft')
BEGIN SELECT RAISE(ABORT, 'an approved plan is never changed'); END;
CREATE TRIGGER planIsKept BEFORE DELETE ON plan
WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'an approved plan is never deleted'); END;

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
