-- Pictures in messages: taken in as those of sheets are, with the words that stand for them; of no message until one names them.
CREATE TABLE post_picture (
    picture_id BIGINT NOT NULL PRIMARY KEY REFERENCES picture (id),
    -- Who took it in.
    account_id BIGINT REFERENCES account (id) ON DELETE SET NULL,
    post_id BIGINT REFERENCES post (id) ON DELETE SET NULL,
    alt TEXT NOT NULL,
    -- Since when it is of this message, or of none.
    at_ms BIGINT NOT NULL
);
CREATE INDEX post_picture_by_post ON post_picture (post_id);
CREATE INDEX post_picture_waiting ON post_picture (at_ms) WHERE post_id IS NULL;
