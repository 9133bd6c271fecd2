-- An incident and its log. The log is never edited and never cut: an entry can only be struck through, once, with a reason.

CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  exercise INTEGER NOT NULL CHECK (exercise IN (0, 1)),
  type TEXT NOT NULL,
  placeId TEXT REFERENCES place (id),
  placeText TEXT NOT NULL,
  longitude REAL,
  latitude REAL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 4),
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'stoodDown', 'closed')),
  declaredAt TEXT NOT NULL,
  declaredBy TEXT NOT NULL REFERENCES operator (id),
  stoodDownAt TEXT,
  closedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (exercise, year, number)
) STRICT;
CREATE INDEX incidentByDeclaredAt ON incident (declaredAt);
CREATE INDEX incidentByState ON incident (state, declaredAt);

-- What people attach (photos, PDF), once per content, in pieces so that no write holds the seat for long.
CREATE TABLE attachment (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  mediaType TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  addedAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attachmentPiece (
  hash TEXT NOT NULL,
  piece INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (hash, piece)
) STRICT;

CREATE TABLE logEntry (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  seq INTEGER NOT NULL UNIQUE,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  -- a sentence written by Tocsin itself, in every reader's language: {key, facts}
  template TEXT CHECK (template IS NULL OR json_valid(template)),
  placeId TEXT REFERENCES place (id),
  attachmentHash TEXT REFERENCES attachment (hash),
  attachmentName TEXT,
  corrects TEXT REFERENCES logEntry (id),
  struckAt TEXT,
  struckBy TEXT,
  strikeReason TEXT
) STRICT;
CREATE INDEX logByIncident ON logEntry (incidentId, seq);
CREATE INDEX logByKind ON logEntry (incidentId, kind, seq);
CREATE TRIGGER logEntryIsNeverCut BEFORE DELETE ON logEntry BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END;
CREATE TRIGGER logEntryIsNeverEdited BEFORE UPDATE ON logEntry
WHEN OLD.struckAt IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.incidentId IS NOT OLD.incidentId OR NEW.seq IS NOT OLD.seq
  OR NEW.at IS NOT OLD.at OR NEW.by IS NOT OLD.by OR NEW.byName IS NOT OLD.byName OR NEW.kind IS NOT OLD.kind OR NEW.text IS NOT OLD.text
  OR NEW.template IS NOT OLD.template OR NEW.placeId IS NOT OLD.placeId OR NEW.attachmentHash IS NOT OLD.attachmentHash OR NEW.corrects IS NOT OLD.corrects
BEGIN SELECT RAISE(ABORT, 'the log is never edited'); END;
