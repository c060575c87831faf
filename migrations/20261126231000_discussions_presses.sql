-- How many presses someone gave since when: one that is taken back leaves no other row, and so could be given again for ever (M8).
CREATE TABLE press (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    since_ms BIGINT NOT NULL,
    many BIGINT NOT NULL
);
CREATE INDEX post_version_by_time ON post_version (until_ms);
CREATE INDEX post_picture_by_account ON post_picture (account_id, at_ms);
