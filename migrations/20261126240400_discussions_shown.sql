-- When a message first stood where its readers found it, which is not when it was written: it may have waited to be read, or for its topic's minute.
ALTER TABLE post ADD COLUMN shown_ms BIGINT;
UPDATE post SET shown_ms = created_ms WHERE position IS NOT NULL;
-- Needs of a school are found again when it is called otherwise.
CREATE INDEX need_by_school ON need (school);
