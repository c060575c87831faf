//! How fast one writes (M8): as fast as any person does, and not as a machine. Who runs the portal is not held back.

use super::rows;
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{access::Role, ids::AccountId, time::Timestamp};
use std::time::Duration;

/// So many messages…
const MESSAGES: u32 = 30;
/// …in so long.
const MESSAGES_MS: i64 = 10 * 60_000;
/// So many topics…
const TOPICS: u32 = 5;
/// …in so long.
const TOPICS_MS: i64 = 60 * 60_000;

/// Lets `account` write one more message.
///
/// # Errors
/// `Slow` when they wrote very many just now.
pub(super) async fn check_message(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if cx.viewer.is(Role::Animator) {
        return Ok(());
    }
    let since = cx.now().plus_ms(-MESSAGES_MS);
    wait_for(cx, rows::post_before_last(conn, account, MESSAGES, since).await?, MESSAGES_MS)
}

/// Lets `account` open one more topic, which is a message too.
///
/// # Errors
/// As [`check_message`].
pub(super) async fn check_topic(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if cx.viewer.is(Role::Animator) {
        return Ok(());
    }
    let since = cx.now().plus_ms(-TOPICS_MS);
    wait_for(cx, rows::topic_before_last(conn, account, TOPICS, since).await?, TOPICS_MS)?;
    check_message(cx, conn, account).await
}

/// The first of so many makes room again when it is `span_ms` old.
fn wait_for(cx: &Cx, first: Option<Timestamp>, span_ms: i64) -> Result<()> {
    let Some(first) = first else { return Ok(()) };
    let wait = first.plus_ms(span_ms).since_ms(cx.now());
    Err(Error::Slow(Duration::from_millis(wait.unsigned_abs())))
}
