-- The audit trail is only ever added to, but for what is older than the instant that is written here first: triggers see to it, which each
-- engine writes in its own way (services, db).
CREATE TABLE audit_retention (
    one BIGINT NOT NULL PRIMARY KEY,
    before_ms BIGINT NOT NULL
);
INSERT INTO audit_retention (one, before_ms) VALUES (1, 0);
CREATE INDEX audit_by_actor ON audit (actor, at_ms);
CREATE INDEX audit_by_action ON audit (action, at_ms);
