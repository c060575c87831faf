-- Delegated animators (G8): the communes that each animates, and what they read there from now on.
CREATE TABLE account_animates (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    PRIMARY KEY (account_id, insee)
);

INSERT INTO project_reader (project_id, principal)
    SELECT DISTINCT ps.project_id, 'role:delegate@' || s.commune FROM project_school ps
    JOIN project p ON p.id = ps.project_id JOIN school s ON s.uai = ps.uai WHERE p.state <> 'draft';

INSERT INTO space_reader (space_id, principal)
    SELECT id, 'role:delegate' FROM space WHERE id NOT IN (SELECT space_id FROM space_commune);
INSERT INTO space_reader (space_id, principal)
    SELECT space_id, 'role:delegate@' || insee FROM space_commune;
