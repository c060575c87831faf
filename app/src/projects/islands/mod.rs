//! What the editor gains with JavaScript: it keeps what is typed by itself, shows the upload of a picture, previews the story.
//!
//! Islands find the form by its id and leave it a plain form: without them, everything is sent by its buttons.

#![expect(missing_docs, reason = "the island macro makes a struct of its own beside each documented function")]

mod form;
mod upload;

use super::{api::preview, words::intent};
use form::{Kept, kept_by_server, on_typing};
use leptos::prelude::*;
use std::time::Duration;
use upload::send_with_progress;

/// How long after the last key the draft is kept.
const AUTOSAVE_AFTER: Duration = Duration::from_secs(3);
/// How long after the last key the preview is asked for.
const PREVIEW_AFTER: Duration = Duration::from_millis(400);

/// Keeps the draft a few seconds after the last key, and says so.
#[island]
pub fn AutosaveIsland(
    /// The form's id.
    form: String,
    /// What is said at first: when it was kept.
    kept: String,
) -> impl IntoView {
    let said = RwSignal::new(kept);
    Effect::new(move || {
        let form = form.clone();
        on_typing(&form.clone(), AUTOSAVE_AFTER, move || {
            let form = form.clone();
            leptos::task::spawn_local(async move {
                match kept_by_server(&form, intent::AUTOSAVE).await {
                    Kept::Yes(message) | Kept::No(message) => said.set(message),
                    Kept::Busy => {}
                }
            });
        });
    });
    view! { <p class="byline" id="autosave" role="status">{move || said.get()}</p> }
}

/// Shows what the text of a field becomes, as it is typed.
#[island]
pub fn PreviewIsland(
    /// The field's id.
    field: String,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let html = RwSignal::new(String::new());
    let refresh = {
        let field = field.clone();
        move || {
            let field = field.clone();
            leptos::task::spawn_local(async move {
                // A preview that does not come is left as it was: what counts is the text.
                if let Ok(rendered) = preview(form::text_of(&field)).await {
                    html.set(rendered);
                }
            });
        }
    };
    let on_toggle = {
        let refresh = refresh.clone();
        move |_| {
            shown.update(|shown| *shown = !*shown);
            if shown.get_untracked() {
                refresh();
            }
        }
    };
    Effect::new(move || {
        let refresh = refresh.clone();
        on_typing(&field, PREVIEW_AFTER, move || {
            if shown.get_untracked() {
                refresh();
            }
        });
    });
    view! {
        <div class="preview">
            <button class="button plain" type="button" aria-expanded=move || shown.get().to_string() on:click=on_toggle>
                {move || if shown.get() { "Cacher l’aperçu" } else { "Voir ce que cela donne" }}
            </button>
            <div class="prose" hidden=move || !shown.get() inner_html=move || html.get()></div>
        </div>
    }
}

/// Sends a picture as soon as it is chosen, and shows how far it has come.
#[island]
pub fn UploadIsland(
    /// The form's id.
    form: String,
) -> impl IntoView {
    let percent = RwSignal::new(None::<u32>);
    let said = RwSignal::new(String::new());
    Effect::new(move || send_with_progress(&form, percent, said));
    view! {
        <div class="upload-status" role="status">
            {move || percent.get().map(|percent| view! { <progress max="100" value=percent.to_string() aria-label="Envoi de l’image"></progress> })}
            <span>{move || said.get()}</span>
        </div>
    }
}
