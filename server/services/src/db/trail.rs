//! The audit trail is only ever added to: the database itself refuses to change a line, and to take one away that is not older than what
//! `audit_retention` says. Each engine writes that in its own way, so that no migration can hold it.

use super::Db;

const SQLITE: &str = "
CREATE TRIGGER IF NOT EXISTS audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE DELETE ON audit
WHEN OLD.at_ms >= COALESCE((SELECT MAX(before_ms) FROM audit_retention), 0)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_retention_forward BEFORE UPDATE ON audit_retention WHEN NEW.before_ms < OLD.before_ms
BEGIN SELECT RAISE(ABORT, 'what was forgotten stays so'); END;
";

const POSTGRES: &str = "
CREATE OR REPLACE FUNCTION audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at_ms < COALESCE((SELECT MAX(before_ms) FROM audit_retention), 0) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail is only ever added to';
END $$;
CREATE OR REPLACE FUNCTION audit_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only ever added to';
END $$;
CREATE OR REPLACE FUNCTION audit_retention_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.before_ms < OLD.before_ms THEN
        RAISE EXCEPTION 'what was forgotten stays so';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_retention_forward BEFORE UPDATE ON audit_retention FOR EACH ROW EXECUTE FUNCTION audit_retention_goes_on();
CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_added_to();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_not_emptied();
";

/// The lock under which PostgreSQL's triggers are made: any number that nothing else here takes.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7261148)";
const THERE: &str = "SELECT COUNT(*) FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND tgname = 'audit_kept'";

/// Has the database keep the trail; does nothing when it does.
pub(super) async fn protect(db: &Db) -> Result<(), sqlx::Error> {
    match db {
        Db::Sqlite { write, .. } => {
            sqlx::raw_sql(SQLITE).execute(write).await?;
        }
        Db::Postgres { write, .. } => {
            // Several processes may start at once.
            let mut tx = write.begin().await?;
            sqlx::raw_sql(LOCK).execute(&mut *tx).await?;
            let there: i64 = sqlx::query_scalar(THERE).fetch_one(&mut *tx).await?;
            if there == 0 {
                sqlx::raw_sql(POSTGRES).execute(&mut *tx).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}
