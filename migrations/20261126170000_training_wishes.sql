-- Trainings that are wished for, who backs each, and for which cycle they teach.
CREATE TABLE wish (
    id BIGINT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL,
    -- The training that answers it.
    training_id BIGINT REFERENCES training (id) ON DELETE SET NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX wish_by_training ON wish (training_id);

CREATE TABLE wish_backer (
    wish_id BIGINT NOT NULL REFERENCES wish (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    cycle TEXT NOT NULL,
    backed_ms BIGINT NOT NULL,
    PRIMARY KEY (wish_id, account_id)
);
CREATE INDEX wish_backer_by_account ON wish_backer (account_id);
