//! Doing something about a message or a person (M2, M4, M6): one transaction, with the reason and its words.

use super::{Silenced, gate::decider, rows};
use crate::{
    access,
    cx::{Change, Cx},
    discussions::{self, ToModerate},
    error::{Conflict, Error, Result},
    identity,
};
use domain::{
    access::{Denial, PortalAction, Role},
    discussions::PostState,
    events::Event,
    ids::{AccountId, ActId, PostId},
    moderation::{ActForm, ActKind},
};

/// What an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A message, and who wrote it.
    Post(PostId),
    /// A person.
    Account(AccountId),
}

/// Does what `form` says. What is reported of the message is settled with it (M1), and the person concerned is told.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when there is no such message or person; `Conflict` when the message stands where this is not done, or says
/// something else than what was read before it is let through or refused.
pub async fn act(cx: &Cx, target: Target, form: &ActForm) -> Result<ActId> {
    access::check(cx, PortalAction::OpenModeration)?;
    if matches!(target, Target::Account(_)) || form.kind.is_everywhere() {
        // What is done to a person counts in every commune.
        access::check(cx, PortalAction::Moderate)?;
    }
    let mut change = cx.begin().await?;
    let (post, account) = match target {
        Target::Post(post) => (Some(post), to_post(cx, &mut change, post, form).await?),
        // A message alone is hidden or shown, and has former versions.
        Target::Account(_) if !form.kind.is_to_a_person() => return Err(Error::NotFound),
        Target::Account(account) => (None, Some(account)),
    };
    to_person(cx, &mut change, account, form).await?;
    let id = ActId::new(cx.id());
    rows::insert_act(&mut change, rows::NewAct { id, form, post, account, by: cx.account(), now: cx.now() }).await?;
    let object = match (post, account) {
        (Some(post), _) => {
            // What is erased of what it said before decides nothing of what it says.
            if form.kind != ActKind::Erased {
                rows::settle_reports(&mut change, post, form.kind.key(), cx.now()).await?;
            }
            format!("post:{post}")
        }
        (None, Some(account)) => format!("account:{account}"),
        (None, None) => String::new(),
    };
    let outcome = form.former.map_or_else(|| form.kind.key().to_owned(), |version| format!("{} version:{version}", form.kind.key()));
    identity::record(cx, &mut change, "moderate", &object, &outcome).await?;
    change.tell(Event::Moderated { act: id });
    change.commit().await?;
    Ok(id)
}

/// Writes where the message stands from now on, if the act says it; gives who wrote it.
async fn to_post(cx: &Cx, change: &mut Change, post: PostId, form: &ActForm) -> Result<Option<AccountId>> {
    let cx = decider(cx, change, post).await?;
    let ToModerate { facts, version, is_kept } = discussions::to_moderate(&cx, change, post).await?;
    // What is gone for good is not shown again.
    if !form.kind.is_done_to(facts.state) || !is_kept && form.kind.leaves() == Some(PostState::Shown) {
        return Err(Error::Conflict(Conflict::Moderated));
    }
    if form.kind.is_of_a_reading() && form.version != Some(version) {
        return Err(Error::Conflict(Conflict::StaleVersion { current: version }));
    }
    match form.kind.leaves() {
        Some(state) => {
            discussions::set_state(&cx, change, post, state, &form.told()).await?;
        }
        None if form.kind.shows_topic().is_some() => {
            discussions::set_whole(&cx, change, post, form.kind.shows_topic() == Some(true)).await?;
        }
        None if form.kind == ActKind::Erased => erase(&cx, change, post, form).await?,
        // There is nobody to say it to.
        None if facts.author.is_none() => return Err(Error::NotFound),
        None => {}
    }
    Ok(facts.author)
}

/// Erases what the message said as one of its former versions, wherever it is kept. What stays is the act: who did it, when, and why.
async fn erase(cx: &Cx, change: &mut Change, post: PostId, form: &ActForm) -> Result<()> {
    let words = discussions::erase_version(cx, change, post, form.former.ok_or(Error::NotFound)?).await?;
    rows::forget_reported(change, post, &words).await
}

/// Writes whether the person may write, if the act says it. Who decides is not asked to be silent: an administrator takes their role.
async fn to_person(cx: &Cx, change: &mut Change, account: Option<AccountId>, form: &ActForm) -> Result<()> {
    if !form.kind.is_to_a_person() {
        return Ok(());
    }
    let account = account.ok_or(Error::NotFound)?;
    match (form.kind, form.until(cx.now())) {
        (ActKind::Unsilenced, _) => {
            if !rows::end_silence(change, account, None).await? {
                return Err(Error::NotFound);
            }
        }
        (_, until) => {
            let person = identity::person(change, account).await?.ok_or(Error::NotFound)?;
            if let Some(until) = until {
                if person.is(Role::Animator) {
                    return Err(Error::Denied(Denial::Role));
                }
                rows::silence(change, account, until).await?;
            }
        }
    }
    Ok(())
}

/// Those who are asked not to write, whose time ends first first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn silenced(cx: &Cx) -> Result<Vec<Silenced>> {
    access::check(cx, PortalAction::Moderate)?;
    rows::silenced(&mut cx.read().await?, cx.now()).await
}
