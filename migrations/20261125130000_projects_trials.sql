-- What became of a project: whom it was useful to, who keeps it, which classes tried it.
CREATE TABLE project_mark (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    mark TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (project_id, account_id, mark)
);
CREATE INDEX project_mark_by_account ON project_mark (account_id, mark, at_ms);

CREATE TABLE project_trial (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    level TEXT NOT NULL,
    tried_on TEXT NOT NULL,
    adaptation TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_trial_by_project ON project_trial (project_id, at_ms);
CREATE INDEX project_trial_by_account ON project_trial (account_id);
