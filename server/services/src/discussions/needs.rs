//! Needs (D12): filed for a school, backed by others, and answered by the authority's people.
//!
//! **Invariants.** A school backs a need once, whoever of it does; enforced by the primary key of `need_backer`, tested by
//! `a_school_backs_a_need_once_whoever_of_it_does`. Each who backs it is told of its answers (`need_voice`); tested by
//! `everyone_who_backs_a_need_is_told_and_their_school_counts_once`. Where a need stands changes with a public answer only, under its topic's lock; tested by
//! `of_two_who_answer_at_once_the_second_sees_what_the_first_said`.

use super::{DraftPlace, NeedPlaces, Space, Topic, drafts, gate, pace, posts, rows, spaces};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Conflict, Error, Result},
    identity, territory,
};
use domain::{
    access::{Action, PortalAction, SpaceAction, TopicAction, decide},
    discussions::{MAX_ANSWER, NeedForm, NeedStatus, Sent, TopicKind, TopicState, settle},
    events::Event,
    ids::{NeedStepId, SpaceId, TopicId},
    problem::{Problems, Rule},
    territory::{Insee, Uai},
    text::slugify,
};

/// The schools that the viewer is attached to.
pub(super) fn own_schools(cx: &Cx) -> &[Uai] {
    match cx.viewer.member() {
        Some(member) => member.schools.as_slice(),
        None => &[],
    }
}

/// What whoever files a need chooses among.
///
/// # Errors
/// `SignIn` or `Denied` to who may file none.
pub async fn need_places(cx: &Cx) -> Result<NeedPlaces> {
    access::check(cx, PortalAction::FileNeed)?;
    let schools = territory::schools_for_choice(cx).await?;
    let spaces = spaces::spaces_to_post(cx).await?.into_iter().filter(|space| space.takes_needs).collect();
    Ok(NeedPlaces { schools, spaces, may_back: !own_schools(cx).is_empty() })
}

/// The need that the viewer filed by this sending of the form, if they did.
///
/// # Errors
/// The database's.
pub async fn already_filed(cx: &Cx, sent: &Sent) -> Result<Option<(TopicId, String)>> {
    let Some(account) = cx.account() else { return Ok(None) };
    rows::topic_sent(&mut cx.read().await?, account, sent).await
}

/// Files a need, which its school backs at once. Gives its number and the part of its address that its title makes; sent twice, it is filed once.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` for a school that is closed or not the viewer's, or when no space takes needs from them; `Slow` for one who
/// files many at once: what was written is then kept as a draft.
pub async fn file_need(cx: &Cx, form: &NeedForm) -> Result<(TopicId, String)> {
    drafts::keeping(cx, Some(DraftPlace::Need), &form.title, &form.post.body, file(cx, form)).await
}

async fn file(cx: &Cx, form: &NeedForm) -> Result<(TopicId, String)> {
    access::check(cx, PortalAction::FileNeed)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let commune = commune_of(cx, &mut change, &form.school).await?;
    let space = space_for(cx, &mut change, form.space, &commune).await?;
    // Of two sendings at once, the second sees what the first did.
    rows::lock_space(&mut change, space.id).await?;
    if let Some(known) = rows::topic_sent(&mut change, account, &form.post.sent).await? {
        return Ok(known);
    }
    gate::check_not_silenced(cx, &mut change).await?;
    pace::check_need(cx, &mut change, account).await?;
    let waits = posts::waits(cx, &mut change, account).await?;
    let topic = topic_of(cx, form, space, commune.clone(), waits);
    rows::insert_topic(&mut change, &topic).await?;
    rows::insert_need(&mut change, topic.id, form.service, &form.school, &commune, cx.now()).await?;
    rows::back_need(&mut change, topic.id, &form.school, account, cx.now()).await?;
    posts::write(cx, &mut change, &topic, account, &form.post, waits).await?;
    rows::forget_draft(&mut change, account, &DraftPlace::Need.key()).await?;
    change.tell(Event::TopicChanged { topic: topic.id });
    change.commit().await?;
    Ok((topic.id, topic.slug))
}

/// The commune of the school that has the need: one of the viewer's own, or any, for those who work with every school.
async fn commune_of(cx: &Cx, conn: &mut impl Conn, school: &Uai) -> Result<Insee> {
    let member = cx.viewer.member().ok_or(Error::SignIn)?;
    let theirs = member.is_a_reviewer() || member.schools.contains(school);
    let known = if theirs && territory::is_open(conn, school).await? {
        territory::school_names(conn, std::slice::from_ref(school)).await?.remove(school)
    } else {
        None
    };
    known.map(|school| school.commune).ok_or_else(|| Problems::one("school", Rule::NotYourSchool).into())
}

/// Where a need of this commune is filed: in the space that was chosen, if it can be; else in the first that takes needs from the viewer.
async fn space_for(cx: &Cx, conn: &mut impl Conn, chosen: Option<SpaceId>, commune: &Insee) -> Result<Space> {
    let all = rows::spaces(conn).await?;
    let takes = |space: &Space| {
        let may_open = decide(&cx.viewer, Action::Space(SpaceAction::OpenTopic, &space.access)).is_ok();
        space.takes_needs && !space.closed && may_open
    };
    let mut spaces: Vec<_> = all.into_iter().filter(takes).collect();
    // In a space for other communes, its own people would not find it.
    let is_for_others = |space: &Space| !space.access.communes.is_empty() && !space.access.communes.contains(commune);
    spaces.sort_by_key(|space| (chosen != Some(space.id), is_for_others(space)));
    spaces.into_iter().next().ok_or_else(|| Problems::one("space", Rule::Required).into())
}

fn topic_of(cx: &Cx, form: &NeedForm, space: Space, commune: Insee, waits: bool) -> Topic {
    Topic {
        id: TopicId::new(cx.id()),
        slug: slugify(&form.title),
        title: form.title.clone(),
        kind: TopicKind::Need,
        state: if waits { TopicState::Waiting } else { TopicState::Shown },
        author: cx.account(),
        spaces: vec![space],
        about: None,
        people: None,
        tags: Vec::new(),
        opens: None,
        locked: false,
        pinned_until: None,
        merged_into: None,
        answer: None,
        last: None,
        commune: Some(commune),
        created: cx.now(),
    }
}

/// Has the viewer's schools back a need: each that is open, once, whoever of it did first. The viewer is told of its answers.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when none of their schools is open; `Slow` for one who presses as fast as a machine.
pub async fn back_need(cx: &Cx, id: TopicId) -> Result<()> {
    let mut change = cx.begin().await?;
    gate::topic_for_write(cx, &mut change, TopicAction::Back, id).await?;
    let account = cx.account().ok_or(Error::SignIn)?;
    rows::need_status(&mut change, id).await?.ok_or(Error::NotFound)?;
    let mut open = Vec::new();
    for school in own_schools(cx) {
        if territory::is_open(&mut change, school).await? {
            open.push(school);
        }
    }
    if open.is_empty() {
        return Err(Problems::one("school", Rule::NotYourSchool).into());
    }
    pace::count_press(cx, &mut change, account).await?;
    let mut new = 0;
    for school in open {
        new += rows::back_need(&mut change, id, school, account, cx.now()).await?;
    }
    if new > 0 {
        change.tell(Event::TopicChanged { topic: id });
    }
    change.commit().await
}

/// Has the viewer's schools back it no more, whoever of them did; what other schools do stays.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Slow` for one who presses as fast as a machine.
pub async fn back_no_more(cx: &Cx, id: TopicId) -> Result<()> {
    let mut change = cx.begin().await?;
    gate::topic_for_write(cx, &mut change, TopicAction::Back, id).await?;
    pace::count_press(cx, &mut change, cx.account().ok_or(Error::SignIn)?).await?;
    let mut gone = 0;
    for school in own_schools(cx) {
        gone += rows::back_need_no_more(&mut change, id, school).await?;
    }
    if gone > 0 {
        change.tell(Event::TopicChanged { topic: id });
    }
    change.commit().await
}

/// Says where a need stands, with an answer that all its readers read. Those who back it are told. `seen` is the last answer that whoever
/// answers has read, if there was any. Sent twice, it is said once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`, to who is asked not to write too; `Conflict` when something else was answered since `seen`; `Invalid`
/// without an answer, or when it cannot go there from where it stands now.
pub async fn answer_need(cx: &Cx, id: TopicId, seen: Option<NeedStepId>, status: NeedStatus, answer: &str) -> Result<NeedStepId> {
    let answer = settle(answer);
    let mut change = cx.begin().await?;
    gate::topic_for_write(cx, &mut change, TopicAction::AnswerNeed, id).await?;
    gate::check_not_silenced(cx, &mut change).await?;
    let stands = rows::need_status(&mut change, id).await?.ok_or(Error::NotFound)?;
    if let Some(last) = rows::last_need_step(&mut change, id).await?.filter(|last| seen != Some(last.id)) {
        if last.account == cx.account() && last.status == status && last.answer == answer {
            return Ok(last.id);
        }
        return Err(Error::Conflict(Conflict::StaleVersion { current: last.id.get() }));
    }
    let mut problems = Problems::new();
    if !stands.next().any(|next| next == status) {
        problems.add("status", Rule::Unknown(status.label().to_owned()));
    }
    problems.check_line("answer", &answer, true, MAX_ANSWER);
    problems.into_result()?;
    let step = NeedStepId::new(cx.id());
    rows::set_need_status(&mut change, id, status, cx.now()).await?;
    rows::insert_need_step(&mut change, step, id, status, &answer, cx.account(), cx.now()).await?;
    identity::record(cx, &mut change, "need-answer", &format!("topic:{id}"), status.key()).await?;
    change.tell(Event::NeedAnswered { topic: id, step });
    change.tell(Event::TopicChanged { topic: id });
    change.commit().await?;
    Ok(step)
}
