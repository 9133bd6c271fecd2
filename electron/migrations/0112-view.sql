-- A way of looking at the equipment that somebody named: what is shown, in which order, which columns. The whole site
-- shares them, so that the Monday list of one manager is the Monday list of the next.

CREATE TABLE view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  filter TEXT NOT NULL CHECK (json_valid(filter)),
  sort TEXT NOT NULL,
  descending INTEGER NOT NULL CHECK (descending IN (0, 1)),
  columns TEXT NOT NULL CHECK (json_valid(columns)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
