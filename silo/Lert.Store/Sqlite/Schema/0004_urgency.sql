-- In which order timers and messages go when there are more than can go at once: 1 before 2 before 3. What was there before is as urgent as most.
ALTER TABLE actors ADD COLUMN urgency INTEGER NOT NULL DEFAULT 3 CHECK (urgency BETWEEN 1 AND 3);

-- Each urgency is a range of its own. The rest is as before: covering, and in the order of keys within an instant.
DROP INDEX actors_by_wake;
CREATE INDEX actors_by_wake ON actors (urgency, wake_at, kind, key, slot) WHERE wake_at IS NOT NULL;

ALTER TABLE outbox ADD COLUMN urgency INTEGER NOT NULL DEFAULT 3 CHECK (urgency BETWEEN 1 AND 3);

-- Most messages are of urgency 3: they are found by their rows and cost nothing here.
CREATE INDEX outbox_urgent ON outbox (urgency, row, target_slot) WHERE urgency < 3;

DROP TRIGGER outbox_keeps;
CREATE TRIGGER outbox_keeps BEFORE UPDATE ON outbox
WHEN NEW.row IS NOT OLD.row OR NEW.id IS NOT OLD.id OR NEW.target_kind IS NOT OLD.target_kind OR NEW.target_key IS NOT OLD.target_key
    OR NEW.target_slot IS NOT OLD.target_slot OR NEW.source_kind IS NOT OLD.source_kind OR NEW.source_key IS NOT OLD.source_key
    OR NEW.type IS NOT OLD.type OR NEW.created_at IS NOT OLD.created_at OR NEW.body IS NOT OLD.body OR NEW.urgency IS NOT OLD.urgency
BEGIN
    SELECT RAISE(ABORT, 'wall: a message never changes');
END;
