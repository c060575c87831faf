-- Who was there for each half-day, and the certificates that it makes.
CREATE TABLE presence (
    registration_id BIGINT NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    -- The half-day's place in its session, from 0.
    half_day BIGINT NOT NULL,
    presence TEXT NOT NULL,
    marked_ms BIGINT NOT NULL,
    PRIMARY KEY (registration_id, half_day)
);

CREATE TABLE certificate (
    registration_id BIGINT NOT NULL PRIMARY KEY REFERENCES registration (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    -- As it was when it was issued: what is named otherwise since does not change the paper.
    name TEXT NOT NULL,
    school TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    issued_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX certificate_by_number ON certificate (number);
