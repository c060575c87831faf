-- The text of the documents that are attached, read once: search finds them by it, and a rebuild of the index reads no file again. It goes
-- with its attachment, and as soon as that is hidden. `reading` says what came of it: only what the machine failed at is tried again.
CREATE TABLE attachment_text (
    attachment_id BIGINT NOT NULL PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
    reading TEXT NOT NULL,
    tries BIGINT NOT NULL,
    read_ms BIGINT NOT NULL,
    body TEXT NOT NULL
);
