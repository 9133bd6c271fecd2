-- Hot work and chemicals in use begin only when a second person has gone through the same list on their own. The list is the
-- site's and has editions; a task keeps the edition that it was written by, so that a new edition never changes what was asked.

CREATE TABLE checkList (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('hotWork', 'chemicalUse')),
  edition INTEGER NOT NULL CHECK (edition > 0),
  content TEXT NOT NULL CHECK (json_valid(content)),
  madeAt TEXT NOT NULL,
  madeByName TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (kind, edition)
) STRICT;

CREATE TABLE doubleCheck (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('hotWork', 'chemicalUse')),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  placeId TEXT NOT NULL REFERENCES place (id),
  workers TEXT NOT NULL,
  method TEXT NOT NULL,
  -- What is used and how much of it, JSON
  substances TEXT NOT NULL CHECK (json_valid(substances)),
  plannedFrom TEXT NOT NULL,
  plannedTo TEXT NOT NULL,
  -- The edition and its content as they were when it was written; edition 0 came with Tocsin
  edition INTEGER NOT NULL,
  list TEXT NOT NULL CHECK (json_valid(list)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'allowed', 'underWay', 'fireWatch', 'closed', 'stopped')),
  createdAt TEXT NOT NULL,
  createdByName TEXT NOT NULL,
  begunAt TEXT,
  begunByName TEXT,
  finishedAt TEXT,
  watchUntil TEXT,
  monitorUntil TEXT,
  closedAt TEXT,
  closedByName TEXT,
  closeNote TEXT NOT NULL,
  stoppedAt TEXT,
  stoppedByName TEXT,
  -- By a person, or because a test went beyond its limit
  stopCause TEXT CHECK (stopCause IN ('hand', 'test')),
  stopReason TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (kind, year, number),
  CHECK (plannedFrom < plannedTo),
  CHECK ((state = 'stopped') = (stoppedAt IS NOT NULL)),
  CHECK (state NOT IN ('underWay', 'fireWatch') OR begunAt IS NOT NULL)
) STRICT;
CREATE INDEX doubleCheckOpen ON doubleCheck (state, plannedFrom);

-- One answer to one line of a list. Those of the first person belong to no request, those of a second to the request that they
-- looked at; what is measured again while the work goes on is kept beside them.
CREATE TABLE checkAnswer (
  id TEXT PRIMARY KEY,
  checkId TEXT NOT NULL REFERENCES doubleCheck (id),
  part TEXT NOT NULL CHECK (part IN ('first', 'second', 'again')),
  confirmationId TEXT REFERENCES confirmation (id),
  itemKey TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('yes', 'no', 'notApplicable')),
  value REAL,
  said TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  byName TEXT NOT NULL,
  byPersonId TEXT REFERENCES person (id),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((part = 'second') = (confirmationId IS NOT NULL))
) STRICT;
CREATE INDEX checkAnswerOf ON checkAnswer (checkId, part, itemKey);
