//! How fast one writes and presses (M8): as fast as any person does, and not as a machine. Who runs the portal is not held back.

use super::rows;
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{access::Role, ids::AccountId, time::Timestamp};
use std::time::Duration;

const MINUTE_MS: i64 = 60_000;

/// So many, in so long.
#[derive(Clone, Copy)]
struct Pace {
    many: u32,
    /// In milliseconds.
    span: i64,
}

impl Pace {
    fn window(self, cx: &Cx) -> rows::Window {
        rows::Window { many: self.many, since: cx.now().plus_ms(-self.span), now: cx.now() }
    }
}

const MESSAGES: Pace = Pace { many: 30, span: 10 * MINUTE_MS };
const TOPICS: Pace = Pace { many: 5, span: 60 * MINUTE_MS };
const NEEDS: Pace = Pace { many: 5, span: 60 * MINUTE_MS };
const EDITS: Pace = Pace { many: 30, span: 10 * MINUTE_MS };
const PICTURES: Pace = Pace { many: 30, span: 10 * MINUTE_MS };
const PRESSES: Pace = Pace { many: 120, span: 10 * MINUTE_MS };

fn is_held_back(cx: &Cx) -> bool {
    !cx.viewer.is(Role::Animator)
}

/// Lets `account` write one more message.
///
/// # Errors
/// `Slow` when they wrote very many just now.
pub(super) async fn check_message(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if !is_held_back(cx) {
        return Ok(());
    }
    wait_for(cx, rows::post_before_last(conn, account, MESSAGES.window(cx)).await?, MESSAGES)
}

/// Lets `account` open one more topic, which is a message too.
///
/// # Errors
/// As [`check_message`].
pub(super) async fn check_topic(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if !is_held_back(cx) {
        return Ok(());
    }
    wait_for(cx, rows::topic_before_last(conn, account, TOPICS.window(cx)).await?, TOPICS)?;
    check_message(cx, conn, account).await
}

/// Lets `account` file one more need, which is a message too.
///
/// # Errors
/// As [`check_message`].
pub(super) async fn check_need(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if !is_held_back(cx) {
        return Ok(());
    }
    wait_for(cx, rows::need_before_last(conn, account, NEEDS.window(cx)).await?, NEEDS)?;
    check_message(cx, conn, account).await
}

/// Lets `account` change one more of their messages.
///
/// # Errors
/// `Slow` when they changed very many just now.
pub(super) async fn check_edit(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if !is_held_back(cx) {
        return Ok(());
    }
    wait_for(cx, rows::edit_before_last(conn, account, EDITS.window(cx)).await?, EDITS)
}

/// Lets `account` have one more picture taken in.
///
/// # Errors
/// `Slow` when very many were just now.
pub(super) async fn check_picture(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if !is_held_back(cx) {
        return Ok(());
    }
    wait_for(cx, rows::picture_before_last(conn, account, PICTURES.window(cx)).await?, PICTURES)
}

/// Counts one press of `account`, which counts with the change that it is part of: saying something of a message, following, backing, and
/// taking any of these back.
///
/// # Errors
/// `Slow` when they pressed very often just now.
pub(super) async fn count_press(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<()> {
    if !is_held_back(cx) {
        return Ok(());
    }
    let (first, many) = rows::count_press(conn, account, PRESSES.window(cx)).await?;
    wait_for(cx, (many > i64::from(PRESSES.many)).then_some(first), PRESSES)
}

/// The first of so many makes room again when it is as old as the span.
fn wait_for(cx: &Cx, first: Option<Timestamp>, pace: Pace) -> Result<()> {
    let Some(first) = first else { return Ok(()) };
    let wait = first.plus_ms(pace.span).since_ms(cx.now());
    Err(Error::Slow(Duration::from_millis(wait.unsigned_abs())))
}
