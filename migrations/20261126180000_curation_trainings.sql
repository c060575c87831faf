-- The projects that a training is about, in their order.
CREATE TABLE training_project (
    training_id BIGINT NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    PRIMARY KEY (training_id, project_id)
);
CREATE INDEX training_project_by_project ON training_project (project_id);
