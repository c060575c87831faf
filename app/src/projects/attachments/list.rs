//! What is attached to a sheet, for its authors.

use crate::{
    outcome::Refused,
    projects::words,
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
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::AttachmentId,
    media::{MAX_ATTACHMENT_BYTES, weight},
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

/// What is accepted, for the browser.
const ACCEPTED: &str = ".pdf,.odt,.ods,.odp,audio/*,video/mp4,video/webm,video/quicktime";

/// The files of the project at `slug`.
pub(in crate::projects) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, StatusCode::OK, Problems::new()).await?)
}

/// `POST`: attaches, takes off, or moves.
pub(in crate::projects) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    // Who may not is told before a long file is read.
    projects::attachments(&visit.cx, &slug).await?;
    let mut sent = Sent::read_up_to(request, MAX_ATTACHMENT_BYTES).await?;
    let id = || sent.value("id").parse::<AttachmentId>().map_err(|_| Error::NotFound);
    let done = match sent.value("do") {
        act::ADD => return Ok(add(&visit, &slug, &mut sent).await?),
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

/// Attaches each file sent; one that is refused is named, and takes no other with it.
async fn add(visit: &Visit, slug: &str, sent: &mut Sent) -> Result<Response, Error> {
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
    match (problems.is_empty(), added.as_slice()) {
        // One alone is described at once.
        (true, [only]) => Ok(Redirect::to(&paths::medium_page(*only)).into_response()),
        (true, _) => Ok(Redirect::to(&paths::project_attachments(slug)).into_response()),
        (false, _) => page(visit, slug, StatusCode::UNPROCESSABLE_ENTITY, problems).await,
    }
}

async fn page(visit: &Visit, slug: &str, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let project = projects::attachments(&visit.cx, slug).await?;
    let page = Page { title: format!("Pièces jointes\u{a0}: {}", project.draft.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ListPage project problems/> }))
}

#[component]
fn ListPage(project: Project, problems: Problems) -> impl IntoView {
    let address = paths::project_attachments(&project.slug);
    let question = Question::new(
        "attachments",
        "Ajouter des fichiers",
        "PDF, ODT, ODS ou ODP\u{202f}; son MP3, M4A, Ogg ou WAV, 20\u{a0}Mo au plus\u{202f}; courte vidéo MP4 ou WebM, 60\u{a0}Mo au plus. Le lieu \
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
        {(total == 0).then(|| view! { <p class="empty">"Aucune pièce jointe pour l’instant."</p> })}
        <ol class="attachment-list">{rows}</ol>
        <form class="form" method="post" action=action enctype="multipart/form-data">
            // Before the files: it is read however heavy they are.
            <input type="hidden" name="do" value=act::ADD/>
            <FilesField question accept=ACCEPTED/>
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
    view! {
        <li class="attachment-row" id=format!("piece-{id}")>
            <div>
                <h2><a href=paths::medium_page(id)>{title.clone()}</a></h2>
                <p class="byline">{format!("{}, {}, {}", format.kind().label(), format.label(), weight(attachment.bytes))}</p>
                <p class="picture-rights" data-ready=attached.is_shown().then_some("")>{said}</p>
            </div>
            <form method="post" action=address class="button-row">
                <input type="hidden" name="id" value=id.to_string()/>
                <OrderButtons title=title.clone() first last out=act::DETACH/>
            </form>
        </li>
    }
}
