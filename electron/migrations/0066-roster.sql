-- Who is on shift when. One row for the site: four crews that go round a cycle of days, nights and days off; people without
-- a crew work office hours. Leave and holidays come on top of it later.

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
