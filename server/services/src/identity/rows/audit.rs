//! The audit trail: written, never changed.

use crate::{
    db::{Conn, exec, fetch_all, on, scalar},
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// One line of the trail.
pub(crate) struct Line<'a> {
    pub(crate) id: i64,
    pub(crate) at: Timestamp,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) object: &'a str,
    pub(crate) outcome: &'a str,
    pub(crate) request: &'a str,
    pub(crate) network: &'a str,
    pub(crate) provider: &'a str,
}

pub(crate) async fn insert(conn: &mut impl Conn, line: &Line<'_>) -> Result<()> {
    let sql = "INSERT INTO audit (id, at_ms, actor, action, object, outcome, request, network, provider) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    exec!(conn, sql, line.id, line.at.ms(), line.actor, line.action, line.object, line.outcome, line.request, line.network, line.provider)?;
    Ok(())
}

/// Which lines are asked for; nothing asks for all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// One of these did it.
    pub(crate) actors: Option<Vec<String>>,
    pub(crate) action: Option<String>,
    /// It stands in the object.
    pub(crate) object: Option<String>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

impl Asked {
    fn narrow<D: Database>(&self, query: &mut QueryBuilder<D>)
    where
        String: for<'q> Encode<'q, D> + Type<D>,
        i64: for<'q> Encode<'q, D> + Type<D>,
    {
        if let Some(actors) = &self.actors {
            query.push(" AND actor IN ('-'");
            for actor in actors {
                query.push(", ").push_bind(actor.clone());
            }
            query.push(")");
        }
        if let Some(action) = &self.action {
            query.push(" AND action = ").push_bind(action.clone());
        }
        if let Some(object) = &self.object {
            let pattern = object.replace('!', "!!").replace('%', "!%").replace('_', "!_");
            query.push(" AND object LIKE ").push_bind(format!("%{pattern}%")).push(" ESCAPE '!'");
        }
        if let Some(from) = self.from {
            query.push(" AND at_ms >= ").push_bind(from.ms());
        }
        if let Some(until) = self.until {
            query.push(" AND at_ms < ").push_bind(until.ms());
        }
    }
}

#[derive(sqlx::FromRow)]
pub(crate) struct LineRow {
    pub(crate) at_ms: i64,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) object: String,
    pub(crate) outcome: String,
    pub(crate) request: String,
    pub(crate) network: String,
    pub(crate) provider: String,
}

/// Lines that are asked for, the latest first.
pub(crate) async fn lines(conn: &mut impl Conn, asked: &Asked, limit: i64, offset: i64) -> Result<Vec<LineRow>> {
    Ok(on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT at_ms, actor, action, object, outcome, request, network, provider FROM audit WHERE TRUE");
        asked.narrow(&mut query);
        query.push(" ORDER BY at_ms DESC, id DESC LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        query.build_query_as::<LineRow>().fetch_all(c).await
    })?)
}

/// How many there are.
pub(crate) async fn count(conn: &mut impl Conn, asked: &Asked) -> Result<i64> {
    Ok(on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT COUNT(*) FROM audit WHERE TRUE");
        asked.narrow(&mut query);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}

/// Every action that the trail holds, in order.
pub(crate) async fn actions(conn: &mut impl Conn) -> Result<Vec<String>> {
    let rows = fetch_all!(conn, (String,), "SELECT DISTINCT action FROM audit ORDER BY action")?;
    Ok(rows.into_iter().map(|(action,)| action).collect())
}

/// The names of accounts that are still there.
pub(crate) async fn names(conn: &mut impl Conn, accounts: &[AccountId]) -> Result<Vec<(i64, String)>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT id, name FROM account WHERE id IN (");
        let mut list = query.separated(", ");
        for account in accounts {
            list.push_bind(account.get());
        }
        query.push(")");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?)
}

/// Whether there is a line of before an instant.
pub(crate) async fn is_there_before(conn: &mut impl Conn, before: Timestamp) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM (SELECT id FROM audit WHERE at_ms < $1 LIMIT 1) AS old";
    Ok(scalar!(conn, i64, sql, before.ms())? > 0)
}

/// Forgets the lines of before an instant, which is written down first: the database lets no other line go.
pub(crate) async fn forget(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    exec!(conn, "UPDATE audit_retention SET before_ms = $1 WHERE one = 1 AND before_ms < $1", before.ms())?;
    Ok(exec!(conn, "DELETE FROM audit WHERE at_ms < $1", before.ms())?)
}
