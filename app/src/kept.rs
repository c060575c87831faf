//! What is answered to a form whose refusal leaves no page to show it again: what happened, and what was typed.

use crate::{
    outcome::{Words, status, words},
    shell::{Page, render},
    visit::Visit,
};
use axum::response::Response;
use domain::{access::PortalAction, paths};
use leptos::prelude::*;
use services::{
    access,
    discussions::{self, DraftPlace},
    error::Error,
};

/// Says what became of a form that was refused, and shows what was typed, which its writer's drafts hold where it has a `place` among them.
///
/// # Errors
/// `error` itself, where nothing was typed, nobody is there to keep it for, or the form may be sent again as it is; the database's.
pub async fn answer(visit: &Visit, place: Option<DraftPlace>, title: &str, body: &str, error: Error) -> Result<Response, Error> {
    let is_refused = matches!(error, Error::NotFound | Error::Denied(_) | Error::Conflict(_));
    let is_empty = title.trim().is_empty() && body.trim().is_empty();
    if !is_refused || is_empty || access::check(&visit.cx, PortalAction::UseAccount).is_err() {
        return Err(error);
    }
    if let Some(place) = place {
        discussions::keep_refused(&visit.cx, place, title, body).await?;
    }
    let words = words(&error);
    let (typed, kept) = ((title.to_owned(), body.to_owned()), place.is_some());
    let page = Page { title: words.title.to_owned(), index: false, ..Page::default() };
    Ok(render(visit, status(&error), page, move || view! { <KeptPage words typed kept/> }))
}

#[component]
fn KeptPage(
    /// What happened.
    words: Words,
    /// The title and the message.
    typed: (String, String),
    /// Whether the drafts hold them.
    kept: bool,
) -> impl IntoView {
    let (title, body) = typed;
    let title = (!title.trim().is_empty()).then(|| view! { <p><strong>{title}</strong></p> });
    let said = if kept {
        view! { <p>"Votre texte est gardé dans " <a href=paths::DRAFTS>"vos brouillons"</a> ", que vous seul lisez."</p> }.into_any()
    } else {
        view! { <p>"Le voici\u{a0}: copiez-le avant de quitter cette page."</p> }.into_any()
    };
    view! {
        <div class="page-head">
            <h1>{words.title}</h1>
            <p class="lead">{words.text.into_owned()}</p>
        </div>
        <section class="section" aria-labelledby="ecrit">
            <h2 id="ecrit">"Ce que vous avez écrit n’est pas perdu"</h2>
            {said}
            {title}
            <blockquote class="draft-text pre-line">{body}</blockquote>
        </section>
    }
}
