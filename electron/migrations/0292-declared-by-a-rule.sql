-- A rule that two people approved may declare an incident by itself: then nobody at a seat has declared it, and the name of
-- the program stands there. The column loses its tie to the operators; what stands in it stays.
ALTER TABLE incident ADD COLUMN declaredByWhom TEXT NOT NULL DEFAULT '';
UPDATE incident SET declaredByWhom = declaredBy;
ALTER TABLE incident DROP COLUMN declaredBy;
ALTER TABLE incident RENAME COLUMN declaredByWhom TO declaredBy;
