-- Instants are microseconds since 1970. Every row carries a seal: eight bytes of SHA-256 over what it says, so that damage which leaves the page intact is
-- still noticed when the row is read. Texts are compared byte by byte: a key is an identity and not a word.

-- What holds for the whole cell.
CREATE TABLE cell (
    one             boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- A developer's calendar may run faster than the database's clock; then the database cannot judge what is due.
    scaled_calendar boolean NOT NULL DEFAULT false,
    -- Added to the numbers of transactions, so that positions of the feed go on where they were after a restore into another server.
    feed_base       bigint  NOT NULL DEFAULT 0 CHECK (feed_base >= 0)
);
INSERT INTO cell DEFAULT VALUES;

CREATE TABLE cell_regions (
    region text COLLATE "C" PRIMARY KEY CHECK (region <> '')
);

CREATE TABLE actors (
    version            bigint   NOT NULL CHECK (version >= 1),
    sequence           bigint   NOT NULL CHECK (sequence >= 0),
    wake_at            bigint,
    due_at             bigint,
    release_not_before bigint,
    released_at        bigint,
    seal               bigint   NOT NULL,
    format             integer  NOT NULL DEFAULT 1 CHECK (format >= 1),
    slot               smallint NOT NULL CHECK (slot BETWEEN 0 AND 255),
    released_early     boolean  NOT NULL,
    kind               text COLLATE "C" NOT NULL CHECK (kind <> ''),
    key                text COLLATE "C" NOT NULL CHECK (key <> ''),
    region             text COLLATE "C" NOT NULL,
    status             text COLLATE "C" NOT NULL CHECK (status <> ''),
    account            text COLLATE "C",
    case_key           text COLLATE "C",
    regime             text COLLATE "C",
    assignee           text COLLATE "C",
    head_hash          bytea    NOT NULL CHECK (octet_length(head_hash) = 32),
    state              bytea    NOT NULL,
    PRIMARY KEY (kind, key),
    CONSTRAINT region_is_the_front_of_the_key CHECK (region = CASE WHEN strpos(key, '-') > 1 THEN left(key, strpos(key, '-') - 1) ELSE key END),
    -- A release by timer needs a date that it waited for; without one only people can release.
    CONSTRAINT no_release_before_its_time CHECK (released_at IS NULL OR released_early OR (release_not_before IS NOT NULL AND released_at >= release_not_before))
) WITH (fillfactor = 80);

-- States are serialized and often small; compressing them costs more than it saves.
ALTER TABLE actors ALTER COLUMN state SET STORAGE EXTERNAL;

-- Covering: the wake pump never touches the table. What is due in the same instant comes in the order of keys, so that neighbours are written together.
CREATE INDEX actors_by_wake ON actors (wake_at, kind, key, slot) WHERE wake_at IS NOT NULL;
CREATE INDEX actors_by_account ON actors (kind, account, key) WHERE account IS NOT NULL;
CREATE INDEX actors_by_case ON actors (kind, case_key, key) WHERE case_key IS NOT NULL;
-- The predicate is always true. It keeps the index from those who do not name it: only the primary key is left for who looks up a key, whatever the planner knows.
CREATE INDEX actors_by_status ON actors (kind, status, key) WHERE status <> '';

-- The position is the number of the transaction and a place in it: its order is that of the transactions' beginnings, and everything below the oldest
-- transaction that still runs is final.
CREATE TABLE journal (
    position      bigint NOT NULL PRIMARY KEY CHECK (position > 0),
    sequence      bigint NOT NULL CHECK (sequence >= 1),
    version       bigint NOT NULL CHECK (version >= 1),
    at            bigint NOT NULL,
    kind          text COLLATE "C" NOT NULL,
    key           text COLLATE "C" NOT NULL,
    type          text COLLATE "C" NOT NULL CHECK (type <> ''),
    by            text COLLATE "C" NOT NULL,
    command_id    text COLLATE "C",
    previous_hash bytea  NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash          bytea  NOT NULL CHECK (octet_length(hash) = 32),
    data          bytea  NOT NULL,
    UNIQUE (kind, key, sequence)
);
ALTER TABLE journal ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE commands (
    at           bigint NOT NULL,
    seal         bigint NOT NULL,
    kind         text COLLATE "C" NOT NULL,
    key          text COLLATE "C" NOT NULL,
    command_id   text COLLATE "C" NOT NULL CHECK (command_id <> ''),
    request_hash bytea  NOT NULL,
    reply        bytea  NOT NULL,
    PRIMARY KEY (kind, key, command_id)
);
ALTER TABLE commands ALTER COLUMN reply SET STORAGE EXTERNAL;

-- Rows are deleted when they are delivered; an identity never gives a number twice.
CREATE TABLE outbox (
    "row"       bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at  bigint   NOT NULL,
    seal        bigint   NOT NULL,
    attempts    integer  NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    target_slot smallint NOT NULL CHECK (target_slot BETWEEN 0 AND 255),
    id          text COLLATE "C" NOT NULL CHECK (id <> '') UNIQUE,
    target_kind text COLLATE "C" NOT NULL,
    target_key  text COLLATE "C" NOT NULL,
    source_kind text COLLATE "C" NOT NULL,
    source_key  text COLLATE "C" NOT NULL,
    type        text COLLATE "C" NOT NULL CHECK (type <> ''),
    body        bytea    NOT NULL
);
ALTER TABLE outbox ALTER COLUMN body SET STORAGE EXTERNAL;
