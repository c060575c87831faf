-- Which project a version was made from: kept for good, so that its licence is obeyed and both lead to each other.
CREATE TABLE project_parent (
    project_id BIGINT NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    parent_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_parent_by_parent ON project_parent (parent_id);
