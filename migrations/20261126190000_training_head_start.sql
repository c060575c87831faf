-- When a session is announced to everyone: those who wished for it see it before. Nothing, where nobody had: it is as it opens.
ALTER TABLE training_session ADD COLUMN announced_ms BIGINT;
