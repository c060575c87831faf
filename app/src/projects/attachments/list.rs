//! What is attached to a sheet, for its authors.

use crate::{
    outcome::Refused,
    projects::{islands::UploadIsland, picture::refused, posts::wants_json, words},
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{FilesField, Question},
        order::OrderButtons,
        problems::{ProblemSummary, lack as lack_in_words},
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    Json,
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::AttachmentId,
    media::{AttachmentKind, MAX_ATTACHMENT_BYTES, weight},
    order::Shift,
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{
    error::Error,
    projects::{self, Attached, Project},
};

/// What the forms send as `do`; moving a file sends a [`Shift`]'s key.
mod act {
    pub(super) const ADD: &str = "add";
    pub(super) const DETACH: &str = "detach";
}

/// The list of rows, by its id: the island puts new ones into it.
const LIST: &str = "attachments-list";

/// What is accepted, for the browser.
const ACCEPTED: &str = ".pdf,.odt,.ods,.odp,.docx,audio/*,video/mp4,video/webm,video/quicktime";

/// The files of the project at `slug`.
pub(in crate::projects) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, StatusCode::OK, Problems::new()).await?)
}

/// `POST`: attaches, takes off, or moves.
pub(in crate::projects) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let for_island = wants_json(request.headers());
    // Who may not is told before a long file is read.
    projects::attachments(&visit.cx, &slug).await?;
    let mut sent = Sent::read_up_to(request, MAX_ATTACHMENT_BYTES).await?;
    let id = || sent.value("id").parse::<AttachmentId>().map_err(|_| Error::NotFound);
    let done = match sent.value("do") {
        act::ADD => {
            let added = add(&visit, &slug, &mut sent).await?;
            return Ok(if for_island { told_to_island(&visit, &slug, added).await? } else { after(&visit, &slug, added).await? });
        }
        act::DETACH => projects::detach(&visit.cx, &slug, id()?).await,
        other => match other.parse::<Shift>() {
            Ok(shift) => projects::shift_attachment(&visit.cx, &slug, id()?, shift).await,
            Err(_) => Err(Problems::one("attachments", Rule::Unreadable).into()),
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(&paths::project_attachments(&slug)).into_response()),
        Err(Error::Invalid(problems)) => Ok(page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, problems).await?),
        Err(error) => Err(error.into()),
    }
}

/// What was attached, and what is wrong with the rest.
type Added = (Vec<AttachmentId>, Problems);

/// Attaches each file sent; one that is refused is named, and takes no other with it.
async fn add(visit: &Visit, slug: &str, sent: &mut Sent) -> Result<Added, Error> {
    let files = sent.take_files("attachments");
    let (mut problems, mut added) = (Problems::new(), Vec::new());
    if files.is_empty() {
        problems.add("attachments", Rule::Required);
    }
    for file in files {
        let attached = match file.content {
            Ok(bytes) => projects::attach(&visit.cx, slug, bytes, &file.name).await,
            Err(problem) => Err(Problems::one("attachments", Rule::Medium(problem)).into()),
        };
        match attached {
            Ok(id) => added.push(id),
            Err(Error::Invalid(refused)) => problems.extend(refused.of_file(&file.name)),
            Err(error) => return Err(error),
        }
    }
    Ok((added, problems))
}

async fn after(visit: &Visit, slug: &str, (added, problems): Added) -> Result<Response, Error> {
    match (problems.is_empty(), added.as_slice()) {
        // One alone is described at once.
        (true, [only]) => Ok(Redirect::to(&paths::medium_page(*only)).into_response()),
        (true, _) => Ok(Redirect::to(&paths::project_attachments(slug)).into_response()),
        (false, _) => page(visit, slug, StatusCode::UNPROCESSABLE_ENTITY, problems).await,
    }
}

/// The island sends one after the other: its row, or what is wrong with it.
async fn told_to_island(visit: &Visit, slug: &str, (added, problems): Added) -> Result<Response, Error> {
    let Some(id) = added.last() else { return Ok(refused(&problems)) };
    let project = projects::attachments(&visit.cx, slug).await?;
    let (only, address) = (project.attachments.len() == 1, paths::project_attachments(&project.slug));
    let attached = project.attachments.into_iter().find(|attached| attached.attachment.id == *id).ok_or(Error::NotFound)?;
    let html = Owner::new().with(|| view! { <Row attached first=only last=true address/> }.to_html());
    Ok(Json(serde_json::json!({ "id": id.to_string(), "html": html })).into_response())
}

async fn page(visit: &Visit, slug: &str, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let project = projects::attachments(&visit.cx, slug).await?;
    let page = Page { title: format!("Pièces jointes\u{a0}: {}", project.draft.title), index: false, islands: true, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ListPage project problems/> }))
}

#[component]
fn ListPage(project: Project, problems: Problems) -> impl IntoView {
    let address = paths::project_attachments(&project.slug);
    let question = Question::new(
        "attachments",
        "Ajouter des fichiers",
        "PDF, ODT, ODS, ODP ou DOCX\u{202f}; son MP3, M4A, Ogg ou WAV, 20\u{a0}Mo au plus\u{202f}; courte vidéo MP4 ou WebM, 60\u{a0}Mo au plus. Le lieu \
         et l’appareil qu’un téléphone note dans un son ou une vidéo (MP3, M4A, WAV, MP4) sont effacés\u{202f}; un document garde tout ce qu’il contient, \
         ses photos et le nom de qui l’a écrit.",
        false,
        &problems,
    );
    let total = project.attachments.len();
    let action = address.clone();
    let row = |(at, attached): (usize, Attached)| view! { <Row attached first=at == 0 last=at + 1 == total address=address.clone()/> };
    let rows = project.attachments.into_iter().enumerate().map(row).collect_view();
    view! {
        <Trail above=vec![step("Mes projets", paths::MY_PROJECTS), step(project.draft.title.clone(), paths::project(&project.slug))] here="Pièces jointes"/>
        <header class="page-head">
            <h1>"Les pièces jointes"</h1>
            <p class="lead">"Ce qui aide une ou un collègue à refaire le projet, ou fait entendre la classe\u{a0}: une grille, une fiche, un enregistrement."</p>
        </header>
        <ProblemSummary problems label=words::field/>
        <ol class="attachment-list" id=LIST>{rows}</ol>
        {(total == 0).then(|| view! { <p class="empty">"Aucune pièce jointe pour l’instant."</p> })}
        <form class="form" method="post" action=action enctype="multipart/form-data">
            // Before the files: it is read however heavy they are.
            <input type="hidden" name="do" value=act::ADD/>
            <FilesField question accept=ACCEPTED/>
            <UploadIsland attached=true list=LIST.to_owned()/>
            <p class="button-row">
                <button class="button">"Envoyer"</button>
                <a class="button quiet" href=paths::project_edit(&project.slug)>"Revenir au projet"</a>
            </p>
        </form>
    }
}

#[component]
fn Row(attached: Attached, first: bool, last: bool, address: String) -> impl IntoView {
    let Attached { attachment, title, .. } = &attached;
    let (id, format) = (attachment.id, attachment.format);
    let said = match attached.lack_of_words() {
        Some(lack) => lack_in_words(lack),
        None => words::rights_of_attachment(&attachment.medium.people, attachment.medium.hidden),
    };
    let is_read = format.kind() == AttachmentKind::Document && attachment.medium.hidden.is_none();
    let reading = is_read.then(|| words::reading(attachment.reading));
    view! {
        <li class="attachment-row" id=format!("piece-{id}")>
            <div>
                <h2><a href=paths::medium_page(id)>{title.clone()}</a></h2>
                <p class="byline">{format!("{}, {}, {}", format.kind().label(), format.label(), weight(attachment.bytes))}</p>
                <p class="picture-rights" data-ready=attached.is_shown().then_some("")>{said}</p>
                {reading.map(|said| view! { <p class="byline attachment-reading">{said}</p> })}
            </div>
            <form method="post" action=address class="button-row">
                <input type="hidden" name="id" value=id.to_string()/>
                <OrderButtons title=title.clone() first last out=act::DETACH/>
            </form>
        </li>
    }
}
