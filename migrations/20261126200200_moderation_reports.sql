-- Moderation of what people say: what is reported, each act with its reason and its appeal, and who is asked not to write for some time.
CREATE TABLE post_report (
    id BIGINT NOT NULL PRIMARY KEY,
    post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    -- Never told to the author.
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    -- What the message said then: it may be changed meanwhile.
    body TEXT NOT NULL,
    reported_ms BIGINT NOT NULL,
    settled_ms BIGINT,
    outcome TEXT
);
CREATE INDEX post_report_waiting ON post_report (reported_ms) WHERE settled_ms IS NULL;
CREATE UNIQUE INDEX post_report_once ON post_report (post_id, account_id) WHERE settled_ms IS NULL;

CREATE TABLE moderation_act (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- What its author is told, in words.
    words TEXT NOT NULL,
    post_id BIGINT REFERENCES post (id) ON DELETE SET NULL,
    -- Whom it concerns.
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    -- Who did it.
    by_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    at_ms BIGINT NOT NULL,
    appeal TEXT NOT NULL DEFAULT '',
    appealed_ms BIGINT,
    appeal_answer TEXT NOT NULL DEFAULT '',
    appeal_kept BOOLEAN,
    appeal_settled_ms BIGINT
);
CREATE INDEX moderation_act_by_account ON moderation_act (account_id);
CREATE INDEX moderation_act_by_time ON moderation_act (at_ms);

-- Who is asked not to write, and until when. They read on.
CREATE TABLE silence (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    until_ms BIGINT NOT NULL
);

CREATE TABLE moderation_phrase (
    id BIGINT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    position BIGINT NOT NULL
);
