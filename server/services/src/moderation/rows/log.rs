//! SQL of the log: what was done and when. Nothing here reads who, nor about what.

use super::acts::reason;
use crate::{
    db::{Conn, fetch_all, scalar, value},
    error::Result,
    moderation::{Appealed, LogLine},
};
use domain::{
    moderation::ActKind,
    time::{Day, Timestamp},
};

/// How many acts there are.
pub(crate) async fn count_acts(conn: &mut impl Conn) -> Result<u32> {
    let many = scalar!(conn, i64, "SELECT COUNT(*) FROM moderation_act")?;
    Ok(u32::try_from(many).unwrap_or(u32::MAX))
}

/// So many of them, the latest first, from a place on.
pub(crate) async fn log_lines(conn: &mut impl Conn, limit: u32, from: u32) -> Result<Vec<LogLine>> {
    let sql = "SELECT kind, reason, at_ms, appealed_ms, appeal_kept FROM moderation_act ORDER BY at_ms DESC, id DESC LIMIT $1 OFFSET $2";
    let line = |(kind, why, at, appealed, kept): (String, String, i64, Option<i64>, Option<bool>)| {
        let appealed = match (appealed, kept) {
            (None, _) => Appealed::No,
            (Some(_), None) => Appealed::Waits,
            (Some(_), Some(true)) => Appealed::Kept,
            (Some(_), Some(false)) => Appealed::Undone,
        };
        Ok(LogLine { day: Day::containing(Timestamp::from_ms(at)), kind: value(&kind)?, reason: reason(&why)?, appealed })
    };
    let rows = fetch_all!(conn, (String, String, i64, Option<i64>, Option<bool>), sql, i64::from(limit), i64::from(from))?;
    rows.into_iter().map(line).collect()
}

/// Each act since an instant: what was done, when, and whether it was appealed.
pub(crate) async fn acts_since(conn: &mut impl Conn, since: Timestamp) -> Result<Vec<(ActKind, Timestamp, bool)>> {
    let sql = "SELECT kind, at_ms, appealed_ms FROM moderation_act WHERE at_ms >= $1 ORDER BY at_ms";
    let rows = fetch_all!(conn, (String, i64, Option<i64>), sql, since.ms())?;
    rows.into_iter().map(|(kind, at, appealed)| Ok((value(&kind)?, Timestamp::from_ms(at), appealed.is_some()))).collect()
}
