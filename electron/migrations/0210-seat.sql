-- How long a seat may stand untouched before it locks, and a version so that two administrators do not overwrite each other.
ALTER TABLE site ADD COLUMN idleMinutes INTEGER NOT NULL DEFAULT 10 CHECK (idleMinutes BETWEEN 1 AND 240);
ALTER TABLE site ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
