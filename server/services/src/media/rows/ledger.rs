//! SQL of the ledger.

use crate::{
    db::{Conn, exec, fetch_all, value},
    error::Result,
    media::Ending,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, MediumId},
    media::{Authorisation, Hidden, People, Support},
    time::{Day, Timestamp},
};

/// A line of the ledger, or nothing where nobody has said anything.
#[derive(sqlx::FromRow)]
pub(in crate::media) struct RightsRow {
    people: Option<String>,
    purpose: Option<String>,
    supports: Option<String>,
    signed_on: Option<String>,
    until_on: Option<String>,
    holders: Option<String>,
    elders: Option<String>,
}

impl RightsRow {
    /// What the line says.
    pub(super) fn people(self) -> Result<People> {
        match self.people.as_deref() {
            None => Ok(People::Unsaid),
            Some("nobody") => Ok(People::Nobody),
            Some(_) => Ok(People::Pupils(self.authorisation()?)),
        }
    }

    fn authorisation(self) -> Result<Authorisation> {
        let part = |part: Option<String>| part.context("a line of the ledger lacks a part");
        Ok(Authorisation {
            purpose: part(self.purpose)?,
            supports: part(self.supports)?.split_whitespace().map(value::<Support>).collect::<Result<_>>()?,
            signed: value(&part(self.signed_on)?)?,
            until: value(&part(self.until_on)?)?,
            holders: value(&part(self.holders)?)?,
            elders: value(&part(self.elders)?)?,
        })
    }
}

pub(in crate::media) async fn declare(
    conn: &mut impl Conn,
    id: i64,
    medium: MediumId,
    people: &People,
    by: Option<AccountId>,
    at: Timestamp,
) -> Result<()> {
    let (said, signed) = match people {
        People::Unsaid => return Ok(()),
        People::Nobody => ("nobody", None),
        People::Pupils(signed) => ("pupils", Some(signed)),
    };
    let supports = signed.map(|signed| signed.supports.iter().map(|support| support.key()).collect::<Vec<_>>().join(" "));
    let sql = "INSERT INTO medium_rights (id, medium_id, people, purpose, supports, signed_on, until_on, until_ms, holders, elders, \
               by_account, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    exec!(
        conn,
        sql,
        id,
        medium.get(),
        said,
        signed.map(|signed| signed.purpose.as_str()),
        supports,
        signed.map(|signed| signed.signed.to_string()),
        signed.map(|signed| signed.until.to_string()),
        signed.map(|signed| signed.until.end().ms()),
        signed.map(|signed| signed.holders.key()),
        signed.map(|signed| signed.elders.key()),
        by.map(AccountId::get),
        at.ms()
    )?;
    exec!(conn, "UPDATE medium SET rights = $2 WHERE id = $1", medium.get(), id)?;
    Ok(())
}

pub(in crate::media) async fn hide(conn: &mut impl Conn, medium: MediumId, why: Hidden, at: Timestamp) -> Result<bool> {
    // What a family no longer allows stays so, whatever else is asked or ends.
    let sql = "UPDATE medium SET hidden = $2, hidden_ms = $3 WHERE id = $1 AND (hidden IS NULL OR hidden NOT IN ($2, 'withdrawn'))";
    let hidden = exec!(conn, sql, medium.get(), why.key(), at.ms())? == 1;
    if hidden {
        exec!(conn, "DELETE FROM attachment_text WHERE attachment_id = $1", medium.get())?;
    }
    Ok(hidden)
}

pub(in crate::media) async fn show_if(conn: &mut impl Conn, medium: MediumId, reasons: &[Hidden]) -> Result<()> {
    for reason in reasons {
        exec!(conn, "UPDATE medium SET hidden = NULL, hidden_ms = NULL WHERE id = $1 AND hidden = $2", medium.get(), reason.key())?;
    }
    Ok(())
}

pub(in crate::media) async fn ended(conn: &mut impl Conn, now: Timestamp, at_most: i64) -> Result<Vec<MediumId>> {
    let sql = "SELECT m.id FROM medium_rights r JOIN medium m ON m.rights = r.id \
               WHERE r.until_ms <= $1 AND m.hidden IS NULL ORDER BY r.until_ms, m.id LIMIT $2";
    let rows = fetch_all!(conn, (i64,), sql, now.ms(), at_most)?;
    Ok(rows.into_iter().map(|(id,)| MediumId::new(id)).collect())
}

pub(in crate::media) async fn ending(conn: &mut impl Conn, before: Timestamp, at_most: i64) -> Result<Vec<Ending>> {
    let sql = "SELECT m.id, r.until_on FROM medium_rights r JOIN medium m ON m.rights = r.id \
               WHERE r.until_ms <= $1 AND r.warned_ms IS NULL ORDER BY r.until_ms, m.id LIMIT $2";
    let rows = fetch_all!(conn, (i64, String), sql, before.ms(), at_most)?;
    rows.into_iter().map(|(id, until)| Ok(Ending { medium: MediumId::new(id), until: value::<Day>(&until)? })).collect()
}

pub(in crate::media) async fn forget_warning(conn: &mut impl Conn, medium: MediumId) -> Result<()> {
    exec!(conn, "UPDATE medium_rights SET warned_ms = NULL WHERE id = (SELECT rights FROM medium WHERE id = $1)", medium.get())?;
    Ok(())
}

pub(in crate::media) async fn warned(conn: &mut impl Conn, medium: MediumId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE medium_rights SET warned_ms = $2 WHERE warned_ms IS NULL AND id = (SELECT rights FROM medium WHERE id = $1)";
    Ok(exec!(conn, sql, medium.get(), at.ms())? == 1)
}
