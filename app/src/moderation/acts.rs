//! `/animation/signalements/messages/{id}`: deciding on one message, reported or not (M4).

use super::{
    item::{FROM_QUEUE, Item, On},
    post_id,
    words::field,
};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
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
use domain::{access::PortalAction, ids::PostId, moderation::ActForm, paths, time::Timestamp};
use leptos::prelude::*;
use services::{
    error::{Conflict, Error},
    moderation::{self, Target, ToDecide},
    projects::Phrase,
};

/// The message, and what can be done.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, post_id(&id)?, StatusCode::OK, Typed::default(), false).await?)
}

/// `POST`: does it; leads back to the queue, if it was done there.
pub(super) async fn decide(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let post = post_id(&id)?;
    let sent = Sent::read(request).await?;
    let done = match ActForm::read(sent.borrowed()) {
        Ok(form) => moderation::act(&visit.cx, Target::Post(post), &form).await,
        Err(problems) => Err(problems.into()),
    };
    match done {
        Ok(_) if sent.value("from") == FROM_QUEUE => Ok(Redirect::to(&format!("{}?fait=decide", paths::REPORTS)).into_response()),
        Ok(_) => Ok(Redirect::to(&after(&visit, post).await?).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, post, StatusCode::UNPROCESSABLE_ENTITY, typed, false).await?)
        }
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let typed = Typed { pairs: sent.pairs, ..Typed::default() };
            Ok(page(&visit, post, StatusCode::CONFLICT, typed, true).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Where one is led once it is done: to the message, unless it passes between some people and is theirs again.
async fn after(visit: &Visit, post: PostId) -> Result<String, Error> {
    let address = match moderation::to_decide(&visit.cx, post).await {
        Ok(_) => paths::moderate_post(post),
        Err(Error::NotFound) => paths::REPORTS.to_owned(),
        Err(error) => return Err(error),
    };
    Ok(format!("{address}?fait=decide"))
}

/// The page; `overtaken` when the message was changed while someone read it.
async fn page(visit: &Visit, post: PostId, status: StatusCode, typed: Typed, overtaken: bool) -> Result<Response, Error> {
    let item = moderation::to_decide(&visit.cx, post).await?;
    let phrases = moderation::phrases(&visit.cx).await?;
    let everywhere = visit.may(PortalAction::Moderate);
    let (now, done) = (visit.cx.now(), is_done(visit));
    let page = Page { index: false, ..Page::titled("Décider d’un message") };
    Ok(render(visit, status, page, move || view! { <ActPage item phrases typed done overtaken everywhere now/> }))
}

/// Whether something was just decided.
pub(super) fn is_done(visit: &Visit) -> bool {
    visit.query().iter().any(|(name, value)| name == "fait" && value == "decide")
}

const OVERTAKEN: &str = "Ce message a changé depuis que vous l’avez lu\u{a0}: rien n’est décidé. Voici ce qu’il dit maintenant.";

#[component]
fn ActPage(
    item: ToDecide,
    phrases: Vec<Phrase>,
    typed: Typed,
    done: bool,
    overtaken: bool,
    everywhere: bool,
    now: Timestamp,
) -> impl IntoView {
    let overtaken = overtaken.then(|| view! { <p class="notice error" role="alert">{OVERTAKEN}</p> });
    let done = done.then(|| view! { <p class="notice good" role="status">"C’est fait, et la personne concernée est prévenue."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK), step("Signalements", paths::REPORTS)] here="Un message"/>
        <div class="page-head"><h1>"Décider d’un message"</h1></div>
        {done}
        {overtaken}
        <ProblemSummary problems=typed.problems.clone() label=field/>
        <Item item phrases now on=On::Page everywhere typed/>
    }
}
