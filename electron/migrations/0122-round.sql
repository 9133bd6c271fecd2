-- A round walks to every item of a place and asks the same of each. Each answer is kept when it is given, so that a round
-- goes on after a crash where it was; a round that is finished and signed is not changed any more.

CREATE TABLE round (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  placeId TEXT NOT NULL REFERENCES place (id),
  kind TEXT NOT NULL,
  walkedOn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
  startedAt TEXT NOT NULL,
  startedBy TEXT NOT NULL,
  endedAt TEXT,
  endedBy TEXT,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX roundByPlace ON round (placeId, state, number);
CREATE INDEX roundByState ON round (state, number);

CREATE TABLE roundPoint (
  id TEXT PRIMARY KEY,
  roundId TEXT NOT NULL REFERENCES round (id),
  orderNo INTEGER NOT NULL,
  itemId TEXT NOT NULL REFERENCES equipment (id),
  dutyId TEXT REFERENCES duty (id),
  result TEXT CHECK (result IN ('pass', 'fail', 'notFound')),
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  note TEXT NOT NULL,
  photo TEXT REFERENCES attachment (hash),
  answeredAt TEXT,
  answeredBy TEXT,
  workId TEXT REFERENCES work (id),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (roundId, itemId)
) STRICT;
CREATE INDEX roundPointByOrder ON roundPoint (roundId, orderNo);
