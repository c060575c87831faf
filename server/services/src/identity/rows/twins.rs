//! SQL of accounts that may be one person's.

use crate::{
    db::{Conn, exec, fetch_all, scalar},
    error::Result,
    identity::{Side, Twin},
};
use domain::{ids::AccountId, time::Timestamp};

/// How many are shown at once.
const MANY: i64 = 200;

#[derive(sqlx::FromRow)]
struct TwinRow {
    provider: String,
    id: i64,
    name: String,
    email: Option<String>,
    created_ms: i64,
    seen_ms: i64,
    former_id: i64,
    former_name: String,
    former_email: Option<String>,
    former_created_ms: i64,
    former_seen_ms: i64,
    former_suspended_ms: Option<i64>,
}

impl From<TwinRow> for Twin {
    fn from(row: TwinRow) -> Self {
        let new = Side {
            account: AccountId::new(row.id),
            name: row.name,
            email: row.email,
            since: Timestamp::from_ms(row.created_ms),
            seen: Timestamp::from_ms(row.seen_ms),
            is_open: true,
        };
        let former = Side {
            account: AccountId::new(row.former_id),
            name: row.former_name,
            email: row.former_email,
            since: Timestamp::from_ms(row.former_created_ms),
            seen: Timestamp::from_ms(row.former_seen_ms),
            is_open: row.former_suspended_ms.is_none(),
        };
        Self { provider: row.provider, new, former }
    }
}

/// Those that wait to be told apart or joined, the one that waits longest first.
pub(crate) async fn twins(conn: &mut impl Conn) -> Result<Vec<Twin>> {
    let sql = "SELECT i.provider, a.id, a.name, a.email, a.created_ms, a.seen_ms, f.id AS former_id, f.name AS former_name, \
               f.email AS former_email, f.created_ms AS former_created_ms, f.seen_ms AS former_seen_ms, \
               f.suspended_ms AS former_suspended_ms \
               FROM account_identity i JOIN account a ON a.id = i.account_id JOIN account f ON f.id = i.twin_of \
               WHERE a.suspended_ms IS NULL AND a.id <> f.id ORDER BY i.created_ms, a.id, f.id LIMIT $1";
    Ok(fetch_all!(conn, TwinRow, sql, MANY)?.into_iter().map(Twin::from).collect())
}

/// Whether nobody has told yet if `new` is `former`'s bearer, and both may be used.
pub(crate) async fn are_twins(conn: &mut impl Conn, new: AccountId, former: AccountId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM account_identity i JOIN account a ON a.id = i.account_id JOIN account f ON f.id = i.twin_of \
               WHERE a.id = $1 AND f.id = $2 AND a.id <> f.id AND a.suspended_ms IS NULL AND f.suspended_ms IS NULL";
    Ok(scalar!(conn, i64, sql, new.get(), former.get())? > 0)
}

/// Gives `former` all identities of `new`, which wait for nobody's word any more.
pub(crate) async fn move_identities(conn: &mut impl Conn, new: AccountId, former: AccountId) -> Result<()> {
    exec!(conn, "UPDATE account_identity SET account_id = $2, twin_of = NULL WHERE account_id = $1", new.get(), former.get())?;
    // Who may have been the new one may be the former.
    exec!(conn, "UPDATE account_identity SET twin_of = $2 WHERE twin_of = $1", new.get(), former.get())?;
    Ok(())
}

/// Notes that `new` is not `former`'s bearer; false when nobody asked.
pub(crate) async fn tell_apart(conn: &mut impl Conn, new: AccountId, former: AccountId) -> Result<bool> {
    let sql = "UPDATE account_identity SET twin_of = NULL WHERE account_id = $1 AND twin_of = $2";
    Ok(exec!(conn, sql, new.get(), former.get())? > 0)
}
