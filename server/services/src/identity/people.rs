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

/// Who may review, by name.
///
/// # Errors
/// The database's.
pub async fn reviewers(conn: &mut impl Conn) -> Result<Vec<Reviewer>> {
    rows::reviewers(conn).await
}
