-- When people of a crew are not there although the cycle says so, the site's holidays, and the times at which a drill must not
-- be held: blasting, stops for maintenance.

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
