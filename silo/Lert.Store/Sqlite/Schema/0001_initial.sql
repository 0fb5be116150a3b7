-- Instants are microseconds since 1970. Every row carries a seal: eight bytes of SHA-256 over what it says, so that
-- damage which leaves the page structure intact is still noticed when the row is read.

CREATE TABLE cell_regions (
    region TEXT NOT NULL PRIMARY KEY CHECK (region <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
    kind              TEXT    NOT NULL CHECK (kind <> ''),
    key               TEXT    NOT NULL CHECK (key <> ''),
    region            TEXT    NOT NULL REFERENCES cell_regions (region),
    slot              INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 255),
    version           INTEGER NOT NULL,
    sequence          INTEGER NOT NULL CHECK (sequence >= 0),
    head_hash         BLOB    NOT NULL CHECK (length(head_hash) = 32),
    wake_at           INTEGER,
    status            TEXT    NOT NULL,
    account           TEXT,
    case_key          TEXT,
    regime            TEXT,
    assignee          TEXT,
    due_at            INTEGER,
    release_not_before INTEGER,
    released_at       INTEGER,
    released_early    INTEGER NOT NULL CHECK (released_early IN (0, 1)),
    seal              INTEGER NOT NULL,
    state             BLOB    NOT NULL,
    PRIMARY KEY (kind, key),
    CONSTRAINT region_is_the_front_of_the_key CHECK (region = CASE WHEN instr(key, '-') > 1 THEN substr(key, 1, instr(key, '-') - 1) ELSE key END),
    -- A release by timer needs a date that it waited for; without one only people can release.
    CONSTRAINT no_release_before_its_time CHECK (released_at IS NULL OR released_early = 1 OR (release_not_before IS NOT NULL AND released_at >= release_not_before))
) STRICT;

-- Covering: the wake pump never touches the table. What is due in the same instant comes in the order of keys, so that neighbours are written together and
-- share their pages in the log; the slot is only compared.
CREATE INDEX actors_by_wake ON actors (wake_at, kind, key, slot) WHERE wake_at IS NOT NULL;
CREATE INDEX actors_by_account ON actors (kind, account, key) WHERE account IS NOT NULL;
CREATE INDEX actors_by_case ON actors (kind, case_key, key) WHERE case_key IS NOT NULL;
CREATE INDEX actors_by_status ON actors (kind, status, key);

CREATE TRIGGER actors_begin BEFORE INSERT ON actors
BEGIN
    SELECT CASE
        WHEN NEW.version IS NOT 1 THEN RAISE(ABORT, 'wall: the first version of an actor is 1')
        -- The foreign key says so too, but only to connections that switched foreign keys on.
        WHEN NOT EXISTS (SELECT 1 FROM cell_regions WHERE region = NEW.region) THEN RAISE(ABORT, 'wall: an actor belongs to a region of this cell')
        -- INSERT OR REPLACE would delete the row without asking the delete trigger.
        WHEN EXISTS (SELECT 1 FROM actors WHERE kind = NEW.kind AND key = NEW.key) THEN RAISE(ABORT, 'wall: an actor is created once')
    END;
END;

CREATE TRIGGER actors_step BEFORE UPDATE ON actors
BEGIN
    SELECT CASE
        WHEN NEW.version IS NOT OLD.version + 1 THEN RAISE(ABORT, 'wall: a version grows by one')
        WHEN NEW.kind IS NOT OLD.kind OR NEW.key IS NOT OLD.key OR NEW.region IS NOT OLD.region OR NEW.slot IS NOT OLD.slot
            THEN RAISE(ABORT, 'wall: an actor keeps its kind, key, region and slot')
        WHEN NEW.sequence < OLD.sequence THEN RAISE(ABORT, 'wall: a journal never becomes shorter')
        WHEN OLD.released_at IS NOT NULL AND (NEW.released_at IS NOT OLD.released_at OR NEW.released_early IS NOT OLD.released_early)
            THEN RAISE(ABORT, 'wall: a release is set once and never changes')
    END;
END;

CREATE TRIGGER actors_stay BEFORE DELETE ON actors
BEGIN
    SELECT RAISE(ABORT, 'wall: an actor is never deleted');
END;

CREATE TABLE journal (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT    NOT NULL,
    key           TEXT    NOT NULL,
    sequence      INTEGER NOT NULL CHECK (sequence >= 1),
    version       INTEGER NOT NULL CHECK (version >= 1),
    type          TEXT    NOT NULL CHECK (type <> ''),
    at            INTEGER NOT NULL,
    by            TEXT    NOT NULL,
    command_id    TEXT,
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32),
    data          BLOB    NOT NULL,
    UNIQUE (kind, key, sequence)
) STRICT;

CREATE TRIGGER journal_follows BEFORE INSERT ON journal
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM journal WHERE position = NEW.position)
            OR EXISTS (SELECT 1 FROM journal WHERE kind = NEW.kind AND key = NEW.key AND sequence >= NEW.sequence)
            THEN RAISE(ABORT, 'wall: a journal entry is never replaced')
        WHEN NOT CASE NEW.sequence
            WHEN 1 THEN NEW.previous_hash = zeroblob(32)
            ELSE EXISTS (SELECT 1 FROM journal WHERE kind = NEW.kind AND key = NEW.key AND sequence = NEW.sequence - 1 AND hash = NEW.previous_hash)
        END
            THEN RAISE(ABORT, 'wall: a journal entry follows the sequence and the hash of the one before it')
    END;
END;

CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'wall: the journal is never changed');
END;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'wall: the journal is never deleted');
END;

CREATE TABLE commands (
    kind         TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    command_id   TEXT    NOT NULL CHECK (command_id <> ''),
    at           INTEGER NOT NULL,
    request_hash BLOB    NOT NULL,
    seal         INTEGER NOT NULL,
    reply        BLOB    NOT NULL,
    PRIMARY KEY (kind, key, command_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER commands_begin BEFORE INSERT ON commands
BEGIN
    SELECT RAISE(ABORT, 'wall: a command id is remembered once')
    WHERE EXISTS (SELECT 1 FROM commands WHERE kind = NEW.kind AND key = NEW.key AND command_id = NEW.command_id);
END;

CREATE TRIGGER commands_keep BEFORE UPDATE ON commands
BEGIN
    SELECT RAISE(ABORT, 'wall: a remembered command never changes');
END;

-- Rows are deleted when they are delivered, so only AUTOINCREMENT keeps a row number from being used twice.
CREATE TABLE outbox (
    row         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT    NOT NULL CHECK (id <> '') UNIQUE,
    target_kind TEXT    NOT NULL,
    target_key  TEXT    NOT NULL,
    target_slot INTEGER NOT NULL CHECK (target_slot BETWEEN 0 AND 255),
    source_kind TEXT    NOT NULL,
    source_key  TEXT    NOT NULL,
    type        TEXT    NOT NULL CHECK (type <> ''),
    created_at  INTEGER NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    seal        INTEGER NOT NULL,
    body        BLOB    NOT NULL
) STRICT;

CREATE TRIGGER outbox_keeps BEFORE UPDATE ON outbox
WHEN NEW.row IS NOT OLD.row OR NEW.id IS NOT OLD.id OR NEW.target_kind IS NOT OLD.target_kind OR NEW.target_key IS NOT OLD.target_key
    OR NEW.target_slot IS NOT OLD.target_slot OR NEW.source_kind IS NOT OLD.source_kind OR NEW.source_key IS NOT OLD.source_key
    OR NEW.type IS NOT OLD.type OR NEW.created_at IS NOT OLD.created_at OR NEW.body IS NOT OLD.body
BEGIN
    SELECT RAISE(ABORT, 'wall: a message never changes');
END;
