//! How projects are reviewed: who looks after which, before or after they appear (S3), with which phrases at hand (E6, E12).

use super::{Project, ProjectCard, gate, rows};
use crate::{
    access::{self, on_the_desk},
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity::{self, Recipient, Reviewer},
};
use domain::{
    access::{PortalAction, ProjectAction},
    events::Event,
    ids::{AccountId, PhraseId},
    phrases::settle_phrase,
    problem::{Problems, Rule},
    projects::{Regime, Scope},
    time::Timestamp,
};

/// Words that are often needed, by reviewers here and wherever else phrases are at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its number.
    pub id: PhraseId,
    /// What it says.
    pub text: String,
}

/// When someone's projects are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegimeSet {
    /// Whom it is said of.
    pub scope: Scope,
    /// Before or after they appear.
    pub regime: Regime,
    /// The commune's or the author's name; empty for everyone.
    pub name: String,
}

/// Who may look after the review of the project at `slug`, by name: delegates too, where it is of their communes.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn reviewers(cx: &Cx, slug: &str) -> Result<Vec<Reviewer>> {
    access::check(cx, PortalAction::OpenDesk)?;
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ReadReview, slug).await?;
    identity::reviewers_of(&mut conn, &project.communes).await
}

/// Who looks after the project at `slug`, if someone does.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn assigned(cx: &Cx, slug: &str) -> Result<Option<Reviewer>> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ReadReview, slug).await?;
    rows::assigned(&mut conn, project.id).await
}

/// Has `reviewer` look after the project at `slug`, who hears of it; nobody in particular, when nothing is given.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when `reviewer` may not review it.
pub async fn assign(cx: &Cx, slug: &str, reviewer: Option<AccountId>) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Assign, slug).await?;
    if let Some(reviewer) = reviewer
        && !identity::reviewers_of(&mut change, &project.communes).await?.iter().any(|known| known.id == reviewer)
    {
        return Err(Problems::one("reviewer", Rule::Unknown(String::new())).into());
    }
    rows::assign(&mut change, project.id, reviewer, cx.now()).await?;
    if let Some(reviewer) = reviewer.filter(|reviewer| Some(*reviewer) != cx.account()) {
        change.tell(Event::ReviewAssigned { project: project.id, reviewer });
    }
    change.commit().await
}

/// Where `reviewer` reads letters, if they look after `project` still.
///
/// # Errors
/// The database's.
pub async fn address_of_assigned(conn: &mut impl Conn, project: domain::ids::ProjectId, reviewer: AccountId) -> Result<Option<Recipient>> {
    match rows::assigned(conn, project).await? {
        Some(by) if by.id == reviewer => identity::address_of(conn, reviewer).await,
        _ => Ok(None),
    }
}

/// When the projects of `project`'s authors and schools are read.
pub(super) async fn regime_of(conn: &mut impl Conn, project: &Project) -> Result<Regime> {
    let rules: Vec<_> = rows::regimes(conn).await?.into_iter().map(|(scope, regime, _)| (scope, regime)).collect();
    let authors: Vec<_> = project.authors.iter().map(|author| author.id).collect();
    let communes: Vec<_> = rows::places(conn, project.id).await?.into_iter().map(|place| place.insee).collect();
    Ok(Regime::of(&rules, &authors, &communes))
}

/// What is said of when projects are read: of everyone, of communes, of authors.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn regimes(cx: &Cx) -> Result<Vec<RegimeSet>> {
    access::check(cx, PortalAction::SetReview)?;
    let rows = rows::regimes(&mut cx.read().await?).await?;
    Ok(rows.into_iter().map(|(scope, regime, name)| RegimeSet { scope, regime, name }).collect())
}

/// Says when the projects of `scope` are read from now on; as everyone's, when nothing is given. What waits already goes on waiting.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` when there is no such commune or author.
pub async fn set_regime(cx: &Cx, scope: &Scope, regime: Option<Regime>) -> Result<()> {
    access::check(cx, PortalAction::SetReview)?;
    let mut change = cx.begin().await?;
    if !rows::is_known(&mut change, scope).await? {
        return Err(Problems::one("scope", Rule::Unknown(scope.subject())).into());
    }
    rows::set_regime(&mut change, scope, regime, cx.account(), cx.now()).await?;
    let what = format!("regime:{scope}:{}", regime.map_or("none", Regime::key));
    identity::record(cx, &mut change, "regime-set", &what, "ok").await?;
    change.commit().await
}

/// What is shown and was not read since it appeared or changed, the oldest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who have no desk.
pub async fn unchecked(cx: &Cx) -> Result<Vec<(ProjectCard, Timestamp)>> {
    access::check(cx, PortalAction::OpenDesk)?;
    let mut conn = cx.read().await?;
    let waiting = rows::unchecked(&mut conn).await?;
    let ids: Vec<_> = waiting.iter().map(|(id, _)| *id).collect();
    let cards = rows::cards(&mut conn, &ids, &on_the_desk(cx)).await?;
    let since = |card: &ProjectCard| waiting.iter().find(|(id, _)| *id == card.id).map(|(_, since)| *since);
    Ok(cards.into_iter().filter_map(|card| since(&card).map(|since| (card, since))).collect())
}

/// Notes that the project at `slug` was read since it appeared.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn check_off(cx: &Cx, slug: &str) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::CheckOff, slug).await?;
    rows::check_off(&mut change, project.id).await?;
    change.commit().await
}

/// The phrases that reviewers have at hand.
///
/// # Errors
/// `SignIn` or `Denied` for those who have no desk.
pub async fn phrases(cx: &Cx) -> Result<Vec<Phrase>> {
    access::check(cx, PortalAction::OpenDesk)?;
    rows::phrases(&mut cx.read().await?).await
}

/// Adds a phrase.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` when it is empty or too long, or when there are many already.
pub async fn add_phrase(cx: &Cx, text: &str) -> Result<()> {
    access::check(cx, PortalAction::SetReview)?;
    let mut change = cx.begin().await?;
    let text = settle_phrase(text, rows::phrases(&mut change).await?.len())?;
    rows::insert_phrase(&mut change, PhraseId::new(cx.id()), &text).await?;
    change.commit().await
}

/// Takes a phrase away.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it is not there.
pub async fn remove_phrase(cx: &Cx, id: PhraseId) -> Result<()> {
    access::check(cx, PortalAction::SetReview)?;
    let mut change = cx.begin().await?;
    if !rows::delete_phrase(&mut change, id).await? {
        return Err(Error::NotFound);
    }
    change.commit().await
}
