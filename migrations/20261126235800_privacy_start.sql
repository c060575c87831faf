-- Who had their account erased, by its number alone: what is done again when an older backup is put back. `settled_ms` is when the file store
-- was told too, and what was freed in the database overwritten.
CREATE TABLE erasure (
    account_id BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    contributions TEXT NOT NULL,
    settled_ms BIGINT
);
CREATE INDEX erasure_to_settle ON erasure (at_ms) WHERE settled_ms IS NULL;

-- Links to an archive of what is held about someone: used once, by them alone, within a day. The row holds the hash of the secret.
CREATE TABLE archive_link (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made_ms BIGINT NOT NULL,
    used_ms BIGINT
);
CREATE INDEX archive_link_by_account ON archive_link (account_id, made_ms);

-- Who was told that an account that is not used any more will be erased. It counts until they sign in again.
CREATE TABLE idle_warning (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    at_ms BIGINT NOT NULL
);

-- Who accepted which version of the rules of use, and when (R4).
CREATE TABLE acceptance (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, version)
);
