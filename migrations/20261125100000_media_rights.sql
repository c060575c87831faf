-- Who can be recognised in a picture and what families have allowed: a ledger that only grows. The picture names the line that holds,
-- why it is hidden, and which making of its files is in use (masking makes others).
CREATE TABLE picture_rights (
    id BIGINT NOT NULL PRIMARY KEY,
    picture_id BIGINT NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
    people TEXT NOT NULL,
    purpose TEXT,
    supports TEXT,
    signed_on TEXT,
    until_on TEXT,
    until_ms BIGINT,
    holders TEXT,
    elders TEXT,
    by_account BIGINT,
    at_ms BIGINT NOT NULL,
    warned_ms BIGINT
);
CREATE INDEX picture_rights_by_picture ON picture_rights (picture_id);
CREATE INDEX picture_rights_by_end ON picture_rights (until_ms) WHERE until_ms IS NOT NULL;

ALTER TABLE picture ADD COLUMN rights BIGINT;
ALTER TABLE picture ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN hidden TEXT;
ALTER TABLE picture ADD COLUMN hidden_ms BIGINT;
