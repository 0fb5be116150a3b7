-- A commit of the release before that was under way while the step before ran went on in its old function, which knows no table of wake-ups. By now it is through:
-- what it left out is added. On an empty store there is nothing to wait for.
DO $$
BEGIN
    IF EXISTS (SELECT FROM actors) THEN
        PERFORM pg_sleep(0.5);
        LOCK TABLE actors IN EXCLUSIVE MODE;
        DELETE FROM wakes AS w
        WHERE NOT EXISTS (SELECT FROM actors AS a WHERE a.kind = w.kind AND a.key = w.key AND a.wake_at = w.wake_at AND a.urgency = w.urgency);
        INSERT INTO wakes (wake_at, urgency, slot, kind, key)
        SELECT a.wake_at, a.urgency, a.slot, a.kind, a.key FROM actors AS a WHERE a.wake_at IS NOT NULL
        ON CONFLICT DO NOTHING;
    END IF;
END $$;
