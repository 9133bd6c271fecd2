-- Upgrade programmes: what is replaced by what, why, until when and for how much. An item of the inventory is in at most one
-- programme that is not over; its replacement is an item of its own, so that both keep their history.

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

CREATE TABLE upgradeItem (
  id TEXT PRIMARY KEY,
  upgradeId TEXT NOT NULL REFERENCES upgrade (id),
  equipmentId TEXT NOT NULL REFERENCES equipment (id),
  replacedById TEXT REFERENCES equipment (id),
  state TEXT NOT NULL CHECK (state IN ('planned', 'ordered', 'delivered', 'inService', 'retired', 'dropped')),
  note TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX upgradeItemByUpgrade ON upgradeItem (upgradeId, state);
CREATE INDEX upgradeItemByEquipment ON upgradeItem (equipmentId);
-- a new one replaces one old one
CREATE UNIQUE INDEX upgradeItemByNew ON upgradeItem (replacedById) WHERE replacedById IS NOT NULL;

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
