-- An action can be handed to someone else or be given another day, with the reason; how often its day was put off is counted,
-- because an action that is only ever put off is the gap that it was raised for.

ALTER TABLE action ADD COLUMN changeReason TEXT;
ALTER TABLE action ADD COLUMN putOff INTEGER NOT NULL DEFAULT 0 CHECK (putOff >= 0);
