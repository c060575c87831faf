-- What was made of a topic: the link between a discussion and the project begun from it, kept both ways (D8).
CREATE TABLE topic_project (
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    drawn_ms BIGINT NOT NULL,
    PRIMARY KEY (topic_id, project_id)
);
CREATE INDEX topic_project_by_project ON topic_project (project_id);
