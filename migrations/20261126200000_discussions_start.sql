-- Discussions: spaces with their own readers and writers, topics shown in one or several of them, and numbered messages.
CREATE TABLE space (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    is_public BOOLEAN NOT NULL,
    takes_needs BOOLEAN NOT NULL,
    position BIGINT NOT NULL,
    -- Nothing more is written in it, and it is not listed.
    closed_ms BIGINT,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);

-- Which roles read and write: what was chosen.
CREATE TABLE space_role (
    space_id BIGINT NOT NULL REFERENCES space (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    may_post BOOLEAN NOT NULL,
    PRIMARY KEY (space_id, role, may_post)
);

CREATE TABLE space_commune (
    space_id BIGINT NOT NULL REFERENCES space (id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    PRIMARY KEY (space_id, insee)
);

-- Who reads, as groups of readers: what follows from it, written with it, for lists.
CREATE TABLE space_reader (
    space_id BIGINT NOT NULL REFERENCES space (id) ON DELETE CASCADE,
    principal TEXT NOT NULL,
    PRIMARY KEY (space_id, principal)
);

CREATE TABLE topic (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    author_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    -- What it stands beside, where it is in no space.
    project_id BIGINT REFERENCES project (id) ON DELETE CASCADE,
    training_id BIGINT REFERENCES training (id) ON DELETE CASCADE,
    -- Whether it is between the people of topic_person alone.
    is_private BOOLEAN NOT NULL,
    opens_ms BIGINT,
    locked_ms BIGINT,
    pinned_until_ms BIGINT,
    merged_into BIGINT REFERENCES topic (id) ON DELETE SET NULL,
    answer_id BIGINT,
    -- The number of its last message.
    last_position BIGINT NOT NULL,
    last_post_ms BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX topic_by_last_post ON topic (last_post_ms);
CREATE INDEX topic_by_project ON topic (project_id);
CREATE INDEX topic_by_training ON topic (training_id);
CREATE INDEX topic_to_open ON topic (opens_ms) WHERE state = 'scheduled';

CREATE TABLE topic_space (
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    space_id BIGINT NOT NULL REFERENCES space (id) ON DELETE CASCADE,
    PRIMARY KEY (topic_id, space_id)
);
CREATE INDEX topic_space_by_space ON topic_space (space_id);

CREATE TABLE topic_person (
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (topic_id, account_id)
);
CREATE INDEX topic_person_by_account ON topic_person (account_id);

CREATE TABLE topic_tag (
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (topic_id, tag)
);
CREATE INDEX topic_tag_by_tag ON topic_tag (tag);

CREATE TABLE post (
    id BIGINT NOT NULL PRIMARY KEY,
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    -- Its number in the topic, from 1; nothing while it waits to be read.
    position BIGINT,
    author_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Which sending of a form it came with: the same one comes once.
    sent TEXT,
    version BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    edited_ms BIGINT,
    -- What its author is told when it was taken away.
    reason TEXT NOT NULL
);
CREATE UNIQUE INDEX post_by_position ON post (topic_id, position);
CREATE UNIQUE INDEX post_by_sending ON post (author_id, sent);
CREATE INDEX post_waiting ON post (created_ms) WHERE state = 'waiting';

-- What a message said before it was changed (D11).
CREATE TABLE post_version (
    post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (post_id, version)
);

-- Who is named in a message.
CREATE TABLE post_mention (
    post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (post_id, account_id)
);

CREATE TABLE post_reaction (
    post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    reaction TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (post_id, account_id, reaction)
);

-- What someone is writing and has not sent (D7), by where it would go: `topic:12`, `space:3`, `project:7`.
CREATE TABLE post_draft (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    updated_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, place)
);

-- How far someone has read.
CREATE TABLE topic_reading (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, topic_id)
);

-- What someone follows or mutes: `space:3`, `topic:12`, `tag:francais`.
CREATE TABLE follow (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    followed TEXT NOT NULL,
    attention TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, followed)
);
CREATE INDEX follow_by_followed ON follow (followed);

-- From how many messages on a member's messages appear at once (M6); 0: from the first.
CREATE TABLE discussion_setting (
    id BIGINT NOT NULL PRIMARY KEY,
    read_first BIGINT NOT NULL
);
INSERT INTO discussion_setting (id, read_first) VALUES (1, 0);
