//! Accounts, what identifies them, and what they are.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
};
use domain::{
    access::Role,
    identity::NameShown,
    ids::AccountId,
    territory::{Insee, Uai},
    time::Timestamp,
};

/// Notes that `(provider, subject)` was seen, and gives its account; nothing when it was never seen. A write, so that two
/// sign-ins of one person queue here on PostgreSQL.
pub(crate) async fn touch_identity(conn: &mut impl Conn, provider: &str, subject: &str, now: Timestamp) -> Result<Option<AccountId>> {
    let sql = "UPDATE account_identity SET seen_ms = $3 WHERE provider = $1 AND subject = $2 RETURNING account_id";
    let row = fetch_opt!(conn, (i64,), sql, provider, subject, now.ms())?;
    Ok(row.map(|(id,)| AccountId::new(id)))
}

/// Notes what the provider calls `subject` besides.
pub(crate) async fn set_uid(conn: &mut impl Conn, provider: &str, subject: &str, uid: Option<&str>) -> Result<()> {
    let sql = "UPDATE account_identity SET uid = $3 WHERE provider = $1 AND subject = $2";
    exec!(conn, sql, provider, subject, uid)?;
    Ok(())
}

/// The account that the provider called `uid` first.
pub(crate) async fn with_uid(conn: &mut impl Conn, provider: &str, uid: &str) -> Result<Option<AccountId>> {
    let sql = "SELECT account_id FROM account_identity WHERE provider = $1 AND uid = $2 ORDER BY created_ms, account_id LIMIT 1";
    let row = fetch_opt!(conn, (i64,), sql, provider, uid)?;
    Ok(row.map(|(id,)| AccountId::new(id)))
}

/// Notes that an identity may be `other`'s.
pub(crate) async fn set_twin(conn: &mut impl Conn, provider: &str, subject: &str, other: AccountId) -> Result<()> {
    let sql = "UPDATE account_identity SET twin_of = $3 WHERE provider = $1 AND subject = $2";
    exec!(conn, sql, provider, subject, other.get())?;
    Ok(())
}

/// Whether nobody has told yet if an identity is another account's.
pub(crate) async fn is_twin(conn: &mut impl Conn, provider: &str, subject: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM account_identity WHERE provider = $1 AND subject = $2 AND twin_of IS NOT NULL";
    Ok(scalar!(conn, i64, sql, provider, subject)? > 0)
}

/// The account of `(provider, subject)`, unless it is suspended.
pub(crate) async fn active_account(conn: &mut impl Conn, provider: &str, subject: &str) -> Result<Option<AccountId>> {
    let sql = "SELECT a.id FROM account_identity i JOIN account a ON a.id = i.account_id \
               WHERE i.provider = $1 AND i.subject = $2 AND a.suspended_ms IS NULL";
    let row = fetch_opt!(conn, (i64,), sql, provider, subject)?;
    Ok(row.map(|(id,)| AccountId::new(id)))
}

/// Whether an account has another provider than `provider`.
pub(crate) async fn has_others(conn: &mut impl Conn, provider: &str) -> Result<bool> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM account_identity WHERE provider <> $1", provider)? > 0)
}

/// Makes an account with one identity. Answers whether it was made: somebody else may have been quicker.
pub(crate) async fn insert(conn: &mut impl Conn, id: AccountId, provider: &str, subject: &str, now: Timestamp) -> Result<bool> {
    exec!(conn, "INSERT INTO account (id, name, created_ms, seen_ms) VALUES ($1, '', $2, $2)", id.get(), now.ms())?;
    let sql = "INSERT INTO account_identity (provider, subject, account_id, created_ms, seen_ms) VALUES ($1, $2, $3, $4, $4) \
               ON CONFLICT (provider, subject) DO NOTHING";
    if exec!(conn, sql, provider, subject, id.get(), now.ms())? == 1 {
        return Ok(true);
    }
    exec!(conn, "DELETE FROM account WHERE id = $1", id.get())?;
    Ok(false)
}

/// Writes the name and the address, and says whether the account may be used: `false` when it is suspended, and then nothing was
/// written.
pub(crate) async fn update(conn: &mut impl Conn, id: AccountId, name: &str, email: Option<&str>, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE account SET name = $2, email = $3, email_key = $4, seen_ms = $5 WHERE id = $1 AND suspended_ms IS NULL";
    Ok(exec!(conn, sql, id.get(), name, email, email.map(email_key), now.ms())? == 1)
}

/// How the member wants to be named.
pub(crate) async fn name_shown(conn: &mut impl Conn, id: AccountId) -> Result<NameShown> {
    let row = fetch_opt!(conn, (String,), "SELECT name_shown FROM account WHERE id = $1", id.get())?;
    row.map_or(Ok(NameShown::Full), |(choice,)| value(&choice))
}

/// Writes how the member wants to be named, and what that makes of their name.
pub(crate) async fn show_name(conn: &mut impl Conn, id: AccountId, choice: NameShown, instead: Option<&str>) -> Result<()> {
    exec!(conn, "UPDATE account SET name_shown = $2, shown_name = $3 WHERE id = $1", id.get(), choice.key(), instead)?;
    Ok(())
}

/// What addresses are compared by.
pub(crate) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The roles that `source` gave, as keys, in order.
pub(crate) async fn roles_from(conn: &mut impl Conn, id: AccountId, source: &str) -> Result<Vec<String>> {
    let sql = "SELECT role FROM account_role WHERE account_id = $1 AND source = $2 ORDER BY role";
    Ok(fetch_all!(conn, (String,), sql, id.get(), source)?.into_iter().map(|(role,)| role).collect())
}

/// Has `source` give exactly `roles`; those of other sources stay.
pub(crate) async fn replace_roles(conn: &mut impl Conn, id: AccountId, source: &str, roles: &[Role], now: Timestamp) -> Result<()> {
    exec!(conn, "DELETE FROM account_role WHERE account_id = $1 AND source = $2", id.get(), source)?;
    for role in roles {
        add_role(conn, id, source, *role, now).await?;
    }
    Ok(())
}

/// Whether anyone but `source` gives one of `roles`.
pub(crate) async fn has_role_but_from(conn: &mut impl Conn, id: AccountId, roles: &[Role], source: &str) -> Result<bool> {
    let sql = "SELECT role FROM account_role WHERE account_id = $1 AND source <> $2";
    let known = fetch_all!(conn, (String,), sql, id.get(), source)?;
    Ok(known.iter().any(|(key,)| roles.iter().any(|role| role.key() == key)))
}

/// Gives one role. Answers whether `source` had not given it yet.
pub(crate) async fn add_role(conn: &mut impl Conn, id: AccountId, source: &str, role: Role, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (account_id, role, source) DO NOTHING";
    Ok(exec!(conn, sql, id.get(), role.key(), source, now.ms())? == 1)
}

/// Replaces the schools that `source` attaches a person to; those of other sources stay. Answers whether they are of other schools now.
pub(crate) async fn replace_schools(conn: &mut impl Conn, id: AccountId, source: &str, schools: &[Uai]) -> Result<bool> {
    let before = schools_of(conn, id).await?;
    exec!(conn, "DELETE FROM account_school_source WHERE account_id = $1 AND source = $2", id.get(), source)?;
    for school in schools {
        attach_school(conn, id, source, school).await?;
    }
    settle_schools(conn, id).await?;
    Ok(schools_of(conn, id).await? != before)
}

/// The schools that someone is attached to, as codes, in order.
async fn schools_of(conn: &mut impl Conn, id: AccountId) -> Result<Vec<String>> {
    let rows = fetch_all!(conn, (String,), "SELECT uai FROM account_school WHERE account_id = $1 ORDER BY uai", id.get())?;
    Ok(rows.into_iter().map(|(uai,)| uai).collect())
}

/// Has `source` attach a person to one school more.
pub(crate) async fn add_school(conn: &mut impl Conn, id: AccountId, source: &str, school: &Uai) -> Result<()> {
    attach_school(conn, id, source, school).await?;
    settle_schools(conn, id).await
}

async fn attach_school(conn: &mut impl Conn, id: AccountId, source: &str, school: &Uai) -> Result<()> {
    let sql =
        "INSERT INTO account_school_source (account_id, uai, source) VALUES ($1, $2, $3) ON CONFLICT (account_id, uai, source) DO NOTHING";
    exec!(conn, sql, id.get(), school.as_str(), source)?;
    Ok(())
}

/// Writes what all sources say together, which is what everyone else reads.
async fn settle_schools(conn: &mut impl Conn, id: AccountId) -> Result<()> {
    exec!(conn, "DELETE FROM account_school WHERE account_id = $1", id.get())?;
    let sql =
        "INSERT INTO account_school (account_id, uai) SELECT DISTINCT account_id, uai FROM account_school_source WHERE account_id = $1";
    exec!(conn, sql, id.get())?;
    Ok(())
}

/// Replaces the communes that an official answers for.
pub(crate) async fn replace_communes(conn: &mut impl Conn, id: AccountId, communes: &[Insee]) -> Result<()> {
    exec!(conn, "DELETE FROM account_commune WHERE account_id = $1", id.get())?;
    for commune in communes {
        let sql = "INSERT INTO account_commune (account_id, insee) VALUES ($1, $2) ON CONFLICT (account_id, insee) DO NOTHING";
        exec!(conn, sql, id.get(), commune.as_str())?;
    }
    Ok(())
}

/// Replaces the communes that a delegate animates.
pub(crate) async fn replace_animated(conn: &mut impl Conn, id: AccountId, communes: &[Insee]) -> Result<()> {
    exec!(conn, "DELETE FROM account_animates WHERE account_id = $1", id.get())?;
    for commune in communes {
        let sql = "INSERT INTO account_animates (account_id, insee) VALUES ($1, $2) ON CONFLICT (account_id, insee) DO NOTHING";
        exec!(conn, sql, id.get(), commune.as_str())?;
    }
    Ok(())
}

/// Accounts that may be used and whose providers give this address: id, name, provider. One row per identity.
pub(crate) async fn with_email(conn: &mut impl Conn, email: &str) -> Result<Vec<(i64, String, String)>> {
    let sql = "SELECT a.id, a.name, i.provider FROM account a JOIN account_identity i ON i.account_id = a.id \
               WHERE a.email_key = $1 AND a.suspended_ms IS NULL ORDER BY a.id, i.provider";
    Ok(fetch_all!(conn, (i64, String, String), sql, email_key(email))?)
}

/// The name of an account that may be used.
pub(crate) async fn name(conn: &mut impl Conn, id: AccountId) -> Result<Option<String>> {
    let row = fetch_opt!(conn, (String,), "SELECT name FROM account WHERE id = $1 AND suspended_ms IS NULL", id.get())?;
    Ok(row.map(|(name,)| name))
}
