-- In which lists an actor stands, as its rules name them, and what it is marked with there. The seal of the names is NULL where the last commit named none because
-- it knew of none: of what was there before, until it is listed.
ALTER TABLE actors ADD COLUMN lists TEXT NOT NULL DEFAULT '[]';
ALTER TABLE actors ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actors ADD COLUMN list_seal INTEGER;

-- A hold has an earliest release and is woken by itself: it is nobody's work and stands in no list.
CREATE INDEX actors_unlisted ON actors (kind, key) WHERE list_seal IS NULL AND release_not_before IS NULL;

-- Each list in both orders, with what a question may ask for besides: neither touches the actors that are not meant. What falls due never comes last.
CREATE TABLE listed (
    kind   TEXT    NOT NULL,
    list   TEXT    NOT NULL,
    key    TEXT    NOT NULL,
    due_at INTEGER NOT NULL,
    marks  INTEGER NOT NULL,
    regime TEXT,
    PRIMARY KEY (kind, list, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_by_due ON listed (kind, list, due_at, key, marks, regime);

CREATE TRIGGER actors_enter_lists AFTER INSERT ON actors WHEN NEW.lists <> '[]'
BEGIN
    INSERT INTO listed (kind, list, key, due_at, marks, regime)
    SELECT NEW.kind, value, NEW.key, coalesce(NEW.due_at, 9223372036854775807), NEW.marks, NEW.regime FROM json_each(NEW.lists);
END;

CREATE TRIGGER actors_change_lists AFTER UPDATE ON actors
WHEN NEW.lists IS NOT OLD.lists
    OR (NEW.lists <> '[]' AND (NEW.due_at IS NOT OLD.due_at OR NEW.marks IS NOT OLD.marks OR NEW.regime IS NOT OLD.regime))
BEGIN
    DELETE FROM listed WHERE kind = OLD.kind AND key = OLD.key AND list IN (SELECT value FROM json_each(OLD.lists));
    INSERT INTO listed (kind, list, key, due_at, marks, regime)
    SELECT NEW.kind, value, NEW.key, coalesce(NEW.due_at, 9223372036854775807), NEW.marks, NEW.regime FROM json_each(NEW.lists);
END;

-- What they were for is read from the lists.
DROP INDEX actors_by_due;
DROP INDEX actors_by_assignee;
