-- The silos of a cluster. Every change of it, but a sign of life, moves one version on, under the lock of that version's row: all silos see one sequence of
-- views. Signs of life carry the time of this database, which is the one clock that all silos can read.
CREATE TABLE cluster_versions (
    cluster text COLLATE "C" PRIMARY KEY CHECK (cluster <> ''),
    version integer NOT NULL DEFAULT 0 CHECK (version >= 0)
);

CREATE TABLE cluster_members (
    cluster     text COLLATE "C" NOT NULL REFERENCES cluster_versions (cluster) ON DELETE CASCADE,
    silo        text COLLATE "C" NOT NULL CHECK (silo <> ''),
    -- The version of the table that wrote this row: what a change of it must name.
    etag        integer     NOT NULL,
    status      integer     NOT NULL CHECK (status BETWEEN 0 AND 6),
    proxy_port  integer     NOT NULL,
    update_zone integer     NOT NULL,
    fault_zone  integer     NOT NULL,
    started_at  timestamptz NOT NULL,
    alive_at    timestamptz NOT NULL,
    host_name   text,
    silo_name   text,
    role_name   text,
    suspects    text[]      NOT NULL,
    suspected   timestamptz[] NOT NULL,
    PRIMARY KEY (cluster, silo)
);

CREATE FUNCTION insert_member(
    of_cluster text, next integer, of_silo text, new_status integer, port integer, updates integer, faults integer, started timestamptz,
    host text, name text, role text, by text[], ages interval[])
RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM FROM cluster_versions AS v WHERE v.cluster = of_cluster AND v.version = next - 1 FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO cluster_members (cluster, silo, etag, status, proxy_port, update_zone, fault_zone, started_at, alive_at, host_name, silo_name, role_name, suspects, suspected)
    VALUES (of_cluster, of_silo, next, new_status, port, updates, faults, started, clock_timestamp(), host, name, role, by,
        (SELECT coalesce(array_agg(clock_timestamp() - age ORDER BY place), '{}') FROM unnest(ages) WITH ORDINALITY AS a (age, place)))
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE cluster_versions SET version = next WHERE cluster = of_cluster;
    RETURN true;
END $$;

-- A sign of life is left as it is: whoever changes a row need not be the silo that it is about.
CREATE FUNCTION update_member(
    of_cluster text, next integer, of_silo text, old_etag integer, new_status integer, port integer, updates integer, faults integer, started timestamptz,
    host text, name text, role text, by text[], ages interval[])
RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM FROM cluster_versions AS v WHERE v.cluster = of_cluster AND v.version = next - 1 FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE cluster_members SET etag = next, status = new_status, proxy_port = port, update_zone = updates, fault_zone = faults, started_at = started,
        host_name = host, silo_name = name, role_name = role, suspects = by,
        suspected = (SELECT coalesce(array_agg(clock_timestamp() - age ORDER BY place), '{}') FROM unnest(ages) WITH ORDINALITY AS a (age, place))
    WHERE cluster = of_cluster AND silo = of_silo AND etag = old_etag;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE cluster_versions SET version = next WHERE cluster = of_cluster;
    RETURN true;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON cluster_versions, cluster_members TO lert_app;
