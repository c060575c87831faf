//! Reading the audit trail (E14): for administrators alone, who change nothing of it.

use super::rows::{account as accounts, audit as rows};
use crate::{access, cx::Cx, db::Conn, error::Result};
use domain::{
    access::PortalAction,
    ids::AccountId,
    text::clean_line,
    time::{Day, Timestamp},
};
use std::collections::HashMap;

/// How many lines a page has.
const A_PAGE: i64 = 50;
/// The longest that is asked for, in characters.
const MAX_ASKED: usize = 200;

/// What of the trail is asked for. What is left empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailQuery {
    /// Who: the number of an account, the address that its provider gives, or the trail's own word (`nobody`, `system:…`).
    pub who: String,
    /// What was done, in the trail's own word.
    pub action: String,
    /// What stands in the object, e.g. `project:12`.
    pub object: String,
    /// From this day on.
    pub from: Option<Day>,
    /// Until this day, included.
    pub until: Option<Day>,
    /// Which page, from 1.
    pub page: u32,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Someone with an account; without a name when it is there no more.
    Account(AccountId, Option<String>),
    /// The portal itself, and why; or nobody that may be named.
    Other(String),
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Who,
    /// What was done.
    pub action: String,
    /// On what.
    pub object: String,
    /// With what outcome.
    pub outcome: String,
    /// Through which request, as the log names it.
    pub request: String,
    /// From which network, shared by many; nothing for what the portal does by itself.
    pub network: String,
    /// By which sign-in provider's word; nothing where nobody had signed in.
    pub provider: String,
}

/// A page of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// Its lines, the latest first.
    pub lines: Vec<TrailLine>,
    /// Which page this is.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// How many lines are on them.
    pub found: i64,
    /// What can be asked for as an action.
    pub actions: Vec<String>,
}

/// A page of the trail, as far as it is asked for.
///
/// # Errors
/// `SignIn` or `Denied` for anyone but administrators.
pub async fn trail(cx: &Cx, query: &TrailQuery) -> Result<Trail> {
    access::check(cx, PortalAction::ReadAudit)?;
    let mut conn = cx.read().await?;
    let asked = rows::Asked {
        actors: actors(&mut conn, &query.who).await?,
        action: said(&query.action),
        object: said(&query.object),
        from: query.from.map(Day::beginning),
        until: query.until.map(Day::end),
    };
    let found = rows::count(&mut conn, &asked).await?;
    let pages = u32::try_from((found + A_PAGE - 1) / A_PAGE).unwrap_or(u32::MAX).max(1);
    let page = query.page.clamp(1, pages);
    let lines = rows::lines(&mut conn, &asked, A_PAGE, i64::from(page - 1) * A_PAGE).await?;
    let accounts: Vec<_> = lines.iter().filter_map(|line| account_in(&line.actor)).collect();
    let names: HashMap<_, _> = rows::names(&mut conn, &accounts).await?.into_iter().collect();
    let line = |row: rows::LineRow| TrailLine {
        at: Timestamp::from_ms(row.at_ms),
        who: match account_in(&row.actor) {
            Some(account) => Who::Account(account, names.get(&account.get()).cloned()),
            None => Who::Other(row.actor),
        },
        action: row.action,
        object: row.object,
        outcome: row.outcome,
        request: row.request,
        network: row.network,
        provider: row.provider,
    };
    let lines = lines.into_iter().map(line).collect();
    Ok(Trail { lines, page, pages, found, actions: rows::actions(&mut conn).await? })
}

fn account_in(actor: &str) -> Option<AccountId> {
    actor.strip_prefix("account:").and_then(|id| id.parse().ok())
}

fn said(typed: &str) -> Option<String> {
    let line: String = clean_line(typed).chars().take(MAX_ASKED).collect();
    (!line.is_empty()).then_some(line)
}

/// Who is asked for, as the trail names them; an address may be that of several people, or of nobody.
async fn actors(conn: &mut impl Conn, who: &str) -> Result<Option<Vec<String>>> {
    let Some(who) = said(who) else { return Ok(None) };
    if let Ok(account) = who.parse::<AccountId>() {
        return Ok(Some(vec![format!("account:{account}")]));
    }
    if who.contains('@') {
        let mut ids: Vec<_> = accounts::with_email(conn, &who).await?.into_iter().map(|(id, ..)| format!("account:{id}")).collect();
        ids.dedup();
        return Ok(Some(ids));
    }
    Ok(Some(vec![who]))
}
