//! SQL of how far people have read, and of what they follow.

use super::topics::place;
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
};
use domain::{
    discussions::{Attention, Followed, Position},
    ids::{AccountId, TopicId},
    time::Timestamp,
};
use std::collections::BTreeSet;

/// How far `account` has read a topic.
pub(crate) async fn read_up_to(conn: &mut impl Conn, account: AccountId, topic: TopicId) -> Result<Option<Position>> {
    let sql = "SELECT position FROM topic_reading WHERE account_id = $1 AND topic_id = $2";
    Ok(fetch_opt!(conn, (i64,), sql, account.get(), topic.get())?.and_then(|(position,)| place(position)))
}

/// Writes it; never back.
pub(crate) async fn note_read(conn: &mut impl Conn, account: AccountId, topic: TopicId, position: Position, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO topic_reading (account_id, topic_id, position, at_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (account_id, topic_id) DO UPDATE SET position = excluded.position, at_ms = excluded.at_ms \
               WHERE topic_reading.position < excluded.position";
    exec!(conn, sql, account.get(), topic.get(), i64::from(position.get()), now.ms())?;
    Ok(())
}

/// Writes how closely something is followed.
pub(crate) async fn follow(
    conn: &mut impl Conn,
    account: AccountId,
    followed: Followed,
    attention: Attention,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO follow (account_id, followed, attention, at_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (account_id, followed) DO UPDATE SET attention = excluded.attention, at_ms = excluded.at_ms";
    exec!(conn, sql, account.get(), followed.key(), attention.key(), now.ms())?;
    Ok(())
}

/// How closely `account` chose to follow something.
pub(crate) async fn attention(conn: &mut impl Conn, account: AccountId, followed: Followed) -> Result<Option<Attention>> {
    let sql = "SELECT attention FROM follow WHERE account_id = $1 AND followed = $2";
    fetch_opt!(conn, (String,), sql, account.get(), followed.key())?.map(|(attention,)| value(&attention)).transpose()
}

/// Those who muted a topic.
pub(crate) async fn muting(conn: &mut impl Conn, topic: TopicId) -> Result<BTreeSet<AccountId>> {
    let sql = "SELECT account_id FROM follow WHERE followed = $1 AND attention = $2";
    let rows = fetch_all!(conn, (i64,), sql, Followed::Topic(topic).key(), Attention::Mute.key())?;
    Ok(rows.into_iter().map(|(account,)| AccountId::new(account)).collect())
}

/// All that `account` chose.
pub(crate) async fn all_followed(conn: &mut impl Conn, account: AccountId) -> Result<Vec<(Followed, Attention)>> {
    let sql = "SELECT followed, attention FROM follow WHERE account_id = $1 ORDER BY at_ms DESC, followed";
    let rows = fetch_all!(conn, (String, String), sql, account.get())?;
    rows.iter().map(|(followed, attention)| Ok((value(followed)?, value(attention)?))).collect()
}
