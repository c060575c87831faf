-- Invitations to a role: whoever holds the link, once, while it lasts. The row holds the hash of its secret, and goes when it is used.
CREATE TABLE role_invitation (
    id BIGINT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    -- For whoever made it to tell one from another.
    name TEXT NOT NULL,
    service TEXT NOT NULL,
    -- Codes of communes, one space between two.
    communes TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX role_invitation_by_secret ON role_invitation (secret_hash);
