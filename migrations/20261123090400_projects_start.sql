-- Projects. The sheet itself stands in typed columns and lists; every saved version is kept whole in project_version.
CREATE TABLE project (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT project_slug_once UNIQUE,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    objectives TEXT NOT NULL,
    duration TEXT NOT NULL,
    steps TEXT NOT NULL,
    body TEXT NOT NULL,
    result TEXT NOT NULL,
    licence TEXT,
    visibility TEXT NOT NULL,
    state TEXT NOT NULL,
    cover BIGINT REFERENCES picture (id),
    cover_alt TEXT NOT NULL,
    cover_decorative BOOLEAN NOT NULL,
    cover_caption TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    submitted_ms BIGINT,
    publish_at_ms BIGINT,
    published_ms BIGINT
);
CREATE INDEX project_by_publication ON project (published_ms DESC, id DESC) WHERE state = 'published';
CREATE INDEX project_by_cover ON project (cover);
CREATE INDEX project_by_state ON project (state, submitted_ms);

-- Addresses a project had before its title changed: they redirect for good.
CREATE TABLE project_former_slug (
    slug TEXT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE
);

-- Values from closed vocabularies, in the order chosen: cycle, level, subject, crcn, equipment.
CREATE TABLE project_tag (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    vocabulary TEXT NOT NULL,
    value TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (project_id, vocabulary, value)
);

CREATE TABLE project_school (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    uai TEXT NOT NULL REFERENCES school (uai),
    position BIGINT NOT NULL,
    PRIMARY KEY (project_id, uai)
);
CREATE INDEX project_school_by_school ON project_school (uai);

CREATE TABLE project_author (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (project_id, account_id)
);
CREATE INDEX project_author_by_account ON project_author (account_id);

-- Who may read: derived from state, visibility, authors and schools by domain::access::readers, in every write.
CREATE TABLE project_reader (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    principal TEXT NOT NULL,
    PRIMARY KEY (project_id, principal)
);

CREATE TABLE project_version (
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    by_account BIGINT,
    at_ms BIGINT NOT NULL,
    sheet TEXT NOT NULL,
    autosaved BOOLEAN NOT NULL,
    PRIMARY KEY (project_id, version)
);

-- What reviewers wrote, on one field or on the whole.
CREATE TABLE project_remark (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    by_account BIGINT,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_remark_by_project ON project_remark (project_id, at_ms);

-- Every move from one state to another: who, when.
CREATE TABLE project_move (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    by_account BIGINT,
    made TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_move_by_project ON project_move (project_id, at_ms);
