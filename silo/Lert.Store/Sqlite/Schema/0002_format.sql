-- How the state is written. What was there before is of the first format; a silo that knows only older ones leaves the actor alone.
ALTER TABLE actors ADD COLUMN format INTEGER NOT NULL DEFAULT 1 CHECK (format >= 1);
