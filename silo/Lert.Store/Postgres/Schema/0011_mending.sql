-- The table of wake-ups says once more what the actors say, and nothing but it would be wrong if it lost a row: the hold would never end. So it is held to the
-- actors, a stretch of them at a time, and what differs is put right while its actor is locked: no commit can move it meanwhile. What an actor waits for is put
-- back. A wake-up that no actor waits for is taken away once it is overdue; one of an actor that is not there stays, because then the actor is what is missing.
CREATE FUNCTION mend_wakes(after_kind text, after_key text, most bigint, overdue bigint)
RETURNS TABLE (last_kind text, last_key text, restored bigint, removed bigint, stray bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
    lost_kinds text[];
    lost_keys  text[];
BEGIN
    restored := 0;
    removed := 0;
    stray := 0;

    -- One statement sees one state of both tables: a commit that is under way is no difference.
    WITH stretch AS MATERIALIZED (
        SELECT a.kind, a.key, a.wake_at, a.urgency, a.slot FROM actors AS a WHERE (a.kind, a.key) > (after_kind, after_key) ORDER BY a.kind, a.key LIMIT most),
    ending AS (SELECT s.kind, s.key FROM stretch AS s ORDER BY s.kind DESC, s.key DESC LIMIT 1),
    lost AS (
        SELECT array_agg(s.kind) AS kinds, array_agg(s.key) AS keys FROM stretch AS s
        WHERE s.wake_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM wakes AS w WHERE w.urgency = s.urgency AND w.wake_at = s.wake_at AND w.kind = s.kind AND w.key = s.key AND w.slot = s.slot))
    SELECT e.kind, e.key, l.kinds, l.keys INTO last_kind, last_key, lost_kinds, lost_keys FROM lost AS l LEFT JOIN ending AS e ON true;

    IF lost_kinds IS NOT NULL THEN
        WITH put AS (
            INSERT INTO wakes AS w (wake_at, urgency, slot, kind, key)
            SELECT a.wake_at, a.urgency, a.slot, a.kind, a.key
            FROM (SELECT unnest(lost_kinds) AS kind, unnest(lost_keys) AS key) AS c JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
            WHERE a.wake_at IS NOT NULL
            ORDER BY a.kind, a.key
            FOR NO KEY UPDATE OF a
            ON CONFLICT (urgency, wake_at, kind, key) DO UPDATE SET slot = excluded.slot WHERE w.slot <> excluded.slot
            RETURNING 1)
        SELECT count(*) INTO restored FROM put;
    END IF;

    -- The earliest of each urgency that nobody waits for. Their actors are locked before it is judged once more.
    WITH unclaimed AS MATERIALIZED (
        SELECT w.urgency, w.wake_at, w.kind, w.key
        FROM generate_series(1, 3) AS u (urgency), LATERAL (
            SELECT o.urgency, o.wake_at, o.kind, o.key FROM wakes AS o WHERE o.urgency = u.urgency::smallint AND o.wake_at < overdue
            ORDER BY o.wake_at, o.kind, o.key LIMIT most) AS w
        WHERE NOT EXISTS (SELECT FROM actors AS a WHERE a.kind = w.kind AND a.key = w.key AND a.wake_at = w.wake_at AND a.urgency = w.urgency)),
    held AS MATERIALIZED (
        SELECT c.urgency, c.wake_at, c.kind, c.key, a.wake_at AS waits_for, a.urgency AS waits_so
        FROM unclaimed AS c JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        ORDER BY a.kind, a.key
        FOR NO KEY UPDATE OF a),
    gone AS (
        DELETE FROM wakes AS w USING held AS h
        WHERE w.urgency = h.urgency AND w.wake_at = h.wake_at AND w.kind = h.kind AND w.key = h.key AND (h.waits_for IS DISTINCT FROM h.wake_at OR h.waits_so <> h.urgency)
        RETURNING 1)
    SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM unclaimed AS c WHERE NOT EXISTS (SELECT FROM actors AS a WHERE a.kind = c.kind AND a.key = c.key))
    INTO removed, stray;
    RETURN NEXT;
END $$;

REVOKE ALL ON FUNCTION mend_wakes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mend_wakes TO lert_app;
