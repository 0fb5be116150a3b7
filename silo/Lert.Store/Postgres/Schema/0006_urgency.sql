-- In which order timers and messages go when there are more than can go at once: 1 before 2 before 3. What was there before is as urgent as most.
ALTER TABLE actors ADD COLUMN urgency smallint NOT NULL DEFAULT 3 CHECK (urgency BETWEEN 1 AND 3);

-- Each urgency is a range of its own. The rest is as before: covering, and in the order of keys within an instant.
DROP INDEX actors_by_wake;
CREATE INDEX actors_by_wake ON actors (urgency, wake_at, kind, key, slot) WHERE wake_at IS NOT NULL;

ALTER TABLE outbox ADD COLUMN urgency smallint NOT NULL DEFAULT 3 CHECK (urgency BETWEEN 1 AND 3);

-- Most messages are of urgency 3: they are found by their rows and cost nothing here.
CREATE INDEX outbox_urgent ON outbox (urgency, "row") WHERE urgency < 3;

DROP TRIGGER outbox_keeps ON outbox;
CREATE TRIGGER outbox_keeps BEFORE UPDATE ON outbox FOR EACH ROW
    WHEN ((NEW."row", NEW.id, NEW.target_kind, NEW.target_key, NEW.target_slot, NEW.source_kind, NEW.source_key, NEW.type, NEW.created_at, NEW.body, NEW.urgency)
        IS DISTINCT FROM (OLD."row", OLD.id, OLD.target_kind, OLD.target_key, OLD.target_slot, OLD.source_kind, OLD.source_key, OLD.type, OLD.created_at, OLD.body, OLD.urgency))
    EXECUTE FUNCTION wall('a message never changes');

-- As before, with the urgencies.
DROP FUNCTION commit_actors;
CREATE FUNCTION commit_actors(
    kinds text[], keys text[], slots smallint[], expected bigint[], sequences bigint[], added integer[], before_hashes bytea[], head_hashes bytea[],
    wakes bigint[], urgencies smallint[], dues bigint[], not_befores bigint[], releases bigint[], earlies boolean[],
    statuses text[], accounts text[], cases text[], regimes text[], assignees text[], formats integer[], seals bigint[], states bytea[],
    ats bigint[], command_ids text[], request_hashes bytea[], replies bytea[], command_seals bigint[],
    event_of integer[], event_kinds text[], event_keys text[], event_sequences bigint[], event_versions bigint[], event_types text[], event_ats bigint[], event_bys text[],
    event_commands text[], event_previous bytea[], event_hashes bytea[], event_data bytea[],
    message_of integer[], message_ids text[], target_kinds text[], target_keys text[], target_slots smallint[], source_kinds text[], source_keys text[],
    message_types text[], message_ats bigint[], message_seals bigint[], message_urgencies smallint[], bodies bytea[])
RETURNS TABLE (item integer, version bigint, at bigint, request_hash bytea, reply bytea, seal bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
    landed   integer[];
    born     integer[];
    everyone boolean;
BEGIN
    IF cardinality(event_of) >= 1 << 20 THEN
        RAISE EXCEPTION 'wall: a transaction has room for % events', (1 << 20) - 1 USING ERRCODE = 'LW001';
    END IF;

    -- A command that is already there is answered for what it was, whatever the version: its commit moves nothing.
    IF expected <> array_fill(0::bigint, ARRAY[cardinality(expected)]) THEN
        WITH moved AS (
            UPDATE actors AS a
            SET version = c.expected + 1, sequence = c.sequence, head_hash = c.head, wake_at = c.wake, urgency = c.urgency, due_at = c.due, release_not_before = c.not_before,
                released_at = c.released, released_early = c.early, status = c.status, account = c.account, case_key = c.case_key, regime = c.regime,
                assignee = c.assignee, format = c.format, seal = c.seal, state = c.state
            FROM unnest(kinds, keys, expected, sequences, added, before_hashes, head_hashes, wakes, urgencies, dues, not_befores, releases, earlies, statuses, accounts, cases,
                regimes, assignees, formats, seals, states, command_ids) WITH ORDINALITY
                AS c (kind, key, expected, sequence, added, before, head, wake, urgency, due, not_before, released, early, status, account, case_key,
                regime, assignee, format, seal, state, command_id, item)
            WHERE a.kind = c.kind AND a.key = c.key AND a.version = c.expected AND a.sequence = c.sequence - c.added AND a.head_hash = c.before AND c.expected > 0
                AND NOT EXISTS (SELECT FROM commands AS k WHERE k.kind = c.kind AND k.key = c.key AND k.command_id = c.command_id)
            RETURNING c.item)
        SELECT array_agg(moved.item) INTO landed FROM moved;
    END IF;

    IF 0 = ANY (expected) THEN
        INSERT INTO actors (kind, key, region, slot, version, sequence, head_hash, wake_at, urgency, due_at, release_not_before, released_at, released_early, status,
            account, case_key, regime, assignee, format, seal, state)
        SELECT c.kind, c.key, CASE WHEN strpos(c.key, '-') > 1 THEN left(c.key, strpos(c.key, '-') - 1) ELSE c.key END, c.slot, 1, c.sequence, c.head, c.wake,
            c.urgency, c.due, c.not_before, c.released, c.early, c.status, c.account, c.case_key, c.regime, c.assignee, c.format, c.seal, c.state
        FROM unnest(kinds, keys, slots, expected, sequences, head_hashes, wakes, urgencies, dues, not_befores, releases, earlies, statuses, accounts, cases,
            regimes, assignees, formats, seals, states) WITH ORDINALITY
            AS c (kind, key, slot, expected, sequence, head, wake, urgency, due, not_before, released, early, status, account, case_key,
            regime, assignee, format, seal, state, item)
        WHERE c.expected = 0
        ON CONFLICT (kind, key) DO NOTHING;

        -- Which of them are ours: those that this transaction wrote.
        SELECT array_agg(c.item) INTO born
        FROM unnest(kinds, keys, expected) WITH ORDINALITY AS c (kind, key, expected, item)
        JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        WHERE c.expected = 0 AND a.xmin = pg_current_xact_id()::xid;
        landed := coalesce(landed, '{}') || coalesce(born, '{}');
    END IF;

    everyone := coalesce(cardinality(landed), 0) = cardinality(kinds);
    IF landed IS NOT NULL AND landed <> '{}' THEN
        WITH entries AS (
            INSERT INTO journal (position, kind, key, sequence, version, type, at, by, command_id, previous_hash, hash, data)
            SELECT (SELECT (pg_current_xact_id()::text::bigint + feed_base) << 20 FROM cell) + e.place,
                e.kind, e.key, e.sequence, e.version, e.type, e.at, e.by, e.command_id, e.previous, e.hash, e.data
            FROM unnest(event_of, event_kinds, event_keys, event_sequences, event_versions, event_types, event_ats, event_bys, event_commands, event_previous,
                event_hashes, event_data) WITH ORDINALITY
                AS e (item, kind, key, sequence, version, type, at, by, command_id, previous, hash, data, place)
            WHERE everyone OR e.item = ANY (landed))
        INSERT INTO commands (kind, key, command_id, at, request_hash, reply, seal)
        SELECT c.kind, c.key, c.id, c.at, c.request_hash, c.reply, c.seal
        FROM unnest(kinds, keys, command_ids, ats, request_hashes, replies, command_seals) WITH ORDINALITY
            AS c (kind, key, id, at, request_hash, reply, seal, item)
        WHERE c.id IS NOT NULL AND (everyone OR c.item = ANY (landed));

        IF cardinality(message_of) > 0 THEN
            INSERT INTO outbox (id, target_kind, target_key, target_slot, source_kind, source_key, type, created_at, seal, urgency, body)
            SELECT m.id, m.target_kind, m.target_key, m.target_slot, m.source_kind, m.source_key, m.type, m.at, m.seal, m.urgency, m.body
            FROM unnest(message_of, message_ids, target_kinds, target_keys, target_slots, source_kinds, source_keys, message_types, message_ats, message_seals, message_urgencies, bodies)
                AS m (item, id, target_kind, target_key, target_slot, source_kind, source_key, type, at, seal, urgency, body)
            WHERE everyone OR m.item = ANY (landed);
        END IF;
    END IF;

    IF NOT everyone THEN
        -- Each statement sees what has been committed by now: a twin that landed on another silo a moment ago as well.
        RETURN QUERY
        SELECT c.item::integer, coalesce(a.version, 0), k.at, k.request_hash, k.reply, k.seal
        FROM unnest(kinds, keys, command_ids) WITH ORDINALITY AS c (kind, key, id, item)
        LEFT JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        LEFT JOIN commands AS k ON k.kind = c.kind AND k.key = c.key AND k.command_id = c.id
        WHERE landed IS NULL OR c.item <> ALL (landed);
    END IF;
END $$;

REVOKE ALL ON FUNCTION commit_actors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION commit_actors TO lert_app;
