-- Blasting: shots that are planned or were fired, what instruments at named places measured of them, what may shake where, and
-- the site's own law of vibration and airblast as it was taken into use from those shots.

CREATE TABLE blast (
  id TEXT PRIMARY KEY,
  -- as the blasting engineer numbers it, e.g. 2026-031
  key TEXT NOT NULL UNIQUE COLLATE NOCASE,
  -- the bench; null: a point on the map
  placeId TEXT REFERENCES place (id),
  longitude REAL NOT NULL,
  latitude REAL NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'fired', 'misfire', 'cancelled')),
  plannedAt TEXT NOT NULL,
  firedAt TEXT,
  chargePerDelayKg REAL NOT NULL CHECK (chargePerDelayKg > 0),
  totalKg REAL NOT NULL CHECK (totalKg >= chargePerDelayKg),
  -- what fly-rock depends on; null: not known, as of old shots
  holes INTEGER CHECK (holes > 0),
  holeMm REAL CHECK (holeMm > 0),
  burdenM REAL CHECK (burdenM > 0),
  stemmingM REAL CHECK (stemmingM > 0),
  chargeKgM REAL CHECK (chargeKgM > 0),
  rockFactor REAL NOT NULL CHECK (rockFactor > 0),
  confinement TEXT NOT NULL CHECK (confinement IN ('free', 'average', 'confined')),
  initiation TEXT NOT NULL CHECK (initiation IN ('nonel', 'electric', 'electronic', 'fuse')),
  -- the maker's waiting time of electronic detonators
  makersMinutes REAL CHECK (makersMinutes >= 0),
  note TEXT NOT NULL,
  -- a misfire: since when, how long nobody goes near, and who settled it
  misfireAt TEXT,
  waitMinutes REAL CHECK (waitMinutes > 0),
  settledAt TEXT,
  settledByName TEXT,
  settleNote TEXT NOT NULL,
  cancelReason TEXT NOT NULL,
  enteredAt TEXT NOT NULL,
  enteredByName TEXT NOT NULL,
  -- SHA-256 of the file from which it came; null: typed
  fileHash TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((state IN ('planned', 'cancelled')) = (firedAt IS NULL)),
  CHECK ((misfireAt IS NULL) = (waitMinutes IS NULL)),
  CHECK (state <> 'misfire' OR (misfireAt IS NOT NULL AND settledAt IS NULL))
) STRICT;
CREATE INDEX blastByTime ON blast (plannedAt, id);
CREATE INDEX blastMisfire ON blast (misfireAt) WHERE state = 'misfire';
CREATE INDEX blastPlanned ON blast (plannedAt) WHERE state = 'planned';

CREATE TABLE blastMeasurement (
  id TEXT PRIMARY KEY,
  blastId TEXT NOT NULL REFERENCES blast (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  -- from the shot to the nearest of the place, as they lay when it was entered
  distanceM REAL NOT NULL CHECK (distanceM > 0),
  ppvMmS REAL CHECK (ppvMmS > 0),
  frequencyHz REAL CHECK (frequencyHz > 0),
  airblastDb REAL CHECK (airblastDb > 0),
  enteredAt TEXT NOT NULL,
  enteredByName TEXT NOT NULL,
  -- left out of the law by a person, and why
  excludedAt TEXT,
  excludedByName TEXT,
  excludedReason TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (ppvMmS IS NOT NULL OR airblastDb IS NOT NULL),
  CHECK ((excludedAt IS NULL) = (excludedReason = ''))
) STRICT;
CREATE UNIQUE INDEX blastMeasuredAt ON blastMeasurement (blastId, placeId);
CREATE INDEX blastMeasurementOfPlace ON blastMeasurement (placeId, frequencyHz);

CREATE TABLE blastLimit (
  id TEXT PRIMARY KEY,
  placeId TEXT NOT NULL UNIQUE REFERENCES place (id),
  -- a line of DIN 4150-3, the site's own value, or nothing that vibration may harm
  rule TEXT NOT NULL CHECK (rule IN ('industrial', 'dwelling', 'sensitive', 'own', 'none')),
  ownMmS REAL CHECK (ownMmS > 0),
  frequencyHz REAL CHECK (frequencyHz > 0),
  airblastDb REAL CHECK (airblastDb > 0),
  changedAt TEXT NOT NULL,
  changedByName TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((rule = 'own') = (ownMmS IS NOT NULL))
) STRICT;

CREATE TABLE blastLaw (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('vibration', 'airblast')),
  k REAL NOT NULL,
  b REAL NOT NULL,
  k95 REAL NOT NULL,
  bLow REAL NOT NULL,
  bHigh REAL NOT NULL,
  r2 REAL NOT NULL,
  standardError REAL NOT NULL,
  readings INTEGER NOT NULL,
  shots INTEGER NOT NULL,
  scaledMin REAL NOT NULL,
  scaledMax REAL NOT NULL,
  takenAt TEXT NOT NULL,
  takenByName TEXT NOT NULL,
  -- gone back to the shipped constants, or taken over by a later law
  endedAt TEXT
) STRICT;
CREATE UNIQUE INDEX blastLawInUse ON blastLaw (kind) WHERE endedAt IS NULL;
