-- The tables of wake-ups and of lists follow from the actors, and damage can leave a row in them that no actor knows of. It would make every commit that comes to
-- write the same row fail for ever: the row is taken over instead. All else is as before.
CREATE OR REPLACE FUNCTION commit_listed(
    kinds text[], keys text[], slots smallint[], expected bigint[], sequences bigint[], added integer[], before_hashes bytea[], head_hashes bytea[],
    wakes_at bigint[], urgencies smallint[], before_wakes bigint[], before_urgencies smallint[], dues bigint[], not_befores bigint[], releases bigint[], earlies boolean[],
    statuses text[], accounts text[], cases text[], regimes text[], assignees text[], list_names text[], list_marks bigint[], list_seals bigint[], formats integer[], seals bigint[], states bytea[],
    ats bigint[], command_ids text[], request_hashes bytea[], replies bytea[], command_seals bigint[],
    event_of integer[], event_kinds text[], event_keys text[], event_sequences bigint[], event_versions bigint[], event_types text[], event_ats bigint[], event_bys text[],
    event_commands text[], event_previous bytea[], event_hashes bytea[], event_data bytea[],
    message_of integer[] DEFAULT '{}', message_ids text[] DEFAULT '{}',
    target_kinds text[] DEFAULT '{}', target_keys text[] DEFAULT '{}', target_slots smallint[] DEFAULT '{}', source_kinds text[] DEFAULT '{}', source_keys text[] DEFAULT '{}',
    message_types text[] DEFAULT '{}', message_ats bigint[] DEFAULT '{}', message_seals bigint[] DEFAULT '{}', message_urgencies smallint[] DEFAULT '{}', bodies bytea[] DEFAULT '{}')
RETURNS TABLE (item integer, version bigint, at bigint, request_hash bytea, reply bytea, seal bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
    landed   integer[];
    born     integer[];
    everyone boolean;
    base     bigint;
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
                assignee = c.assignee, lists = coalesce(c.names, a.lists), marks = coalesce(c.marks, a.marks), list_seal = c.list_seal,
                format = c.format, seal = c.seal, state = c.state
            FROM (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(expected) AS expected, unnest(sequences) AS sequence, unnest(added) AS added,
                    unnest(before_hashes) AS before, unnest(head_hashes) AS head, unnest(wakes_at) AS wake, unnest(urgencies) AS urgency,
                    unnest(before_wakes) AS before_wake, unnest(before_urgencies) AS before_urgency, unnest(dues) AS due,
                    unnest(not_befores) AS not_before, unnest(releases) AS released, unnest(earlies) AS early, unnest(statuses) AS status,
                    unnest(accounts) AS account, unnest(cases) AS case_key, unnest(regimes) AS regime, unnest(assignees) AS assignee,
                    unnest(list_names) AS names, unnest(list_marks) AS marks, unnest(list_seals) AS list_seal,
                    unnest(formats) AS format, unnest(seals) AS seal, unnest(states) AS state, unnest(command_ids) AS command_id,
                    generate_subscripts(keys, 1) AS item) AS c
            WHERE a.kind = c.kind AND a.key = c.key AND a.version = c.expected AND a.sequence = c.sequence - c.added AND a.head_hash = c.before AND c.expected > 0
                AND a.wake_at IS NOT DISTINCT FROM c.before_wake AND a.urgency = c.before_urgency
                AND NOT EXISTS (SELECT FROM commands AS k WHERE k.kind = c.kind AND k.key = c.key AND k.command_id = c.command_id)
            RETURNING c.item)
        SELECT array_agg(moved.item) INTO landed FROM moved;
    END IF;

    IF 0 = ANY (expected) THEN
        INSERT INTO actors (kind, key, region, slot, version, sequence, head_hash, wake_at, urgency, due_at, release_not_before, released_at, released_early, status,
            account, case_key, regime, assignee, lists, marks, list_seal, format, seal, state)
        SELECT c.kind, c.key, CASE WHEN strpos(c.key, '-') > 1 THEN left(c.key, strpos(c.key, '-') - 1) ELSE c.key END, c.slot, 1, c.sequence, c.head, c.wake,
            c.urgency, c.due, c.not_before, c.released, c.early, c.status, c.account, c.case_key, c.regime, c.assignee,
            coalesce(c.names, '[]'), coalesce(c.marks, 0), c.list_seal, c.format, c.seal, c.state
        FROM (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(expected) AS expected, unnest(sequences) AS sequence,
                    unnest(head_hashes) AS head, unnest(wakes_at) AS wake, unnest(urgencies) AS urgency, unnest(dues) AS due,
                    unnest(not_befores) AS not_before, unnest(releases) AS released, unnest(earlies) AS early, unnest(statuses) AS status,
                    unnest(accounts) AS account, unnest(cases) AS case_key, unnest(regimes) AS regime, unnest(assignees) AS assignee,
                    unnest(list_names) AS names, unnest(list_marks) AS marks, unnest(list_seals) AS list_seal,
                    unnest(formats) AS format, unnest(seals) AS seal, unnest(states) AS state, unnest(slots) AS slot) AS c
        WHERE c.expected = 0
        ON CONFLICT (kind, key) DO NOTHING;

        -- Which of them are ours: those that this transaction wrote.
        SELECT array_agg(c.item) INTO born
        FROM (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(expected) AS expected, generate_subscripts(keys, 1) AS item) AS c
        JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        WHERE c.expected = 0 AND a.xmin = pg_current_xact_id()::xid;
        landed := coalesce(landed, '{}') || coalesce(born, '{}');
    END IF;

    everyone := coalesce(cardinality(landed), 0) = cardinality(kinds);
    IF landed IS NOT NULL AND landed <> '{}' THEN
        IF before_wakes IS DISTINCT FROM wakes_at OR before_urgencies <> urgencies THEN
            DELETE FROM wakes AS w USING (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(wakes_at) AS wake, unnest(urgencies) AS urgency,
                    unnest(before_wakes) AS before_wake, unnest(before_urgencies) AS before_urgency, generate_subscripts(keys, 1) AS item) AS c
            WHERE w.urgency = c.before_urgency AND w.wake_at = c.before_wake AND w.kind = c.kind AND w.key = c.key
                AND (c.wake IS DISTINCT FROM c.before_wake OR c.urgency <> c.before_urgency) AND (everyone OR c.item = ANY (landed));
            INSERT INTO wakes AS w (wake_at, urgency, slot, kind, key)
            SELECT c.wake, c.urgency, c.slot, c.kind, c.key
            FROM (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(slots) AS slot, unnest(wakes_at) AS wake, unnest(urgencies) AS urgency,
                    unnest(before_wakes) AS before_wake, unnest(before_urgencies) AS before_urgency, generate_subscripts(keys, 1) AS item) AS c
            WHERE c.wake IS NOT NULL AND (c.wake IS DISTINCT FROM c.before_wake OR c.urgency <> c.before_urgency) AND (everyone OR c.item = ANY (landed))
            ON CONFLICT (urgency, wake_at, kind, key) DO UPDATE SET slot = excluded.slot WHERE w.slot <> excluded.slot;
        END IF;

        base := (SELECT (pg_current_xact_id()::text::bigint + feed_base) << 20 FROM cell);
        WITH entries AS (
            INSERT INTO journal (position, kind, key, sequence, version, type, at, by, command_id, previous_hash, hash, data)
            SELECT base + e.place,
                e.kind, e.key, e.sequence, e.version, e.type, e.at, e.by, e.command_id, e.previous, e.hash, e.data
            FROM (SELECT unnest(event_of) AS item, unnest(event_kinds) AS kind, unnest(event_keys) AS key, unnest(event_sequences) AS sequence,
                    unnest(event_versions) AS version, unnest(event_types) AS type, unnest(event_ats) AS at, unnest(event_bys) AS by,
                    unnest(event_commands) AS command_id, unnest(event_previous) AS previous, unnest(event_hashes) AS hash,
                    unnest(event_data) AS data, generate_subscripts(event_of, 1) AS place) AS e
            WHERE everyone OR e.item = ANY (landed))
        INSERT INTO commands (kind, key, command_id, at, request_hash, reply, seal)
        SELECT c.kind, c.key, c.id, c.at, c.request_hash, c.reply, c.seal
        FROM (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(command_ids) AS id, unnest(ats) AS at, unnest(request_hashes) AS request_hash,
                    unnest(replies) AS reply, unnest(command_seals) AS seal, generate_subscripts(keys, 1) AS item) AS c
        WHERE c.id IS NOT NULL AND (everyone OR c.item = ANY (landed));

        IF cardinality(message_of) > 0 THEN
            INSERT INTO outbox (id, target_kind, target_key, target_slot, source_kind, source_key, type, created_at, seal, urgency, body)
            SELECT m.id, m.target_kind, m.target_key, m.target_slot, m.source_kind, m.source_key, m.type, m.at, m.seal, m.urgency, m.body
            FROM (SELECT unnest(message_of) AS item, unnest(message_ids) AS id, unnest(target_kinds) AS target_kind, unnest(target_keys) AS target_key,
                    unnest(target_slots) AS target_slot, unnest(source_kinds) AS source_kind, unnest(source_keys) AS source_key,
                    unnest(message_types) AS type, unnest(message_ats) AS at, unnest(message_seals) AS seal,
                    unnest(message_urgencies) AS urgency, unnest(bodies) AS body) AS m
            WHERE everyone OR m.item = ANY (landed);
        END IF;
    END IF;

    IF NOT everyone THEN
        -- Each statement sees what has been committed by now: a twin that landed on another silo a moment ago as well.
        RETURN QUERY
        SELECT c.item::integer, coalesce(a.version, 0), k.at, k.request_hash, k.reply, k.seal
        FROM (SELECT unnest(kinds) AS kind, unnest(keys) AS key, unnest(command_ids) AS id, generate_subscripts(keys, 1) AS item) AS c
        LEFT JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        LEFT JOIN commands AS k ON k.kind = c.kind AND k.key = c.key AND k.command_id = c.id
        WHERE landed IS NULL OR c.item <> ALL (landed);
    END IF;
END $$;

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
    SELECT coalesce(NEW.due_at, 9223372036854775807), NEW.marks, NEW.kind, list, NEW.key, NEW.regime FROM jsonb_array_elements_text(NEW.lists::jsonb) AS list
    ON CONFLICT (kind, list, key) DO UPDATE SET due_at = excluded.due_at, marks = excluded.marks, regime = excluded.regime;
    RETURN NULL;
END $$;

-- Where it is not named, a session's own temporary tables are looked at before all others: a wall that asks a table could be told anything. Named last, they are
-- asked when there is no table of that name, which is never. So for every function that there is.
DO $$
DECLARE
    named regprocedure;
BEGIN
    FOR named IN SELECT oid FROM pg_proc WHERE pronamespace = current_schema()::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', named, current_schema());
    END LOOP;
END $$;
