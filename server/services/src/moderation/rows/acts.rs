//! SQL of acts, and of who is asked not to write.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    moderation::{Act, Appeal, Settled, Silenced},
};
use domain::{
    ids::{AccountId, ActId, PostId},
    moderation::{ActForm, ReportReason},
    time::Timestamp,
};

#[derive(sqlx::FromRow)]
pub(super) struct ActRow {
    id: i64,
    kind: String,
    reason: String,
    words: String,
    post_id: Option<i64>,
    account_id: Option<i64>,
    name: String,
    by_id: Option<i64>,
    by_name: String,
    at_ms: i64,
    until_ms: Option<i64>,
    appeal: String,
    appealed_ms: Option<i64>,
    appeal_answer: String,
    appeal_kept: Option<bool>,
    appeal_settled_ms: Option<i64>,
}

/// Acts `m`, with how those around them are named, and what else is said of which are wanted.
macro_rules! acts {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.kind, m.reason, m.words, m.post_id, m.account_id, COALESCE(a.shown_name, a.name, '') AS name, m.by_id, \
             COALESCE(b.shown_name, b.name, '') AS by_name, m.at_ms, m.until_ms, m.appeal, m.appealed_ms, m.appeal_answer, m.appeal_kept, \
             m.appeal_settled_ms FROM moderation_act m LEFT JOIN account a ON a.id = m.account_id LEFT JOIN account b ON b.id = m.by_id ",
            $rest
        )
    };
}
pub(super) use acts;

/// Why, as it is kept: an empty text where nobody loses anything.
pub(super) fn reason(key: &str) -> Result<Option<ReportReason>> {
    if key.is_empty() { Ok(None) } else { value(key).map(Some) }
}

pub(super) fn whole(row: ActRow) -> Result<Act> {
    let settled = match (row.appeal_settled_ms, row.appeal_kept) {
        (Some(at), Some(kept)) => Some(Settled { kept, answer: row.appeal_answer, at: Timestamp::from_ms(at) }),
        _ => None,
    };
    let appeal = row.appealed_ms.map(|at| Appeal { text: row.appeal, at: Timestamp::from_ms(at), settled });
    Ok(Act {
        id: ActId::new(row.id),
        kind: value(&row.kind)?,
        reason: reason(&row.reason)?,
        words: row.words,
        post: row.post_id.map(PostId::new),
        account: row.account_id.map(AccountId::new),
        name: row.name,
        by: row.by_id.map(AccountId::new),
        by_name: row.by_name,
        at: Timestamp::from_ms(row.at_ms),
        until: row.until_ms.map(Timestamp::from_ms),
        appeal,
    })
}

/// An act to keep.
pub(crate) struct NewAct<'a> {
    pub(crate) id: ActId,
    pub(crate) form: &'a ActForm,
    pub(crate) post: Option<PostId>,
    pub(crate) account: Option<AccountId>,
    pub(crate) by: Option<AccountId>,
    pub(crate) now: Timestamp,
}

/// Keeps an act.
pub(crate) async fn insert_act(conn: &mut impl Conn, act: NewAct<'_>) -> Result<()> {
    let sql = "INSERT INTO moderation_act (id, kind, reason, words, post_id, account_id, by_id, at_ms, until_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let NewAct { id, form, post, account, by, now } = act;
    exec!(
        conn,
        sql,
        id.get(),
        form.kind.key(),
        form.reason.map_or("", ReportReason::key),
        &form.words,
        post.map(PostId::get),
        account.map(AccountId::get),
        by.map(AccountId::get),
        now.ms(),
        form.until(now).map(Timestamp::ms),
    )?;
    Ok(())
}

/// The act `id`.
pub(crate) async fn act(conn: &mut impl Conn, id: ActId) -> Result<Option<Act>> {
    fetch_opt!(conn, ActRow, acts!("WHERE m.id = $1"), id.get())?.map(whole).transpose()
}

/// What was decided of a message, the first first.
pub(crate) async fn acts_on(conn: &mut impl Conn, post: PostId) -> Result<Vec<Act>> {
    let rows = fetch_all!(conn, ActRow, acts!("WHERE m.post_id = $1 ORDER BY m.at_ms, m.id"), post.get())?;
    rows.into_iter().map(whole).collect()
}

/// The last act that said where a message stands, or its topic.
pub(crate) async fn last_act_on(conn: &mut impl Conn, post: PostId) -> Result<Option<ActId>> {
    let sql = "SELECT id FROM moderation_act WHERE post_id = $1 \
               AND kind IN ('hidden', 'shown', 'removed', 'approved', 'refused', 'topic-hidden', 'topic-shown') \
               ORDER BY at_ms DESC, id DESC LIMIT 1";
    Ok(fetch_opt!(conn, (i64,), sql, post.get())?.map(|(id,)| ActId::new(id)))
}

/// How many acts there were against `account`.
pub(crate) async fn count_against(conn: &mut impl Conn, account: AccountId) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM moderation_act WHERE account_id = $1 \
               AND kind IN ('hidden', 'removed', 'refused', 'warned', 'silenced', 'topic-hidden')";
    Ok(u32::try_from(scalar!(conn, i64, sql, account.get())?).unwrap_or(u32::MAX))
}

/// Asks someone not to write until an instant, whatever was said before.
pub(crate) async fn silence(conn: &mut impl Conn, account: AccountId, until: Timestamp) -> Result<()> {
    let sql =
        "INSERT INTO silence (account_id, until_ms) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET until_ms = excluded.until_ms";
    exec!(conn, sql, account.get(), until.ms())?;
    Ok(())
}

/// Lets them write again; only if what they were asked ends at `until`, when that is given. Whether there was anything to end.
pub(crate) async fn end_silence(conn: &mut impl Conn, account: AccountId, until: Option<Timestamp>) -> Result<bool> {
    let ended = match until {
        Some(until) => exec!(conn, "DELETE FROM silence WHERE account_id = $1 AND until_ms = $2", account.get(), until.ms())?,
        None => exec!(conn, "DELETE FROM silence WHERE account_id = $1", account.get())?,
    };
    Ok(ended > 0)
}

/// Those who are asked not to write, whose time ends first first.
pub(crate) async fn silenced(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<Silenced>> {
    let sql = "SELECT s.account_id, COALESCE(a.shown_name, a.name), s.until_ms FROM silence s JOIN account a ON a.id = s.account_id \
               WHERE s.until_ms > $1 ORDER BY s.until_ms, s.account_id";
    let rows = fetch_all!(conn, (i64, String, i64), sql, now.ms())?;
    let whole = |(account, name, until)| Silenced { account: AccountId::new(account), name, until: Timestamp::from_ms(until) };
    Ok(rows.into_iter().map(whole).collect())
}
