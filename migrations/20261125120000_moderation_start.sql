-- What anyone asks to have taken away, without an account. The picture may go; the line stays, without what was written in it.
CREATE TABLE picture_request (
    id BIGINT NOT NULL PRIMARY KEY,
    picture_id BIGINT NOT NULL,
    project_id BIGINT,
    asker TEXT NOT NULL,
    message TEXT NOT NULL,
    contact TEXT,
    asked_ms BIGINT NOT NULL,
    decision TEXT,
    answer TEXT NOT NULL DEFAULT '',
    decided_by BIGINT,
    decided_ms BIGINT
);
CREATE INDEX picture_request_waiting ON picture_request (asked_ms) WHERE decided_ms IS NULL;
CREATE INDEX picture_request_by_picture ON picture_request (picture_id);
