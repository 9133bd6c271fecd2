-- More takes two people than the goods: alarm rules before they go live, the site's own storage rules. Which kinds there are
-- is said once, in two-person.ts; the table no longer repeats it, so that a new kind needs no rebuilding.

CREATE TABLE confirmationNew (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
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
INSERT INTO confirmationNew
  (rowid, id, kind, subjectId, contentHash, askedBy, askedByName, askedPersonId, askedAt, expiresAt, state, decidedBy,
   decidedByName, decidedPersonId, decidedAt, reason, version)
  SELECT rowid, id, kind, subjectId, contentHash, askedBy, askedByName, askedPersonId, askedAt, expiresAt, state, decidedBy,
    decidedByName, decidedPersonId, decidedAt, reason, version FROM confirmation;
DROP TABLE confirmation;
ALTER TABLE confirmationNew RENAME TO confirmation;
-- Of one thing one request waits.
CREATE UNIQUE INDEX confirmationWaiting ON confirmation (kind, subjectId) WHERE state = 'waiting';
CREATE INDEX confirmationBySubject ON confirmation (subjectId, askedAt);
