-- A pump is not running because somebody said so. What a device can move and which instruments show its state; orders to
-- it as a talk of two sides (ordered, acknowledged, confirmed by an instrument or by radio, or refused, or withdrawn), each
-- step with who said it, so that at the inquiry nobody has to guess whether the order was heard; and levels of a zone that
-- can be changed by two people without undoing each other.

CREATE TABLE deviceSetup (
  -- the place of the pump or gate
  id TEXT PRIMARY KEY REFERENCES place (id),
  capacityM3h REAL CHECK (capacityM3h IS NULL OR capacityM3h > 0),
  -- points of kind pumpState or gatePosition that show its state, as JSON
  pointIds TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(pointIds)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE deviceOrder (
  id TEXT PRIMARY KEY,
  deviceId TEXT NOT NULL REFERENCES place (id),
  wanted TEXT NOT NULL,
  toWhom TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('radio', 'hand')),
  reason TEXT NOT NULL,
  incidentId TEXT REFERENCES incident (id),
  state TEXT NOT NULL CHECK (state IN ('ordered', 'acknowledged', 'confirmed', 'refused', 'withdrawn')),
  orderedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  acknowledgeBy TEXT NOT NULL,
  doneBy TEXT NOT NULL,
  acknowledgedAt TEXT,
  -- who answered, as they gave their name
  acknowledgedWho TEXT,
  endedAt TEXT,
  -- who confirmed or refused or withdrew it; the key of the instrument when that confirmed it
  endedWho TEXT,
  endedHow TEXT CHECK (endedHow IN ('instrument', 'radio')),
  endReason TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((endedAt IS NULL) = (state IN ('ordered', 'acknowledged'))),
  CHECK (doneBy >= acknowledgeBy)
) STRICT;
CREATE UNIQUE INDEX deviceOrderOpen ON deviceOrder (deviceId) WHERE endedAt IS NULL;
CREATE INDEX deviceOrderByTime ON deviceOrder (deviceId, orderedAt);

ALTER TABLE zoneGauge ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
