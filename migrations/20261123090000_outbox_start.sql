-- Events that leave the database, numbered without gaps in commit order: a counter row updated last in each transaction
-- is the one numbering that both engines keep in order (IDENTITY columns are committed out of order on PostgreSQL).
CREATE TABLE outbox_counter (
    stream TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
INSERT INTO outbox_counter (stream, last) VALUES ('portal', 0);

CREATE TABLE outbox (
    seq BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    event TEXT NOT NULL
);

-- How far each reader that keeps its place in the database has come (the index keeps its own, in its commits).
CREATE TABLE outbox_reader (
    reader TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);

-- What tells this database from any other: an index made from another one is not taken for this one's.
CREATE TABLE portal (
    one SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
    uuid TEXT NOT NULL
);
