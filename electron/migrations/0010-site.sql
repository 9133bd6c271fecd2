-- The site file itself: what it is, who may sign in, and the journal that every command writes.

CREATE TABLE site (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  timeZone TEXT NOT NULL,
  longitude REAL NOT NULL,
  latitude REAL NOT NULL,
  createdAt TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operator (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  secretSalt TEXT,
  secretHash TEXT,
  failedAttempts INTEGER NOT NULL DEFAULT 0,
  blockedUntil TEXT,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- One row per command. body is canonical JSON (RFC 8785); link = SHA-256 over the link before it and SHA-256(body).
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  link TEXT NOT NULL,
  at TEXT GENERATED ALWAYS AS (json_extract(body, '$.at')) VIRTUAL,
  name TEXT GENERATED ALWAYS AS (json_extract(body, '$.name')) VIRTUAL,
  incidentId TEXT GENERATED ALWAYS AS (json_extract(body, '$.incidentId')) VIRTUAL
) STRICT;
CREATE INDEX journalByAt ON journal (at);
CREATE INDEX journalByIncident ON journal (incidentId, seq) WHERE incidentId IS NOT NULL;
CREATE TRIGGER journalIsNeverChanged BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journalIsNeverCut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never cut'); END;

-- Which entries touched which row: the history of a row and the state at a past minute are look-ups in it.
CREATE TABLE journalRow (
  noun TEXT NOT NULL,
  rowId TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  PRIMARY KEY (noun, rowId, seq)
) STRICT, WITHOUT ROWID;

-- Words of each entry, folded to one script (search-text.ts); the text itself stays in the journal.
CREATE VIRTUAL TABLE journalText USING fts5 (noun, text, content = '', prefix = '1 2 3', tokenize = 'unicode61');

CREATE TABLE checkpoint (
  seq INTEGER PRIMARY KEY REFERENCES journal (seq),
  link TEXT NOT NULL,
  at TEXT NOT NULL,
  keyId TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;
