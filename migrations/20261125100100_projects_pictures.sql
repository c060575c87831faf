-- A sheet shows several pictures, in order, each with its own words. project.cover names the first of them that is not hidden: cards and
-- previews read it without looking at the others.
CREATE TABLE project_picture (
    picture_id BIGINT NOT NULL PRIMARY KEY REFERENCES picture (id),
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    alt TEXT NOT NULL,
    decorative BOOLEAN NOT NULL,
    caption TEXT NOT NULL
);
CREATE INDEX project_picture_by_project ON project_picture (project_id, position);

INSERT INTO project_picture (picture_id, project_id, position, alt, decorative, caption)
SELECT cover, id, 0, cover_alt, cover_decorative, cover_caption FROM project WHERE cover IS NOT NULL;

ALTER TABLE project DROP COLUMN cover_alt;
ALTER TABLE project DROP COLUMN cover_decorative;
ALTER TABLE project DROP COLUMN cover_caption;
