-- Who backed a need in the name of which school: each of them is told of its answers, though the school counts once.
CREATE TABLE need_voice (
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    school TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    backed_ms BIGINT NOT NULL,
    PRIMARY KEY (topic_id, school, account_id)
);
CREATE INDEX need_voice_by_account ON need_voice (account_id);

INSERT INTO need_voice (topic_id, school, account_id, backed_ms)
SELECT topic_id, school, account_id, backed_ms FROM need_backer WHERE account_id IS NOT NULL;

-- Which of them was first is kept nowhere else.
UPDATE need_backer SET account_id = NULL;
