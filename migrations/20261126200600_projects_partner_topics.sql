-- An answer to a call for partner classes goes on as a topic between who wrote it and the project's authors; answers of before have none.
ALTER TABLE project_call_answer ADD COLUMN topic_id BIGINT REFERENCES topic (id) ON DELETE SET NULL;
