-- Walls: what must never happen is refused here, whoever asks. A WHEN clause costs a fraction of a microsecond per row and the function behind it is called
-- only to refuse; so they stand on the busy path and cost next to nothing.

CREATE FUNCTION wall() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    RAISE EXCEPTION 'wall: %', TG_ARGV[0] USING ERRCODE = 'LW001';
END $$;

CREATE TRIGGER actors_first BEFORE INSERT ON actors FOR EACH ROW WHEN (NEW.version <> 1)
    EXECUTE FUNCTION wall('the first version of an actor is 1');
CREATE TRIGGER actors_step BEFORE UPDATE ON actors FOR EACH ROW WHEN (NEW.version <> OLD.version + 1)
    EXECUTE FUNCTION wall('a version grows by one');
CREATE TRIGGER actors_same BEFORE UPDATE ON actors FOR EACH ROW
    WHEN (NEW.kind <> OLD.kind OR NEW.key <> OLD.key OR NEW.region <> OLD.region OR NEW.slot <> OLD.slot)
    EXECUTE FUNCTION wall('an actor keeps its kind, key, region and slot');
CREATE TRIGGER actors_longer BEFORE UPDATE ON actors FOR EACH ROW WHEN (NEW.sequence < OLD.sequence)
    EXECUTE FUNCTION wall('a journal never becomes shorter');
CREATE TRIGGER actors_released_once BEFORE UPDATE ON actors FOR EACH ROW
    WHEN (OLD.released_at IS NOT NULL AND (NEW.released_at IS DISTINCT FROM OLD.released_at OR NEW.released_early <> OLD.released_early))
    EXECUTE FUNCTION wall('a release is set once and never changes');

-- No foreign key: it would lock the one row of the region in every first commit.
CREATE FUNCTION actor_of_this_cell() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cell_regions WHERE region = NEW.region) THEN
        RAISE EXCEPTION 'wall: an actor belongs to a region of this cell' USING ERRCODE = 'LW001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actors_of_this_cell BEFORE INSERT ON actors FOR EACH ROW EXECUTE FUNCTION actor_of_this_cell();

-- The database has a clock of its own: whatever a silo believes, nothing is released by timer before the time has come here too.
CREATE FUNCTION release_by_the_clock() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.release_not_before > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AND NOT (SELECT scaled_calendar FROM cell) THEN
        RAISE EXCEPTION 'wall: by the clock of the database it is too early for this release' USING ERRCODE = 'LW001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actors_released_in_time BEFORE UPDATE ON actors FOR EACH ROW
    WHEN (NEW.released_at IS NOT NULL AND OLD.released_at IS NULL AND NOT NEW.released_early) EXECUTE FUNCTION release_by_the_clock();
CREATE TRIGGER actors_born_released_in_time BEFORE INSERT ON actors FOR EACH ROW
    WHEN (NEW.released_at IS NOT NULL AND NOT NEW.released_early) EXECUTE FUNCTION release_by_the_clock();

-- All entries of a statement are held to those before them at once.
CREATE FUNCTION journal_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added AS a LEFT JOIN journal AS p ON p.kind = a.kind AND p.key = a.key AND p.sequence = a.sequence - 1
        WHERE CASE a.sequence WHEN 1 THEN a.previous_hash <> decode(repeat('00', 32), 'hex') ELSE p.hash IS DISTINCT FROM a.previous_hash END)
    THEN
        RAISE EXCEPTION 'wall: a journal entry follows the sequence and the hash of the one before it' USING ERRCODE = 'LW001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_follows AFTER INSERT ON journal REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_follows();

CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION wall('the journal is never changed');
CREATE TRIGGER journal_stays BEFORE DELETE ON journal FOR EACH STATEMENT EXECUTE FUNCTION wall('the journal is never deleted');
CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION wall('the journal is never deleted');
CREATE TRIGGER actors_stay BEFORE DELETE ON actors FOR EACH STATEMENT EXECUTE FUNCTION wall('an actor is never deleted');
CREATE TRIGGER actors_are_not_emptied BEFORE TRUNCATE ON actors FOR EACH STATEMENT EXECUTE FUNCTION wall('an actor is never deleted');
CREATE TRIGGER commands_keep BEFORE UPDATE ON commands FOR EACH STATEMENT EXECUTE FUNCTION wall('a remembered command never changes');
CREATE TRIGGER commands_are_not_emptied BEFORE TRUNCATE ON commands FOR EACH STATEMENT EXECUTE FUNCTION wall('a remembered command is never lost');
CREATE TRIGGER outbox_keeps BEFORE UPDATE ON outbox FOR EACH ROW
    WHEN ((NEW."row", NEW.id, NEW.target_kind, NEW.target_key, NEW.target_slot, NEW.source_kind, NEW.source_key, NEW.type, NEW.created_at, NEW.body)
        IS DISTINCT FROM (OLD."row", OLD.id, OLD.target_kind, OLD.target_key, OLD.target_slot, OLD.source_kind, OLD.source_key, OLD.type, OLD.created_at, OLD.body))
    EXECUTE FUNCTION wall('a message never changes');
CREATE TRIGGER outbox_is_not_emptied BEFORE TRUNCATE ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wall('a message is not lost');
