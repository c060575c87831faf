//! What the editor gains with JavaScript: it keeps what is typed by itself, shows the upload of pictures and masks them, previews the story.
//!
//! Islands find the form by its id and leave it a plain form: without them, everything is sent by its buttons.

#![expect(missing_docs, reason = "the island macro makes a struct of its own beside each documented function")]

pub(crate) mod ask;
mod controls;
pub(crate) mod form;
pub(crate) mod markdown;
mod mask;
mod quote;
pub(crate) mod toolbar;
mod unsent;
mod upload;

use super::words::intent;
use form::{Kept, element, focus, kept_by_server, listen, on_typing, say_typed};
use leptos::{prelude::*, web_sys};
use markdown::Tool;
use mask::mask_tool;
use std::time::Duration;
use toolbar::{led_to, listen_to_keys, use_tool};
use unsent::Unsent;
use upload::{Kind, Told, send_as_chosen};
use web_sys::js_sys::JSON;

/// How long after the last key the draft is kept.
const AUTOSAVE_AFTER: Duration = Duration::from_secs(3);
/// How long after a send that reached nobody it is tried again.
const RETRY_AFTER: Duration = Duration::from_secs(15);
/// How long after the last key the browser keeps a copy.
const COPY_AFTER: Duration = Duration::from_millis(300);
/// How long after the last key the preview is asked for.
const PREVIEW_AFTER: Duration = Duration::from_millis(400);
/// Where [`super::api::preview`] answers.
const PREVIEW: &str = "/iles/apercu";

/// Keeps the draft a few seconds after the last key, and says so; without a network, as soon as there is one.
#[island]
pub fn AutosaveIsland(
    /// The form's id.
    form: String,
    /// What is said at first: when it was kept.
    kept: String,
) -> impl IntoView {
    let said = RwSignal::new(kept);
    let wanting = RwSignal::new(false);
    Effect::new(move || {
        let id = form.clone();
        on_typing(&form, AUTOSAVE_AFTER, move || save(id.clone(), said, wanting));
        let id = form.clone();
        listen(&window(), "online", move || {
            if wanting.get_untracked() {
                save(id.clone(), said, wanting);
            }
        });
    });
    view! { <p class="byline" id="autosave" role="status">{move || said.get()}</p> }
}

/// Has the form kept; `wanting` says that it must be tried again.
fn save(form: String, said: RwSignal<String>, wanting: RwSignal<bool>) {
    leptos::task::spawn_local(async move {
        let kept = kept_by_server(&form, intent::AUTOSAVE).await;
        let again = match &kept {
            Kept::Yes(_) | Kept::No(_) => None,
            Kept::Away(_) => Some(RETRY_AFTER),
            Kept::Busy => Some(AUTOSAVE_AFTER),
        };
        wanting.set(again.is_some());
        if let Kept::Yes(message) | Kept::No(message) | Kept::Away(message) = kept {
            said.set(message);
        }
        if let Some(wait) = again {
            let retry = move || {
                if wanting.get_untracked() {
                    save(form.clone(), said, wanting);
                }
            };
            set_timeout(retry, wait);
        }
    });
}

/// Copies what is typed into the browser until the portal has it, and offers what an earlier visit left there.
#[island]
pub fn UnsentIsland(
    /// The form's id.
    form: String,
    /// The account that writes.
    writer: String,
    /// Whether the page answers a form, and so shows all that was in it.
    shown: bool,
) -> impl IntoView {
    let offered = RwSignal::new(None::<Unsent>);
    let id = form.clone();
    Effect::new(move || {
        let Some(form) = element::<web_sys::HtmlFormElement>(&id) else { return };
        unsent::belong_to(&writer);
        if shown {
            unsent::forget(&form);
        } else {
            offered.set(unsent::found(&form));
        }
        let typed = form.clone();
        on_typing(&id, COPY_AFTER, move || unsent::copy(&typed, false));
        let left = form.clone();
        listen(&form, "submit", move || unsent::copy(&left, true));
    });
    let decide = move |taken: bool| {
        let Some(form) = element::<web_sys::HtmlFormElement>(&form) else { return };
        match offered.get_untracked().filter(|_| taken) {
            Some(copy) => {
                unsent::put_back(&form, &copy);
                say_typed(&form);
            }
            None => unsent::forget(&form),
        }
        offered.set(None);
        focus("title");
    };
    let offer = move |copy: Unsent| {
        let (take, leave) = (decide.clone(), decide.clone());
        let told = if copy.left {
            "Il est parti avec le formulaire, mais n’est pas ce que la page montre. Reprenez-le s’il vous manque."
        } else {
            "Il n’est pas arrivé au portail, et se trouve encore dans ce navigateur."
        };
        view! {
            <section class="notice wait" aria-labelledby="texte-garde">
                <h2 id="texte-garde">{format!("Un texte vous attend, écrit le {}", copy.at())}</h2>
                <p>{told}</p>
                <div class="button-row">
                    <button class="button" type="button" on:click=move |_| take(true)>"Le reprendre"</button>
                    <button class="button quiet" type="button" on:click=move |_| leave(false)>"L’oublier"</button>
                </div>
            </section>
        }
    };
    view! { <div role="status">{move || offered.get().map(offer.clone())}</div> }
}

/// Buttons for people who do not know Markdown.
#[island]
pub fn ToolbarIsland(
    /// The field's id.
    field: String,
) -> impl IntoView {
    let stop = RwSignal::new(0);
    let watched = field.clone();
    Effect::new(move || listen_to_keys(&watched));
    let buttons = Tool::ALL.into_iter().enumerate().map(|(place, tool)| {
        let (field, id) = (field.clone(), format!("{field}-tool-{place}"));
        let title = tool.key().map(|key| format!("{} (Ctrl+{})", tool.label(), key.to_uppercase()));
        view! {
            <button
                type="button"
                id=id
                title=title
                tabindex=move || if stop.get() == place { "0" } else { "-1" }
                on:focus=move |_| stop.set(place)
                on:click=move |_| use_tool(&field, tool)
            >
                {tool.label()}
            </button>
        }
    });
    let buttons = buttons.collect_view();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if let Some(place) = led_to(&event.key(), stop.get_untracked()) {
            event.prevent_default();
            stop.set(place);
            focus(&format!("{field}-tool-{place}"));
        }
    };
    view! { <div class="toolbar" role="toolbar" aria-label="Mise en forme" on:keydown=on_key>{buttons}</div> }
}

/// What some Markdown becomes.
async fn rendered(markdown: &str) -> Option<String> {
    let (status, text) = ask::answer(&ask::post(PREVIEW, &[("markdown", markdown)], false)?).await?;
    if status == 200 { JSON::parse(&text).ok()?.as_string() } else { None }
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
                if let Some(rendered) = rendered(&form::text_of(&field)).await {
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

/// Sends files as soon as they are chosen, pasted or dropped, and shows how far they have come.
#[island]
pub fn UploadIsland(
    /// Whether what is sent is attached to the sheet; else they are its pictures.
    attached: bool,
    /// The id of the list into which their cards go.
    list: String,
) -> impl IntoView {
    let kind = if attached { Kind::Attachments } else { Kind::Pictures };
    let told = Told { kind, percent: RwSignal::new(None::<u32>), said: RwSignal::new(String::new()) };
    Effect::new(move || send_as_chosen(&list, told));
    view! {
        <div class="upload-status">
            {move || told.percent.get().map(|percent| view! { <progress max="100" value=percent.to_string() aria-label="Envoi du fichier"></progress> })}
            <span role="status">{move || told.said.get()}</span>
        </div>
    }
}

/// The picture on which zones to mask are drawn.
#[island]
pub fn MaskIsland(
    /// The picture's address.
    source: String,
    /// Its width, in pixels.
    width: u32,
    /// Its height, in pixels.
    height: u32,
    /// The zones drawn at first, as the form sends them.
    zones: String,
) -> impl IntoView {
    mask_tool(source, width, height, &zones)
}

/// Takes what is selected in the sheet over as the passage of a remark.
#[island]
pub fn QuoteIsland(
    /// The id of the sheet.
    sheet: String,
) -> impl IntoView {
    let selected = RwSignal::new(String::new());
    Effect::new(move || quote::listen_to_selection(sheet.clone(), selected));
    let take = move |_| {
        if quote::put_as_passage(&selected.get_untracked()) {
            selected.set(String::new());
        }
    };
    let none = move || selected.with(String::is_empty);
    view! {
        <button class="button quiet" type="button" aria-disabled=move || none().then_some("true") on:click=take>
            "Reprendre les mots sélectionnés dans la fiche"
        </button>
        <p class="byline" role="status">{move || if none() { String::new() } else { quote::shown(&selected.get()) }}</p>
    }
}
