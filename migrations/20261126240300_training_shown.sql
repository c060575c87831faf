-- Since when a session is shown to everyone; nothing while it is not, and for the seconds until a job tells that its minute has come.
ALTER TABLE training_session ADD COLUMN shown_ms BIGINT;
-- Of those that are shown the minute was not kept: that at which they were made stands for it.
UPDATE training_session SET shown_ms = created_ms WHERE state <> 'draft' AND announced_ms IS NULL;
CREATE INDEX training_session_to_announce ON training_session (announced_ms) WHERE shown_ms IS NULL;
