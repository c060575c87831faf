//! SQL of how projects are reviewed: by whom, with which phrases, before or after they appear.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    identity::Reviewer,
    projects::Phrase,
};
use domain::{
    ids::{AccountId, PhraseId, ProjectId},
    projects::{Regime, Scope},
    time::Timestamp,
};

/// Who looks after which project, of all that are looked after.
pub(crate) async fn assignments(conn: &mut impl Conn) -> Result<Vec<(ProjectId, Reviewer)>> {
    let sql = "SELECT pa.project_id, a.id, a.name FROM project_assignment pa JOIN account a ON a.id = pa.account_id";
    let rows = fetch_all!(conn, (i64, i64, String), sql)?;
    Ok(rows.into_iter().map(|(project, id, name)| (ProjectId::new(project), Reviewer { id: AccountId::new(id), name })).collect())
}

/// Who looks after `project`, if someone does.
pub(crate) async fn assigned(conn: &mut impl Conn, project: ProjectId) -> Result<Option<Reviewer>> {
    let sql = "SELECT a.id, a.name FROM project_assignment pa JOIN account a ON a.id = pa.account_id WHERE pa.project_id = $1";
    let row = fetch_opt!(conn, (i64, String), sql, project.get())?;
    Ok(row.map(|(id, name)| Reviewer { id: AccountId::new(id), name }))
}

/// Says who looks after a project; nobody, when nothing is given.
pub(crate) async fn assign(conn: &mut impl Conn, project: ProjectId, reviewer: Option<AccountId>, at: Timestamp) -> Result<()> {
    exec!(conn, "DELETE FROM project_assignment WHERE project_id = $1", project.get())?;
    if let Some(reviewer) = reviewer {
        let sql = "INSERT INTO project_assignment (project_id, account_id, at_ms) VALUES ($1, $2, $3)";
        exec!(conn, sql, project.get(), reviewer.get(), at.ms())?;
    }
    Ok(())
}

/// Notes that a project is shown and was not read since; one that waits already keeps its time.
pub(crate) async fn leave_unchecked(conn: &mut impl Conn, project: ProjectId, since: Timestamp) -> Result<()> {
    let sql = "INSERT INTO project_unchecked (project_id, since_ms) VALUES ($1, $2) ON CONFLICT (project_id) DO NOTHING";
    exec!(conn, sql, project.get(), since.ms())?;
    Ok(())
}

/// Notes that it was read, or is shown no more.
pub(crate) async fn check_off(conn: &mut impl Conn, project: ProjectId) -> Result<()> {
    exec!(conn, "DELETE FROM project_unchecked WHERE project_id = $1", project.get())?;
    Ok(())
}

/// What is shown and was not read since, the oldest first.
pub(crate) async fn unchecked(conn: &mut impl Conn) -> Result<Vec<(ProjectId, Timestamp)>> {
    let rows = fetch_all!(conn, (i64, i64), "SELECT project_id, since_ms FROM project_unchecked ORDER BY since_ms, project_id")?;
    Ok(rows.into_iter().map(|(id, since)| (ProjectId::new(id), Timestamp::from_ms(since))).collect())
}

/// Since when `project` is shown without having been read, if it is.
pub(crate) async fn unchecked_since(conn: &mut impl Conn, project: ProjectId) -> Result<Option<Timestamp>> {
    let row = fetch_opt!(conn, (i64,), "SELECT since_ms FROM project_unchecked WHERE project_id = $1", project.get())?;
    Ok(row.map(|(since,)| Timestamp::from_ms(since)))
}

/// Every rule about when projects are read, with the name of whom it is said of; empty for everyone.
pub(crate) async fn regimes(conn: &mut impl Conn) -> Result<Vec<(Scope, Regime, String)>> {
    let sql = "SELECT r.kind, r.subject, r.regime, COALESCE(c.name, a.name, '') FROM project_regime r \
               LEFT JOIN commune c ON r.kind = 'commune' AND c.insee = r.subject \
               LEFT JOIN account a ON r.kind = 'author' AND CAST(a.id AS TEXT) = r.subject ORDER BY r.kind, 4, r.subject";
    let rows = fetch_all!(conn, (String, String, String, String), sql)?;
    // A row of a kind that this version does not know says nothing to it.
    let known = rows.into_iter().filter_map(|(kind, subject, regime, name)| Some((Scope::from_parts(&kind, &subject)?, regime, name)));
    known.map(|(scope, regime, name)| Ok((scope, value(&regime)?, name))).collect()
}

/// Says when projects of `scope` are read; as everyone's, when nothing is given.
pub(crate) async fn set_regime(
    conn: &mut impl Conn,
    scope: &Scope,
    regime: Option<Regime>,
    by: Option<AccountId>,
    at: Timestamp,
) -> Result<()> {
    exec!(conn, "DELETE FROM project_regime WHERE kind = $1 AND subject = $2", scope.kind(), scope.subject())?;
    if let Some(regime) = regime {
        let sql = "INSERT INTO project_regime (kind, subject, regime, by_account, at_ms) VALUES ($1, $2, $3, $4, $5)";
        exec!(conn, sql, scope.kind(), scope.subject(), regime.key(), by.map(AccountId::get), at.ms())?;
    }
    Ok(())
}

/// Whether there is such a commune or account.
pub(crate) async fn is_known(conn: &mut impl Conn, scope: &Scope) -> Result<bool> {
    Ok(match scope {
        Scope::Everyone => true,
        Scope::Commune(insee) => scalar!(conn, i64, "SELECT COUNT(*) FROM commune WHERE insee = $1", insee.as_str())? > 0,
        Scope::Author(account) => scalar!(conn, i64, "SELECT COUNT(*) FROM account WHERE id = $1", account.get())? > 0,
    })
}

/// The phrases at hand, the oldest first.
pub(crate) async fn phrases(conn: &mut impl Conn) -> Result<Vec<Phrase>> {
    let rows = fetch_all!(conn, (i64, String), "SELECT id, text FROM review_phrase ORDER BY id")?;
    Ok(rows.into_iter().map(|(id, text)| Phrase { id: PhraseId::new(id), text }).collect())
}

/// Keeps a phrase.
pub(crate) async fn insert_phrase(conn: &mut impl Conn, id: PhraseId, text: &str) -> Result<()> {
    exec!(conn, "INSERT INTO review_phrase (id, text) VALUES ($1, $2)", id.get(), text)?;
    Ok(())
}

/// Takes a phrase away; whether it was there.
pub(crate) async fn delete_phrase(conn: &mut impl Conn, id: PhraseId) -> Result<bool> {
    Ok(exec!(conn, "DELETE FROM review_phrase WHERE id = $1", id.get())? == 1)
}
