//! `/animation`: the desk, and the review of one project.

use super::{
    sheet::{Brief, Content, Cover, Facts, Remarks},
    words,
};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::{age, day_and_hour, days},
        field::{LineField, Question, TextField},
        problems::ProblemSummary,
    },
    visit::Visit,
};
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    access::{PortalAction, ProjectAction},
    paths,
    problem::Problems,
    projects::{Move, State},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    access,
    error::Error,
    moderation,
    projects::{self, Opened, ProjectSheet, QueueItem},
};

/// From this many days on, something has waited too long.
const LATE_DAYS: i64 = 5;

/// The desk: one queue, the oldest first.
pub(super) async fn desk(visit: Visit) -> Result<Response, Refused> {
    let queue = projects::queue(&visit.cx).await?;
    let removals = if visit.may(PortalAction::DecideRemovals) { Some(moderation::pending(&visit.cx).await?.len()) } else { None };
    let now = visit.cx.now();
    let page = Page { title: "Animation".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <DeskPage queue removals now/> }))
}

#[component]
fn DeskPage(
    queue: Vec<QueueItem>,
    /// How many requests to take a picture away wait for this viewer's decision; nothing for who does not decide.
    removals: Option<usize>,
    now: Timestamp,
) -> impl IntoView {
    let of = |state: State| queue.iter().filter(|item| item.card.state == state).cloned().collect::<Vec<_>>();
    let (submitted, asked, planned) = (of(State::Submitted), of(State::ChangesRequested), of(State::Scheduled));
    let said = match submitted.len() {
        0 => "Rien n’attend votre relecture. Bonne journée\u{202f}!".to_owned(),
        1 => format!("Un projet attend votre relecture, {}.", age(submitted[0].since, now)),
        many => {
            format!("{many}\u{a0}projets attendent votre relecture\u{202f}; le plus ancien est arrivé {}.", age(submitted[0].since, now))
        }
    };
    view! {
        <div class="page-head"><h1>"À relire"</h1><p class="lead">{said}</p></div>
        {removals.map(|waiting| view! { <p class="removals-waiting" data-late=(waiting > 0).then_some("")><a href=paths::REMOVALS>"Images à retirer"</a> {format!("\u{a0}: {waiting}")}</p> })}
        <Queue id="file" title="En attente de relecture" items=submitted now/>
        <Queue id="prevu" title="Programmés" items=planned now/>
        <Queue id="chez" title="Chez leurs auteurs" items=asked now/>
    }
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
        view! {
            <li>
                <div>
                    <h3><a href=paths::review(&item.card.slug)>{item.card.title.clone()}</a></h3>
                    <p class="byline">{place} " · " {levels.join(", ")} " · " {item.card.authors.join(", ")}</p>
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

/// What was typed in the form of a decision that was not accepted.
#[derive(Clone, Debug, Default)]
pub(super) struct Decision {
    /// Remarks by field; the empty name for the whole.
    pub(super) remarks: Vec<(String, String)>,
    /// The date typed.
    pub(super) publish_at: String,
    /// What is wrong.
    pub(super) problems: Problems,
    /// Whether it was made on a version that is no longer the last.
    pub(super) overtaken: bool,
}

/// Reading one project, and deciding on it.
pub(super) async fn read(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    page(&visit, &slug, StatusCode::OK, Decision::default()).await.map_err(Refused::from)
}

/// The page of a review, with what was typed.
pub(super) async fn page(visit: &Visit, slug: &str, status: StatusCode, decision: Decision) -> Result<Response, Error> {
    access::check(&visit.cx, PortalAction::OpenDesk)?;
    let Opened::Sheet(sheet) = projects::open(&visit.cx, slug).await? else { return Err(Error::NotFound) };
    let page = Page { title: format!("Relire\u{a0}: {}", sheet.project.draft.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ReviewPage sheet=*sheet decision/> }))
}

#[component]
fn ReviewPage(sheet: ProjectSheet, decision: Decision) -> impl IntoView {
    let project = sheet.project.clone();
    let authors: Vec<_> = project.authors.iter().map(|author| author.name.clone()).collect();
    let sent = project.submitted.map(|at| view! { " · envoyé " <time datetime=at.rfc3339()>{day_and_hour(at)}</time> });
    let overtaken = decision.overtaken.then(|| {
        view! {
            <section class="notice error" role="alert" aria-labelledby="entre-temps">
                <h2 id="entre-temps">"Cette fiche a changé pendant que vous la lisiez"</h2>
                <p>"Rien n’est encore décidé, et rien de ce que vous avez écrit n’est perdu. Relisez la fiche, puis décidez."</p>
            </section>
        }
    });
    view! {
        <nav class="breadcrumb" aria-label="Fil d’Ariane">
            <ol class="trail">
                <li><a href=paths::DESK>"Animation"</a></li>
                <li><span aria-current="page">{project.draft.title.clone()}</span></li>
            </ol>
        </nav>
        <header class="project-sheet-head">
            <h1>{project.draft.title.clone()}</h1>
            <p class="button-row">
                <span class="badge" data-state=project.state.key()>{project.state.label()}</span>
                <span class="byline">{authors.join(", ")} {sent}</span>
            </p>
        </header>
        {overtaken}
        <div class="with-aside aside-end">
            <article class="review-sheet" aria-label="Le projet">
                <Cover sheet=sheet.clone()/>
                <Brief summary=project.draft.summary.clone()/>
                <Facts project=project.clone() places=sheet.places.clone()/>
                <Content sheet=sheet.clone()/>
                <PictureWords project=project.clone()/>
            </article>
            <Decide sheet decision/>
        </div>
    }
}

/// Each picture's words and rights, which a reviewer who sees it would not read otherwise.
#[component]
fn PictureWords(project: projects::Project) -> impl IntoView {
    let line = |placed: projects::Placed| {
        let text = match placed.figure.alt {
            domain::media::Alternative::Text(text) => text,
            domain::media::Alternative::Decorative => "image décorative".to_owned(),
            domain::media::Alternative::Missing => "aucun".to_owned(),
        };
        let rights = words::rights(&placed.people, placed.hidden);
        let page = paths::picture_page(placed.figure.picture);
        view! { <li>"Texte de remplacement\u{a0}: " {text} ". " <a href=page>{rights}</a></li> }
    };
    (!project.pictures.is_empty()).then(|| {
        view! {
            <section class="picture-words" aria-labelledby="registre">
                <h2 id="registre">"Les images et leurs droits"</h2>
                <ol>{project.pictures.into_iter().map(line).collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn Decide(sheet: ProjectSheet, decision: Decision) -> impl IntoView {
    let project = &sheet.project;
    let address = paths::review(&project.slug);
    let version = project.version.to_string();
    let may_publish = sheet.may(ProjectAction::Publish);
    let may_review = sheet.may(ProjectAction::Review);
    let reach = project.draft.visibility.label().to_lowercase();
    let publish = may_publish.then(
        || view! { <Publish address=address.clone() version=version.clone() reach decision=decision.clone() planned=project.publish_at/> },
    );
    let ask = may_review.then(|| view! { <AskChanges address=address.clone() version=version.clone() decision=decision.clone()/> });
    let nothing = (!may_publish && !may_review).then(|| view! { <p>{words::meaning(project.state)}</p> });
    view! {
        <aside class="review-form" aria-labelledby="decision">
            <h2 id="decision">"Votre décision"</h2>
            <ProblemSummary problems=decision.problems.clone() label=words::field/>
            <Remarks remarks=sheet.remarks.clone()/>
            {nothing}
            {publish}
            {ask}
        </aside>
    }
}

#[component]
fn Publish(address: String, version: String, reach: String, decision: Decision, planned: Option<Timestamp>) -> impl IntoView {
    let later =
        Question::new("publish_at", "Publier plus tard", "Heure de Paris, par exemple 2026-12-01T07:00.", false, &decision.problems);
    let described_by = later.described_by();
    let invalid = later.invalid();
    let unplan = planned.map(|at| {
        view! {
            <form method="post" action=address.clone()>
                <p class="byline">"La publication est prévue " {day_and_hour(at)} "."</p>
                <button class="button quiet" name="move" value=Move::Unschedule.key()>"Annuler la programmation"</button>
            </form>
        }
    });
    let plan = planned.is_none().then(|| {
        view! {
            <form method="post" action=address.clone() novalidate>
                <input type="hidden" name="version" value=version.clone()/>
                <div class="field">
                    <label for="publish_at">{later.label}</label>
                    <crate::ui::field::Notes question=later.clone()/>
                    <input
                        type="datetime-local"
                        id="publish_at"
                        name="publish_at"
                        value=decision.publish_at.clone()
                        aria-invalid=invalid
                        aria-describedby=described_by
                    />
                </div>
                <button class="button quiet" name="move" value=Move::Schedule.key()>"Programmer la publication"</button>
            </form>
        }
    });
    view! {
        <form method="post" action=address.clone()>
            <input type="hidden" name="version" value=version.clone()/>
            <p class="byline">"Le projet sera lu par\u{a0}: " <strong>{reach}</strong> "."</p>
            <button class="button" name="move" value=Move::Publish.key()>"Publier maintenant"</button>
        </form>
        {plan}
        {unplan}
    }
}

#[component]
fn AskChanges(address: String, version: String, decision: Decision) -> impl IntoView {
    let typed = |name: &str| decision.remarks.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone()).unwrap_or_default();
    let whole = Question::new(
        "remark",
        "Remarque sur l’ensemble",
        "Dites ce qui est réussi, puis ce qui manque. Les remarques sont envoyées telles quelles.",
        false,
        &decision.problems,
    );
    let open = words::REMARKABLE.iter().any(|name| !typed(name).is_empty());
    let field = |name: &'static str| {
        let question = Question::new(name, words::field(name), "", false, &decision.problems);
        view! { <LineField question value=typed(name)/> }
    };
    view! {
        <form method="post" action=address novalidate>
            <input type="hidden" name="version" value=version/>
            <TextField question=whole value=typed("remark") class="short-text"/>
            <details open=open>
                <summary>"Remarques sur un point précis"</summary>
                {words::REMARKABLE.map(field).collect_view()}
            </details>
            <button class="button quiet" name="move" value=Move::AskChanges.key()>"Demander des modifications"</button>
        </form>
    }
}
