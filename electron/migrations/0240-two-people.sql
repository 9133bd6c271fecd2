-- Dangerous goods move, and hot work begins, only when a second person has seen what the first recorded. What one account
-- asked and another decided is one row; a changed request is a new row with a new hash. An operator is tied to the person
-- that they are, because two accounts of one person are not two people.

ALTER TABLE operator ADD COLUMN personId TEXT REFERENCES person (id);
UPDATE operator SET personId = (SELECT p.id FROM person p WHERE p.name = operator.name AND p.retiredAt IS NULL)
WHERE (SELECT count(*) FROM person p WHERE p.name = operator.name AND p.retiredAt IS NULL) = 1;

CREATE TABLE confirmation (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('movement', 'doubleCheck')),
  subjectId TEXT NOT NULL,
  -- SHA-256 of what was asked, canonical JSON
  contentHash TEXT NOT NULL CHECK (length(contentHash) = 64),
  askedBy TEXT NOT NULL REFERENCES operator (id),
  askedByName TEXT NOT NULL,
  askedPersonId TEXT NOT NULL REFERENCES person (id),
  askedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'withdrawn', 'replaced')),
  decidedBy TEXT REFERENCES operator (id),
  decidedByName TEXT,
  decidedPersonId TEXT REFERENCES person (id),
  decidedAt TEXT,
  reason TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (state NOT IN ('confirmed', 'refused') OR (decidedBy <> askedBy AND decidedPersonId <> askedPersonId)),
  CHECK ((state = 'waiting') = (decidedAt IS NULL))
) STRICT;
-- Of one thing one request waits.
CREATE UNIQUE INDEX confirmationWaiting ON confirmation (kind, subjectId) WHERE state = 'waiting';
CREATE INDEX confirmationBySubject ON confirmation (subjectId, askedAt);
