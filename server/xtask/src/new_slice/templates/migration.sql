-- %Names%: say here why this table is there.
CREATE TABLE %name% (
    id BIGINT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
