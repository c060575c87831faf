-- What each member is told in the portal: the event and for whom, never what it says, which is written when it is shown.
CREATE TABLE notice (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    -- As the letter that tells the same: what makes it this one.
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The topic it is about: reading it reads the notice.
    topic_id BIGINT REFERENCES topic (id) ON DELETE CASCADE,
    at_ms BIGINT NOT NULL,
    read_ms BIGINT,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX notice_by_account ON notice (account_id, seq);
