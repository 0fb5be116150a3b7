-- What is known of the store as a whole, and who said so. Only ever added to.
CREATE TABLE cell_diary (
    number     bigint NOT NULL PRIMARY KEY CHECK (number >= 1),
    at         bigint NOT NULL,
    note       text COLLATE "C" NOT NULL CHECK (note IN ('Begun', 'Suspected', 'Confirmed')),
    place      text COLLATE "C" NOT NULL,
    by         text COLLATE "C" NOT NULL,
    reason     text COLLATE "C" NOT NULL,
    request_id text COLLATE "C" NOT NULL
);
CREATE TRIGGER cell_diary_keeps BEFORE UPDATE ON cell_diary FOR EACH STATEMENT EXECUTE FUNCTION wall('the diary is never changed');
CREATE TRIGGER cell_diary_stays BEFORE DELETE ON cell_diary FOR EACH STATEMENT EXECUTE FUNCTION wall('the diary is never deleted');
CREATE TRIGGER cell_diary_is_not_emptied BEFORE TRUNCATE ON cell_diary FOR EACH STATEMENT EXECUTE FUNCTION wall('the diary is never deleted');

-- Which database this is, in words that a copy does not share: a restore into another server changes the first number, a promotion or a recovery to a point
-- in time the second, a dump restored beside it the third.
CREATE FUNCTION place() RETURNS text LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT 'system ' || (SELECT system_identifier FROM pg_control_system())
        || ' timeline ' || ltrim(left(pg_walfile_name(pg_current_wal_lsn()), 8), '0')
        || ' database ' || (SELECT oid FROM pg_database WHERE datname = current_database())
$$;
REVOKE EXECUTE ON FUNCTION place FROM PUBLIC;

-- What each silo last said of itself. It is as good as gone after a crash, and said again a second later.
CREATE UNLOGGED TABLE silo_reports (
    silo    text COLLATE "C" PRIMARY KEY,
    at      timestamptz NOT NULL,
    figures bytea NOT NULL
);

GRANT SELECT, INSERT ON cell_diary TO lert_app;
GRANT EXECUTE ON FUNCTION place TO lert_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON silo_reports TO lert_app;
