//! SQL of people who wait to be told what they are here. They wait whose `said` is kept.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
    identity::{Pending, PendingSchool},
};
use domain::{
    ids::AccountId,
    territory::{Insee, Uai},
    time::Timestamp,
};

/// Who may be someone known is not among them: an administrator tells (`rows::twins`).
macro_rules! no_twin {
    ($sql:literal) => {
        concat!($sql, " AND NOT EXISTS (SELECT 1 FROM account_identity t WHERE t.account_id = account.id AND t.twin_of IS NOT NULL)")
    };
}

/// How many are shown at once.
const MANY: i64 = 200;

/// Those who wait, the one that waits longest first.
pub(crate) async fn pending(conn: &mut impl Conn) -> Result<Vec<Pending>> {
    let sql = concat!(
        no_twin!("SELECT id, name, said, created_ms FROM account WHERE said IS NOT NULL AND refused_ms IS NULL AND suspended_ms IS NULL"),
        " ORDER BY created_ms, id LIMIT $1"
    );
    let mut waiting = Vec::new();
    for (id, name, said, since) in fetch_all!(conn, (i64, String, String, i64), sql, MANY)? {
        let providers =
            fetch_all!(conn, (String,), "SELECT DISTINCT provider FROM account_identity WHERE account_id = $1 ORDER BY provider", id)?;
        waiting.push(Pending {
            account: AccountId::new(id),
            name,
            said,
            providers: providers.into_iter().map(|(provider,)| provider).collect(),
            schools: schools(conn, id).await?,
            since: Timestamp::from_ms(since),
        });
    }
    Ok(waiting)
}

async fn schools(conn: &mut impl Conn, account: i64) -> Result<Vec<PendingSchool>> {
    let sql = "SELECT k.uai, s.name, c.name, c.insee FROM account_school k LEFT JOIN school s ON s.uai = k.uai \
               LEFT JOIN commune c ON c.insee = s.commune WHERE k.account_id = $1 ORDER BY s.name, k.uai";
    let rows = fetch_all!(conn, (String, Option<String>, Option<String>, Option<String>), sql, account)?;
    let school = |(uai, name, commune, insee): (String, Option<String>, Option<String>, Option<String>)| {
        Ok(PendingSchool { uai: value(&uai)?, known: name.zip(commune), commune: insee.as_deref().map(value).transpose()? })
    };
    rows.into_iter().map(school).collect()
}

/// Takes the lock of someone who waits; false when they do not.
pub(crate) async fn lock(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    let sql = no_twin!("UPDATE account SET said = said WHERE id = $1 AND said IS NOT NULL AND refused_ms IS NULL AND suspended_ms IS NULL");
    Ok(exec!(conn, sql, account.get())? == 1)
}

/// The communes of someone's schools.
pub(crate) async fn communes_of(conn: &mut impl Conn, account: AccountId) -> Result<Vec<Insee>> {
    let sql = "SELECT DISTINCT s.commune FROM account_school k JOIN school s ON s.uai = k.uai WHERE k.account_id = $1 ORDER BY s.commune";
    fetch_all!(conn, (String,), sql, account.get())?.iter().map(|(insee,)| value(insee)).collect()
}

/// The commune of a school of the territory.
pub(crate) async fn commune_of(conn: &mut impl Conn, school: &Uai) -> Result<Option<Insee>> {
    let row = fetch_opt!(conn, (String,), "SELECT commune FROM school WHERE uai = $1", school.as_str())?;
    row.map(|(insee,)| value(&insee)).transpose()
}

/// Keeps what is said of someone who has no role; of anyone else, nothing. Who was refused waits again when something else is said.
pub(crate) async fn remember(conn: &mut impl Conn, account: AccountId, said: &str) -> Result<()> {
    let sql = "UPDATE account SET refused_ms = CASE WHEN said = $2 THEN refused_ms ELSE NULL END, \
               said = CASE WHEN EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = $1) THEN NULL ELSE $2 END WHERE id = $1";
    exec!(conn, sql, account.get(), said)?;
    Ok(())
}

/// Forgets what was said of someone.
pub(crate) async fn forget(conn: &mut impl Conn, account: AccountId) -> Result<()> {
    exec!(conn, "UPDATE account SET said = NULL, refused_ms = NULL WHERE id = $1", account.get())?;
    Ok(())
}

/// Notes that someone is nobody here.
pub(crate) async fn refuse(conn: &mut impl Conn, account: AccountId, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE account SET refused_ms = $2 WHERE id = $1", account.get(), now.ms())?;
    Ok(())
}
