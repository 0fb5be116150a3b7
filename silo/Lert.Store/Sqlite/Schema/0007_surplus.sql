-- The lists follow from the actors, and damage can leave a row in them that no actor knows of. It would make every commit that comes to write the same row fail for
-- ever: the row is taken over instead.
DROP TRIGGER actors_enter_lists;
CREATE TRIGGER actors_enter_lists AFTER INSERT ON actors WHEN NEW.lists <> '[]'
BEGIN
    INSERT INTO listed (kind, list, key, due_at, marks, regime)
    SELECT NEW.kind, value, NEW.key, coalesce(NEW.due_at, 9223372036854775807), NEW.marks, NEW.regime FROM json_each(NEW.lists) WHERE true
    ON CONFLICT (kind, list, key) DO UPDATE SET due_at = excluded.due_at, marks = excluded.marks, regime = excluded.regime;
END;

DROP TRIGGER actors_change_lists;
CREATE TRIGGER actors_change_lists AFTER UPDATE ON actors
WHEN NEW.lists IS NOT OLD.lists
    OR (NEW.lists <> '[]' AND (NEW.due_at IS NOT OLD.due_at OR NEW.marks IS NOT OLD.marks OR NEW.regime IS NOT OLD.regime))
BEGIN
    DELETE FROM listed WHERE kind = OLD.kind AND key = OLD.key AND list IN (SELECT value FROM json_each(OLD.lists));
    INSERT INTO listed (kind, list, key, due_at, marks, regime)
    SELECT NEW.kind, value, NEW.key, coalesce(NEW.due_at, 9223372036854775807), NEW.marks, NEW.regime FROM json_each(NEW.lists) WHERE true
    ON CONFLICT (kind, list, key) DO UPDATE SET due_at = excluded.due_at, marks = excluded.marks, regime = excluded.regime;
END;
