-- Written by npm run schema from electron/migrations; edit those. Schema version 298.

CREATE TABLE action (
  id TEXT PRIMARY KEY,
  incidentId TEXT REFERENCES incident (id),
  taskId TEXT REFERENCES task (id),
  text TEXT NOT NULL,
  owner TEXT NOT NULL,
  dueOn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'verified', 'withdrawn')),
  raisedAt TEXT NOT NULL,
  raisedBy TEXT NOT NULL,
  doneAt TEXT,
  doneBy TEXT,
  doneNote TEXT,
  verifiedAt TEXT,
  verifiedBy TEXT,
  verifyNote TEXT,
  version INTEGER NOT NULL DEFAULT 1, ownerPersonId TEXT REFERENCES person (id), drillId TEXT REFERENCES drill (id), objectiveKey TEXT, remindDays INTEGER NOT NULL DEFAULT 7 CHECK (remindDays BETWEEN 0 AND 90), changeReason TEXT, putOff INTEGER NOT NULL DEFAULT 0 CHECK (putOff >= 0),
  CHECK (verifiedBy IS NULL OR verifiedBy <> doneBy)
) STRICT;

CREATE INDEX actionByDrill ON action (drillId, objectiveKey) WHERE drillId IS NOT NULL;

CREATE INDEX actionByDue ON action (dueOn, id);

CREATE INDEX actionByIncident ON action (incidentId, id);

CREATE INDEX actionByState ON action (state, dueOn);

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

CREATE TABLE alarm (
  id TEXT PRIMARY KEY,
  -- what it is about: the noun and row that raised it, and which of that row's troubles
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  placeId TEXT REFERENCES place (id),
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  -- a sentence template of Tocsin's own, or a JSON string as typed
  cause TEXT NOT NULL CHECK (json_valid(cause)),
  action TEXT CHECK (action IS NULL OR json_valid(action)),
  incidentType TEXT,
  state TEXT NOT NULL CHECK (state IN ('raised', 'acknowledged', 'returned', 'cleared')),
  raisedAt TEXT NOT NULL,
  raisedBy TEXT NOT NULL,
  acknowledgedAt TEXT,
  acknowledgedBy TEXT,
  acknowledgedByName TEXT,
  returnedAt TEXT,
  clearedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
, underId TEXT, climbed INTEGER NOT NULL DEFAULT 0, climbedAt TEXT, ruleId TEXT, ackMinutes REAL, planKey TEXT, incidentId TEXT) STRICT;

CREATE INDEX alarmByCause ON alarm (source, sourceId, topic, raisedAt);

CREATE INDEX alarmByRaisedAt ON alarm (raisedAt, id);

CREATE UNIQUE INDEX alarmOpen ON alarm (source, sourceId, topic) WHERE state <> 'cleared';

CREATE INDEX alarmUnder ON alarm (underId) WHERE underId IS NOT NULL;

CREATE TABLE alarmDerived (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  priority INTEGER NOT NULL,
  placeId TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE alarmEscalation (
  id TEXT PRIMARY KEY CHECK (id = 'site'),
  minutes1 REAL CHECK (minutes1 > 0),
  minutes2 REAL CHECK (minutes2 > 0),
  minutes3 REAL CHECK (minutes3 > 0),
  -- [{kind: 'role' | 'position', key}], nearest first
  chain TEXT NOT NULL CHECK (json_valid(chain)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE alarmEvent (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind IN ('announced', 'acknowledged', 'returned', 'cleared', 'held', 'released', 'escalated')
  ),
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  placeId TEXT
) STRICT;

CREATE INDEX alarmEventByTime ON alarmEvent (at, id);

CREATE TABLE alarmHold (
  id TEXT PRIMARY KEY,
  -- the cause that is held, as in alarm; derived alarms by their noun, row and key
  source TEXT NOT NULL,
  sourceId TEXT NOT NULL,
  topic TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('shelved', 'suppressed', 'outOfService')),
  -- what the list called it when it was held
  label TEXT NOT NULL CHECK (json_valid(label)),
  -- the priority that was shelved: anything worse is announced all the same
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  -- a shelf always ends by itself
  until TEXT,
  endedAt TEXT,
  endedBy TEXT,
  endedByName TEXT,
  endReason TEXT CHECK (endReason IN ('time', 'hand', 'worse', 'design')),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (kind <> 'shelved' OR until IS NOT NULL),
  CHECK ((endedAt IS NULL) = (endReason IS NULL))
) STRICT;

CREATE INDEX alarmHoldByEnd ON alarmHold (endedAt);

CREATE UNIQUE INDEX alarmHoldOpen ON alarmHold (source, sourceId, topic) WHERE endedAt IS NULL;

CREATE TABLE alarmLimit (
  id TEXT PRIMARY KEY,
  pointId TEXT NOT NULL,
  level TEXT NOT NULL,
  side TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in', 'out')),
  at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (pointId, level, side)
) STRICT;

CREATE TABLE alarmRule (
  id TEXT PRIMARY KEY,
  -- a point or a gauge, and which of its limits
  pointId TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('watch', 'warning', 'danger')),
  side TEXT NOT NULL CHECK (side IN ('above', 'below')),
  edition INTEGER NOT NULL CHECK (edition > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'live', 'retiring', 'retired', 'replaced', 'discarded')),
  -- the limit as it was when the second person was asked, in the point's unit
  limitValue REAL NOT NULL,
  -- texts as typed, by language: {en, srLatn, zhHans}, at least one
  cause TEXT NOT NULL CHECK (json_valid(cause)),
  consequence TEXT NOT NULL CHECK (json_valid(consequence)),
  action TEXT NOT NULL CHECK (json_valid(action)),
  minutesToAct REAL NOT NULL CHECK (minutesToAct > 0),
  severity TEXT NOT NULL CHECK (severity IN ('minor', 'major', 'severe')),
  -- follows from the two before by the matrix
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  deadBand REAL NOT NULL CHECK (deadBand >= 0),
  onDelaySeconds REAL NOT NULL CHECK (onDelaySeconds >= 0),
  offDelaySeconds REAL NOT NULL CHECK (offDelaySeconds >= 0),
  -- {kind: 'position', key} or {kind: 'person', id, name}
  owner TEXT NOT NULL CHECK (json_valid(owner)),
  -- shown under the alarm of this point while that stands at this level or above
  parentPointId TEXT,
  parentLevel TEXT CHECK (parentLevel IN ('watch', 'warning', 'danger')),
  -- suppressed while this point is so: {kind: 'state', value} or {kind: 'level', level}
  suppressPointId TEXT,
  suppressWhen TEXT CHECK (suppressWhen IS NULL OR json_valid(suppressWhen)),
  incident TEXT NOT NULL CHECK (incident IN ('none', 'propose', 'declare')),
  incidentType TEXT,
  planKey TEXT,
  -- minutes until it climbs when nobody answers; null: those of its priority
  ackMinutes REAL CHECK (ackMinutes > 0),
  note TEXT NOT NULL,
  writtenAt TEXT NOT NULL,
  writtenByName TEXT NOT NULL,
  liveAt TEXT,
  approvedByName TEXT,
  endedAt TEXT,
  endedByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (pointId, level, side, edition),
  CHECK ((parentPointId IS NULL) = (parentLevel IS NULL)),
  CHECK ((suppressPointId IS NULL) = (suppressWhen IS NULL)),
  CHECK ((incident = 'none') = (incidentType IS NULL))
) STRICT;

CREATE UNIQUE INDEX alarmRuleLive ON alarmRule (pointId, level, side) WHERE state IN ('live', 'retiring');

CREATE UNIQUE INDEX alarmRuleOpen ON alarmRule (pointId, level, side) WHERE state IN ('draft', 'asked');

CREATE TABLE alarmSeen (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE apartTotal (
  pointNo INTEGER PRIMARY KEY REFERENCES pointNo (no),
  -- readings that were ever kept apart, those let go among them
  total INTEGER NOT NULL
) STRICT;

CREATE TABLE attachment (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  mediaType TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  addedAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachmentLink (
  id TEXT PRIMARY KEY,
  noun TEXT NOT NULL,
  rowId TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES attachment (hash),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('photo', 'document')),
  linkedAt TEXT NOT NULL,
  linkedBy TEXT NOT NULL REFERENCES operator (id),
  unlinkedAt TEXT,
  unlinkedBy TEXT REFERENCES operator (id),
  unlinkReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX attachmentLinkByHash ON attachmentLink (hash);

CREATE UNIQUE INDEX attachmentLinkOpen ON attachmentLink (noun, rowId, hash) WHERE unlinkedAt IS NULL;

CREATE TABLE attachmentPiece (
  hash TEXT NOT NULL,
  piece INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (hash, piece)
) STRICT;

CREATE TABLE basemap (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rasterTiles', 'vectorTiles', 'image', 'features')),
  format TEXT NOT NULL CHECK (format IN ('mbtiles', 'pmtiles', 'png', 'geojson', 'kml', 'kmz')),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  bytes INTEGER NOT NULL,
  -- west, south, east, north
  bounds TEXT NOT NULL CHECK (json_valid(bounds)),
  -- top left, top right, bottom right, bottom left of an image
  corners TEXT CHECK (corners IS NULL OR json_valid(corners)),
  minZoom INTEGER,
  maxZoom INTEGER,
  featureCount INTEGER,
  vectorLayers TEXT NOT NULL CHECK (json_valid(vectorLayers)),
  attribution TEXT NOT NULL,
  shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
  -- 0 lies at the bottom
  position INTEGER NOT NULL,
  addedAt TEXT NOT NULL,
  addedBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

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

CREATE TABLE breachRun (
  id TEXT PRIMARY KEY,
  studyId TEXT NOT NULL REFERENCES breachStudy (id),
  damId TEXT NOT NULL REFERENCES place (id),
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  incidentId TEXT REFERENCES incident (id),
  -- the alarm that started it; null: a person did
  alarmId TEXT REFERENCES alarm (id),
  startedAt TEXT NOT NULL,
  startedByName TEXT NOT NULL,
  endedAt TEXT,
  endedByName TEXT,
  endReason TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX breachRunning ON breachRun (damId) WHERE endedAt IS NULL;

CREATE TABLE breachStudy (
  id TEXT PRIMARY KEY,
  damId TEXT NOT NULL REFERENCES place (id),
  title TEXT NOT NULL,
  -- who made it, and the day it bears
  author TEXT NOT NULL,
  madeOn TEXT NOT NULL,
  -- SHA-256 of the file that was read
  fileHash TEXT NOT NULL,
  importedAt TEXT NOT NULL,
  importedByName TEXT NOT NULL,
  -- [{arrivalMin, depthM, velocityMs, geometry}], WGS 84
  areas TEXT NOT NULL CHECK (json_valid(areas)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX breachStudyOfDam ON breachStudy (damId) WHERE retiredAt IS NULL;

CREATE TABLE callOut (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  teamId TEXT NOT NULL REFERENCES team (id),
  placeId TEXT REFERENCES place (id),
  message TEXT NOT NULL,
  at TEXT NOT NULL,
  byName TEXT NOT NULL,
  overrideReason TEXT,
  acknowledgedAt TEXT,
  acknowledgedBy TEXT,
  endedAt TEXT,
  endReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX callOutByIncident ON callOut (incidentId, at);

CREATE UNIQUE INDEX callOutOpen ON callOut (teamId) WHERE endedAt IS NULL;

CREATE TABLE callOutAnswer (
  id TEXT PRIMARY KEY,
  callOutId TEXT NOT NULL REFERENCES callOut (id),
  personId TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  UNIQUE (callOutId, personId)
) STRICT;

CREATE TABLE category (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  kind TEXT NOT NULL CHECK (kind IN ('item', 'consumable')),
  -- in what a consumable is counted
  unit TEXT CHECK ((unit IS NULL) = (kind = 'item')),
  -- without it: stays where it stands
  speedKmh REAL CHECK (speedKmh > 0),
  -- the place in the order of names, in each language; follows from the names and is not in the journal
  rankEn INTEGER NOT NULL DEFAULT 0,
  rankSrLatn INTEGER NOT NULL DEFAULT 0,
  rankZhHans INTEGER NOT NULL DEFAULT 0,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX categoryInChinese ON category (rankZhHans, id);

CREATE UNIQUE INDEX categoryInEnglish ON category (rankEn, id);

CREATE UNIQUE INDEX categoryInSerbian ON category (rankSrLatn, id);

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

CREATE TABLE checkpoint (
  seq INTEGER PRIMARY KEY REFERENCES journal (seq),
  link TEXT NOT NULL,
  at TEXT NOT NULL,
  keyId TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpointIsNeverChanged BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;

CREATE TRIGGER checkpointIsNeverRemoved BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;

CREATE TABLE closedSlot (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('blast', 'maintenance', 'other')),
  names TEXT NOT NULL CHECK (json_valid(names)),
  -- null: the whole site
  placeId TEXT REFERENCES place (id),
  fromOn TEXT NOT NULL,
  toOn TEXT NOT NULL,
  -- ISO days of the week, 1 Monday; empty: every day
  weekdays TEXT NOT NULL CHECK (json_valid(weekdays)),
  -- wall clock of the site, HH:MM; an end that is not later than the start is on the next day
  fromTime TEXT NOT NULL,
  toTime TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (fromOn <= toOn)
) STRICT;

CREATE INDEX closedSlotByDay ON closedSlot (toOn, fromOn);

CREATE TABLE closure (
  id TEXT PRIMARY KEY,
  incidentId TEXT REFERENCES incident (id),
  placeId TEXT REFERENCES place (id),
  geometry TEXT NOT NULL CHECK (json_valid(geometry)),
  reason TEXT NOT NULL,
  closedAt TEXT NOT NULL,
  closedBy TEXT NOT NULL,
  reopenedAt TEXT,
  reopenedBy TEXT,
  reopenReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX closureByIncident ON closure (incidentId, id) WHERE incidentId IS NOT NULL;

CREATE INDEX closureByState ON closure (reopenedAt, id);

CREATE UNIQUE INDEX closureOncePerRoad ON closure (placeId) WHERE placeId IS NOT NULL AND reopenedAt IS NULL;

CREATE TABLE "confirmation" (
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

CREATE INDEX confirmationBySubject ON confirmation (subjectId, askedAt);

CREATE UNIQUE INDEX confirmationWaiting ON confirmation (kind, subjectId) WHERE state = 'waiting';

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

CREATE INDEX deviceOrderByTime ON deviceOrder (deviceId, orderedAt);

CREATE UNIQUE INDEX deviceOrderOpen ON deviceOrder (deviceId) WHERE endedAt IS NULL;

CREATE TABLE deviceSetup (
  -- the place of the pump or gate
  id TEXT PRIMARY KEY REFERENCES place (id),
  capacityM3h REAL CHECK (capacityM3h IS NULL OR capacityM3h > 0),
  -- points of kind pumpState or gatePosition that show its state, as JSON
  pointIds TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(pointIds)),
  version INTEGER NOT NULL DEFAULT 1
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

CREATE TABLE drill (
  id TEXT PRIMARY KEY,
  programmeId TEXT REFERENCES drillProgramme (id),
  typeId TEXT NOT NULL REFERENCES drillType (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  requirementId TEXT REFERENCES drillRequirement (id),
  -- what the requirement asks of its time
  askedShift TEXT NOT NULL CHECK (askedShift IN ('day', 'night', 'any')),
  askedCrew TEXT CHECK (askedCrew IN ('A', 'B', 'C', 'D')),
  -- when it is laid out: instant of its start, null while it has no place; the shift (first day and kind) and crew follow from it
  startsAt TEXT,
  shiftOn TEXT,
  shift TEXT CHECK (shift IN ('day', 'night')),
  crew TEXT CHECK (crew IN ('A', 'B', 'C', 'D')),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720),
  -- person ids
  observers TEXT NOT NULL CHECK (json_valid(observers)),
  -- stays where it is when the rest is laid out again
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  -- why it lies there: electron/drill/outcome.ts
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'interrupted', 'done', 'cancelled')),
  cancelReason TEXT,
  -- the exercise in which it is run
  incidentId TEXT REFERENCES incident (id),
  -- RFC 5545 SEQUENCE of its event, raised by each edition that changes it
  sequence INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((startsAt IS NULL) = (shiftOn IS NULL) AND (startsAt IS NULL) = (shift IS NULL))
) STRICT;

CREATE UNIQUE INDEX drillByIncident ON drill (incidentId) WHERE incidentId IS NOT NULL;

CREATE INDEX drillByProgramme ON drill (programmeId, startsAt);

CREATE INDEX drillByStart ON drill (startsAt);

CREATE INDEX drillByTypePlace ON drill (typeId, placeId, state);

CREATE TABLE drillEdition (
  id TEXT PRIMARY KEY,
  programmeId TEXT NOT NULL REFERENCES drillProgramme (id),
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES operator (id),
  byName TEXT NOT NULL,
  -- the drills with their times, sequences and observers, cancelled ones since the edition before included
  drills TEXT NOT NULL CHECK (json_valid(drills)),
  note TEXT NOT NULL,
  UNIQUE (programmeId, number)
) STRICT;

CREATE TABLE drillEvaluation (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  -- of the drill's type as it was: electron/drill/drill.ts
  objectiveId TEXT NOT NULL,
  objectiveKey TEXT NOT NULL,
  rating TEXT NOT NULL CHECK (rating IN ('performed', 'challenges', 'majorChallenges', 'unable')),
  note TEXT NOT NULL,
  -- ids of entries of the exercise's log
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (drillId, objectiveKey)
) STRICT;

CREATE INDEX drillEvaluationByRating ON drillEvaluation (rating, drillId);

CREATE TABLE drillInject (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  orderNo INTEGER NOT NULL,
  -- minutes on the drill's clock
  dueMinute REAL NOT NULL CHECK (dueMinute >= 0),
  channel TEXT NOT NULL CHECK (channel IN ('radio', 'phone', 'alarm', 'face', 'map')),
  text TEXT NOT NULL CHECK (json_valid(text)),
  -- what it does to the exercise's picture alone; never a row of the real site
  effect TEXT CHECK (effect IS NULL OR json_valid(effect)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'fired', 'skipped')),
  -- by the controller, or because it came due while nobody could fire it
  heldBecause TEXT CHECK (heldBecause IN ('controller', 'overdue')),
  firedAt TEXT,
  firedMinute REAL,
  firedByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (drillId, orderNo),
  CHECK ((state = 'held') = (heldBecause IS NOT NULL)),
  CHECK ((state = 'fired') = (firedAt IS NOT NULL))
) STRICT;

CREATE INDEX drillInjectByState ON drillInject (drillId, state, dueMinute);

CREATE TABLE drillLesson (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX drillLessonByDrill ON drillLesson (drillId, id);

CREATE TABLE drillMark (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  -- null: a note
  measure TEXT CHECK (
    measure IN ('callOutAcknowledged', 'firstTeamOnScene', 'evacuationComplete', 'headcountComplete', 'allClear')
  ),
  -- on the drill's clock
  minute REAL NOT NULL CHECK (minute >= 0),
  text TEXT NOT NULL,
  -- when it was entered, by whom, and who saw it
  at TEXT NOT NULL,
  byName TEXT NOT NULL,
  observer TEXT NOT NULL,
  -- from a paper sheet
  typedLater INTEGER NOT NULL CHECK (typedLater IN (0, 1)),
  struckAt TEXT,
  struckByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (measure IS NOT NULL OR text <> '')
) STRICT;

CREATE INDEX drillMarkByDrill ON drillMark (drillId, minute);

CREATE TABLE drillParticipant (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL REFERENCES drill (id),
  personId TEXT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role IN ('team', 'observer', 'controller', 'evacuated')),
  -- from where it is known that they took part
  source TEXT NOT NULL CHECK (source IN ('callOut', 'shift', 'programme', 'manual')),
  UNIQUE (drillId, personId)
) STRICT;

CREATE INDEX drillParticipantByPerson ON drillParticipant (personId, drillId);

CREATE TABLE drillProgramme (
  id TEXT PRIMARY KEY,
  names TEXT NOT NULL CHECK (json_valid(names)),
  every TEXT NOT NULL CHECK (every IN ('month', 'year')),
  fromOn TEXT NOT NULL,
  toOn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
  -- wall-clock starts that drills may have: ["09:00", "21:00"]
  startTimes TEXT NOT NULL CHECK (json_valid(startTimes)),
  maxPerDay INTEGER NOT NULL CHECK (maxPerDay BETWEEN 1 AND 50),
  restHours INTEGER NOT NULL CHECK (restHours BETWEEN 0 AND 48),
  -- how the last laying-out ended: electron/drill/outcome.ts; null before the first
  outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome)),
  -- number of the edition last published, 0 before
  edition INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (fromOn <= toOn)
) STRICT;

CREATE TABLE drillRequirement (
  id TEXT PRIMARY KEY,
  typeId TEXT NOT NULL REFERENCES drillType (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'night', 'any')),
  -- crews that must each have it; empty: any crew
  crews TEXT NOT NULL CHECK (json_valid(crews)),
  -- drills per crew named (or in all, when none is named)
  times INTEGER NOT NULL CHECK (times BETWEEN 1 AND 60),
  every TEXT NOT NULL CHECK (every IN ('month', 'year')),
  -- the corrective action that asks for a repeat
  actionId TEXT REFERENCES action (id),
  note TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX drillRequirementByType ON drillRequirement (typeId, placeId);

CREATE TABLE drillReview (
  id TEXT PRIMARY KEY,
  drillId TEXT NOT NULL UNIQUE REFERENCES drill (id),
  -- people evacuated without names; null: not counted
  evacuated INTEGER CHECK (evacuated BETWEEN 0 AND 100000),
  -- when and by whom it was signed; changed no more after that
  signedAt TEXT,
  signedBy TEXT REFERENCES operator (id),
  signedByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((signedAt IS NULL) = (signedBy IS NULL))
) STRICT;

CREATE TABLE drillRun (
  -- the drill's id
  id TEXT PRIMARY KEY REFERENCES drill (id),
  incidentId TEXT NOT NULL UNIQUE REFERENCES incident (id),
  -- the drill's clock: [{at, drillMs, rate}], electron/drill/drill-clock.ts
  legs TEXT NOT NULL CHECK (json_valid(legs)),
  startedAt TEXT NOT NULL,
  startedBy TEXT NOT NULL,
  startedByName TEXT NOT NULL,
  endedAt TEXT,
  -- the real incident that stopped it last, and who has seen that
  stoppedBy TEXT REFERENCES incident (id),
  stoppedAt TEXT,
  seenAt TEXT,
  seenByName TEXT,
  -- the teams that were freed then, by their keys; and when the exercise's log was told
  freedTeams TEXT NOT NULL CHECK (json_valid(freedTeams)),
  stopSaidAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((stoppedBy IS NULL) = (stoppedAt IS NULL))
) STRICT;

CREATE INDEX drillRunStopped ON drillRun (stoppedAt) WHERE stoppedAt IS NOT NULL;

CREATE TABLE drillType (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  kind TEXT NOT NULL CHECK (
    kind IN ('fire', 'evacuation', 'chemicalRelease', 'flood', 'confinedSpace', 'blackout', 'firstAid', 'other')
  ),
  -- the plan that is practised, by its key: the approved edition on the day of the drill
  planKey TEXT,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720),
  -- response teams that are tested: those of their members who are on shift are bound while it lasts
  teamIds TEXT NOT NULL CHECK (json_valid(teamIds)),
  -- equipment that is taken out of live cover: [{categoryId, count}]
  uses TEXT NOT NULL CHECK (json_valid(uses)),
  observers INTEGER NOT NULL CHECK (observers BETWEEN 0 AND 20),
  -- what an observer must hold; null: anybody
  observerQualificationId TEXT REFERENCES qualification (id),
  -- what happens in the drill: [{id, minute, channel, text, effect}], electron/drill/drill.ts
  injects TEXT NOT NULL CHECK (json_valid(injects)),
  -- what is to be shown: [{id, key, names}]
  objectives TEXT NOT NULL CHECK (json_valid(objectives)),
  -- measure -> minutes from the start
  targets TEXT NOT NULL CHECK (json_valid(targets)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE duty (
  id TEXT PRIMARY KEY,
  itemId TEXT NOT NULL REFERENCES equipment (id),
  ruleId TEXT NOT NULL REFERENCES dutyRule (id),
  enteredOn TEXT NOT NULL,
  anchorOn TEXT,
  periodOn TEXT,
  owedOn TEXT,
  failedOn TEXT,
  usesSince INTEGER NOT NULL,
  lastDoneOn TEXT,
  lastResult TEXT CHECK (lastResult IN ('pass', 'fail')),
  dueOn TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  -- copied from the item, kept by the trigger below, so that what is due at a place is one look into an index
  placeId TEXT,
  live INTEGER NOT NULL DEFAULT 1,
  -- nothing is due of a retired item; without a day comes last
  dueKey TEXT GENERATED ALWAYS AS (CASE WHEN live = 1 THEN coalesce(dueOn, '9999') ELSE '9999' END) VIRTUAL,
  UNIQUE (itemId, ruleId)
) STRICT;

CREATE INDEX dutyByDue ON duty (dueKey);

CREATE INDEX dutyByPlace ON duty (placeId, dueKey);

CREATE INDEX dutyByRule ON duty (ruleId, dueKey);

CREATE TABLE dutyDone (
  id TEXT PRIMARY KEY,
  dutyId TEXT NOT NULL REFERENCES duty (id),
  itemId TEXT NOT NULL REFERENCES equipment (id),
  ruleId TEXT NOT NULL REFERENCES dutyRule (id),
  doneOn TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('pass', 'fail')),
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  note TEXT NOT NULL,
  photo TEXT REFERENCES attachment (hash),
  dueOn TEXT,
  nextOn TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;

CREATE INDEX dutyDoneByItem ON dutyDone (itemId, doneOn, id);

CREATE TRIGGER dutyDoneIsNeverChanged BEFORE UPDATE ON dutyDone BEGIN SELECT RAISE(ABORT, 'what was done is never changed'); END;

CREATE TRIGGER dutyDoneIsNeverRemoved BEFORE DELETE ON dutyDone BEGIN SELECT RAISE(ABORT, 'what was done is never removed'); END;

CREATE TABLE dutyRule (
  id TEXT PRIMARY KEY,
  categoryId TEXT NOT NULL REFERENCES category (id),
  kind TEXT NOT NULL,
  names TEXT CHECK (names IS NULL OR json_valid(names)),
  every TEXT CHECK (every IS NULL OR json_valid(every)),
  policy TEXT NOT NULL CHECK (policy IN ('fromDue', 'fromDone')),
  uses INTEGER CHECK (uses > 0),
  beforeUse INTEGER NOT NULL CHECK (beforeUse IN (0, 1)),
  checklist TEXT NOT NULL CHECK (json_valid(checklist)),
  standard TEXT NOT NULL,
  edition TEXT NOT NULL,
  critical INTEGER NOT NULL CHECK (critical IN (0, 1)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  -- items up to this number are in line with the rule as it stands; null when all are
  settledNo INTEGER,
  CHECK (every IS NOT NULL OR uses IS NOT NULL OR beforeUse = 1)
) STRICT;

CREATE INDEX dutyRuleByCategory ON dutyRule (categoryId, retiredAt);

CREATE INDEX dutyRuleUnsettled ON dutyRule (id) WHERE settledNo IS NOT NULL;

CREATE TABLE equipment (
  -- names the row in equipmentText; never shown
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- BA-1 and ba-1 on two items would be one item to whoever reads them
  tag TEXT NOT NULL COLLATE NOCASE UNIQUE,
  categoryId TEXT NOT NULL REFERENCES category (id),
  make TEXT NOT NULL,
  model TEXT NOT NULL,
  serial TEXT NOT NULL COLLATE NOCASE,
  placeId TEXT REFERENCES place (id),
  insideId TEXT REFERENCES equipment (id) CHECK (insideId <> id),
  ownerTeamId TEXT REFERENCES team (id),
  condition TEXT NOT NULL CHECK (condition IN ('ready', 'inUse', 'fault', 'outOfTest', 'retired')),
  boughtOn TEXT,
  endOfLifeOn TEXT,
  nextDueOn TEXT,
  costMinor INTEGER CHECK (costMinor >= 0),
  currency TEXT CHECK ((currency IS NULL) = (costMinor IS NULL)),
  heldByPersonId TEXT REFERENCES person (id),
  heldByTeamId TEXT REFERENCES team (id),
  heldSince TEXT CHECK ((heldSince IS NULL) = (coalesce(heldByPersonId, heldByTeamId) IS NULL)),
  backOn TEXT,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- the tag so that BA-2 comes before BA-10; follows from it and is not in the journal
  tagKey TEXT NOT NULL,
  -- without a date, or a cost, comes last
  dueKey TEXT GENERATED ALWAYS AS (coalesce(nextDueOn, '9999')) VIRTUAL,
  lifeKey TEXT GENERATED ALWAYS AS (coalesce(endOfLifeOn, '9999')) VIRTUAL,
  boughtKey TEXT GENERATED ALWAYS AS (coalesce(boughtOn, '9999')) VIRTUAL,
  -- sorted within its currency: no rate of exchange is known here
  costKey TEXT GENERATED ALWAYS AS (coalesce(currency || printf('%016d', costMinor), '~')) VIRTUAL
) STRICT;

CREATE INDEX equipmentByBought ON equipment (boughtKey, tagKey);

CREATE INDEX equipmentByCondition ON equipment (condition, dueKey, categoryId);

CREATE INDEX equipmentByCost ON equipment (costKey, tagKey);

CREATE INDEX equipmentByDue ON equipment (dueKey, tagKey);

CREATE INDEX equipmentByLife ON equipment (lifeKey, tagKey);

CREATE INDEX equipmentByModel ON equipment (make, model, tagKey);

CREATE INDEX equipmentByPlace ON equipment (placeId, condition, dueKey, categoryId);

CREATE UNIQUE INDEX equipmentBySerial ON equipment (make, model, serial) WHERE serial <> '';

CREATE INDEX equipmentByTag ON equipment (tagKey);

CREATE INDEX equipmentByTeam ON equipment (ownerTeamId, condition, dueKey, categoryId);

CREATE INDEX equipmentCounts ON equipment (categoryId, condition, dueKey, placeId, ownerTeamId);

CREATE INDEX equipmentHeld ON equipment (backOn) WHERE heldSince IS NOT NULL;

CREATE INDEX equipmentInside ON equipment (insideId) WHERE insideId IS NOT NULL;

CREATE TRIGGER dutyFollowsItsItem AFTER UPDATE OF placeId, condition ON equipment
WHEN OLD.placeId IS NOT NEW.placeId OR (OLD.condition = 'retired') <> (NEW.condition = 'retired') BEGIN
  UPDATE duty SET placeId = NEW.placeId, live = NEW.condition <> 'retired' WHERE itemId = NEW.id;
END;

CREATE VIRTUAL TABLE equipmentText USING fts5 (words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61');

CREATE TABLE equipmentUnindexed (
  noun TEXT NOT NULL CHECK (noun IN ('category', 'place')),
  id TEXT NOT NULL,
  afterNo INTEGER NOT NULL,
  PRIMARY KEY (noun, id)
) STRICT;

CREATE VIEW everyPoint AS
  SELECT id, key, kind, names, unit, placeId, minValue, maxValue, everySeconds, frozenMinutes, limits, retiredAt, version
  FROM point
  UNION ALL
  SELECT g.id, p.key, 'waterLevel', p.names, 'cm', p.id, g.minCm, g.maxCm, g.everyMinutes * 60, NULL,
    json_array(
      json_object('level', 'watch', 'side', 'above', 'value', g.watchCm),
      json_object('level', 'warning', 'side', 'above', 'value', g.warningCm),
      json_object('level', 'danger', 'side', 'above', 'value', g.dangerCm)),
    p.retiredAt, g.version
  FROM gauge g JOIN place p ON p.id = g.id;

CREATE TABLE feed (
  id TEXT PRIMARY KEY,
  sourceId TEXT NOT NULL REFERENCES source (id),
  pointId TEXT NOT NULL,
  -- topic filter, register or column
  address TEXT NOT NULL,
  -- where in the message the value and its time stand
  valuePath TEXT NOT NULL,
  timePath TEXT NOT NULL,
  scale REAL NOT NULL,
  shift REAL NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX feedOfPoint ON feed (pointId) WHERE retiredAt IS NULL;

CREATE TABLE findingAction (
  id TEXT PRIMARY KEY,
  findingKey TEXT NOT NULL,
  actionId TEXT NOT NULL REFERENCES action (id)
) STRICT;

CREATE INDEX findingActionByKey ON findingAction (findingKey);

CREATE TABLE fixPrice (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('test', 'repair', 'buy', 'requalify')),
  of TEXT NOT NULL,
  minutes INTEGER CHECK (minutes >= 0),
  costMinor INTEGER CHECK (costMinor >= 0),
  currency TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (kind, of)
) STRICT;

CREATE TABLE floodDevice (
  id TEXT PRIMARY KEY REFERENCES place (id),
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE gauge (
  id TEXT PRIMARY KEY REFERENCES place (id),
  watchCm REAL NOT NULL,
  warningCm REAL NOT NULL,
  dangerCm REAL NOT NULL,
  -- readings outside this span are typing or sensor errors
  minCm REAL NOT NULL,
  maxCm REAL NOT NULL,
  everyMinutes REAL NOT NULL CHECK (everyMinutes > 0),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (minCm < watchCm AND watchCm < warningCm AND warningCm < dangerCm AND dangerCm <= maxCm)
) STRICT;

CREATE TABLE gaugeReading (
  id TEXT PRIMARY KEY,
  gaugeId TEXT NOT NULL REFERENCES gauge (id),
  at TEXT NOT NULL,
  levelCm REAL NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('radio', 'hand', 'sensor')),
  recordedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT;

CREATE INDEX gaugeReadingByTime ON gaugeReading (gaugeId, at, id);

CREATE TABLE gaugeZero (
  id TEXT PRIMARY KEY REFERENCES gauge (id),
  -- metres above sea, in the terrain model's vertical datum
  zeroM REAL NOT NULL CHECK (zeroM BETWEEN -500 AND 9000),
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE handover (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  briefing TEXT NOT NULL CHECK (json_valid(briefing)),
  note TEXT NOT NULL,
  givenAt TEXT NOT NULL,
  givenBy TEXT NOT NULL REFERENCES operator (id),
  givenByName TEXT NOT NULL,
  takenAt TEXT,
  takenBy TEXT REFERENCES operator (id),
  takenByName TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (takenBy IS NULL OR takenBy <> givenBy)
) STRICT;

CREATE INDEX handoverByIncident ON handover (incidentId, givenAt);

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

CREATE TABLE importBatch (
  id TEXT PRIMARY KEY,
  noun TEXT NOT NULL,
  fileName TEXT NOT NULL,
  fileHash TEXT NOT NULL,
  -- running and undoing at a start of the program: broken off, to be taken back before anything is shown
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),
  newCount INTEGER NOT NULL,
  changedCount INTEGER NOT NULL,
  leftCount INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  undoneAt TEXT,
  keptCount INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX importBatchBroken ON importBatch (at) WHERE state IN ('running', 'undoing');

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
  stoodDownAt TEXT,
  closedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1, declaredBy TEXT NOT NULL DEFAULT '',
  UNIQUE (exercise, year, number)
) STRICT;

CREATE INDEX incidentByDeclaredAt ON incident (declaredAt);

CREATE INDEX incidentByState ON incident (state, declaredAt);

CREATE TABLE itemUse (
  id TEXT PRIMARY KEY,
  itemId TEXT NOT NULL REFERENCES equipment (id),
  usedOn TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;

CREATE INDEX itemUseByItem ON itemUse (itemId, usedOn);

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

CREATE TABLE journalRow (
  noun TEXT NOT NULL,
  rowId TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq),
  PRIMARY KEY (noun, rowId, seq)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE journalText USING fts5 (noun, text, content = '', prefix = '1 2 3', tokenize = 'unicode61');

CREATE TABLE leave (
  id TEXT PRIMARY KEY,
  -- null: a holiday of the whole site
  personId TEXT REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('leave', 'sick', 'training', 'holiday')),
  -- days in the site's zone, both included; a shift counts by the day on which it begins
  fromOn TEXT NOT NULL,
  toOn TEXT NOT NULL,
  note TEXT NOT NULL,
  -- UID of the calendar event it came from, with the day of its recurrence; null: entered by hand
  uid TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (fromOn <= toOn),
  CHECK ((personId IS NULL) = (kind = 'holiday'))
) STRICT;

CREATE INDEX leaveByDay ON leave (toOn, fromOn);

CREATE INDEX leaveByPerson ON leave (personId, fromOn);

CREATE INDEX leaveByUid ON leave (uid) WHERE uid IS NOT NULL;

CREATE TABLE levelAction (
  id TEXT PRIMARY KEY,
  zoneId TEXT NOT NULL REFERENCES place (id),
  level TEXT NOT NULL CHECK (level IN ('watch', 'warning', 'danger')),
  orderNo INTEGER NOT NULL,
  texts TEXT NOT NULL CHECK (json_valid(texts)),
  -- a position's key; null: whoever runs the board
  position TEXT,
  targetMinutes REAL CHECK (targetMinutes IS NULL OR targetMinutes > 0),
  -- a device to be ordered, and into which state
  deviceId TEXT REFERENCES place (id),
  wanted TEXT,
  -- a plan to be started, by its key
  planKey TEXT,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((deviceId IS NULL) = (wanted IS NULL))
) STRICT;

CREATE INDEX levelActionByZone ON levelAction (zoneId, level, orderNo);

CREATE TABLE levelActionDone (
  id TEXT PRIMARY KEY,
  actionId TEXT NOT NULL REFERENCES levelAction (id),
  alertId TEXT NOT NULL REFERENCES zoneAlert (id),
  -- the incident's task that it became, and then whoever does that has done it
  taskId TEXT REFERENCES task (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (actionId, alertId)
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

CREATE TABLE lot (
  id TEXT PRIMARY KEY,
  storeId TEXT NOT NULL REFERENCES store (id),
  substanceId TEXT NOT NULL REFERENCES substance (id),
  amount REAL NOT NULL CHECK (amount >= 0),
  unit TEXT NOT NULL,
  lotNumber TEXT NOT NULL,
  receivedOn TEXT,
  expiresOn TEXT,
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
, opening REAL NOT NULL DEFAULT 0, vessel REAL CHECK (vessel IS NULL OR vessel > 0), countedAt TEXT) STRICT;

CREATE INDEX lotByStore ON lot (storeId, substanceId);

CREATE TABLE materialRelease (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  un TEXT NOT NULL CHECK (un GLOB '[0-9][0-9][0-9][0-9]'),
  placeId TEXT REFERENCES place (id),
  longitude REAL NOT NULL,
  latitude REAL NOT NULL,
  source TEXT NOT NULL CHECK (json_valid(source)),
  setting TEXT NOT NULL CHECK (json_valid(setting)),
  startedAt TEXT NOT NULL,
  endedAt TEXT,
  endReason TEXT,
  tasksMadeAt TEXT,
  declaredBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((endedAt IS NULL) = (endReason IS NULL))
) STRICT;

CREATE INDEX releaseOfIncident ON materialRelease (incidentId, endedAt);

CREATE TABLE movement (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'move', 'issue', 'return', 'dispose', 'count')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'withdrawn')),
  substanceId TEXT NOT NULL REFERENCES substance (id),
  fromLotId TEXT REFERENCES lot (id),
  toStoreId TEXT REFERENCES store (id),
  -- Known once it is done
  toLotId TEXT REFERENCES lot (id),
  -- The issue that a return gives back from
  issueId TEXT REFERENCES movement (id),
  -- In the lot's unit
  amount REAL NOT NULL CHECK (amount >= 0),
  unit TEXT NOT NULL,
  enteredAmount REAL NOT NULL,
  enteredUnit TEXT NOT NULL,
  vessel REAL,
  lotNumber TEXT NOT NULL,
  receivedOn TEXT,
  expiresOn TEXT,
  -- What was counted, and what the books said then
  counted REAL,
  booked REAL,
  reason TEXT NOT NULL,
  recordedAt TEXT NOT NULL,
  recordedBy TEXT NOT NULL,
  doneAt TEXT,
  -- What the system had found when it was confirmed
  found TEXT NOT NULL CHECK (json_valid(found)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX movementByFromLot ON movement (fromLotId);

CREATE INDEX movementByIssue ON movement (issueId);

CREATE INDEX movementByState ON movement (state, recordedAt);

CREATE INDEX movementByToLot ON movement (toLotId);

CREATE TABLE muster (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  expected INTEGER CHECK (expected BETWEEN 0 AND 100000),
  expectedNames TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(expectedNames)),
  counted INTEGER CHECK (counted BETWEEN 0 AND 100000),
  missing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing)),
  countedAt TEXT,
  countedBy TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (incidentId, placeId)
) STRICT;

CREATE TABLE objective (
  id TEXT PRIMARY KEY,
  periodId TEXT NOT NULL REFERENCES period (id),
  incidentId TEXT NOT NULL REFERENCES incident (id),
  orderNo INTEGER NOT NULL,
  text TEXT NOT NULL,
  metAt TEXT,
  metBy TEXT,
  droppedAt TEXT,
  dropReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX objectiveByPeriod ON objective (periodId, orderNo);

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
, personId TEXT REFERENCES person (id)) STRICT;

CREATE TABLE period (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  number INTEGER NOT NULL,
  startedAt TEXT NOT NULL,
  plannedEndAt TEXT NOT NULL,
  endedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (incidentId, number)
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  crew TEXT CHECK (crew IN ('A', 'B', 'C', 'D')),
  callSign TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  teamId TEXT REFERENCES team (id),
  qualifications TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(qualifications)),
  words TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX personByTeam ON person (teamId, name);

CREATE INDEX personByWords ON person (words, id);

CREATE TABLE place (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  geometry TEXT NOT NULL CHECK (json_valid(geometry)),
  parentId TEXT REFERENCES place (id),
  attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
  -- key and names folded to one script, for finding by typing
  words TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX placeByKind ON place (kind, key);

CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  edition INTEGER NOT NULL CHECK (edition > 0),
  title TEXT NOT NULL CHECK (json_valid(title)),
  purpose TEXT CHECK (purpose IS NULL OR json_valid(purpose)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'superseded')),
  criteria TEXT NOT NULL CHECK (json_valid(criteria)),
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  -- the day by which a plan in force has to be looked at again
  reviewDueOn TEXT,
  reviewedAt TEXT,
  reviewedByName TEXT,
  reviewNote TEXT,
  -- everyone who wrote in this edition
  authors TEXT NOT NULL CHECK (json_valid(authors)),
  contentHash TEXT CHECK (length(contentHash) = 64),
  submission INTEGER NOT NULL DEFAULT 0 CHECK (submission >= 0),
  givenBack TEXT,
  words TEXT NOT NULL,
  createdAt TEXT NOT NULL,
  createdBy TEXT NOT NULL REFERENCES operator (id),
  approvedAt TEXT,
  approvedBy TEXT REFERENCES operator (id),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (key, edition),
  CHECK (state = 'draft' OR contentHash IS NOT NULL),
  CHECK (state NOT IN ('approved', 'superseded') OR (reviewDueOn IS NOT NULL AND approvedAt IS NOT NULL))
) STRICT;

CREATE INDEX planByReview ON plan (reviewDueOn) WHERE state = 'approved';

CREATE UNIQUE INDEX planInForce ON plan (key) WHERE state = 'approved';

CREATE UNIQUE INDEX planInWork ON plan (key) WHERE state IN ('draft', 'review');

CREATE TRIGGER planIsFrozen BEFORE UPDATE ON plan
WHEN OLD.state <> 'draft' AND (NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key OR NEW.edition IS NOT OLD.edition
  OR NEW.title IS NOT OLD.title OR NEW.purpose IS NOT OLD.purpose OR NEW.criteria IS NOT OLD.criteria
  OR NEW.steps IS NOT OLD.steps OR (NEW.state = 'draft' AND OLD.state <> 'review')
  OR (OLD.state <> 'review' AND NEW.contentHash IS NOT OLD.contentHash))
BEGIN SELECT RAISE(ABORT, 'an approved plan is never changed'); END;

CREATE TRIGGER planIsKept BEFORE DELETE ON plan
WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'an approved plan is never deleted'); END;

CREATE TABLE planApproval (
  id TEXT PRIMARY KEY,
  planId TEXT NOT NULL REFERENCES plan (id),
  submission INTEGER NOT NULL CHECK (submission > 0),
  contentHash TEXT NOT NULL CHECK (length(contentHash) = 64),
  by TEXT NOT NULL REFERENCES operator (id),
  byName TEXT NOT NULL,
  role TEXT NOT NULL,
  at TEXT NOT NULL,
  -- two people, two roles
  UNIQUE (planId, submission, by),
  UNIQUE (planId, submission, role)
) STRICT;

CREATE TRIGGER planApprovalIsFrozen BEFORE UPDATE ON planApproval
BEGIN SELECT RAISE(ABORT, 'an approval is never changed'); END;

CREATE TRIGGER planApprovalIsKept BEFORE DELETE ON planApproval
BEGIN SELECT RAISE(ABORT, 'an approval is never deleted'); END;

CREATE TABLE point (
  id TEXT PRIMARY KEY,
  -- as painted on the instrument
  key TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind TEXT NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  unit TEXT NOT NULL,
  placeId TEXT REFERENCES place (id),
  -- what the instrument can show; outside is a fault of it
  minValue REAL NOT NULL,
  maxValue REAL NOT NULL,
  -- how often it must speak
  everySeconds REAL NOT NULL CHECK (everySeconds > 0),
  -- the same number for so long is a frozen instrument; null where nothing moving is normal
  frozenMinutes REAL CHECK (frozenMinutes > 0),
  -- [{level, side, value}]
  limits TEXT NOT NULL CHECK (json_valid(limits)),
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (minValue < maxValue)
) STRICT;

CREATE TABLE pointNo (
  no INTEGER PRIMARY KEY,
  pointId TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE pointReading (
  id TEXT PRIMARY KEY,
  pointId TEXT NOT NULL REFERENCES point (id),
  at TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('radio', 'hand')),
  recordedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT;

CREATE INDEX pointReadingByTime ON pointReading (pointId, at, id);

CREATE TABLE positionTerm (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  position TEXT NOT NULL,
  personId TEXT REFERENCES person (id),
  operatorId TEXT REFERENCES operator (id),
  holder TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  -- what was said when it was handed over
  note TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX positionHeld ON positionTerm (incidentId, position) WHERE until IS NULL;

CREATE INDEX positionTermByIncident ON positionTerm (incidentId, since);

CREATE TABLE qualification (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  validMonths INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE quarantine (
  no INTEGER PRIMARY KEY,
  pointNo INTEGER REFERENCES pointNo (no),
  sourceId TEXT NOT NULL,
  address TEXT NOT NULL,
  receivedMs INTEGER NOT NULL,
  -- as the instrument stamped it, null when it could not be read
  atMs INTEGER,
  value REAL,
  -- the beginning of what came
  raw TEXT NOT NULL,
  fault TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT;

CREATE INDEX quarantineByPoint ON quarantine (pointNo, no);

CREATE TABLE readinessChange (
  no INTEGER PRIMARY KEY,
  planKey TEXT NOT NULL,
  planId TEXT NOT NULL REFERENCES plan (id),
  at TEXT NOT NULL,
  before TEXT CHECK (before IN ('met', 'tight', 'broken')),
  after TEXT NOT NULL CHECK (after IN ('met', 'tight', 'broken')),
  seq INTEGER REFERENCES journal (seq),
  missing TEXT NOT NULL CHECK (json_valid(missing))
) STRICT;

CREATE INDEX readinessChangeByPlan ON readinessChange (planKey, no);

CREATE TABLE readinessDay (
  planKey TEXT NOT NULL,
  day TEXT NOT NULL,
  planId TEXT NOT NULL REFERENCES plan (id),
  edition INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('met', 'tight', 'broken')),
  worst TEXT NOT NULL CHECK (worst IN ('met', 'tight', 'broken')),
  -- the needs that are not met, as they stood last
  missing TEXT NOT NULL CHECK (json_valid(missing)),
  at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (planKey, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE readingBatch (
  id TEXT PRIMARY KEY,
  batchNo INTEGER NOT NULL UNIQUE,
  points INTEGER NOT NULL,
  readings INTEGER NOT NULL,
  fromAt TEXT NOT NULL,
  toAt TEXT NOT NULL,
  -- SHA-256 over a line `point number, blank, SHA-256 of its block` for each block in the order of the numbers
  hash TEXT NOT NULL,
  -- raw readings are kept 90 days
  droppedAt TEXT
) STRICT;

CREATE INDEX readingBatchKept ON readingBatch (toAt) WHERE droppedAt IS NULL;

CREATE TABLE releaseResult (
  id TEXT PRIMARY KEY,
  releaseId TEXT NOT NULL REFERENCES materialRelease (id),
  incidentId TEXT NOT NULL,
  at TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('declared', 'changed', 'wind')),
  windId TEXT REFERENCES wind (id),
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT;

CREATE INDEX resultOfRelease ON releaseResult (releaseId, at);

CREATE TABLE roster (
  id TEXT PRIMARY KEY,
  -- the day on which each crew stands at its phase of the cycle
  anchorOn TEXT NOT NULL,
  -- one letter a day: D day shift, N night shift, O off
  cycle TEXT NOT NULL,
  -- crew -> day of the cycle (from 0) on the anchor day
  phases TEXT NOT NULL CHECK (json_valid(phases)),
  -- wall clock of the site, HH:MM
  dayStartsAt TEXT NOT NULL,
  nightStartsAt TEXT NOT NULL,
  officeFrom TEXT NOT NULL,
  officeTo TEXT NOT NULL,
  -- ISO days of the week, 1 Monday
  officeDays TEXT NOT NULL CHECK (json_valid(officeDays)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

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

CREATE TABLE safetySheet (
  id TEXT PRIMARY KEY REFERENCES attachmentLink (id),
  substanceId TEXT NOT NULL REFERENCES substance (id),
  revision TEXT NOT NULL,
  revisedOn TEXT NOT NULL,
  reviewOn TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX safetySheetBySubstance ON safetySheet (substanceId, reviewOn);

CREATE VIEW saidReading AS
  SELECT id, pointId, at, value, source, recordedAt, byName FROM pointReading
  UNION ALL
  SELECT id, gaugeId, at, levelCm, source, recordedAt, byName FROM gaugeReading;

CREATE TABLE sentBlock (
  id INTEGER PRIMARY KEY,
  pointNo INTEGER NOT NULL REFERENCES pointNo (no),
  batchNo INTEGER NOT NULL,
  fromMs INTEGER NOT NULL,
  toMs INTEGER NOT NULL,
  readings INTEGER NOT NULL,
  -- times, delays and values, each a column of its own (electron/sensor/block.ts), deflated
  bytes BLOB NOT NULL
) STRICT;

CREATE INDEX sentBlockByBatch ON sentBlock (batchNo, pointNo);

CREATE INDEX sentBlockByTime ON sentBlock (pointNo, toMs);

CREATE TABLE sentNewest (
  pointNo INTEGER PRIMARY KEY REFERENCES pointNo (no),
  atMs INTEGER NOT NULL,
  value REAL NOT NULL,
  changedMs INTEGER NOT NULL
, clockMs INTEGER) STRICT;

CREATE TABLE sentReading (
  no INTEGER PRIMARY KEY,
  pointNo INTEGER NOT NULL REFERENCES pointNo (no),
  atMs INTEGER NOT NULL,
  value REAL NOT NULL,
  receivedMs INTEGER NOT NULL
) STRICT;

CREATE TABLE sentSummary (
  span INTEGER NOT NULL,
  pointNo INTEGER NOT NULL REFERENCES pointNo (no),
  start INTEGER NOT NULL,
  count INTEGER NOT NULL,
  min REAL NOT NULL,
  max REAL NOT NULL,
  sum REAL NOT NULL,
  PRIMARY KEY (span, pointNo, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signingKey (
  id TEXT PRIMARY KEY CHECK (length(id) = 16),
  publicKey TEXT NOT NULL,
  keptIn TEXT NOT NULL,
  madeAt TEXT NOT NULL
) STRICT;

CREATE TRIGGER signingKeyIsNeverChanged BEFORE UPDATE ON signingKey BEGIN SELECT RAISE(ABORT, 'a signing key is never changed'); END;

CREATE TRIGGER signingKeyIsNeverRemoved BEFORE DELETE ON signingKey BEGIN SELECT RAISE(ABORT, 'a signing key is never removed'); END;

CREATE TABLE site (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  timeZone TEXT NOT NULL,
  longitude REAL NOT NULL,
  latitude REAL NOT NULL,
  createdAt TEXT NOT NULL
, idleMinutes INTEGER NOT NULL DEFAULT 10 CHECK (idleMinutes BETWEEN 1 AND 240), version INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE TABLE sitePosition (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('mqtt', 'modbus', 'csv')),
  name TEXT NOT NULL,
  -- nothing speaks to a network before somebody has switched it on
  isOn INTEGER NOT NULL CHECK (isOn IN (0, 1)),
  -- by kind: address, port, TLS, folder …; never a secret
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- when a password or key was last put into this computer's keeping
  secretSetAt TEXT,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE stockLot (
  id TEXT PRIMARY KEY,
  categoryId TEXT NOT NULL REFERENCES category (id),
  label TEXT NOT NULL,
  -- to a thousandth of the unit
  amount REAL NOT NULL CHECK (amount >= 0),
  unit TEXT NOT NULL,
  placeId TEXT NOT NULL REFERENCES place (id),
  receivedOn TEXT NOT NULL,
  expiresOn TEXT,
  countedAt TEXT,
  note TEXT NOT NULL,
  -- label and note, folded to one script
  words TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- what never expires comes last
  expiryKey TEXT GENERATED ALWAYS AS (coalesce(expiresOn, '9999')) VIRTUAL
) STRICT;

CREATE INDEX stockLotByCategory ON stockLot (categoryId, placeId, expiryKey);

CREATE INDEX stockLotByExpiry ON stockLot (expiryKey, id);

CREATE INDEX stockLotByPlace ON stockLot (placeId, categoryId);

CREATE TABLE stockMinimum (
  id TEXT PRIMARY KEY,
  categoryId TEXT NOT NULL REFERENCES category (id),
  placeId TEXT NOT NULL REFERENCES place (id),
  minimum REAL NOT NULL CHECK (minimum >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (categoryId, placeId)
) STRICT;

CREATE TABLE stockMove (
  id TEXT PRIMARY KEY,
  lotId TEXT NOT NULL REFERENCES stockLot (id),
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'issue', 'moveOut', 'moveIn', 'writeOff', 'count')),
  change REAL NOT NULL,
  -- the journal entry that it belongs to
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  reason TEXT NOT NULL,
  otherLotId TEXT REFERENCES stockLot (id),
  incidentId TEXT REFERENCES incident (id)
) STRICT;

CREATE INDEX stockMoveByLot ON stockMove (lotId, seq);

CREATE INDEX stockMoveBySeq ON stockMove (seq);

CREATE TABLE store (
  id TEXT PRIMARY KEY REFERENCES place (id),
  capacity REAL NOT NULL CHECK (capacity > 0),
  unit TEXT NOT NULL,
  allowedClasses TEXT NOT NULL CHECK (json_valid(allowedClasses)),
  containment TEXT CHECK (containment IS NULL OR json_valid(containment)),
  maxC REAL,
  version INTEGER NOT NULL DEFAULT 1
, kind TEXT NOT NULL DEFAULT 'building'
  CHECK (kind IN ('tankFarm', 'building', 'yard', 'silo', 'magazine', 'cabinet')), containmentM3 REAL CHECK (containmentM3 IS NULL OR containmentM3 >= 0), minC REAL, ventilation TEXT NOT NULL DEFAULT 'unknown'
  CHECK (ventilation IN ('unknown', 'none', 'natural', 'forced', 'open'))) STRICT;

CREATE TABLE substance (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  unNumber TEXT CHECK (unNumber GLOB '[0-9][0-9][0-9][0-9]'),
  hazardClass TEXT NOT NULL,
  subsidiary TEXT NOT NULL CHECK (json_valid(subsidiary)),
  packingGroup TEXT CHECK (packingGroup IN ('I', 'II', 'III')),
  ghs TEXT NOT NULL CHECK (json_valid(ghs)),
  hStatements TEXT NOT NULL CHECK (json_valid(hStatements)),
  ergGuide TEXT,
  form TEXT NOT NULL CHECK (form IN ('gas', 'liquid', 'solid')),
  words TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
, cas TEXT, groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(groups)), physical TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(physical)), toxic TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(toxic))) STRICT;

CREATE INDEX substanceByUn ON substance (unNumber);

CREATE TABLE tank (
  id TEXT PRIMARY KEY REFERENCES place (id),
  storeId TEXT NOT NULL REFERENCES store (id),
  volumeM3 REAL NOT NULL CHECK (volumeM3 > 0),
  -- How far it may be filled
  maxPercent REAL NOT NULL CHECK (maxPercent > 0 AND maxPercent <= 100),
  levelPercent REAL CHECK (levelPercent IS NULL OR (levelPercent >= 0 AND levelPercent <= 100)),
  levelAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX tankByStore ON tank (storeId);

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  activationId TEXT REFERENCES activation (id),
  -- the plan's step; free tasks have none
  stepId TEXT,
  orderNo INTEGER NOT NULL,
  -- a name in three languages when it comes from a plan, else a JSON string as typed
  title TEXT NOT NULL CHECK (json_valid(title)),
  role TEXT CHECK (role IS NULL OR json_valid(role)),
  position TEXT,
  placeId TEXT REFERENCES place (id),
  -- under what it is done at all
  branch TEXT CHECK (branch IS NULL OR json_valid(branch)),
  repeatMinutes REAL CHECK (repeatMinutes > 0),
  -- which time a repeating step is done
  round INTEGER NOT NULL DEFAULT 1 CHECK (round > 0),
  papers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(papers)),
  startedAt TEXT,
  targetMinutes REAL CHECK (targetMinutes > 0),
  dueAt TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped')),
  endedAt TEXT,
  endedBy TEXT,
  endedByName TEXT,
  note TEXT,
  createdAt TEXT NOT NULL,
  createdBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (activationId, stepId, round)
) STRICT;

CREATE INDEX taskByIncident ON task (incidentId, state, orderNo);

CREATE TABLE team (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL CHECK (json_valid(names)),
  kind TEXT NOT NULL,
  callSign TEXT NOT NULL,
  channel INTEGER,
  homePlaceId TEXT REFERENCES place (id),
  -- check-in interval of its own, in minutes; without it the site's
  parMinutes INTEGER CHECK (parMinutes BETWEEN 1 AND 240),
  status TEXT NOT NULL CHECK (status IN ('available', 'calledOut', 'enRoute', 'onScene', 'resting', 'out')),
  statusAt TEXT NOT NULL,
  incidentId TEXT REFERENCES incident (id),
  placeId TEXT REFERENCES place (id),
  longitude REAL,
  latitude REAL,
  positionAt TEXT,
  onAir INTEGER NOT NULL DEFAULT 0 CHECK (onAir IN (0, 1)),
  checkInAt TEXT,
  headsSent INTEGER,
  headsSafe INTEGER,
  -- since the last full rest: minutes on scene done, when duty began, when it last ended
  workMinutes REAL NOT NULL DEFAULT 0,
  dutySince TEXT,
  dutyEndedAt TEXT,
  restUntil TEXT,
  words TEXT NOT NULL,
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX teamByIncident ON team (incidentId) WHERE incidentId IS NOT NULL;

CREATE TABLE terrainModel (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- whence and of when, as the importer says
  author TEXT NOT NULL,
  madeOn TEXT NOT NULL,
  -- SHA-256 of the file that was read, and of the heights that are kept
  fileHash TEXT NOT NULL,
  heightsHash TEXT NOT NULL,
  -- {columns, rows, epsg, west, north, cellX, cellY}
  shape TEXT NOT NULL CHECK (json_valid(shape)),
  minM REAL NOT NULL,
  maxM REAL NOT NULL,
  unknownShare REAL NOT NULL CHECK (unknownShare BETWEEN 0 AND 1),
  -- what was told at the import and accepted
  problems TEXT NOT NULL CHECK (json_valid(problems)),
  importedAt TEXT NOT NULL,
  importedBy TEXT NOT NULL,
  importedByName TEXT NOT NULL,
  -- one is in force; older ones are kept and can be put back
  retiredAt TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX terrainOnce ON terrainModel ((1)) WHERE retiredAt IS NULL;

CREATE TABLE terrainPiece (
  heightsHash TEXT NOT NULL,
  piece INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (heightsHash, piece)
) STRICT;

CREATE TABLE upgrade (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  why TEXT NOT NULL,
  fromCategoryId TEXT REFERENCES category (id),
  fromMake TEXT NOT NULL,
  fromModel TEXT NOT NULL,
  toMake TEXT NOT NULL,
  toModel TEXT NOT NULL,
  supplier TEXT NOT NULL,
  -- in minor units of the currency (ISO 4217)
  budgetMinor INTEGER NOT NULL CHECK (budgetMinor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  startsOn TEXT NOT NULL,
  dueOn TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'running', 'finished', 'stopped')),
  stateAt TEXT NOT NULL,
  stateBy TEXT NOT NULL,
  stateReason TEXT NOT NULL,
  writtenBy TEXT NOT NULL REFERENCES operator (id),
  words TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX upgradeByDue ON upgrade (dueOn, key);

CREATE TABLE upgradeItem (
  id TEXT PRIMARY KEY,
  upgradeId TEXT NOT NULL REFERENCES upgrade (id),
  equipmentId TEXT NOT NULL REFERENCES equipment (id),
  replacedById TEXT REFERENCES equipment (id),
  state TEXT NOT NULL CHECK (state IN ('planned', 'ordered', 'delivered', 'inService', 'retired', 'dropped')),
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX upgradeItemByEquipment ON upgradeItem (equipmentId);

CREATE UNIQUE INDEX upgradeItemByNew ON upgradeItem (replacedById) WHERE replacedById IS NOT NULL;

CREATE INDEX upgradeItemByUpgrade ON upgradeItem (upgradeId, state);

CREATE TABLE upgradeMoney (
  id TEXT PRIMARY KEY,
  upgradeId TEXT NOT NULL REFERENCES upgrade (id),
  phaseId TEXT REFERENCES upgradePhase (id),
  kind TEXT NOT NULL CHECK (kind IN ('committed', 'spent')),
  amountMinor INTEGER NOT NULL CHECK (amountMinor > 0),
  what TEXT NOT NULL,
  paidOn TEXT NOT NULL,
  overReason TEXT,
  -- a wrong line stays, struck through
  struckReason TEXT,
  enteredBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX upgradeMoneyByUpgrade ON upgradeMoney (upgradeId, paidOn);

CREATE TABLE upgradePhase (
  id TEXT PRIMARY KEY,
  upgradeId TEXT NOT NULL REFERENCES upgrade (id),
  name TEXT NOT NULL,
  startsOn TEXT NOT NULL,
  dueOn TEXT NOT NULL,
  finishedOn TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX upgradePhaseByUpgrade ON upgradePhase (upgradeId, startsOn, dueOn);

CREATE TABLE view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  filter TEXT NOT NULL CHECK (json_valid(filter)),
  sort TEXT NOT NULL,
  descending INTEGER NOT NULL CHECK (descending IN (0, 1)),
  columns TEXT NOT NULL CHECK (json_valid(columns)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE wind (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  -- degrees from which it blows, null when calm or variable
  fromDegrees REAL CHECK (fromDegrees >= 0 AND fromDegrees < 360),
  speedMs REAL NOT NULL CHECK (speedMs >= 0),
  gustMs REAL CHECK (gustMs >= speedMs),
  temperatureC REAL,
  source TEXT NOT NULL CHECK (source IN ('hand', 'radio', 'station')),
  recordedAt TEXT NOT NULL,
  by TEXT NOT NULL,
  byName TEXT NOT NULL
) STRICT;

CREATE INDEX windByTime ON wind (at, id);

CREATE TABLE work (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  itemId TEXT NOT NULL REFERENCES equipment (id),
  cause TEXT NOT NULL CHECK (cause IN ('duty', 'notFound', 'report')),
  dutyDoneId TEXT REFERENCES dutyDone (id),
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'done', 'verified', 'withdrawn')),
  openedAt TEXT NOT NULL,
  openedBy TEXT NOT NULL,
  part TEXT NOT NULL,
  partExpectedOn TEXT,
  costMinor INTEGER NOT NULL CHECK (costMinor >= 0),
  currency TEXT NOT NULL,
  doneAt TEXT,
  doneById TEXT REFERENCES operator (id),
  doneBy TEXT,
  doneNote TEXT NOT NULL,
  verifiedAt TEXT,
  verifiedById TEXT REFERENCES operator (id),
  verifiedBy TEXT,
  verifyNote TEXT NOT NULL,
  -- when the item counted as usable again; downtime ends there
  backAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (verifiedById IS NULL OR verifiedById <> doneById)
) STRICT;

CREATE INDEX workByItem ON work (itemId, number);

CREATE INDEX workByState ON work (state, number);

CREATE TABLE zone (
  id TEXT PRIMARY KEY,
  incidentId TEXT NOT NULL REFERENCES incident (id),
  kind TEXT NOT NULL CHECK (kind IN ('hot', 'warm', 'cold', 'exclusion', 'evacuation')),
  label TEXT NOT NULL,
  geometry TEXT NOT NULL CHECK (json_valid(geometry)),
  areaM2 REAL NOT NULL,
  drawnAt TEXT NOT NULL,
  drawnBy TEXT NOT NULL,
  liftedAt TEXT,
  liftedBy TEXT,
  liftReason TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX zoneByIncident ON zone (incidentId, liftedAt, id);

CREATE TABLE zoneAlert (
  id TEXT PRIMARY KEY,
  zoneId TEXT NOT NULL REFERENCES place (id),
  level TEXT NOT NULL CHECK (level IN ('watch', 'warning', 'danger')),
  gaugeId TEXT NOT NULL,
  levelCm REAL NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX zoneAlertByZone ON zoneAlert (zoneId, since);

CREATE UNIQUE INDEX zoneAlertOpen ON zoneAlert (zoneId, level) WHERE until IS NULL;

CREATE TABLE zoneGauge (
  id TEXT PRIMARY KEY,
  zoneId TEXT NOT NULL REFERENCES place (id),
  gaugeId TEXT NOT NULL REFERENCES gauge (id),
  watchCm REAL,
  warningCm REAL,
  dangerCm REAL, version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (zoneId, gaugeId)
) STRICT;
