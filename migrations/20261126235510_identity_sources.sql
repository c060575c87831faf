-- Several identities of one person: what each provider says of schools is replaced by that provider alone, as roles are.
CREATE TABLE account_school_source (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    uai TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (account_id, uai, source)
);
INSERT INTO account_school_source (account_id, uai, source)
    SELECT k.account_id, k.uai, COALESCE((SELECT MIN(i.provider) FROM account_identity i WHERE i.account_id = k.account_id), 'granted')
    FROM account_school k;

-- The account that a sign-in under way gives a second identity to.
ALTER TABLE sign_in_attempt ADD COLUMN link_account BIGINT REFERENCES account (id) ON DELETE CASCADE;
