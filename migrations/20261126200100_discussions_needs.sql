-- Needs: topics that ask the authority for something, the schools that back them, and each answer.
CREATE TABLE need (
    topic_id BIGINT NOT NULL PRIMARY KEY REFERENCES topic (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    school TEXT NOT NULL,
    commune TEXT NOT NULL,
    status TEXT NOT NULL,
    filed_ms BIGINT NOT NULL,
    status_ms BIGINT NOT NULL
);
CREATE INDEX need_by_commune ON need (commune);

-- A school backs a need once, whoever of it did first.
CREATE TABLE need_backer (
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    school TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    backed_ms BIGINT NOT NULL,
    PRIMARY KEY (topic_id, school)
);

CREATE TABLE need_step (
    id BIGINT NOT NULL PRIMARY KEY,
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    answer TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX need_step_by_topic ON need_step (topic_id, at_ms);
