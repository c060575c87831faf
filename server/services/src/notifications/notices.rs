//! What each member is told in the portal: the same as by letter, at once, whatever they chose of letters.
//!
//! **Invariants.** A notice is kept without words. What it says is written when it is shown, by what writes letters: once it is no longer
//! so, it is gone (N4); tested by `what_is_hidden_meanwhile_is_neither_in_the_digest_nor_in_the_portal`.

use super::{letters, news, rows};
use crate::{
    access,
    cx::Cx,
    discussions::{self, Filter},
    error::{Error, Result},
    outbox,
};
use domain::{
    access::PortalAction,
    discussions::Position,
    ids::{AccountId, TopicId},
    notifications::LetterKind,
    privacy::Retention,
    time::Timestamp,
};

/// How many notices a page shows.
const PAGE: usize = 20;
/// How often one page looks further for notices in place of those that are gone.
const ROUNDS: usize = 5;
/// How long a notice is kept that was read.
const READ_KEPT_MS: i64 = 90 * 24 * 3_600_000;

/// A notice, as it is so now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What makes it this one among its reader's.
    pub id: String,
    /// What it is about.
    pub kind: LetterKind,
    /// What happened, in one line.
    pub line: String,
    /// Where it leads.
    pub path: Option<String>,
    /// When it came.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

/// A page, from 1, of what the viewer is told, the latest first; and whether there is more. What is no longer so is forgotten on the way.
///
/// # Errors
/// `SignIn`.
pub async fn notices(cx: &Cx, page: u32) -> Result<(Vec<Notice>, bool)> {
    let account = cx.account().ok_or(Error::SignIn)?;
    // As letters are written.
    let writer = Cx::system(cx.portal.clone(), "notices");
    let (mut shown, mut gone) = (Vec::new(), Vec::new());
    let mut from = i64::from(page.max(1) - 1) * PAGE as i64;
    for _ in 0..ROUNDS {
        let wanted = (PAGE + 1).saturating_sub(shown.len()) as i64;
        let kept = rows::notices(&mut cx.read().await?, account, wanted, from).await?;
        from += kept.len() as i64;
        let last = (kept.len() as i64) < wanted;
        for kept in kept {
            match write(&writer, account, &kept).await? {
                Some(notice) => shown.push(notice),
                None => gone.push(kept.id),
            }
        }
        if last || shown.len() > PAGE {
            break;
        }
    }
    let more = shown.len() > PAGE;
    shown.truncate(PAGE);
    forget(cx, account, &gone).await?;
    Ok((shown, more))
}

/// What a notice says now; nothing when it is no longer so.
async fn write(writer: &Cx, account: AccountId, kept: &rows::NoticeRow) -> Result<Option<Notice>> {
    let Some(entry) = outbox::entry(&mut writer.read().await?, kept.seq).await? else { return Ok(None) };
    let told = letters::to_one(writer, &entry, account).await?;
    let Some(told) = told.into_iter().find(|told| told.id == kept.id) else { return Ok(None) };
    let path = news::path_in(&told.text, &writer.portal.settings.public_url);
    Ok(told.notice.map(|line| Notice {
        id: told.id,
        kind: told.kind,
        line,
        path,
        at: Timestamp::from_ms(kept.at_ms),
        read: kept.read_ms.is_some(),
    }))
}

async fn forget(cx: &Cx, account: AccountId, gone: &[String]) -> Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut change = cx.begin().await?;
    for id in gone {
        rows::forget_notice(&mut change, account, id).await?;
    }
    change.commit().await
}

/// How many notices the viewer has not read, up to 100; none for who is not signed in. One statement, for every page.
///
/// # Errors
/// The database's.
pub async fn count_unread(cx: &Cx) -> Result<u32> {
    let Some(account) = cx.account() else { return Ok(0) };
    rows::count_unread(&mut cx.read().await?, &Filter::of(cx), account).await
}

/// Notes that the viewer has read one; one that is not theirs is not there.
///
/// # Errors
/// `SignIn`.
pub async fn read_one(cx: &Cx, id: &str) -> Result<()> {
    let account = reader(cx)?;
    let mut change = cx.begin().await?;
    rows::read_notice(&mut change, account, id, cx.now()).await?;
    change.commit().await
}

/// Notes that the viewer has read them all.
///
/// # Errors
/// `SignIn`.
pub async fn read_all(cx: &Cx) -> Result<()> {
    let account = reader(cx)?;
    let mut change = cx.begin().await?;
    rows::read_notices(&mut change, account, cx.now()).await?;
    change.commit().await
}

/// Notes that the viewer has read a topic, `up_to` the last of its messages that they were shown, and with it the notices about it. For who is
/// not signed in, nothing.
///
/// # Errors
/// The database's.
pub async fn read_topic(cx: &Cx, topic: TopicId, up_to: Option<Position>) -> Result<()> {
    let Some(account) = cx.account() else { return Ok(()) };
    let mut conn = cx.read().await?;
    let is_further = match up_to {
        Some(position) => discussions::is_further(&mut conn, account, topic, position).await?,
        None => false,
    };
    let further = up_to.filter(|_| is_further);
    let told = rows::is_told_of(&mut conn, account, topic).await?;
    drop(conn);
    // Most pages are opened by who has read them, and has no notice of them: nothing is then written.
    if further.is_none() && !told {
        return Ok(());
    }
    let mut change = cx.begin().await?;
    if let Some(position) = further {
        discussions::note_read(cx, &mut change, topic, position).await?;
    }
    if told {
        rows::read_notices_of(&mut change, account, topic, cx.now()).await?;
    }
    change.commit().await
}

fn reader(cx: &Cx) -> Result<AccountId> {
    access::check(cx, PortalAction::UseAccount)?;
    cx.account().ok_or(Error::SignIn)
}

/// Forgets notices that are old: three months when they were read, else as long as the operator says. Says how many. For a job.
///
/// # Errors
/// The database's.
pub async fn sweep_notices(cx: &Cx) -> Result<usize> {
    let mut change = cx.begin().await?;
    let swept =
        rows::sweep_notices(&mut change, cx.now().plus_ms(-READ_KEPT_MS), Retention::limit(cx.now(), cx.portal.settings.retention.notices))
            .await?;
    change.commit().await?;
    Ok(usize::try_from(swept).unwrap_or(usize::MAX))
}
