//! SQL of invitations to a role.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    identity::{InvitedTo, RoleInvitation},
};
use domain::{
    access::Role,
    identity::InvitationForm,
    ids::{AccountId, RoleInvitationId},
    territory::Insee,
    time::Timestamp,
};

fn codes(communes: &[Insee]) -> String {
    communes.iter().map(Insee::as_str).collect::<Vec<_>>().join(" ")
}

fn communes(codes: &str) -> Result<Vec<Insee>> {
    codes.split_whitespace().map(value).collect()
}

/// Keeps an invitation.
pub(crate) async fn insert(
    conn: &mut impl Conn,
    id: RoleInvitationId,
    secret_hash: &str,
    form: &InvitationForm,
    by: Option<AccountId>,
    at: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO role_invitation (id, secret_hash, role, name, service, communes, at_ms, expires_ms, by_account) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let InvitationForm { role, name, service, communes } = form;
    let by = by.map(AccountId::get);
    exec!(conn, sql, id.get(), secret_hash, role.key(), name, service, codes(communes), at.ms(), expires.ms(), by)?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct InvitationRow {
    id: i64,
    role: String,
    name: String,
    service: String,
    communes: String,
    at_ms: i64,
    expires_ms: i64,
}

/// Those that count at `now`, the first made first.
pub(crate) async fn invitations(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<RoleInvitation>> {
    let sql = "SELECT id, role, name, service, communes, at_ms, expires_ms FROM role_invitation WHERE expires_ms > $1 ORDER BY at_ms, id";
    let whole = |row: InvitationRow| {
        Ok(RoleInvitation {
            id: RoleInvitationId::new(row.id),
            role: value(&row.role)?,
            name: row.name,
            service: row.service,
            communes: communes(&row.communes)?,
            at: Timestamp::from_ms(row.at_ms),
            expires: Timestamp::from_ms(row.expires_ms),
        })
    };
    fetch_all!(conn, InvitationRow, sql, now.ms())?.into_iter().map(whole).collect()
}

/// What the invitation of this hash is to, and who made it, if it has not ended at `now`.
pub(crate) async fn invited(conn: &mut impl Conn, secret_hash: &str, now: Timestamp) -> Result<Option<(InvitedTo, Option<AccountId>)>> {
    let sql = "SELECT role, service, communes, by_account FROM role_invitation WHERE secret_hash = $1 AND expires_ms > $2";
    let row = fetch_opt!(conn, (String, String, String, Option<i64>), sql, secret_hash, now.ms())?;
    let Some((role, service, codes, by)) = row else { return Ok(None) };
    let mut names = Vec::new();
    for commune in communes(&codes)? {
        let known = fetch_opt!(conn, (String,), "SELECT name FROM commune WHERE insee = $1", commune.as_str())?;
        names.push(known.map_or_else(|| commune.to_string(), |(name,)| name));
    }
    Ok(Some((InvitedTo { role: value(&role)?, service, communes: names }, by.map(AccountId::new))))
}

/// An invitation that was taken away.
pub(crate) struct Taken {
    pub(crate) id: RoleInvitationId,
    pub(crate) role: Role,
    pub(crate) communes: Vec<Insee>,
    /// Who made it.
    pub(crate) by: Option<AccountId>,
}

/// Takes the invitation of this hash away, if it has not ended at `now`.
pub(crate) async fn take(conn: &mut impl Conn, secret_hash: &str, now: Timestamp) -> Result<Option<Taken>> {
    let sql = "DELETE FROM role_invitation WHERE secret_hash = $1 AND expires_ms > $2 RETURNING id, role, communes, by_account";
    let row = fetch_opt!(conn, (i64, String, String, Option<i64>), sql, secret_hash, now.ms())?;
    let Some((id, role, codes, by)) = row else { return Ok(None) };
    let taken = Taken { id: RoleInvitationId::new(id), role: value(&role)?, communes: communes(&codes)?, by: by.map(AccountId::new) };
    Ok(Some(taken))
}

/// Takes an invitation away; gives its role, if there was one.
pub(crate) async fn take_back(conn: &mut impl Conn, id: RoleInvitationId) -> Result<Option<Role>> {
    let row = fetch_opt!(conn, (String,), "DELETE FROM role_invitation WHERE id = $1 RETURNING role", id.get())?;
    row.map(|(role,)| value(&role)).transpose()
}

/// Takes away those that count no more; gives how many there were.
pub(crate) async fn delete_expired(conn: &mut impl Conn, now: Timestamp) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM role_invitation WHERE expires_ms <= $1", now.ms())?)
}

/// Whether this is a commune of the territory.
pub(crate) async fn is_a_commune(conn: &mut impl Conn, commune: &Insee) -> Result<bool> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM commune WHERE insee = $1", commune.as_str())? > 0)
}
