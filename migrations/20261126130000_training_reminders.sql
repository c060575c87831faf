-- How many days before a session those who have a seat are reminded (numbers, one space between two), and which reminders were made.
ALTER TABLE training_session ADD COLUMN reminders TEXT NOT NULL DEFAULT '7 1';

CREATE TABLE registration_reminder (
    registration_id BIGINT NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    days BIGINT NOT NULL,
    PRIMARY KEY (registration_id, days)
);
