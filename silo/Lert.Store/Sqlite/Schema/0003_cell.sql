-- What is known of the store as a whole, and who said so. Only ever added to.
CREATE TABLE cell_diary (
    number     INTEGER NOT NULL PRIMARY KEY CHECK (number >= 1),
    note       TEXT    NOT NULL CHECK (note IN ('Begun', 'Suspected', 'Confirmed')),
    place      TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    by         TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    request_id TEXT    NOT NULL
) STRICT;

CREATE TRIGGER cell_diary_grows BEFORE INSERT ON cell_diary
BEGIN
    SELECT RAISE(ABORT, 'wall: an entry of the diary comes after all others') WHERE EXISTS (SELECT 1 FROM cell_diary WHERE number >= NEW.number);
END;

CREATE TRIGGER cell_diary_keeps BEFORE UPDATE ON cell_diary
BEGIN
    SELECT RAISE(ABORT, 'wall: the diary is never changed');
END;

CREATE TRIGGER cell_diary_stays BEFORE DELETE ON cell_diary
BEGIN
    SELECT RAISE(ABORT, 'wall: the diary is never deleted');
END;
