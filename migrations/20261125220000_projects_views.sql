-- How often readers opened a published sheet, by month: numbers, nobody.
CREATE TABLE project_view (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    month TEXT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (project_id, month)
);
