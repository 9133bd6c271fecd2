-- What the site's equipment and consumables are called and how they are counted. Plans need so many of a category, so
-- that an item or a lot is always of one that is written here.

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
CREATE UNIQUE INDEX categoryInEnglish ON category (rankEn, id);
CREATE UNIQUE INDEX categoryInSerbian ON category (rankSrLatn, id);
CREATE UNIQUE INDEX categoryInChinese ON category (rankZhHans, id);
