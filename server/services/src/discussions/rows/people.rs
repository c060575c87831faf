//! SQL of the people around discussions.

use super::Filter;
use crate::{
    db::{Conn, exec, on, scalar},
    discussions::Mentionable,
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};
use sqlx::QueryBuilder;

/// The most people that are looked through.
const MOST: i64 = 2_000;

/// Whom `account` may know of: who wrote, under a name of their own, where they read; colleagues of their schools; animators and advisors;
/// themselves. By name.
pub(crate) async fn known_people(conn: &mut impl Conn, filter: &Filter, account: AccountId) -> Result<Vec<Mentionable>> {
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT a.id, COALESCE(a.shown_name, a.name) AS name FROM account a WHERE a.suspended_ms IS NULL AND a.name_shown <> 'school' AND (a.id = ");
        query.push_bind(account.get());
        query.push(" OR EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = a.id AND ar.role IN ('animator', 'advisor')) \
                    OR EXISTS (SELECT 1 FROM account_school mine JOIN account_school theirs ON theirs.uai = mine.uai \
                    JOIN account_role tr ON tr.account_id = theirs.account_id AND tr.role <> 'parent' WHERE theirs.account_id = a.id AND mine.account_id = ");
        query.push_bind(account.get());
        query.push(") OR EXISTS (SELECT 1 FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.author_id = a.id AND p.state = 'shown'");
        filter.narrow(&mut query);
        query.push(")) ORDER BY name, a.id LIMIT ").push_bind(MOST);
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, name)| Mentionable { account: AccountId::new(id), name }).collect())
}

/// Whether `account` is asked not to write for some time.
pub(crate) async fn is_silenced(conn: &mut impl Conn, account: AccountId, now: Timestamp) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM silence WHERE account_id = $1 AND until_ms > $2";
    Ok(scalar!(conn, i64, sql, account.get(), now.ms())? > 0)
}

/// Takes `account`'s lock by a write that changes nothing.
pub(crate) async fn lock_writer(conn: &mut impl Conn, account: AccountId) -> Result<()> {
    exec!(conn, "UPDATE account SET seen_ms = seen_ms WHERE id = $1", account.get())?;
    Ok(())
}
