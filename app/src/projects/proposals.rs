//! Other words for a sheet: the reviewer's form, and the page where authors take or leave them.

use super::{differences::Words, words};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{LineField, Question, TextField},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::ProposalId,
    paths,
    problem::Problems,
    projects::{Fit, MAX_TITLE, PROPOSABLE, State},
};
use leptos::prelude::*;
use services::{
    error::{Conflict, Error},
    projects::{self, Project, Proposal, ProposalSheet, ShownEdit},
};

/// What the button of the form sends as `do` when its author has done with the sheet.
const SUBMIT: &str = "submit";

/// `GET /animation/projets/{slug}/retouches`
pub(super) async fn form(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(form_page(&visit, &slug, StatusCode::OK, Typed::default(), false).await?)
}

/// `POST`: sends the words to the authors.
pub(super) async fn propose(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let version = sent.value("version").parse().unwrap_or(-1);
    let done = projects::propose(&visit.cx, &slug, version, sent.value("note"), sent.borrowed()).await;
    let (status, problems, overtaken) = match done {
        Ok(_) => return Ok(Redirect::to(paths::DESK).into_response()),
        Err(Error::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems, false),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => (StatusCode::CONFLICT, Problems::new(), true),
        Err(error) => return Err(error.into()),
    };
    Ok(form_page(&visit, &slug, status, Typed { pairs: sent.pairs, problems }, overtaken).await?)
}

async fn form_page(visit: &Visit, slug: &str, status: StatusCode, typed: Typed, overtaken: bool) -> Result<Response, Error> {
    let project = projects::open_to_propose(&visit.cx, slug).await?;
    let page = Page { title: format!("Proposer des retouches\u{a0}: {}", project.draft.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ProposePage project typed overtaken/> }))
}

#[component]
fn ProposePage(project: Project, typed: Typed, overtaken: bool) -> impl IntoView {
    let address = paths::propose(&project.slug);
    let version = project.version.to_string();
    let field = |name: &'static str| {
        let question = Question::new(name, words::field(name), "", name == "title", &typed.problems);
        let value = typed.value(name).unwrap_or_else(|| project.draft.text(name).unwrap_or_default().to_owned());
        match name {
            "title" => view! { <LineField question value max=MAX_TITLE/> }.into_any(),
            "summary" => view! { <TextField question value class="short-text"/> }.into_any(),
            "duration" => view! { <LineField question value/> }.into_any(),
            "body" => view! { <TextField question value class="long-text"/> }.into_any(),
            _ => view! { <TextField question value class="short-text"/> }.into_any(),
        }
    };
    let note =
        Question::new("note", "Un mot pour ses auteurs", "Pourquoi ces retouches\u{202f}? Il accompagne l’envoi.", false, &typed.problems);
    let overtaken = overtaken.then(|| {
        view! {
            <section class="notice error" role="alert">
                <p>"La fiche a changé pendant que vous écriviez. Votre texte est là\u{202f}; comparez-le à la fiche, puis envoyez-le."</p>
            </section>
        }
    });
    let back = if project.state == State::Published { paths::project(&project.slug) } else { paths::review(&project.slug) };
    let sent = if project.state == State::Published {
        "La fiche reste en ligne telle qu’elle est, jusqu’à ce que ses auteurs acceptent."
    } else {
        "La fiche retourne à ses auteurs, qui acceptent ou non chaque retouche."
    };
    view! {
        <Trail above=vec![step("Animation", paths::DESK), step(project.draft.title.clone(), back)] here="Proposer des retouches"/>
        <div class="page-head">
            <h1>"Proposer des retouches"</h1>
            <p class="lead">"Récrivez ce qui peut l’être. Seul ce que vous changez est proposé. " {sent}</p>
        </div>
        {overtaken}
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        <form class="form" id="proposal" method="post" action=address novalidate>
            <input type="hidden" name="version" value=version/>
            {PROPOSABLE.map(field).collect_view()}
            <TextField question=note value=typed.value("note").unwrap_or_default() class="short-text"/>
            <p><button class="button">"Envoyer ces retouches à ses auteurs"</button></p>
        </form>
    }
}

/// `GET /projets/{slug}/retouches/{proposal}`
pub(super) async fn open(visit: Visit, Path((slug, id)): Path<(String, ProposalId)>) -> Result<Response, Refused> {
    Ok(sheet_page(&visit, &slug, id, StatusCode::OK, false).await?)
}

/// `POST`: takes the words that were ticked, and leaves the others.
pub(super) async fn decide(visit: Visit, Path((slug, id)): Path<(String, ProposalId)>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let version = sent.value("version").parse().unwrap_or(-1);
    let taken: Vec<_> = sent.borrowed().filter(|(name, _)| *name == "taken").map(|(_, value)| value).collect();
    match projects::decide_proposal(&visit.cx, &slug, id, version, &taken).await {
        Ok(saved) if sent.value("do") == SUBMIT => super::posts::hand_over(&visit, &saved.slug, saved.version).await,
        Ok(saved) => Ok(Redirect::to(&paths::project(&saved.slug)).into_response()),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => Ok(sheet_page(&visit, &slug, id, StatusCode::CONFLICT, true).await?),
        Err(error) => Err(error.into()),
    }
}

async fn sheet_page(visit: &Visit, slug: &str, id: ProposalId, status: StatusCode, overtaken: bool) -> Result<Response, Error> {
    let sheet = projects::proposal(&visit.cx, slug, id).await?;
    let page = Page { title: format!("Retouches proposées\u{a0}: {}", sheet.project.draft.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ProposalPage sheet overtaken/> }))
}

#[component]
fn ProposalPage(sheet: ProposalSheet, overtaken: bool) -> impl IntoView {
    let ProposalSheet { project, proposal, edits, may_decide } = sheet;
    let at = day_and_hour(proposal.at);
    let note = (!proposal.note.is_empty())
        .then(|| view! { <blockquote class="remark-passage"><p class="remark-text">{proposal.note}</p></blockquote> });
    let overtaken = overtaken.then(|| {
        view! { <section class="notice error" role="alert"><p>"La fiche a changé entre-temps. La voici telle qu’elle est\u{a0}: relisez, puis décidez."</p></section> }
    });
    let edits = edits.into_iter().map(|edit| view! { <EditItem edit may_decide/> }).collect_view();
    let published = project.state == State::Published;
    let decide = may_decide.then(|| {
        let submit = (!published && project.state.after(domain::projects::Move::Submit).is_ok())
            .then(|| view! { <button class="button" name="do" value=SUBMIT>"Accepter ce qui est coché, et renvoyer"</button> });
        let class = if published { "button" } else { "button quiet" };
        view! {
            <p class="field-help">"Ce que vous décochez reste tel que vous l’avez écrit. Tout décocher, c’est tout refuser."</p>
            <p class="button-row">{submit} <button class=class>"Accepter ce qui est coché"</button></p>
        }
    });
    view! {
        <Trail above=vec![step("Mes projets", paths::MY_PROJECTS), step(project.draft.title.clone(), paths::project(&project.slug))] here="Retouches proposées"/>
        <div class="page-head">
            <h1>"Des retouches vous sont proposées"</h1>
            <p class="byline">{proposal.by} ", " <time datetime=proposal.at.rfc3339()>{at}</time></p>
            <p>"Ce qui partirait est barré, ce qui viendrait est souligné. Rien n’est changé sans votre accord."</p>
        </div>
        {overtaken}
        {note}
        <form class="form proposal" method="post" action=paths::proposal(&project.slug, proposal.id)>
            <input type="hidden" name="version" value=project.version.to_string()/>
            {edits}
            {decide}
        </form>
    }
}

#[component]
fn EditItem(edit: ShownEdit, may_decide: bool) -> impl IntoView {
    let ShownEdit { field, fit, pieces } = edit;
    let id = format!("retouche-{field}");
    let said = match fit {
        Fit::Fits => None,
        Fit::Done => Some("Votre fiche le dit déjà."),
        Fit::Overtaken => Some("Vous avez changé ce texte depuis\u{a0}: accepter remplacerait ce que vous avez écrit."),
    };
    let tick = (may_decide && fit != Fit::Done).then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name="taken" value=field checked={fit == Fit::Fits}/>
                <span>"Accepter" <span class="visually-hidden">{format!(" la retouche de\u{a0}: {}", words::field(field))}</span></span>
            </label>
        }
    });
    view! {
        <section class="difference" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{words::field(field)}</h2>
            {said.map(|said| view! { <p class="byline">{said}</p> })}
            <Words pieces/>
            {tick}
        </section>
    }
}

/// Above the sheet: what waits for its authors' decision.
#[component]
pub(super) fn Proposals(
    /// The project's address.
    slug: String,
    /// What waits.
    proposals: Vec<Proposal>,
) -> impl IntoView {
    let item = |proposal: Proposal| {
        let at = day_and_hour(proposal.at);
        view! {
            <li>
                <a href=paths::proposal(&slug, proposal.id)>"Retouches proposées par " {proposal.by}</a>
                ", " <time datetime=proposal.at.rfc3339()>{at}</time>
            </li>
        }
    };
    (!proposals.is_empty()).then(|| view! { <ul class="proposals-waiting">{proposals.into_iter().map(item).collect_view()}</ul> })
}
