-- Calls for partner classes, and the answers that reach a project's authors. Days are Paris days, written 2026-11-25.
CREATE TABLE project_call (
    project_id BIGINT NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    message TEXT NOT NULL,
    cycles TEXT NOT NULL,
    reach TEXT NOT NULL,
    until_on TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_call_by_end ON project_call (until_on);

CREATE TABLE project_call_answer (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    message TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_call_answer_by_project ON project_call_answer (project_id, at_ms);
