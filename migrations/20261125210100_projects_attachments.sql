-- Documents, sounds and videos, and the sheets that they are attached to. A transcript is plain text, captions are WebVTT that the portal
-- wrote itself.
CREATE TABLE attachment (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES medium (id) ON DELETE CASCADE,
    format TEXT NOT NULL,
    bytes BIGINT NOT NULL
);
CREATE TABLE project_attachment (
    attachment_id BIGINT NOT NULL PRIMARY KEY REFERENCES attachment (id),
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    transcript TEXT NOT NULL,
    captions TEXT NOT NULL
);
CREATE INDEX project_attachment_by_project ON project_attachment (project_id, position);
