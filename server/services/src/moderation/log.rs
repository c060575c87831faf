//! What everyone of the community is told of moderation: how much there is, of what, and nothing about anyone (M5).

use super::{Log, MonthOfActs, rows};
use crate::{access, cx::Cx, error::Result};
use domain::{
    access::PortalAction,
    moderation::ActKind,
    time::{Day, Month},
};
use std::collections::BTreeMap;

/// How many acts a page shows.
const LISTED: u32 = 50;
/// How many months are counted.
const MONTHS: usize = 12;

/// A page of the log, from 1; beyond the last, the last.
///
/// # Errors
/// `SignIn` or `Denied` for those who are not of the community.
pub async fn moderation_log(cx: &Cx, page: u32) -> Result<Log> {
    access::check(cx, PortalAction::ReadModerationLog)?;
    let mut conn = cx.read().await?;
    let pages = rows::count_acts(&mut conn).await?.div_ceil(LISTED).max(1);
    let page = page.clamp(1, pages);
    let lines = rows::log_lines(&mut conn, LISTED, (page - 1) * LISTED).await?;
    let mut first = Month::containing(Day::containing(cx.now()));
    for _ in 1..MONTHS {
        first = first.previous();
    }
    let mut counted: BTreeMap<String, (BTreeMap<ActKind, u32>, u32)> = BTreeMap::new();
    for (kind, at, appealed) in rows::acts_since(&mut conn, first.beginning()).await? {
        let (kinds, appeals) = counted.entry(Day::containing(at).month()).or_default();
        *kinds.entry(kind).or_default() += 1;
        *appeals += u32::from(appealed);
    }
    let month = |(month, (kinds, appealed)): (String, (BTreeMap<ActKind, u32>, u32))| MonthOfActs {
        month,
        kinds: kinds.into_iter().collect(),
        appealed,
    };
    Ok(Log { lines, page, pages, months: counted.into_iter().rev().map(month).collect() })
}
