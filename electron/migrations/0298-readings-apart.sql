-- A broken instrument sends thousands of readings that cannot be: only the newest of each point are kept, and how many came
-- in all is counted here. And what an instrument's own clock shows beside the room's, so that it can be named and set.

CREATE TABLE apartTotal (
  pointNo INTEGER PRIMARY KEY REFERENCES pointNo (no),
  -- readings that were ever kept apart, those let go among them
  total INTEGER NOT NULL
) STRICT;
INSERT INTO apartTotal (pointNo, total)
  SELECT pointNo, count(*) FROM quarantine WHERE pointNo IS NOT NULL GROUP BY pointNo;

-- ms by which the instrument's clock is ahead, negative when it is behind; null while nothing can be said
ALTER TABLE sentNewest ADD COLUMN clockMs INTEGER;
