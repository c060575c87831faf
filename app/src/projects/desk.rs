//! `/animation`: the desk.

mod filter;

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::{age, day_and_hour, days},
        topics::TopicRows,
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{access::PortalAction, paths, projects::State, time::Timestamp};
use filter::{Filter, Filters, Offer};
use leptos::prelude::*;
use services::{
    discussions::{self, TopicCard},
    identity, moderation,
    projects::{self, ProjectCard, QueueItem},
    territory,
};

/// From this many days on, something has waited too long.
const LATE_DAYS: i64 = 5;
const DAY_MS: i64 = 24 * 60 * 60_000;

/// The desk: one queue, the oldest first, as far as it is asked for.
pub(super) async fn desk(visit: Visit) -> Result<Response, Refused> {
    let mut queue = projects::queue(&visit.cx).await?;
    let mut unchecked = projects::unchecked(&visit.cx).await?;
    let filter = Filter::read(&visit, territory::own_communes(&visit.cx).await?);
    let offer = Offer::of(&filter, &queue, unchecked.iter().map(|(card, _)| card));
    queue.retain(|item| filter.keeps(item));
    unchecked.retain(|(card, _)| !filter.mine && filter.is_from_there(card));
    let sets = visit.may(PortalAction::SetReview);
    let curates = visit.may(PortalAction::Curate);
    let spaces = visit.may(PortalAction::RunSpaces);
    let searches = visit.may(PortalAction::TendSearch);
    let removals = if visit.may(PortalAction::DecideRemovals) { Some(moderation::pending(&visit.cx).await?.len()) } else { None };
    let reports = if visit.may(PortalAction::OpenModeration) { Some(moderation::how_much_waits(&visit.cx).await?.total()) } else { None };
    let people = if visit.may(PortalAction::AdmitPeople) { Some(identity::pending(&visit.cx).await?.len()) } else { None };
    let waiting = Waiting { removals, reports, people };
    let invites = visit.may(PortalAction::Invite);
    let now = visit.cx.now();
    // Topics are of no commune, and nobody looks after one: they stand where all is shown.
    let unanswered =
        if filter.is_open() { discussions::unanswered(&visit.cx, now.plus_ms(-LATE_DAYS * DAY_MS)).await? } else { Vec::new() };
    let page = Page { title: "Animation".into(), index: false, ..Page::default() };
    Ok(render(
        &visit,
        StatusCode::OK,
        page,
        move || view! { <DeskPage queue unchecked unanswered filter offer waiting sets curates spaces searches invites now/> },
    ))
}

#[component]
fn DeskPage(
    queue: Vec<QueueItem>,
    /// What appeared, or changed, and was not read since.
    unchecked: Vec<(ProjectCard, Timestamp)>,
    /// Questions that nobody has answered for long.
    unanswered: Vec<TopicCard>,
    /// What is asked for.
    filter: Filter,
    /// What there is to choose among.
    offer: Offer,
    /// What else waits.
    waiting: Waiting,
    /// Whether the viewer decides how projects are reviewed.
    sets: bool,
    /// Whether the viewer puts projects forward.
    curates: bool,
    /// Whether the viewer makes spaces.
    spaces: bool,
    /// Whether the viewer tends search.
    searches: bool,
    /// Whether the viewer invites people to a role.
    invites: bool,
    now: Timestamp,
) -> impl IntoView {
    let of = |state: State| queue.iter().filter(|item| item.card.state == state).cloned().collect::<Vec<_>>();
    let (submitted, asked, planned) = (of(State::Submitted), of(State::ChangesRequested), of(State::Scheduled));
    let said = match submitted.len() {
        0 if !filter.is_open() => "Rien n’attend votre relecture ici.".to_owned(),
        0 => "Rien n’attend votre relecture. Bonne journée\u{202f}!".to_owned(),
        1 => format!("Un projet attend votre relecture, {}.", age(submitted[0].since, now)),
        many => {
            format!("{many}\u{a0}projets attendent votre relecture\u{202f}; le plus ancien est arrivé {}.", age(submitted[0].since, now))
        }
    };
    view! {
        <div class="page-head"><h1>"À relire"</h1><p class="lead">{said}</p></div>
        <Rooms waiting sets curates spaces searches invites/>
        <Filters filter offer/>
        <Queue id="file" title="En attente de relecture" items=submitted now/>
        <Queue id="prevu" title="Programmés" items=planned now/>
        <Queue id="chez" title="Chez leurs auteurs" items=asked now/>
        <Unchecked items=unchecked now/>
        <Unanswered topics=unanswered/>
    }
}

/// How much waits elsewhere for this viewer's decision; nothing for who does not decide.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    /// Requests to take a picture away.
    removals: Option<usize>,
    /// Messages that are reported or wait to be read, and appeals.
    reports: Option<usize>,
    /// People whose provider does not say what they are.
    people: Option<usize>,
}

/// What else is done from here.
#[component]
fn Rooms(waiting: Waiting, sets: bool, curates: bool, spaces: bool, searches: bool, invites: bool) -> impl IntoView {
    let removals = waiting.removals.map(|many| {
        view! { <li class="removals-waiting" data-late=(many > 0).then_some("")><a href=paths::REMOVALS>"Images à retirer"</a> {format!("\u{a0}: {many}")}</li> }
    });
    let reports = waiting.reports.map(|many| {
        view! { <li class="reports-waiting" data-late=(many > 0).then_some("")><a href=paths::REPORTS>"Signalements"</a> {format!("\u{a0}: {many}")}</li> }
    });
    let people = waiting.people.map(|many| {
        view! { <li class="people-waiting" data-late=(many > 0).then_some("")><a href=paths::PEOPLE>"Comptes en attente"</a> {format!("\u{a0}: {many}")}</li> }
    });
    let invite = invites.then(|| view! { <li><a href=paths::ROLE_INVITATIONS>"Inviter à un rôle"</a></li> });
    let curate = curates.then(|| {
        view! { <li><a href=paths::CURATE_HOME>"À la une"</a></li> <li><a href=paths::CURATE_COLLECTIONS>"Composer les dossiers"</a></li> }
    });
    let run = view! { <li><a href=paths::RUN_TRAININGS>"Préparer les formations"</a></li> };
    let talk = spaces.then(|| view! { <li><a href=paths::RUN_SPACES>"Composer les espaces"</a></li> });
    let search = searches.then(|| view! { <li><a href=paths::TEND_SEARCH>"Régler la recherche"</a></li> });
    let set = sets.then(|| view! { <li><a href=paths::REVIEW_SETTINGS>"Régler la relecture"</a></li> });
    view! { <nav aria-label="L’animation"><ul class="desk-rooms">{removals} {reports} {people} {curate} {run} {talk} {search} {invite} {set}</ul></nav> }
}

#[component]
fn Unchecked(items: Vec<(ProjectCard, Timestamp)>, now: Timestamp) -> impl IntoView {
    let row = |(card, since): (ProjectCard, Timestamp)| {
        let place = crate::ui::card::place_line(&card);
        view! {
            <li>
                <div>
                    <h3><a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title.clone()}</a></h3>
                    <p class="byline">{place} " · " {card.authors.join(", ")}</p>
                </div>
                <p class="age"><time datetime=since.rfc3339()>{age(since, now)}</time></p>
            </li>
        }
    };
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="verifier">
                <div class="section-head"><h2 id="verifier">"En ligne, à vérifier"</h2></div>
                <p class="byline">"Parus sans relecture préalable, ou corrigés depuis par leurs auteurs."</p>
                <ol class="review-queue">{items.into_iter().map(row).collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn Unanswered(topics: Vec<TopicCard>) -> impl IntoView {
    (!topics.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="sans-reponse">
                <div class="section-head"><h2 id="sans-reponse">"Questions sans réponse"</h2></div>
                <p class="byline">{format!("Depuis {LATE_DAYS}\u{a0}jours au moins, la plus ancienne d’abord.")}</p>
                <TopicRows topics level=3/>
            </section>
        }
    })
}

#[component]
fn Queue(id: &'static str, title: &'static str, items: Vec<QueueItem>, now: Timestamp) -> impl IntoView {
    if items.is_empty() {
        return ().into_any();
    }
    let row = |item: QueueItem| {
        let late = (item.card.state == State::Submitted && days(item.since, now) >= LATE_DAYS).then_some("");
        let place = crate::ui::card::place_line(&item.card);
        let levels: Vec<_> = item.card.levels.iter().map(|level| level.label()).collect();
        let when = item.publish_at.map_or_else(|| age(item.since, now), day_and_hour);
        let at = item.publish_at.unwrap_or(item.since);
        let reviewer = item.reviewer.map(|reviewer| format!(" · suivi par {}", reviewer.name));
        view! {
            <li>
                <div>
                    <h3><a href=paths::review(&item.card.slug) lang=item.card.language.foreign_tag()>{item.card.title.clone()}</a></h3>
                    <p class="byline">{place} " · " {levels.join(", ")} " · " {item.card.authors.join(", ")} {reviewer}</p>
                </div>
                <p class="age" data-late=late><time datetime=at.rfc3339()>{when}</time></p>
                <span class="badge" data-state=item.card.state.key()>{item.card.state.label()}</span>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head"><h2 id=id>{title}</h2></div>
            <ol class="review-queue">{items.into_iter().map(row).collect_view()}</ol>
        </section>
    }
    .into_any()
}
