-- Secret addresses at which calendars follow a member's own places. Only hashes of the secrets are kept.
CREATE TABLE calendar_feed (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret_hash TEXT NOT NULL,
    made_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX calendar_feed_by_secret ON calendar_feed (secret_hash);
