//! « Cherche une classe partenaire »: a project's call, those who answer, and the calls that suit a viewer's school (S20).

use super::{Project, ProjectCard, gate, rows};
use crate::{
    access::visible,
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    territory,
};
use domain::{
    access::{Action, ProjectAction, decide},
    events::Event,
    ids::{AccountId, PartnerAnswerId, ProjectId, TopicId},
    problem::Problems,
    projects::{MAX_CALL, PartnerCall},
    territory::{Insee, Position},
    text::clean_text,
    time::{Day, Timestamp},
};
use std::collections::BTreeMap;

/// An answer to a call, for the project's authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerAnswer {
    /// Its number.
    pub id: PartnerAnswerId,
    /// Who wrote it, by their whole name: they answer to be known.
    pub by: String,
    /// Their school; empty when they have none.
    pub school: String,
    /// What it says.
    pub message: String,
    /// When.
    pub at: Timestamp,
}

/// An answer that was just kept, for what goes on from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallAnswer {
    /// Its number.
    pub id: PartnerAnswerId,
    /// The project.
    pub project: ProjectId,
    /// The project's title.
    pub title: String,
    /// The project's authors.
    pub authors: Vec<AccountId>,
    /// What the answer says, cleaned.
    pub message: String,
}

/// A project's call, its page.
#[derive(Clone, Debug)]
pub struct PartnersSheet {
    /// The project.
    pub project: Project,
    /// The call, while it counts.
    pub call: Option<PartnerCall>,
    /// The answers; for its authors.
    pub answers: Vec<PartnerAnswer>,
    /// Whether the viewer may ask for partners, and close the call.
    pub may_seek: bool,
    /// Whether the viewer may answer.
    pub may_answer: bool,
}

/// A call in the list.
#[derive(Clone, Debug)]
pub struct CallCard {
    /// The project.
    pub card: ProjectCard,
    /// The call.
    pub call: PartnerCall,
    /// How far the viewer's school is, in kilometres, between the middles of the communes; nothing when it is not known.
    pub km: Option<f64>,
    /// Whether the viewer's school is near enough; nothing when they have none.
    pub suits: Option<bool>,
}

/// The call of the project at `slug`.
///
/// # Errors
/// `NotFound` when the viewer sees no such project, or there is neither a call nor anything for them to do.
pub async fn partners(cx: &Cx, slug: &str) -> Result<PartnersSheet> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::Read, slug).await?;
    let may = |action| decide(&cx.viewer, Action::Project(action, &project.facts(cx.now()))).is_ok();
    let (may_seek, may_answer) = (may(ProjectAction::SeekPartners), may(ProjectAction::AnswerCall));
    let call = rows::call_of(&mut conn, project.id, Day::containing(cx.now())).await?;
    let answers = if may_seek { rows::call_answers(&mut conn, project.id).await? } else { Vec::new() };
    if call.is_none() && !may_seek {
        return Err(Error::NotFound);
    }
    Ok(PartnersSheet { project, call, answers, may_seek, may_answer })
}

/// Asks for partners for the project at `slug`, in place of an earlier call; nothing closes it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn seek_partners(cx: &Cx, slug: &str, call: Option<&PartnerCall>) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::SeekPartners, slug).await?;
    rows::store_call(&mut change, project.id, call, cx.now()).await?;
    change.commit().await
}

/// Answers the call of the project at `slug` in `change`; its authors hear of it, and read it in the portal. `discussions::answer_call` has
/// the answer go on as a topic, and is what pages call.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too when there is no call any more; `Invalid` for an empty or a very long `message`.
pub async fn answer_call_in(cx: &Cx, change: &mut Change, slug: &str, message: &str) -> Result<CallAnswer> {
    let project = gate::project_for_write(cx, change, ProjectAction::AnswerCall, slug).await?;
    rows::call_of(change, project.id, Day::containing(cx.now())).await?.ok_or(Error::NotFound)?;
    let message = clean_text(message).trim().to_owned();
    let mut problems = Problems::new();
    problems.check_line("answer", &message, true, MAX_CALL);
    problems.into_result()?;
    let id = PartnerAnswerId::new(cx.id());
    rows::insert_call_answer(change, id, project.id, cx.account().ok_or(Error::SignIn)?, &message, cx.now()).await?;
    change.tell(Event::CallAnswered { project: project.id, answer: id });
    let authors = project.authors.iter().map(|author| author.id).collect();
    Ok(CallAnswer { id, project: project.id, title: project.draft.title, authors, message })
}

/// The topic as which the answer `id` goes on, if it does.
///
/// # Errors
/// The database's.
pub async fn answer_topic(conn: &mut impl Conn, id: PartnerAnswerId) -> Result<Option<TopicId>> {
    rows::answer_topic(conn, id).await
}

/// The topic as which the last answer of `account` to the calls of `project` goes on, if it does.
///
/// # Errors
/// The database's.
pub async fn last_answer_topic(conn: &mut impl Conn, project: ProjectId, account: AccountId) -> Result<Option<TopicId>> {
    rows::last_answer_topic(conn, project, account).await
}

/// Keeps the topic as which the answer `id` goes on.
///
/// # Errors
/// The database's.
pub async fn keep_answer_topic(change: &mut Change, id: PartnerAnswerId, topic: TopicId) -> Result<()> {
    rows::keep_answer_topic(change, id, topic).await
}

/// The calls of projects that the viewer may read: those that their school suits first, then the nearest.
///
/// # Errors
/// The database's.
pub async fn calls(cx: &Cx) -> Result<Vec<CallCard>> {
    let mut conn = cx.read().await?;
    let calls = rows::calls(&mut conn, Day::containing(cx.now())).await?;
    let ids: Vec<_> = calls.iter().map(|(id, _)| *id).collect();
    let cards = rows::cards(&mut conn, &ids, &visible(cx)).await?;
    drop(conn);
    let own = territory::own_communes(cx).await?;
    let middles: BTreeMap<Insee, Option<Position>> =
        territory::communes(cx).await?.into_iter().map(|commune| (commune.insee, commune.position)).collect();
    let middle = |insee: &Insee| middles.get(insee).copied().flatten();
    let mut shown = Vec::with_capacity(cards.len());
    for card in cards {
        let Some((_, call)) = calls.iter().find(|(id, _)| *id == card.id).cloned() else { continue };
        let pairs: Vec<_> = own.iter().flat_map(|here| card.places.iter().map(move |place| (here, &place.insee))).collect();
        let km = pairs.iter().filter_map(|(here, there)| Some(middle(here)?.km_to(middle(there)?))).min_by(f64::total_cmp);
        let suits = (!pairs.is_empty()).then(|| call.reach.holds(pairs.iter().any(|(here, there)| here == there), km));
        shown.push(CallCard { card, call, km, suits });
    }
    shown.sort_by(|a, b| {
        let near = |call: &CallCard| (call.suits != Some(true), call.km.unwrap_or(f64::MAX));
        near(a).partial_cmp(&near(b)).unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok(shown)
}

/// Whether the answer `id` is still there for the authors of `project`.
///
/// # Errors
/// The database's.
pub async fn is_answered(conn: &mut impl Conn, project: ProjectId, id: PartnerAnswerId) -> Result<bool> {
    Ok(rows::call_answers(conn, project).await?.iter().any(|answer| answer.id == id))
}
