-- The message a notice is about: once it is no longer shown, it is neither told nor counted. And the indexes of what every page counts.
ALTER TABLE notice ADD COLUMN post_id BIGINT REFERENCES post (id) ON DELETE CASCADE;
CREATE INDEX notice_by_post ON notice (post_id);
CREATE INDEX notice_by_topic ON notice (topic_id);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_ms IS NULL;
