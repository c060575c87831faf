//! What the person concerned reads of an act, what they say against it, and the answer (M2, D10).

use super::{
    Act, OwnAct, WaitingAppeal,
    gate::{decider, handed_over},
    rows,
};
use crate::{
    access,
    cx::{Change, Cx},
    discussions::{self, ToModerate},
    error::{Conflict, Error, Result},
    identity,
};
use domain::{
    access::PortalAction,
    discussions::PostState,
    events::Event,
    ids::ActId,
    moderation::{ActKind, AppealForm, MAX_WORDS, is_in_time},
    problem::Problems,
    text::clean_text,
};

/// The acts that concern the viewer, the latest first, with what their message said.
///
/// # Errors
/// `SignIn`.
pub async fn my_acts(cx: &Cx) -> Result<Vec<OwnAct>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut own = Vec::new();
    for act in rows::acts_about(&mut conn, account).await? {
        let said = match act.post {
            Some(post) => discussions::own_words(&mut conn, post, account).await?,
            None => None,
        };
        let may_appeal = act.may_be_appealed(cx.now());
        own.push(OwnAct { act, said, may_appeal });
    }
    Ok(own)
}

/// Whether there is any.
///
/// # Errors
/// `SignIn`.
pub async fn is_concerned(cx: &Cx) -> Result<bool> {
    rows::is_concerned(&mut cx.read().await?, cx.account().ok_or(Error::SignIn)?).await
}

/// Says something against an act that concerns the viewer, once, within a month.
///
/// # Errors
/// `SignIn`; `NotFound` when there is no such act against the viewer; `Conflict` when it was appealed already, or is too old.
pub async fn appeal(cx: &Cx, id: ActId, form: &AppealForm) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let act = rows::act(&mut change, id).await?.filter(|act| act.account == Some(account)).ok_or(Error::NotFound)?;
    if !act.kind.is_against() {
        return Err(Error::NotFound);
    }
    // Sent twice, it is said once.
    if act.appeal.is_some_and(|said| said.text == form.text) {
        return Ok(());
    }
    if !is_in_time(act.at, cx.now()) || !rows::appeal(&mut change, id, &form.text, cx.now()).await? {
        return Err(Error::Conflict(Conflict::Moderated));
    }
    identity::record(cx, &mut change, "act-appeal", &format!("act:{id}"), "").await?;
    change.tell(Event::ActAppealed { act: id });
    change.commit().await
}

/// The appeals that wait, the oldest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn appeals(cx: &Cx) -> Result<Vec<WaitingAppeal>> {
    access::check(cx, PortalAction::Moderate)?;
    let mut conn = cx.read().await?;
    let mut waiting = Vec::new();
    for act in rows::waiting_appeals(&mut conn).await? {
        let context = match act.post {
            Some(post) => {
                let cx = decider(cx, &mut conn, post).await?;
                Some(discussions::in_context(&cx, &mut conn, post).await?)
            }
            None => None,
        };
        let mine = act.by.is_some() && act.by == cx.account();
        waiting.push(WaitingAppeal { act, context, mine });
    }
    Ok(waiting)
}

/// Answers an appeal: the act stands, or it is undone, and the message is shown again or the person writes again. What was decided anew since
/// stays as it is.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it does not wait any more; `Invalid` when nothing is answered, or too much.
pub async fn settle_appeal(cx: &Cx, id: ActId, keep: bool, answer: &str) -> Result<()> {
    access::check(cx, PortalAction::Moderate)?;
    let answer = clean_text(answer).trim().to_owned();
    let mut problems = Problems::new();
    problems.check_line("answer", &answer, true, MAX_WORDS);
    problems.into_result()?;
    let mut change = cx.begin().await?;
    if !rows::settle_appeal(&mut change, id, keep, &answer, cx.now()).await? {
        return Err(Error::NotFound);
    }
    let act = rows::act(&mut change, id).await?.ok_or(Error::NotFound)?;
    if !keep {
        undo(cx, &mut change, &act).await?;
    }
    identity::record(cx, &mut change, "appeal-settle", &format!("act:{id}"), if keep { "kept" } else { "undone" }).await?;
    change.tell(Event::AppealAnswered { act: id });
    change.commit().await
}

async fn undo(cx: &Cx, change: &mut Change, act: &Act) -> Result<()> {
    if let (Some(post), Some(left)) = (act.post, act.kind.leaves()) {
        // The appeal handed it over, and does not wait any more: the caller has asked whether the viewer decides.
        let cx = handed_over(cx);
        let ToModerate { facts, is_kept, .. } = discussions::to_moderate(&cx, change, post).await?;
        if is_kept && facts.state == left && rows::last_act_on(change, post).await? == Some(act.id) {
            discussions::set_state(&cx, change, post, PostState::Shown, "").await?;
        }
    }
    if let (Some(post), Some(false)) = (act.post, act.kind.shows_topic())
        && rows::last_act_on(change, post).await? == Some(act.id)
    {
        discussions::set_whole(&handed_over(cx), change, post, true).await?;
    }
    if let (ActKind::Silenced, Some(account), Some(until)) = (act.kind, act.account, act.until) {
        rows::end_silence(change, account, Some(until)).await?;
    }
    Ok(())
}
