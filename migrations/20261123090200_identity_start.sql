-- People. An account's key is (provider, subject), never an e-mail address or a login: those are reassigned.
CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    suspended_ms BIGINT,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL
);
CREATE INDEX account_by_email ON account (email_key);

CREATE TABLE account_identity (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX account_identity_by_account ON account_identity (account_id);

-- Roles, and where each comes from: those of a provider are replaced at each sign-in, those granted here are not.
CREATE TABLE account_role (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    source TEXT NOT NULL,
    granted_ms BIGINT NOT NULL,
    PRIMARY KEY (account_id, role, source)
);

CREATE TABLE account_school (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    uai TEXT NOT NULL,
    PRIMARY KEY (account_id, uai)
);

CREATE TABLE account_commune (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    PRIMARY KEY (account_id, insee)
);

-- Sessions: the cookie holds 256 random bits, the row only their hash.
CREATE TABLE session (
    id_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    id_token TEXT,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_ms);

-- Sign-ins under way: used once, bound to one browser and one provider, ten minutes at most.
CREATE TABLE sign_in_attempt (
    state_hash TEXT NOT NULL PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    provider TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_ms BIGINT NOT NULL
);

-- Who did what: append-only.
CREATE TABLE audit (
    id BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL,
    request TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at_ms);
