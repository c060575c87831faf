//! `/animation/projets/{slug}`: the review of one project.

use super::{
    islands::QuoteIsland,
    remarks::{On, Remarks},
    review_settings::RegimeForm,
    sheet::{Brief, Content, Cover, Facts},
    standing::{History, Names},
    words,
};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{LineField, Notes, Question, TextField, Writing},
        phrases::PhraseChoice,
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    access::{PortalAction, ProjectAction},
    paths,
    problem::Problems,
    projects::{MAX_PASSAGES, Move, RemarksForm, Scope},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    access,
    error::Error,
    identity::Reviewer,
    projects::{self, Author, Opened, Phrase, ProjectSheet, RegimeSet},
};

/// The id of what is read: passages are taken from it.
const SHEET: &str = "fiche-relue";

/// What was typed in the form of a decision that was not accepted.
#[derive(Clone, Debug, Default)]
pub(super) struct Decision {
    /// What was remarked.
    pub(super) remarks: RemarksForm,
    /// The date typed.
    pub(super) publish_at: String,
    /// What is wrong.
    pub(super) problems: Problems,
    /// Whether it was made on a version that is no longer the last.
    pub(super) overtaken: bool,
}

/// What stands around the decision.
struct Around {
    /// Who may look after it.
    reviewers: Vec<Reviewer>,
    /// Who does.
    assigned: Option<Reviewer>,
    /// The phrases at hand.
    phrases: Vec<Phrase>,
    /// When whose projects are read; for who decides that.
    regimes: Option<Vec<RegimeSet>>,
}

/// Reading one project, and deciding on it.
pub(super) async fn read(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    page(&visit, &slug, StatusCode::OK, Decision::default()).await.map_err(Refused::from)
}

/// The page of a review, with what was typed.
pub(super) async fn page(visit: &Visit, slug: &str, status: StatusCode, decision: Decision) -> Result<Response, Error> {
    access::check(&visit.cx, PortalAction::OpenDesk)?;
    let Opened::Sheet(sheet) = projects::open(&visit.cx, slug).await? else { return Err(Error::NotFound) };
    let around = Around {
        reviewers: projects::reviewers(&visit.cx, &sheet.project.slug).await?,
        assigned: projects::assigned(&visit.cx, &sheet.project.slug).await?,
        phrases: projects::phrases(&visit.cx).await?,
        regimes: if visit.may(PortalAction::SetReview) { Some(projects::regimes(&visit.cx).await?) } else { None },
    };
    let page = Page { title: format!("Relire\u{a0}: {}", sheet.project.draft.title), index: false, islands: true, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ReviewPage sheet=*sheet around decision/> }))
}

#[component]
fn ReviewPage(sheet: ProjectSheet, around: Around, decision: Decision) -> impl IntoView {
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
        <Trail above=vec![step("Animation", paths::DESK)] here=project.draft.title.clone()/>
        <header class="project-sheet-head">
            <h1 lang=project.draft.language.foreign_tag() dir=project.draft.language.foreign_direction()>{project.draft.title.clone()}</h1>
            <p class="button-row">
                <span class="badge" data-state=project.state.key()>{project.state.label()}</span>
                <span class="byline">{authors.join(", ")} {sent}</span>
            </p>
        </header>
        {overtaken}
        {(!sheet.suspected.is_empty()).then(|| view! { <div class="notice wait"><Names suspected=sheet.suspected.clone()/></div> })}
        <History moves=sheet.history.clone()/>
        <div class="with-aside aside-end">
            <article class="review-sheet" id=SHEET aria-label="Le projet">
                <Cover sheet=sheet.clone()/>
                <Brief summary=project.draft.summary.clone() language=project.draft.language/>
                <Facts project=project.clone() places=sheet.places.clone()/>
                <Content sheet=sheet.clone()/>
                <PictureWords project=project.clone()/>
            </article>
            <Decide sheet around decision/>
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
        let page = paths::medium_page(placed.figure.picture);
        view! { <li>"Texte de remplacement\u{a0}: " {text} ". " <a href=page>{rights}</a></li> }
    };
    let file = |attached: projects::Attached| {
        let medium = &attached.attachment.medium;
        let rights = words::rights_of_attachment(&medium.people, medium.hidden);
        view! { <li>{attached.title} ". " <a href=paths::medium_page(medium.id)>{rights}</a></li> }
    };
    (!project.pictures.is_empty() || !project.attachments.is_empty()).then(|| {
        view! {
            <section class="picture-words" aria-labelledby="registre">
                <h2 id="registre">"Ce que l’on y voit et entend, et les droits"</h2>
                <ol>
                    {project.pictures.into_iter().map(line).collect_view()}
                    {project.attachments.into_iter().map(file).collect_view()}
                </ol>
            </section>
        }
    })
}

#[component]
fn Decide(sheet: ProjectSheet, around: Around, decision: Decision) -> impl IntoView {
    let project = &sheet.project;
    let address = paths::review(&project.slug);
    let version = project.version.to_string();
    let may_publish = sheet.may(ProjectAction::Publish);
    let may_review = sheet.may(ProjectAction::Review);
    let reach = words::open_to(project.draft.visibility, &project.openings);
    let publish = may_publish.then(
        || view! { <Publish address=address.clone() version=version.clone() reach decision=decision.clone() planned=project.publish_at/> },
    );
    let ask = may_review
        .then(|| view! { <AskChanges address=address.clone() version=version.clone() phrases=around.phrases decision=decision.clone()/> });
    let propose = sheet
        .may(ProjectAction::Propose)
        .then(|| view! { <p><a href=paths::propose(&project.slug)>"Proposer des retouches du texte"</a></p> });
    let assign = sheet
        .may(ProjectAction::Assign)
        .then(|| view! { <AssignForm slug=project.slug.clone() reviewers=around.reviewers assigned=around.assigned/> });
    let authors = project.authors.clone();
    let regimes = around.regimes.map(|regimes| view! { <AuthorsRegimes slug=project.slug.clone() authors regimes/> });
    let nothing = (!may_publish && !may_review).then(|| view! { <p>{words::meaning(project.state)}</p> });
    view! {
        <aside class="review-form" aria-labelledby="decision">
            <h2 id="decision">"Votre décision"</h2>
            <ProblemSummary problems=decision.problems.clone() label=words::field/>
            <Remarks remarks=sheet.remarks.clone() slug=project.slug.clone() on=On::Review may_discuss=sheet.may(ProjectAction::Discuss)/>
            {nothing}
            {publish}
            {ask}
            {propose}
            {assign}
            {regimes}
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
fn AskChanges(address: String, version: String, phrases: Vec<Phrase>, decision: Decision) -> impl IntoView {
    let RemarksForm { whole: typed_whole, fields, passages } = decision.remarks;
    let typed = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone()).unwrap_or_default();
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
            <TextField question=whole value=typed_whole class="short-text"/>
            <PhraseChoice phrases/>
            <Passages passages problems=decision.problems.clone()/>
            <details open=open>
                <summary>"Remarques sur un point précis"</summary>
                {words::REMARKABLE.map(field).collect_view()}
            </details>
            <button class="button quiet" name="move" value=Move::AskChanges.key()>"Demander des modifications"</button>
        </form>
    }
}

/// Who looks after this review.
#[component]
fn AssignForm(slug: String, reviewers: Vec<Reviewer>, assigned: Option<Reviewer>) -> impl IntoView {
    let current = assigned.map(|reviewer| reviewer.id);
    let option = |reviewer: Reviewer| {
        view! { <option value=reviewer.id.to_string() selected={Some(reviewer.id) == current}>{reviewer.name}</option> }
    };
    view! {
        <form method="post" action=paths::review_assignment(&slug)>
            <div class="field">
                <label for="reviewer">"Qui suit cette relecture"</label>
                <select id="reviewer" name="reviewer">
                    <option value="">"Personne en particulier"</option>
                    {reviewers.into_iter().map(option).collect_view()}
                </select>
            </div>
            <button class="button quiet">"Confier la relecture"</button>
        </form>
    }
}

/// When the next projects of this one's authors are read.
#[component]
fn AuthorsRegimes(slug: String, authors: Vec<Author>, regimes: Vec<RegimeSet>) -> impl IntoView {
    let form = |author: Author| {
        let scope = Scope::Author(author.id);
        let current = regimes.iter().find(|set| set.scope == scope).map(|set| set.regime);
        view! { <RegimeForm scope label=format!("Les prochains projets de {}", author.name) none="Comme ceux de sa commune" current back=paths::review(&slug)/> }
    };
    view! {
        <details>
            <summary>"Relire avant ou après la parution"</summary>
            {authors.into_iter().map(form).collect_view()}
        </details>
    }
}

/// Some words of the sheet, and what the reviewer says of them: a pair at a time, the next one shown when the last is used.
#[component]
fn Passages(passages: Vec<(String, String)>, problems: Problems) -> impl IntoView {
    let help = "Recopiez ici les mots dont vous parlez, tels qu’ils se lisent dans la fiche.";
    let question = Question::new("passages", "Remarques sur un passage", help, false, &problems);
    let described_by = question.described_by();
    let open = !passages.is_empty() || !question.errors.is_empty();
    let pair = |place: usize| {
        let (passage, text) = passages.get(place).cloned().unwrap_or_default();
        let number = place + 1;
        // The summary of problems leads to the first.
        let id = if place == 0 { "passages".to_owned() } else { format!("passage-{number}") };
        let said = format!("passage-{number}-remarque");
        view! {
            <div class="passage">
                <label for=id.clone()>{format!("Passage {number}")}</label>
                <Writing class="passage-words" id name="passage" value=passage placeholder=" " described_by=described_by.clone()/>
                <label for=said.clone()>{format!("Ce que vous en dites ({number})")}</label>
                <Writing class="passage-said" id=said name="passage-remark" value=text placeholder=" "/>
            </div>
        }
    };
    view! {
        <details open=open class="passages">
            <summary>{question.label}</summary>
            <Notes question=question.clone()/>
            <QuoteIsland sheet=SHEET.to_owned()/>
            {(0..MAX_PASSAGES).map(pair).collect_view()}
        </details>
    }
}
