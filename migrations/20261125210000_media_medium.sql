-- Pictures are not alone any more: recordings and documents are taken in, declared, hidden and taken away by the same rules. What they
-- share is a medium; a picture is a medium with a size and renditions.
ALTER TABLE picture RENAME TO medium;
CREATE TABLE picture (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES medium (id) ON DELETE CASCADE,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    revision BIGINT NOT NULL
);
INSERT INTO picture (id, width, height, revision) SELECT id, width, height, revision FROM medium;
ALTER TABLE medium DROP COLUMN width;
ALTER TABLE medium DROP COLUMN height;
ALTER TABLE medium DROP COLUMN revision;

ALTER TABLE picture_rights RENAME TO medium_rights;
ALTER TABLE medium_rights RENAME COLUMN picture_id TO medium_id;
DROP INDEX picture_rights_by_picture;
DROP INDEX picture_rights_by_end;
CREATE INDEX medium_rights_by_medium ON medium_rights (medium_id);
CREATE INDEX medium_rights_by_end ON medium_rights (until_ms) WHERE until_ms IS NOT NULL;

ALTER TABLE picture_request RENAME TO removal_request;
ALTER TABLE removal_request RENAME COLUMN picture_id TO medium_id;
DROP INDEX picture_request_waiting;
DROP INDEX picture_request_by_picture;
CREATE INDEX removal_request_waiting ON removal_request (asked_ms) WHERE decided_ms IS NULL;
CREATE INDEX removal_request_by_medium ON removal_request (medium_id);
