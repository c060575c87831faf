-- What catalogues that harvest us (OAI-PMH 2.0) were told of each project that everyone could once read. It outlives the project:
-- they must learn that it is gone, whenever they come.
CREATE TABLE harvest_record (
    project_id BIGINT NOT NULL PRIMARY KEY,
    changed_ms BIGINT NOT NULL,
    deleted BOOLEAN NOT NULL
);
CREATE INDEX harvest_record_by_change ON harvest_record (changed_ms, project_id);

-- The sets it is in, or was when it went.
CREATE TABLE harvest_record_set (
    project_id BIGINT NOT NULL REFERENCES harvest_record (project_id) ON DELETE CASCADE,
    spec TEXT NOT NULL,
    PRIMARY KEY (project_id, spec)
);
CREATE INDEX harvest_record_set_by_spec ON harvest_record_set (spec);
