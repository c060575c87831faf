-- Trainings, their sessions, and who has a place in them. Instants are UTC in milliseconds; days are Paris days, written 2026-11-25.
CREATE TABLE training (
    id BIGINT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    aims TEXT NOT NULL,
    body TEXT NOT NULL,
    materials TEXT NOT NULL,
    -- Keys of cycles, and of competences of the CRCN-Édu, one space between two.
    cycles TEXT NOT NULL,
    competences TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX training_by_slug ON training (slug);

CREATE TABLE training_session (
    id BIGINT NOT NULL PRIMARY KEY,
    training_id BIGINT NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    mode TEXT NOT NULL,
    place TEXT NOT NULL,
    room TEXT NOT NULL,
    commune TEXT REFERENCES commune (insee),
    online TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    released_on TEXT,
    approval TEXT NOT NULL,
    opens_ms BIGINT,
    closes_ms BIGINT,
    -- The first half-day's beginning and the last one's end: what calendars are ordered by.
    begins_ms BIGINT NOT NULL,
    ends_ms BIGINT NOT NULL,
    -- The number of the next who asks: their order, and the lock that all who ask queue at.
    next_number BIGINT NOT NULL,
    -- Grows with every change of date or place (RFC 5545, SEQUENCE).
    sequence BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX training_session_by_training ON training_session (training_id, begins_ms);
CREATE INDEX training_session_by_begin ON training_session (begins_ms);

CREATE TABLE training_half_day (
    session_id BIGINT NOT NULL REFERENCES training_session (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    from_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (session_id, position)
);

CREATE TABLE training_trainer (
    session_id BIGINT NOT NULL REFERENCES training_session (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    PRIMARY KEY (session_id, account_id)
);
CREATE INDEX training_trainer_by_account ON training_trainer (account_id);

CREATE TABLE registration (
    id BIGINT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES training_session (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    standing TEXT NOT NULL,
    -- Whether it ever was 'registered': its owner's calendar was told then.
    had_a_seat BOOLEAN NOT NULL,
    claim TEXT NOT NULL,
    asked_ms BIGINT NOT NULL,
    offered_until_ms BIGINT,
    changed_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX registration_by_number ON registration (session_id, number);
-- One place each, whatever happens at once.
CREATE UNIQUE INDEX registration_live ON registration (session_id, account_id)
    WHERE standing IN ('asked', 'registered', 'waiting', 'offered');
CREATE INDEX registration_by_account ON registration (account_id, session_id);
CREATE INDEX registration_by_offer ON registration (offered_until_ms) WHERE offered_until_ms IS NOT NULL;

-- The lock that all who plan queue at: a room and a trainer are promised once.
CREATE TABLE training_calendar (
    id BIGINT NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO training_calendar (id, changes) VALUES (1, 0);
