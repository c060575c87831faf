//! People as the other slices need them: who can be written to, and who reviews and leads.

use super::rows::people as rows;
use crate::{db::Conn, error::Result};
use domain::{ids::AccountId, territory::Insee};
use std::collections::BTreeMap;

/// Someone a letter goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Where they read letters; empty when they have no address.
    pub email: String,
}

/// Someone who may review what others write, and lead sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    /// Their account.
    pub id: AccountId,
    /// Their name.
    pub name: String,
}

/// Where `account` reads letters, if it can be written to.
///
/// # Errors
/// The database's.
pub async fn address_of(conn: &mut impl Conn, account: AccountId) -> Result<Option<Recipient>> {
    rows::address_of(conn, account).await
}

/// The same of several at once.
///
/// # Errors
/// The database's.
pub async fn addresses_of(conn: &mut impl Conn, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, Recipient>> {
    rows::addresses_of(conn, accounts).await
}

/// The animators. Their address is empty where they have none: they are told in the portal alone.
///
/// # Errors
/// The database's.
pub async fn animators(conn: &mut impl Conn) -> Result<Vec<Recipient>> {
    rows::animators(conn).await
}

/// The animators, and the delegates of these communes, who can be written to.
///
/// # Errors
/// The database's.
pub async fn animators_of(conn: &mut impl Conn, communes: &[Insee]) -> Result<Vec<Recipient>> {
    rows::animators_of(conn, communes).await
}

/// The delegates, whichever communes they animate. Their address is empty where they have none.
///
/// # Errors
/// The database's.
pub async fn delegates(conn: &mut impl Conn) -> Result<Vec<Recipient>> {
    rows::delegates(conn).await
}

/// Who may review anything, by name.
///
/// # Errors
/// The database's.
pub async fn reviewers(conn: &mut impl Conn) -> Result<Vec<Reviewer>> {
    rows::reviewers(conn).await
}

/// Who may lead sessions, by name: those who review anything, and every delegate.
///
/// # Errors
/// The database's.
pub async fn trainers(conn: &mut impl Conn) -> Result<Vec<Reviewer>> {
    rows::trainers(conn).await
}

/// Who may review what is of these communes, by name: those who review anything, and the delegates there (G8).
///
/// # Errors
/// The database's.
pub async fn reviewers_of(conn: &mut impl Conn, communes: &[Insee]) -> Result<Vec<Reviewer>> {
    let mut all = rows::reviewers(conn).await?;
    for delegate in rows::delegates_of(conn, communes).await? {
        if all.iter().all(|known| known.id != delegate.id) {
            all.push(delegate);
        }
    }
    all.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(all)
}
