-- Public halves of the keys that ever signed this site's checkpoints. A lost key is followed by a new one; the old stay,
-- so that old checkpoints can still be checked.

CREATE TABLE signingKey (
  id TEXT PRIMARY KEY CHECK (length(id) = 16),
  publicKey TEXT NOT NULL,
  keptIn TEXT NOT NULL,
  madeAt TEXT NOT NULL
) STRICT;
CREATE TRIGGER signingKeyIsNeverChanged BEFORE UPDATE ON signingKey BEGIN SELECT RAISE(ABORT, 'a signing key is never changed'); END;
CREATE TRIGGER signingKeyIsNeverRemoved BEFORE DELETE ON signingKey BEGIN SELECT RAISE(ABORT, 'a signing key is never removed'); END;
CREATE TRIGGER checkpointIsNeverChanged BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
CREATE TRIGGER checkpointIsNeverRemoved BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
