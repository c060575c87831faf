-- Which sending of a form a project was begun from a topic by: the same one, sent twice by a double click, is one sheet.
ALTER TABLE topic_project ADD COLUMN account_id BIGINT REFERENCES account (id) ON DELETE SET NULL;
ALTER TABLE topic_project ADD COLUMN sent TEXT;
CREATE UNIQUE INDEX topic_project_by_sending ON topic_project (account_id, sent);
