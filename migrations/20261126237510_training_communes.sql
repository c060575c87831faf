-- Whose a training is that a delegate made: the communes that they animated then. None: whoever runs trainings everywhere.
CREATE TABLE training_commune (
    training_id BIGINT NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    PRIMARY KEY (training_id, insee)
);
