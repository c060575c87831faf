//! `/echanges/messages/{id}/signaler`: reporting a message, and what happens next.

use super::{post_id, words::field};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{Among, Choice, ChoiceField, Question, TextField},
        problems::ProblemSummary,
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Action, PostAction, decide},
    ids::PostId,
    moderation::{ReportForm, ReportReason},
    paths,
};
use leptos::prelude::*;
use services::{
    discussions::{self, PostPage, SeenPost},
    error::Error,
    moderation,
};

/// The message and the form; `?fait=` what happens next, which is told even once the message is gone.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    if visit.query().iter().any(|(name, _)| name == "fait") {
        return Ok(thanks(&visit));
    }
    Ok(page(&visit, post_id(&id)?, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: reports it.
pub(super) async fn send(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let post = post_id(&id)?;
    let sent = Sent::read(request).await?;
    let reported = match ReportForm::read(sent.borrowed()) {
        Ok(form) => moderation::report_post(&visit.cx, post, &form).await,
        Err(problems) => Err(problems.into()),
    };
    match reported {
        Ok(_) => Ok(Redirect::to(&format!("{}?fait=signale", paths::post_report(post))).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, post, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn thanks(visit: &Visit) -> Response {
    let page = Page { index: false, ..Page::titled("Merci, c’est signalé") };
    render(visit, StatusCode::OK, page, || {
        view! {
            <div class="prose">
                <h1>"Merci, c’est signalé"</h1>
                <p class="lead">"La personne qui anime la communauté lit le message et ceux qui l’entourent, puis décide. Vous n’avez rien d’autre à faire."</p>
                <p>"L’auteur du message ne saura pas qui l’a signalé. S’il est retiré, on lui dit pourquoi, et il peut répondre."</p>
                <p>"Ce qui est décidé est compté, sans nom, dans le " <a href=paths::MODERATION_LOG>"journal de modération"</a> "."</p>
                <p><a class="button" href=paths::DISCUSSIONS>"Retour aux échanges"</a></p>
            </div>
        }
    })
}

async fn page(visit: &Visit, id: PostId, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let PostPage { topic, post, .. } = discussions::post(&visit.cx, id).await?;
    decide(&visit.cx.viewer, Action::Post(PostAction::Report, &topic.facts(), &post.facts()))?;
    let page = Page { index: false, ..Page::titled("Signaler un message") };
    let title = topic.title;
    Ok(render(visit, status, page, move || view! { <ReportPage post title typed/> }))
}

#[component]
fn ReportPage(
    post: SeenPost,
    /// Its topic's.
    title: String,
    typed: Typed,
) -> impl IntoView {
    let id = post.id;
    let chosen = typed.value("reason").unwrap_or_default();
    let choice = |reason: &ReportReason| Choice {
        value: reason.key().to_owned(),
        label: reason.label().to_owned(),
        note: "",
        chosen: reason.key() == chosen,
    };
    let choices: Vec<_> = ReportReason::ALL.iter().map(choice).collect();
    let reason = Question::new("reason", field("reason"), "", true, &typed.problems);
    let note = Question::new(
        "note",
        field("note"),
        "Facultatif, sauf pour une autre raison. N’écrivez pas le nom d’un enfant.",
        false,
        &typed.problems,
    );
    let body = post.body.map(|body| view! { <div class="prose" inner_html=body.as_str().to_owned()></div> });
    view! {
        <div class="page-head">
            <h1>"Signaler un message"</h1>
            <p class="lead">"Seules les personnes qui animent la communauté lisent votre signalement. L’auteur du message ne saura pas qui l’a signalé."</p>
        </div>
        <ProblemSummary problems=typed.problems.clone() label=field/>
        <section class="moderated-message" aria-labelledby="message-vise">
            <h2 id="message-vise">"Le message"</h2>
            <p class="byline">{post.name} ", " <time datetime=post.created.rfc3339()>{day_and_hour(post.created)}</time> ", dans «\u{a0}" {title} "\u{a0}»"</p>
            {body}
        </section>
        <form class="form" method="post" action=paths::post_report(id) novalidate>
            <ChoiceField question=reason choices among=Among::One class="one-column"/>
            <TextField question=note value=typed.value("note").unwrap_or_default() class="short-text"/>
            <p class="button-row">
                <button class="button">"Envoyer le signalement"</button>
                <a class="button quiet" href=paths::post(id)>"Revenir au message"</a>
            </p>
        </form>
        <p class="field-help">"Pour une image ou un enregistrement d’un projet où l’on reconnaît un enfant, " <a href=paths::REMOVAL>"demandez son retrait"</a> "\u{a0}: il disparaît aussitôt."</p>
    }
}
