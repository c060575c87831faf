-- Invitations to sign a project: whoever holds the link, once, while it lasts. The row holds the hash of its secret.
CREATE TABLE project_invitation (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    secret_hash TEXT NOT NULL,
    by_account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX project_invitation_by_secret ON project_invitation (secret_hash);
CREATE INDEX project_invitation_by_project ON project_invitation (project_id, at_ms);
