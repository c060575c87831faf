-- What the animator puts forward: collections in their own order, and slots of the home page, each for some days.
CREATE TABLE collection (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    published_ms BIGINT
);

CREATE TABLE collection_project (
    collection_id BIGINT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    PRIMARY KEY (collection_id, project_id)
);
CREATE INDEX collection_project_by_project ON collection_project (project_id);

-- Days are Paris days, written 2026-11-25: they sort as they read.
CREATE TABLE home_slot (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL
);
CREATE INDEX home_slot_by_end ON home_slot (until_on);
