//! `/projets/{slug}`: the sheet. `head` is what it begins with, `content` what it tells, `facts` what one needs to do it again.

mod content;
mod facts;
mod head;

pub(super) use content::Content;
pub(super) use facts::Facts;
pub(super) use head::{Brief, Cover};

use super::{learning_resource::learning_resource, lineage::LineagePart, remarks::TypedAnswer, standing::Standing, trials::EchoesPart};
use crate::{
    outcome::Refused,
    sent::Typed,
    shell::{Page, render},
    ui::{
        born::BornFrom,
        topics::TopicsBeside,
        trail::{Trail, step},
    },
    visit::{Visit, is_looked_at},
};
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{paths, projects::State};
use head::Head;
use leptos::{children::Children, prelude::*};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use services::{
    curation,
    cx::Settings,
    discussions::{self, About, Beside},
    error::Error,
    projects::{self, Opened, ProjectSheet},
};

/// The sheet.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, Refused> {
    let looked_at = is_looked_at(&headers);
    Ok(page(&visit, &slug, StatusCode::OK, Again { looked_at, ..Again::default() }).await?)
}

/// How one came to the sheet, and what was typed in one of its forms and not accepted.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    /// Whether someone came to read the sheet.
    pub(super) looked_at: bool,
    /// A report of a trial.
    pub(super) trial: Typed,
    /// An answer to a remark.
    pub(super) answer: TypedAnswer,
}

/// The sheet, with what was not accepted.
pub(super) async fn page(visit: &Visit, slug: &str, status: StatusCode, again: Again) -> Result<Response, Error> {
    let sheet = match projects::open(&visit.cx, slug).await? {
        Opened::Moved(present) => return Ok(Redirect::permanent(&paths::project(&present)).into_response()),
        Opened::Sheet(sheet) => *sheet,
    };
    if again.looked_at {
        projects::count_view(&visit.cx, &sheet);
    }
    let echoes = (sheet.project.state == State::Published).then(|| sheet.echoes.clone());
    let trials = echoes.iter().flat_map(|echoes| &echoes.trials);
    let removable: Vec<_> = trials.filter(|trial| projects::may_remove(&visit.cx, trial)).map(|trial| trial.id).collect();
    let trainings = curation::trainings_about(&visit.cx, sheet.project.id).await?;
    let topics = discussions::topics_of_project(&visit.cx, sheet.project.id).await?;
    // Until it is published, its authors and its reviewers have the review to talk in.
    let beside = if echoes.is_some() { discussions::beside(&visit.cx, About::Project(sheet.project.id)).await? } else { Beside::default() };
    let talk = paths::new_topic_about_project(&sheet.project.slug);
    let settings = &visit.cx.portal.settings;
    let project = &sheet.project;
    let public = project.is_open_to_all(visit.cx.now());
    let by_link = projects::reads_by_link(&visit.cx, project);
    let shared = public.then(|| settings.address(&paths::project(&project.slug)));
    let head = if public { about(settings, &sheet) } else { Page { index: false, ..Page::titled(&project.draft.title) } };
    Ok(render(visit, status, head, move || {
        let part = echoes.map(|echoes| view! { <EchoesPart sheet=sheet.clone() echoes removable typed=again.trial/> });
        view! { <SheetPage sheet by_link shared answer=again.answer><BornFrom topics/> <TrainingsPart trainings/> {part} <TopicsBeside beside open=talk/></SheetPage> }
    }))
}

/// What a sheet that everyone may read says about itself. Of any other, nothing leaves the portal.
fn about(settings: &Settings, sheet: &ProjectSheet) -> Page {
    let project = &sheet.project;
    Page {
        description: project.draft.summary.clone(),
        canonical: Some(paths::project(&project.slug)),
        picture: sheet.project.cover().map(|cover| paths::picture_preview(cover.picture)),
        told: Some(learning_resource(settings, sheet)),
        ..Page::titled(&project.draft.title)
    }
}

#[component]
fn SheetPage(
    sheet: ProjectSheet,
    /// Whether the viewer reads it by its secret link alone.
    by_link: bool,
    /// Its whole address, when everyone may read it.
    shared: Option<String>,
    /// An answer to a remark that was not accepted.
    answer: TypedAnswer,
    /// What became of it.
    children: Children,
) -> impl IntoView {
    let trail = if sheet.project.state == State::Published { ("Projets", paths::PROJECTS) } else { ("Mes projets", paths::MY_PROJECTS) };
    let title = sheet.project.draft.title.clone();
    let here = title.clone();
    let record = paths::project_record(&sheet.project.slug);
    let (lineage, seeks) = (sheet.lineage.clone(), sheet.seeks_partners);
    let (slug, has_media) = (sheet.project.slug.clone(), !sheet.figures.is_empty() || !sheet.attachments.is_empty());
    view! {
        <Trail above=vec![step("Accueil", paths::HOME), step(trail.0, trail.1)] here/>
        <Standing sheet=sheet.clone() answer/>
        {by_link.then(|| view! {
            <form class="notice not-printed" method="post" action=paths::LINK>
                <p>"Vous lisez ce projet par un lien secret, que cet appareil garde douze heures. Il n’est pas montré à tout le monde\u{a0}: ne publiez pas ses images ailleurs."</p>
                <p><button class="button quiet">"Ne plus le garder sur cet appareil"</button></p>
            </form>
        })}
        <article>
            <Head project=sheet.project.clone() places=sheet.places.clone()/>
            <Cover sheet=sheet.clone()/>
            <div class="with-aside aside-end">
                <Brief summary=sheet.project.draft.summary.clone() language=sheet.project.draft.language/>
                <aside class="project-side" aria-label="Fiche pratique">
                    <Facts project=sheet.project.clone() places=sheet.places.clone()/>
                </aside>
                <Content sheet/>
            </div>
            {seeks.then(|| view! {
                <p class="notice not-printed">"Cette classe cherche une classe partenaire. " <a href=paths::project_partners(&slug)>"Lire son appel, et lui répondre"</a></p>
            })}
            <LineagePart lineage/>
            {children()}
            {has_media.then(|| view! {
                <p class="byline not-printed"><a href=paths::removal_from(&slug)>"Un enfant est reconnaissable\u{202f}? Demander le retrait d’une image ou d’un enregistrement"</a></p>
            })}
            {shared.map(|address| view! { <Share address title record/> })}
        </article>
    }
}

/// Where one learns to do the same.
#[component]
fn TrainingsPart(
    /// Addresses and titles.
    trainings: Vec<(String, String)>,
) -> impl IntoView {
    (!trainings.is_empty()).then(|| {
        let item = |(slug, title): (String, String)| view! { <li><a href=paths::training(&slug)>{title}</a></li> };
        view! {
            <section class="section not-printed" aria-labelledby="se-former">
                <h2 id="se-former">"Apprendre à le faire"</h2>
                <ul class="plain-list">{trainings.into_iter().map(item).collect_view()}</ul>
            </section>
        }
    })
}

/// Ways to pass the sheet on that tell nobody who did (P10).
#[component]
fn Share(
    address: String,
    title: String,
    /// Where its record for catalogues lies.
    record: String,
) -> impl IntoView {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let letter = format!("mailto:?subject={}&body={}", encoded(&title), encoded(&address));
    view! {
        <section class="project-share not-printed" aria-labelledby="partager">
            <h2 id="partager">"Faire connaître ce projet"</h2>
            <p class="field">
                <label for="adresse">"Son adresse, à copier"</label>
                <input id="adresse" type="text" readonly value=address/>
            </p>
            <p class="button-row">
                <a class="button quiet" href=letter>"L’envoyer par courrier"</a>
                <a class="button quiet" href=record>"Sa notice ScoLOMFR (XML)"</a>
            </p>
        </section>
    }
}
