-- The table of segregation is written for ships: what it means on shore, and how far which stores stay apart, is the site's own
-- decision. Each change of it is a row that one person proposed and another approved; the newest approved one is in force.

CREATE TABLE hazmatPolicy (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'withdrawn')),
  -- Only what differs from the shipped rules, by the name of the figure; {} is as shipped
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  reason TEXT NOT NULL,
  -- What was in force when it was proposed; null: the shipped rules
  baseId TEXT REFERENCES hazmatPolicy (id),
  recordedAt TEXT NOT NULL,
  recordedBy TEXT NOT NULL,
  doneAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'done') = (doneAt IS NOT NULL))
) STRICT;
CREATE INDEX hazmatPolicyByState ON hazmatPolicy (state, recordedAt);
