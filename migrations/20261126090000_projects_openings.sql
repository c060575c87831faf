-- For whom a project is open, from which day to which, both included (Europe/Paris); the row of the link holds the hash of its secret.
-- A circle without a row is open always when the sheet's visibility names it, and never otherwise.
CREATE TABLE project_opening (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    circle TEXT NOT NULL CHECK (circle IN ('public', 'community', 'school', 'link')),
    from_on TEXT,
    until_on TEXT,
    secret_hash TEXT,
    PRIMARY KEY (project_id, circle),
    CHECK (secret_hash IS NULL OR circle = 'link')
);
CREATE UNIQUE INDEX project_opening_by_secret ON project_opening (secret_hash) WHERE secret_hash IS NOT NULL;
-- When the rows of `project_reader` are next to be written again; nothing when no date changes them.
ALTER TABLE project ADD COLUMN readers_until_ms BIGINT;
CREATE INDEX project_by_readers_until ON project (readers_until_ms) WHERE readers_until_ms IS NOT NULL;
