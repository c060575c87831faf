-- Letters that wait to leave: the event each tells of and whom, never what it says, which is written when it leaves. And what readers chose.
CREATE TABLE letter (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    -- Its place among the letters of its event.
    place BIGINT NOT NULL,
    -- Nobody's: whoever left an address without having an account.
    account_id BIGINT REFERENCES account (id) ON DELETE CASCADE,
    in_digest BOOLEAN NOT NULL,
    urgent BOOLEAN NOT NULL,
    due_ms BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    -- Until when one process alone may send it.
    claimed_until_ms BIGINT NOT NULL
);
CREATE INDEX letter_by_due ON letter (due_ms, seq, place);

CREATE TABLE letter_choice (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    frequency TEXT NOT NULL,
    PRIMARY KEY (account_id, kind)
);

-- What the addresses at the foot of letters bear, which stop them without signing in (RFC 8058). It opens nothing else.
CREATE TABLE letter_stop (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret TEXT NOT NULL
);
