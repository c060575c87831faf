-- Other words that a reviewer proposes: field by field, so that authors take what they like and leave the rest.
CREATE TABLE project_proposal (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    by_account BIGINT REFERENCES account (id) ON DELETE SET NULL,
    note TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    decided_ms BIGINT
);
CREATE INDEX project_proposal_by_project ON project_proposal (project_id, at_ms);

CREATE TABLE project_proposed_edit (
    proposal_id BIGINT NOT NULL REFERENCES project_proposal (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    before_text TEXT NOT NULL,
    after_text TEXT NOT NULL,
    taken BOOLEAN,
    PRIMARY KEY (proposal_id, field)
);
