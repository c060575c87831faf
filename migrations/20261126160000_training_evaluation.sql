-- What those who came think, without who: scores are counted, not kept, and a remark bears a number of chance alone. And the report.
CREATE TABLE evaluation_score (
    session_id BIGINT NOT NULL REFERENCES training_session (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    score TEXT NOT NULL,
    answers BIGINT NOT NULL,
    PRIMARY KEY (session_id, question, score)
);

CREATE TABLE evaluation_remark (
    id BIGINT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES training_session (id) ON DELETE CASCADE,
    remark TEXT NOT NULL
);
CREATE INDEX evaluation_remark_by_session ON evaluation_remark (session_id, id);

-- Who answered, so that nobody does twice; not when, and not what.
CREATE TABLE evaluation_given (
    registration_id BIGINT NOT NULL PRIMARY KEY REFERENCES registration (id) ON DELETE CASCADE
);

ALTER TABLE training_session ADD COLUMN report TEXT NOT NULL DEFAULT '';
ALTER TABLE training_session ADD COLUMN reported_ms BIGINT;
