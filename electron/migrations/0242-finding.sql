-- What an assessment finds is worked out anew each time; what was undertaken about it is an action, tied to the finding by the
-- finding's own key so that it is not undertaken twice. A safety data sheet is a paper of its substance with an edition.

CREATE TABLE findingAction (
  id TEXT PRIMARY KEY,
  findingKey TEXT NOT NULL,
  actionId TEXT NOT NULL REFERENCES action (id)
) STRICT;
CREATE INDEX findingActionByKey ON findingAction (findingKey);

-- The row has the paper's id.
CREATE TABLE safetySheet (
  id TEXT PRIMARY KEY REFERENCES attachmentLink (id),
  substanceId TEXT NOT NULL REFERENCES substance (id),
  revision TEXT NOT NULL,
  revisedOn TEXT NOT NULL,
  reviewOn TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX safetySheetBySubstance ON safetySheet (substanceId, reviewOn);
