-- Sign-ins of every kind of provider. Those under way are begun again: they last ten minutes at most.
DROP TABLE sign_in_attempt;
CREATE TABLE sign_in_attempt (
    state_hash TEXT NOT NULL PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    provider TEXT NOT NULL,
    nonce TEXT,
    verifier TEXT,
    anew BOOLEAN NOT NULL,
    return_to TEXT NOT NULL,
    expires_ms BIGINT NOT NULL
);

-- What a provider calls someone besides, and the account whom it called so before under another subject: an administrator tells whether
-- they are one person.
ALTER TABLE account_identity ADD COLUMN uid TEXT;
ALTER TABLE account_identity ADD COLUMN twin_of BIGINT;
CREATE INDEX account_identity_by_uid ON account_identity (provider, uid);

-- What a provider ends a session by: whom it means, and the hash of its own session (an ID token's sid, a CAS ticket).
ALTER TABLE session ADD COLUMN provider_subject TEXT;
ALTER TABLE session ADD COLUMN provider_session TEXT;
CREATE INDEX session_by_provider_subject ON session (provider, provider_subject);
CREATE INDEX session_by_provider_session ON session (provider, provider_session);

-- Logout tokens that were taken: each counts once.
CREATE TABLE logout_token (
    provider TEXT NOT NULL,
    jti_hash TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY (provider, jti_hash)
);
