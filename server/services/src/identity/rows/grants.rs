//! SQL of the roles that were given here.

use crate::{
    db::{Conn, exec, fetch_all, scalar, value},
    error::Result,
    identity::RoleGiven,
};
use domain::{access::Role, ids::AccountId, time::Timestamp};

/// Every role that `source` gave to accounts that may be used, by name.
pub(crate) async fn given(conn: &mut impl Conn, source: &str) -> Result<Vec<RoleGiven>> {
    let sql = "SELECT a.id, a.name, r.role, r.granted_ms FROM account_role r JOIN account a ON a.id = r.account_id \
               WHERE r.source = $1 AND a.suspended_ms IS NULL ORDER BY r.role, a.name, a.id";
    let mut given = Vec::new();
    for (id, name, role, since) in fetch_all!(conn, (i64, String, String, i64), sql, source)? {
        let role: Role = value(&role)?;
        let sql = match role {
            Role::Official => "SELECT insee FROM account_commune WHERE account_id = $1 ORDER BY insee",
            _ => "SELECT insee FROM account_animates WHERE account_id = $1 ORDER BY insee",
        };
        let communes = match role {
            Role::Official | Role::Delegate => fetch_all!(conn, (String,), sql, id)?,
            _ => Vec::new(),
        };
        given.push(RoleGiven {
            account: AccountId::new(id),
            name,
            role,
            communes: communes.iter().map(|(insee,)| value(insee)).collect::<Result<_>>()?,
            since: Timestamp::from_ms(since),
        });
    }
    Ok(given)
}

/// Takes a role back that `source` gave. Says whether it had.
pub(crate) async fn take(conn: &mut impl Conn, account: AccountId, source: &str, role: Role) -> Result<bool> {
    let sql = "DELETE FROM account_role WHERE account_id = $1 AND source = $2 AND role = $3";
    Ok(exec!(conn, sql, account.get(), source, role.key())? == 1)
}

/// How many others that may be used hold `role`, whoever gave it. Every administrator's row is locked: of two who take the role from each other,
/// the second sees what the first did.
pub(crate) async fn others_with(conn: &mut impl Conn, account: AccountId, role: Role) -> Result<i64> {
    let lock = "UPDATE account SET seen_ms = seen_ms WHERE id IN (SELECT account_id FROM account_role WHERE role = $1)";
    exec!(conn, lock, role.key())?;
    let sql = "SELECT COUNT(DISTINCT r.account_id) FROM account_role r JOIN account a ON a.id = r.account_id \
               WHERE r.role = $1 AND r.account_id <> $2 AND a.suspended_ms IS NULL";
    Ok(scalar!(conn, i64, sql, role.key(), account.get())?)
}
