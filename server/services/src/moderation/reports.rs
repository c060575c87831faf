//! Reporting a message, and the queue of what is reported and of what waits to be read (M1, M3, M6).

use super::{
    HowMuchWaits, Reported, ToDecide,
    gate::{decider, handed_over},
    rows,
};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    discussions,
    error::{Error, Result},
    identity,
};
use domain::{
    access::{PortalAction, Role},
    events::Event,
    ids::{PostId, ReportId},
    moderation::ReportForm,
};
use std::{collections::BTreeMap, time::Duration};

/// How many messages one person reports in a day: whoever means it never has so many.
const A_DAY_AT_MOST: i64 = 30;
const DAY_MS: i64 = 86_400_000;
/// When to come back after that.
const LATER: Duration = Duration::from_secs(3_600);
/// How many of each kind the queue shows at once.
const AT_ONCE: usize = 50;
/// The outcome of a report that nothing came of.
const DISMISSED: &str = "dismissed";

/// Reports a message to who decides; what it says now is kept with the report. Reported again by the same person while it waits, it is reported
/// once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Slow` for one who reports very many.
pub async fn report_post(cx: &Cx, post: PostId, form: &ReportForm) -> Result<ReportId> {
    let mut change = cx.begin().await?;
    let (_, body) = discussions::reportable(cx, &mut change, post).await?;
    let account = cx.account().ok_or(Error::SignIn)?;
    if let Some(known) = rows::open_report(&mut change, post, account).await? {
        return Ok(known);
    }
    if rows::reports_since(&mut change, account, cx.now().plus_ms(-DAY_MS)).await? >= A_DAY_AT_MOST {
        return Err(Error::Slow(LATER));
    }
    let id = ReportId::new(cx.id());
    rows::insert_report(&mut change, id, post, account, form, &body, cx.now()).await?;
    identity::record(cx, &mut change, "post-report", &format!("post:{post}"), form.reason.key()).await?;
    change.tell(Event::PostReported { report: id });
    change.commit().await?;
    Ok(id)
}

/// How much waits for the viewer's decision.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn how_much_waits(cx: &Cx) -> Result<HowMuchWaits> {
    access::check(cx, PortalAction::OpenModeration)?;
    if access::check(cx, PortalAction::Moderate).is_err() {
        return Ok(HowMuchWaits { reported: reports(cx).await?.len(), to_read: waiting(cx).await?.len(), appeals: 0 });
    }
    let mut conn = cx.read().await?;
    Ok(HowMuchWaits {
        reported: rows::count_reported(&mut conn).await?,
        to_read: discussions::waiting_posts(&mut conn).await?.len(),
        appeals: rows::count_appeals(&mut conn).await?,
    })
}

/// Those of `posts` that the viewer decides on, as many as are shown at once: all for the animator, those of their communes for a delegate.
async fn queue(cx: &Cx, conn: &mut impl Conn, posts: Vec<PostId>) -> Result<Vec<ToDecide>> {
    let everywhere = access::check(cx, PortalAction::Moderate).is_ok();
    let mut queue = Vec::new();
    for post in posts {
        let found = if everywhere { of_post(&handed_over(cx), conn, post).await } else { of_post(cx, conn, post).await };
        match found {
            Err(Error::NotFound | Error::Denied(_)) if !everywhere => {}
            found => queue.push(found?),
        }
        if queue.len() == AT_ONCE {
            break;
        }
    }
    Ok(queue)
}

/// The messages that are reported, the one that waits longest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn reports(cx: &Cx) -> Result<Vec<ToDecide>> {
    access::check(cx, PortalAction::OpenModeration)?;
    let mut conn = cx.read().await?;
    let most = if access::check(cx, PortalAction::Moderate).is_ok() { AT_ONCE } else { usize::MAX };
    let posts = rows::reported_posts(&mut conn, most).await?;
    queue(cx, &mut conn, posts).await
}

/// The messages that wait to be read before they appear, the first written first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn waiting(cx: &Cx) -> Result<Vec<ToDecide>> {
    access::check(cx, PortalAction::OpenModeration)?;
    let mut conn = cx.read().await?;
    let posts = discussions::waiting_posts(&mut conn).await?;
    queue(cx, &mut conn, posts).await
}

/// One message, for who decides on it: reported or not.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when there is none that the viewer decides on.
pub async fn to_decide(cx: &Cx, post: PostId) -> Result<ToDecide> {
    access::check(cx, PortalAction::OpenModeration)?;
    let mut conn = cx.read().await?;
    let cx = decider(cx, &mut conn, post).await?;
    let item = of_post(&cx, &mut conn, post).await?;
    Ok(ToDecide { former: discussions::former_versions(&cx, &mut conn, post).await?, ..item })
}

async fn of_post(cx: &Cx, conn: &mut impl Conn, post: PostId) -> Result<ToDecide> {
    let context = discussions::in_context(cx, conn, post).await?;
    let reported = reported(conn, post, &context.kept).await?;
    let past = rows::acts_on(conn, post).await?;
    let against = match context.post.author {
        Some(author) => rows::count_against(conn, author).await?,
        None => 0,
    };
    Ok(ToDecide { context, reported, past, against, former: Vec::new() })
}

async fn reported(conn: &mut impl Conn, post: PostId, kept: &str) -> Result<Option<Reported>> {
    let reports = rows::open_reports(conn, post).await?;
    let Some(first) = reports.first() else { return Ok(None) };
    let (id, since) = (first.id, first.at);
    // A copy that went with a former version says nothing.
    let then = match reports.iter().find(|report| report.body != kept && !report.body.is_empty()) {
        Some(report) => Some(discussions::as_read(conn, &report.body).await?),
        None => None,
    };
    let mut strongest: BTreeMap<_, Role> = BTreeMap::new();
    for (account, role) in rows::roles_of_reporters(conn, post).await? {
        strongest.entry(account).and_modify(|known| *known = (*known).max(role)).or_insert(role);
    }
    let mut by_role: BTreeMap<Role, u32> = BTreeMap::new();
    for role in strongest.into_values() {
        *by_role.entry(role).or_default() += 1;
    }
    let said = reports.into_iter().map(|report| (report.reason, report.note)).collect();
    Ok(Some(Reported { id, since, then, said, by_role: by_role.into_iter().collect() }))
}

/// Settles what is reported of a message without doing anything to it: all reports about the same message at once.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it does not wait any more.
pub async fn dismiss(cx: &Cx, report: ReportId) -> Result<()> {
    access::check(cx, PortalAction::OpenModeration)?;
    let mut change = cx.begin().await?;
    let post = rows::post_of_open_report(&mut change, report).await?.ok_or(Error::NotFound)?;
    // Asked as for a decision: what is reported elsewhere is not a delegate's to settle.
    discussions::to_moderate(&decider(cx, &mut change, post).await?, &mut change, post).await?;
    rows::settle_reports(&mut change, post, DISMISSED, cx.now()).await?;
    identity::record(cx, &mut change, "report-dismiss", &format!("post:{post}"), "").await?;
    change.commit().await
}
