//! SQL of the people of a session: who leads it, who comes, who must agree; and where it takes place.

use crate::{
    cx::Cx,
    db::{Conn, fetch_all, fetch_opt, scalar},
    error::{Error, Result},
    training::{Participant, Registration, Session},
};
use domain::{
    access::Role,
    ids::{AccountId, SessionId},
    territory::Insee,
    training::Approval,
};

/// Who leads a session, in order, by the names they chose to show.
pub(crate) async fn trainer_names(conn: &mut impl Conn, session: SessionId) -> Result<Vec<String>> {
    let sql = "SELECT COALESCE(a.shown_name, a.name) FROM training_trainer t JOIN account a ON a.id = t.account_id \
               WHERE t.session_id = $1 ORDER BY t.position";
    Ok(fetch_all!(conn, (String,), sql, session.get())?.into_iter().map(|(name,)| name).collect())
}

/// The name of the commune where a session takes place.
pub(crate) async fn commune_of(conn: &mut impl Conn, session: SessionId) -> Result<Option<String>> {
    let sql = "SELECT c.name FROM training_session s JOIN commune c ON c.insee = s.commune WHERE s.id = $1";
    Ok(fetch_opt!(conn, (String,), sql, session.get())?.map(|(name,)| name))
}

/// Whether the territory has this commune.
pub(crate) async fn is_a_commune(conn: &mut impl Conn, insee: &Insee) -> Result<bool> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM commune WHERE insee = $1", insee.as_str())? > 0)
}

/// Someone with a school of theirs, the first by name; what they lack is empty.
#[derive(sqlx::FromRow)]
pub(crate) struct Person {
    /// Their name.
    pub(crate) name: String,
    /// Where they read letters.
    pub(crate) email: Option<String>,
    /// The name of the school.
    pub(crate) school: String,
    /// Its UAI.
    pub(crate) uai: String,
    /// The name of its commune.
    pub(crate) commune: String,
}

/// Who `account` is.
pub(crate) async fn person(conn: &mut impl Conn, account: AccountId) -> Result<Person> {
    let sql = "SELECT a.name, a.email, COALESCE(s.name, '') AS school, COALESCE(s.uai, '') AS uai, COALESCE(c.name, '') AS commune \
               FROM account a LEFT JOIN account_school k ON k.account_id = a.id LEFT JOIN school s ON s.uai = k.uai \
               LEFT JOIN commune c ON c.insee = s.commune WHERE a.id = $1 ORDER BY s.name, s.uai LIMIT 1";
    fetch_opt!(conn, Person, sql, account.get())?.ok_or(Error::NotFound)
}

/// Who asked for a place, by name and school.
pub(crate) async fn participant(conn: &mut impl Conn, registration: Registration) -> Result<Participant> {
    let Person { name, school, uai, .. } = person(conn, registration.account).await?;
    Ok(Participant { registration, name, school, uai })
}

/// Who must agree that `account` comes: the heads of their schools, or the inspection.
pub(crate) async fn approvers(conn: &mut impl Conn, approval: Approval, account: AccountId) -> Result<Vec<AccountId>> {
    let sql = match approval {
        Approval::None => return Ok(Vec::new()),
        Approval::Head => {
            "SELECT DISTINCT r.account_id FROM account_role r JOIN account_school k ON k.account_id = r.account_id \
             JOIN account_school theirs ON theirs.uai = k.uai WHERE r.role = 'head' AND theirs.account_id = $1 AND r.account_id <> $1 ORDER BY r.account_id"
        }
        Approval::Inspector => "SELECT account_id FROM account_role WHERE role = 'advisor' AND account_id <> $1 ORDER BY account_id",
    };
    Ok(fetch_all!(conn, (i64,), sql, account.get())?.into_iter().map(|(id,)| AccountId::new(id)).collect())
}

/// Whether the viewer is who must agree that `account` comes to `session`: the head of a school of theirs, or someone of the inspection.
pub(crate) async fn may_approve(conn: &mut impl Conn, cx: &Cx, session: &Session, account: AccountId) -> Result<bool> {
    let Some(member) = cx.viewer.member() else { return Ok(false) };
    Ok(match session.form.approval {
        Approval::None => false,
        Approval::Inspector => member.is(Role::Advisor),
        Approval::Head => {
            let sql = "SELECT COUNT(*) FROM account_school mine JOIN account_school theirs ON theirs.uai = mine.uai \
                       WHERE mine.account_id = $1 AND theirs.account_id = $2";
            member.is(Role::Head) && scalar!(conn, i64, sql, member.id.get(), account.get())? > 0
        }
    })
}
