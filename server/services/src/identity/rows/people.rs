//! SQL of who can be written to, and who reviews.

use crate::{
    db::{Conn, fetch_all, fetch_opt, on},
    error::Result,
    identity::{Recipient, Reviewer},
};
use domain::{ids::AccountId, territory::Insee};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Where `account` reads letters, if it can be written to.
pub(crate) async fn address_of(conn: &mut impl Conn, account: AccountId) -> Result<Option<Recipient>> {
    let sql = "SELECT id, name, email FROM account WHERE id = $1 AND email IS NOT NULL AND suspended_ms IS NULL";
    Ok(fetch_opt!(conn, (i64, String, String), sql, account.get())?.map(Recipient::from))
}

/// The same of several at once.
pub(crate) async fn addresses_of(conn: &mut impl Conn, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, Recipient>> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT id, name, email FROM account WHERE email IS NOT NULL AND suspended_ms IS NULL AND id IN (");
        let mut list = query.separated(", ");
        for account in accounts {
            list.push_bind(account.get());
        }
        query.push(")");
        query.build_query_as::<(i64, String, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(Recipient::from).map(|reader| (reader.account, reader)).collect())
}

/// The animators; their address is empty where they have none.
pub(crate) async fn animators(conn: &mut impl Conn) -> Result<Vec<Recipient>> {
    let sql = "SELECT DISTINCT a.id, a.name, COALESCE(a.email, '') FROM account_role ar JOIN account a ON a.id = ar.account_id \
               WHERE ar.role = 'animator' AND a.suspended_ms IS NULL ORDER BY a.id";
    Ok(fetch_all!(conn, (i64, String, String), sql)?.into_iter().map(Recipient::from).collect())
}

/// The delegates, wherever; their address is empty where they have none.
pub(crate) async fn delegates(conn: &mut impl Conn) -> Result<Vec<Recipient>> {
    let sql = "SELECT DISTINCT a.id, a.name, COALESCE(a.email, '') FROM account_role ar JOIN account a ON a.id = ar.account_id \
               WHERE ar.role = 'delegate' AND a.suspended_ms IS NULL ORDER BY a.id";
    Ok(fetch_all!(conn, (i64, String, String), sql)?.into_iter().map(Recipient::from).collect())
}

/// The animators, and the delegates of these communes, who can be written to.
pub(crate) async fn animators_of(conn: &mut impl Conn, communes: &[Insee]) -> Result<Vec<Recipient>> {
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT a.id, a.name, a.email FROM account a WHERE a.email IS NOT NULL AND a.suspended_ms IS NULL AND (EXISTS (\
             SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.role = 'animator') OR EXISTS (SELECT 1 FROM account_role r \
             JOIN account_animates d ON d.account_id = r.account_id WHERE r.account_id = a.id AND r.role = 'delegate' AND d.insee IN ('-'",
        );
        for commune in communes {
            query.push(", ").push_bind(commune.to_string());
        }
        query.push("))) ORDER BY a.id");
        query.build_query_as::<(i64, String, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(Recipient::from).collect())
}

/// Who may review, by name.
pub(crate) async fn reviewers(conn: &mut impl Conn) -> Result<Vec<Reviewer>> {
    let sql = "SELECT DISTINCT a.id, a.name FROM account_role ar JOIN account a ON a.id = ar.account_id \
               WHERE ar.role IN ('animator', 'advisor') AND a.suspended_ms IS NULL ORDER BY a.name, a.id";
    let rows = fetch_all!(conn, (i64, String), sql)?;
    Ok(rows.into_iter().map(|(id, name)| Reviewer { id: AccountId::new(id), name }).collect())
}

/// Who may lead sessions, by name.
pub(crate) async fn trainers(conn: &mut impl Conn) -> Result<Vec<Reviewer>> {
    let sql = "SELECT DISTINCT a.id, a.name FROM account_role ar JOIN account a ON a.id = ar.account_id \
               WHERE ar.role IN ('animator', 'advisor', 'delegate') AND a.suspended_ms IS NULL ORDER BY a.name, a.id";
    let rows = fetch_all!(conn, (i64, String), sql)?;
    Ok(rows.into_iter().map(|(id, name)| Reviewer { id: AccountId::new(id), name }).collect())
}

/// The delegates of these communes, by name.
pub(crate) async fn delegates_of(conn: &mut impl Conn, communes: &[Insee]) -> Result<Vec<Reviewer>> {
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT DISTINCT a.id, a.name FROM account_role r JOIN account a ON a.id = r.account_id \
             JOIN account_animates d ON d.account_id = a.id WHERE r.role = 'delegate' AND a.suspended_ms IS NULL AND d.insee IN ('-'",
        );
        for commune in communes {
            query.push(", ").push_bind(commune.to_string());
        }
        query.push(") ORDER BY a.name, a.id");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, name)| Reviewer { id: AccountId::new(id), name }).collect())
}

/// As rows give them: account, name, address.
impl From<(i64, String, String)> for Recipient {
    fn from((id, name, email): (i64, String, String)) -> Self {
        Self { account: AccountId::new(id), name, email }
    }
}
