-- A row of a list is taken away by all that it stands by. Planned in a session that had seen the table empty, the former statement looked for its rows by their key
-- along the whole of the other index, for each commit: at 100,000 cases a batch took longer than a statement may. What is named here in full is the same few pages
-- in either index, whatever the planner knew when it planned.
CREATE OR REPLACE FUNCTION enter_lists() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    before text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        FOR before IN SELECT jsonb_array_elements_text(OLD.lists::jsonb) LOOP
            DELETE FROM listed AS l
            WHERE l.kind = OLD.kind AND l.list = before AND l.due_at = coalesce(OLD.due_at, 9223372036854775807) AND l.key = OLD.key;
        END LOOP;
    END IF;
    INSERT INTO listed (due_at, marks, kind, list, key, regime)
    SELECT coalesce(NEW.due_at, 9223372036854775807), NEW.marks, NEW.kind, list, NEW.key, NEW.regime FROM jsonb_array_elements_text(NEW.lists::jsonb) AS list;
    RETURN NULL;
END $$;
