-- Every fixed thing on the map, from the pit to a hydrant, is a place; people, stock, plans and incidents point at it.

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
