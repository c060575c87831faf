-- Who looks after a review, which phrases are at hand, whose projects are read before they appear, and what appeared unread.
CREATE TABLE project_assignment (
    project_id BIGINT NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at_ms BIGINT NOT NULL
);
CREATE INDEX project_assignment_by_account ON project_assignment (account_id);

CREATE TABLE project_unchecked (
    project_id BIGINT NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    since_ms BIGINT NOT NULL
);

CREATE TABLE project_regime (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    regime TEXT NOT NULL,
    by_account BIGINT,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (kind, subject)
);

CREATE TABLE review_phrase (
    id BIGINT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
);
INSERT INTO review_phrase (id, text) VALUES
    (1, 'Merci de cet envoi : votre projet donnera des idées à d’autres classes.'),
    (2, 'Pourriez-vous dire combien de séances il a fallu, et de quelle durée ?'),
    (3, 'Un collègue qui n’a pas votre matériel pourrait-il le refaire ? Dites comment, en une phrase.'),
    (4, 'Quelques mots sur ce que les élèves ont appris, ou dit, rendraient la fiche plus vivante.'),
    (5, 'Un prénom d’élève se lit encore dans le texte ou dans une légende : remplacez-le, s’il vous plaît.'),
    (6, 'L’image gagnerait à être décrite pour les personnes qui ne la voient pas.');
