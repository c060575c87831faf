-- A review is a conversation: a remark may be about a passage, is answered, and is settled.
ALTER TABLE project_remark ADD COLUMN passage TEXT NOT NULL DEFAULT '';
ALTER TABLE project_remark ADD COLUMN settled_ms BIGINT;

CREATE TABLE project_answer (
    id BIGINT NOT NULL PRIMARY KEY,
    remark_id BIGINT NOT NULL REFERENCES project_remark (id) ON DELETE CASCADE,
    by_account BIGINT REFERENCES account (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_answer_by_remark ON project_answer (remark_id, at_ms);
