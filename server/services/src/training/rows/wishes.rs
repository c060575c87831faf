//! SQL of wishes, and of who backs them.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    training::wishes::{Backer, Wish},
};
use anyhow::Context;
use domain::{
    ids::{AccountId, SessionId, TrainingId, WishId},
    projects::Cycle,
    territory::Insee,
    time::Timestamp,
    training::{WishForm, WishState},
};

#[derive(sqlx::FromRow)]
struct WishRow {
    id: i64,
    title: String,
    why: String,
    state: String,
    training_id: Option<i64>,
}

async fn whole(conn: &mut impl Conn, row: WishRow) -> Result<Wish> {
    let training = match row.training_id {
        Some(id) => super::training_of(conn, TrainingId::new(id)).await?,
        None => None,
    };
    Ok(Wish { id: WishId::new(row.id), title: row.title, why: row.why, state: value(&row.state)?, training })
}

/// Every wish that is not closed.
pub(crate) async fn wishes(conn: &mut impl Conn) -> Result<Vec<Wish>> {
    let sql = "SELECT id, title, why, state, training_id FROM wish WHERE state <> 'closed' ORDER BY id";
    let mut all = Vec::new();
    for row in fetch_all!(conn, WishRow, sql)? {
        all.push(whole(conn, row).await?);
    }
    Ok(all)
}

/// The wish `id`.
pub(crate) async fn wish(conn: &mut impl Conn, id: WishId) -> Result<Option<Wish>> {
    let row = fetch_opt!(conn, WishRow, "SELECT id, title, why, state, training_id FROM wish WHERE id = $1", id.get())?;
    match row {
        Some(row) => Ok(Some(whole(conn, row).await?)),
        None => Ok(None),
    }
}

/// Takes a wish's lock by a write that changes nothing.
pub(crate) async fn lock_wish(conn: &mut impl Conn, id: WishId) -> Result<()> {
    exec!(conn, "UPDATE wish SET updated_ms = updated_ms WHERE id = $1", id.get())?;
    Ok(())
}

/// Whether a session of `training` is open and to come.
pub(crate) async fn has_open_session(conn: &mut impl Conn, training: TrainingId, now: Timestamp) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM training_session WHERE training_id = $1 AND state = 'open' AND begins_ms > $2";
    Ok(scalar!(conn, i64, sql, training.get(), now.ms())? > 0)
}

/// Keeps a wish.
pub(crate) async fn insert_wish(conn: &mut impl Conn, id: WishId, form: &WishForm, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO wish (id, title, why, state, created_ms, updated_ms) VALUES ($1, $2, $3, 'open', $4, $4)";
    exec!(conn, sql, id.get(), &form.title, &form.why, at.ms())?;
    Ok(())
}

/// Writes where a wish stands, and what answers it.
pub(crate) async fn set_wish_state(
    conn: &mut impl Conn,
    id: WishId,
    state: WishState,
    training: Option<TrainingId>,
    at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE wish SET state = $2, training_id = $3, updated_ms = $4 WHERE id = $1";
    exec!(conn, sql, id.get(), state.key(), training.map(TrainingId::get), at.ms())?;
    Ok(())
}

/// Has someone back a wish, for the cycle that they teach.
pub(crate) async fn back(conn: &mut impl Conn, wish: WishId, account: AccountId, cycle: Cycle, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO wish_backer (wish_id, account_id, cycle, backed_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (wish_id, account_id) DO UPDATE SET cycle = excluded.cycle";
    exec!(conn, sql, wish.get(), account.get(), cycle.key(), at.ms())?;
    Ok(())
}

/// Has them back it no more.
pub(crate) async fn back_no_more(conn: &mut impl Conn, wish: WishId, account: AccountId) -> Result<()> {
    exec!(conn, "DELETE FROM wish_backer WHERE wish_id = $1 AND account_id = $2", wish.get(), account.get())?;
    Ok(())
}

/// Who backs a wish, and from where: the commune of a school of theirs.
pub(crate) async fn backers(conn: &mut impl Conn, wish: WishId) -> Result<Vec<Backer>> {
    let sql = "SELECT b.account_id, b.cycle, c.insee, COALESCE(c.name, '') FROM wish_backer b LEFT JOIN commune c ON c.insee = (\
               SELECT MIN(s.commune) FROM account_school k JOIN school s ON s.uai = k.uai WHERE k.account_id = b.account_id) \
               WHERE b.wish_id = $1 ORDER BY b.backed_ms, b.account_id";
    let rows = fetch_all!(conn, (i64, String, Option<String>, String), sql, wish.get())?;
    let whole = |(account, cycle, insee, commune): (i64, String, Option<String>, String)| {
        let insee = insee.as_deref().map(Insee::parse).transpose().context("a commune's code")?;
        Ok(Backer { account: AccountId::new(account), cycle: value(&cycle)?, insee, commune })
    };
    rows.into_iter().map(whole).collect()
}

/// Who wished for what a session is a session of, who backed it first first.
pub(crate) async fn backers_of_session(conn: &mut impl Conn, session: SessionId) -> Result<Vec<AccountId>> {
    let sql = "SELECT b.account_id FROM wish_backer b JOIN wish w ON w.id = b.wish_id JOIN training_session s ON s.training_id = w.training_id \
               WHERE s.id = $1 AND w.state = 'answered' GROUP BY b.account_id ORDER BY MIN(b.backed_ms), b.account_id";
    let rows = fetch_all!(conn, (i64,), sql, session.get())?;
    Ok(rows.into_iter().map(|(account,)| AccountId::new(account)).collect())
}
