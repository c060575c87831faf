//! `/projets/{slug}`: the sheet.

use super::{
    attachments::AttachmentsPart, learning_resource::learning_resource, lineage::LineagePart, remarks::TypedAnswer, standing::Standing,
    trials::EchoesPart,
};
use crate::{
    outcome::Refused,
    sent::Typed,
    shell::{Page, render},
    ui::{
        born::BornFrom,
        dates::Day,
        picture::{CoverPicture, Picture, Place as Where},
        topics::TopicsBeside,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderName, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::ProjectAction,
    paths,
    projects::{Link, ProjectDraft, State},
    time::SchoolYear,
};
use leptos::{children::Children, prelude::*};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use services::{
    curation,
    cx::Settings,
    discussions::{self, About, Beside},
    error::Error,
    projects::{self, Figure, Opened, Place, Project, ProjectSheet},
    text::SafeHtml,
};

/// The sheet.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, Refused> {
    // Browsers say so when someone looks at a page; what fetches it otherwise is no reader.
    let looked_at = headers.get(FETCH_DEST).is_some_and(|what| what == "document");
    Ok(page(&visit, &slug, StatusCode::OK, Again { looked_at, ..Again::default() }).await?)
}

const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

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
                <Brief summary=sheet.project.draft.summary.clone()/>
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

#[component]
fn Head(project: Project, places: Vec<Place>) -> impl IntoView {
    let authors: Vec<_> = project.authors.iter().map(|author| author.name.clone()).collect();
    let when = match project.published {
        Some(at) => view! { <span>"Publié le " <Day at/></span> }.into_any(),
        None => view! { <span>"Enregistré le " <Day at=project.updated/></span> }.into_any(),
    };
    view! {
        <header class="project-sheet-head">
            <h1>{project.draft.title}</h1>
            <p class="byline project-sheet-who">
                <span>{authors.join(", ")}</span>
                {places.into_iter().map(|place| view! { <PlaceLink place/> }).collect_view()}
                {when}
            </p>
        </header>
    }
}

#[component]
fn PlaceLink(place: Place) -> impl IntoView {
    view! {
        <span>
            <a href=paths::school(&place.uai)>{place.school.clone()}</a> ", "
            <a href=paths::commune(&place.insee, &place.commune)>{place.commune.clone()}</a>
        </span>
    }
}

/// The picture that stands for the project, and the line beneath it.
#[component]
pub(super) fn Cover(
    /// The sheet.
    sheet: ProjectSheet,
) -> impl IntoView {
    let cover = sheet.cover().cloned();
    view! {
        <figure class="project-cover">
            <CoverPicture cover=cover.clone() slug=sheet.project.slug place=Where::Sheet/>
            {cover.map(|cover| view! { <Caption caption=cover.caption/> })}
        </figure>
    }
}

#[component]
fn Caption(caption: String) -> impl IntoView {
    (!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })
}

/// The other pictures, but for those that stand in the texts.
#[component]
fn Gallery(figures: Vec<Figure>) -> impl IntoView {
    let shown = |figure: Figure| {
        let caption = figure.caption.clone();
        view! { <li><figure><Picture figure place=Where::Gallery/><Caption caption/></figure></li> }
    };
    (!figures.is_empty()).then(|| {
        view! {
            <section class="project-gallery" aria-labelledby="images">
                <h2 id="images">"En images"</h2>
                <ul class="gallery">{figures.into_iter().map(shown).collect_view()}</ul>
            </section>
        }
    })
}

/// What it is, in short.
#[component]
pub(super) fn Brief(
    /// The summary.
    summary: String,
) -> impl IntoView {
    view! {
        <section class="project-brief" aria-labelledby="en-bref">
            <h2 id="en-bref">"En bref"</h2>
            <p class="project-summary">{summary}</p>
        </section>
    }
}

/// Everything else that the sheet says, but its facts.
#[component]
pub(super) fn Content(
    /// The sheet.
    sheet: ProjectSheet,
) -> impl IntoView {
    let gallery = sheet.gallery();
    let take_over = sheet.may(ProjectAction::TakeOver).then(|| paths::project_take_over(&sheet.project.slug));
    let draft = sheet.project.draft;
    let goals: Vec<_> = ProjectDraft::lines(&draft.objectives).map(str::to_owned).collect();
    let steps: Vec<_> = ProjectDraft::lines(&draft.steps).map(str::to_owned).collect();
    let links: Vec<_> = ProjectDraft::lines(&draft.links).filter_map(Link::read).collect();
    let competences = draft.crcn.clone();
    view! {
        <div class="project-sheet">
            {(!goals.is_empty()).then(|| view! {
                <section aria-labelledby="objectifs">
                    <h2 id="objectifs">"Ce que l’on vise"</h2>
                    <ul class="project-goals">{goals.into_iter().map(|goal| view! { <li>{goal}</li> }).collect_view()}</ul>
                </section>
            })}
            {(!steps.is_empty()).then(|| view! {
                <section aria-labelledby="etapes">
                    <h2 id="etapes">"Les étapes"</h2>
                    <ol class="project-steps">{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
                </section>
            })}
            <Prose title="Le récit" id="recit" html=sheet.body/>
            {(!sheet.result.is_empty()).then(|| view! {
                <section class="project-result" aria-labelledby="resultat">
                    <h2 id="resultat">"Ce que les élèves en ont fait"</h2>
                    <div class="prose" inner_html=sheet.result.as_str().to_owned()></div>
                </section>
            })}
            <Gallery figures=gallery/>
            <AttachmentsPart attachments=sheet.attachments/>
            {(!links.is_empty()).then(|| view! {
                <section aria-labelledby="liens">
                    <h2 id="liens">"Pour aller plus loin"</h2>
                    <ul class="project-links">
                        {links.into_iter().map(|link| view! { <li><a href=link.address rel="nofollow ugc noopener">{link.words}</a></li> }).collect_view()}
                    </ul>
                </section>
            })}
            {(!competences.is_empty()).then(|| view! {
                <section aria-labelledby="crcn">
                    <h2 id="crcn">"Compétences numériques travaillées"</h2>
                    <ul class="crcn-list">
                        {competences.into_iter().map(|c| view! { <li><b>{c.key()}</b> " " {c.label()}</li> }).collect_view()}
                    </ul>
                </section>
            })}
            {draft.licence.map(|licence| view! { <Reuse licence take_over/> })}
        </div>
    }
}

#[component]
fn Prose(title: &'static str, id: &'static str, html: SafeHtml) -> impl IntoView {
    (!html.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <div class="prose" inner_html=html.as_str().to_owned()></div>
            </section>
        }
    })
}

#[component]
fn Reuse(
    licence: domain::projects::Licence,
    /// Where a version is started, for who may.
    take_over: Option<String>,
) -> impl IntoView {
    let name = match licence.deed() {
        Some(deed) => view! { "Licence " <a href=deed rel="license">{licence.label()}</a> }.into_any(),
        None => licence.label().into_any(),
    };
    view! {
        <section class="project-licence" aria-labelledby="licence">
            <h2 id="licence">"Reprendre ce projet"</h2>
            <p>{name} ". " {licence.meaning()}</p>
            {take_over.map(|address| view! {
                <form method="post" action=address class="not-printed">
                    <button class="button quiet">"En faire ma version"</button>
                </form>
            })}
        </section>
    }
}

/// What one needs to do it again: class, duration, equipment.
#[component]
pub(super) fn Facts(
    /// The project.
    project: Project,
    /// Its schools.
    places: Vec<Place>,
) -> impl IntoView {
    let draft = project.draft;
    let cycles: Vec<_> = draft.cycles.iter().map(|cycle| cycle.label()).collect();
    let levels: Vec<_> = draft.levels.iter().map(|level| level.label()).collect();
    let year = draft.school_year.unwrap_or(SchoolYear::containing(project.published.unwrap_or(project.updated))).to_string();
    let materials: Vec<_> = ProjectDraft::lines(&draft.materials).map(str::to_owned).collect();
    view! {
        <section class="project-facts" aria-labelledby="fiche">
            <h2 id="fiche">"Ce qu’il faut"</h2>
            <dl>
                {(!levels.is_empty()).then(|| view! { <div><dt>"Classe"</dt><dd>{format!("{}\u{a0}: {}", cycles.join(", "), levels.join(", "))}</dd></div> })}
                {(!draft.duration.is_empty()).then(|| view! { <div><dt>"Durée"</dt><dd>{draft.duration}</dd></div> })}
                <FactList label="À prévoir" values=materials/>
                <FactList label="Équipement et services" values=draft.equipment.iter().map(|v| v.label().to_owned()).collect()/>
                <FactList label="Matières" values=draft.subjects.iter().map(|v| v.label().to_owned()).collect()/>
                <div><dt>"Année scolaire"</dt><dd>{year}</dd></div>
                {(!places.is_empty()).then(|| view! {
                    <div><dt>"École"</dt>{places.into_iter().map(|place| view! { <dd><PlaceLink place/></dd> }).collect_view()}</div>
                })}
            </dl>
        </section>
    }
}

#[component]
fn FactList(label: &'static str, values: Vec<String>) -> impl IntoView {
    (!values.is_empty())
        .then(|| view! { <div><dt>{label}</dt>{values.into_iter().map(|value| view! { <dd>{value}</dd> }).collect_view()}</div> })
}
