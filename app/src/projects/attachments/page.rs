//! The page of one file: what stands for it, who is in it.

use super::part::Player;
use crate::{
    projects::{
        medium::{Declare, Sent as Shown, Withdraw, done},
        words,
    },
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{LineField, Question, TextField},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{
    ids::AttachmentId,
    media::{AttachmentKind, MAX_ATTACHMENT_TITLE, NotCaptions},
    paths,
    problem::{Problems, Rule},
    projects::AttachmentWords,
};
use leptos::prelude::*;
use services::{
    error::Error,
    projects::{self, AttachmentPage},
};

/// The page with what was sent.
pub(in crate::projects) async fn show(visit: &Visit, id: AttachmentId, status: StatusCode, sent: Shown) -> Result<Response, Error> {
    let page = projects::open_attachment(&visit.cx, id).await?;
    let head = Page { title: format!("Pièce jointe\u{a0}: {}", page.attached.title), index: false, ..Page::default() };
    Ok(render(visit, status, head, move || view! { <Prepare page sent/> }))
}

/// Keeps what is said of a file; a file of captions stands for what was typed.
///
/// # Errors
/// `Invalid` beside its field; as `projects::describe`.
pub(in crate::projects) async fn describe(visit: &Visit, id: AttachmentId, sent: &mut Sent) -> Result<(), Error> {
    if let Some(file) = sent.take_files("captions_file").into_iter().next() {
        let bytes = file.content.map_err(|problem| Problems::one("captions", Rule::Medium(problem)))?;
        let text = String::from_utf8(bytes).map_err(|_| Problems::one("captions", Rule::Captions(NotCaptions::NotUtf8)))?;
        sent.pairs.retain(|(name, _)| name != "captions");
        sent.pairs.push(("captions".to_owned(), text));
    }
    let words = AttachmentWords::read(sent.borrowed())?;
    projects::describe(&visit.cx, id, &words).await
}

#[component]
fn Prepare(page: AttachmentPage, sent: Shown) -> impl IntoView {
    let attachment = page.attached.attachment.clone();
    let (medium, hidden) = (attachment.medium.id, attachment.medium.hidden);
    let (slug, title) = (page.project.slug.clone(), page.project.draft.title.clone());
    let back = paths::project_attachments(&slug);
    let done = done(&sent);
    let is_read = attachment.format.kind() == AttachmentKind::Document && hidden.is_none();
    let reading = (is_read && page.may_edit).then(|| words::reading(attachment.reading));
    let mut above = vec![step("Mes projets", paths::MY_PROJECTS), step(title, paths::project(&slug))];
    above.extend(page.may_edit.then(|| step("Pièces jointes", back.clone())));
    view! {
        <Trail above here="Une pièce jointe"/>
        <header class="page-head">
            <h1>{page.attached.title.clone()}</h1>
            <p class="byline">{words::rights_of_attachment(&attachment.medium.people, hidden)}</p>
        </header>
        {done.map(|done| view! { <p class="notice" role="status">{done}</p> })}
        <ProblemSummary problems=sent.problems.clone() label=words::field/>
        <Player attached=page.attached.clone()/>
        {reading.map(|said| view! { <p class="attachment-reading">{said}</p> })}
        {page.may_edit.then(|| view! { <Words page=page.clone() sent=sent.clone()/> })}
        {page.may_edit.then(|| view! { <Declare medium people=attachment.medium.people.clone() sent/> })}
        {hidden.is_none().then(|| view! { <Withdraw medium/> })}
        {page.may_edit.then(|| view! { <p><a class="button" href=back>"Revenir aux pièces jointes"</a></p> })}
    }
}

/// Its title, and what stands for what one hears.
#[component]
fn Words(page: AttachmentPage, sent: Shown) -> impl IntoView {
    let kind = page.attached.attachment.format.kind();
    let typed = sent.pairs.iter().any(|(name, _)| name == "title");
    let said = |name: &str, kept: String| if typed { sent.value(name) } else { kept };
    let ask = |name: &'static str, label: &'static str, help: &'static str, needed: bool| {
        Question::new(name, label, help, needed, &sent.problems)
    };
    let captions = ask("captions", "Sous-titres", "Au format WebVTT ou SRT\u{a0}: collez-les ici, ou choisissez leur fichier.", false);
    view! {
        <section class="form-part" aria-labelledby="mots">
            <h2 id="mots">{if kind == AttachmentKind::Document { "Son titre" } else { "Son titre, et ce que l’on y entend" }}</h2>
            <form class="form" method="post" action=paths::medium_page(page.attached.attachment.id) enctype="multipart/form-data" novalidate>
                <LineField
                    question=ask("title", "Titre", "Sans nom d’élève.", true)
                    value=said("title", page.attached.title.clone())
                    max=MAX_ATTACHMENT_TITLE
                />
                {(kind != AttachmentKind::Document).then(|| view! {
                    <TextField
                        question=ask(
                            "transcript",
                            "Transcription",
                            "Ce qui est dit, et les bruits qui comptent\u{a0}: pour les personnes sourdes, et pour la recherche. Sans nom d’élève.",
                            kind == AttachmentKind::Sound,
                        )
                        value=said("transcript", page.attached.transcript.clone())
                        class="long-text"
                    />
                })}
                {(kind == AttachmentKind::Video).then(|| view! {
                    <TextField question=captions.clone() value=said("captions", page.captions.clone()) class="short-text">
                        <label class="visually-hidden" for="captions_file">"Fichier de sous-titres"</label>
                        <input type="file" id="captions_file" name="captions_file" accept=".vtt,.srt,text/vtt"/>
                    </TextField>
                })}
                <p class="button-row"><button class="button" name="intent" value="describe">"Enregistrer"</button></p>
            </form>
        </section>
    }
}
