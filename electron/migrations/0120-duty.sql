-- What is to be done to equipment again and again: rules by category, the duties that each item has from them, and each
-- time that one was done. At 100,000 items there are 300,000 duties; what is due is a page and a count from an index.

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

CREATE TRIGGER dutyFollowsItsItem AFTER UPDATE OF placeId, condition ON equipment
WHEN OLD.placeId IS NOT NEW.placeId OR (OLD.condition = 'retired') <> (NEW.condition = 'retired') BEGIN
  UPDATE duty SET placeId = NEW.placeId, live = NEW.condition <> 'retired' WHERE itemId = NEW.id;
END;

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

CREATE TABLE itemUse (
  id TEXT PRIMARY KEY,
  itemId TEXT NOT NULL REFERENCES equipment (id),
  usedOn TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX itemUseByItem ON itemUse (itemId, usedOn);
