//! Sending files as soon as they are chosen, pasted or dropped, one after the other. `fetch` does not tell how far an upload has come;
//! `XMLHttpRequest` does.
//!
//! The file field holds what is still to be sent: whoever presses a button meanwhile sends the rest with the form.

use super::{
    form::{element, focus, hear, listen, say_typed},
    toolbar::insert_text,
};
use leptos::{
    prelude::*,
    serde_json,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys,
};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    time::Duration,
};

/// What is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Pictures of the sheet that is being written.
    Pictures,
    /// What is attached to a sheet.
    Attachments,
}

impl Kind {
    /// The file field, and the name under which a file is sent.
    const fn field(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Attachments => "attachments",
        }
    }

    /// Where it is sent: attachments to the page itself, as its form does.
    const fn address(self) -> &'static str {
        match self {
            Self::Pictures => "/images",
            Self::Attachments => "",
        }
    }

    /// What is said once it is kept.
    const fn kept(self) -> &'static str {
        match self {
            Self::Pictures => "Image enregistrée. Dites ci-dessus ce que l’on y voit.",
            Self::Attachments => "Fichier joint. Ouvrez sa page pour dire ce que c’est, et qui l’on y reconnaît.",
        }
    }
}

/// The texts that pictures can be pasted or dropped into.
const TEXTS: [&str; 2] = ["body", "result"];
/// How long after a send that reached nobody it is tried again.
const RETRY_AFTER: Duration = Duration::from_secs(15);

thread_local! {
    /// The text that will show each file of the field, in their order; nothing for one that was only chosen.
    static WANTED_BY: RefCell<VecDeque<Option<&'static str>>> = const { RefCell::new(VecDeque::new()) };
    /// Whether one is being sent.
    static SENDING: Cell<bool> = const { Cell::new(false) };
    /// How many were sent since the field was last empty.
    static SENT: Cell<u32> = const { Cell::new(0) };
    /// What was said of those that were refused: it stays until others are chosen.
    static REFUSED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What the server answers.
#[derive(serde::Deserialize, Default)]
struct Answer {
    id: Option<String>,
    html: Option<String>,
    message: Option<String>,
}

/// What the island shows.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// What is sent.
    pub(super) kind: Kind,
    /// How far the upload has come, in hundredths.
    pub(super) percent: RwSignal<Option<u32>>,
    /// What is said.
    pub(super) said: RwSignal<String>,
}

/// Sends what is chosen in the file field, and what is pasted or dropped into the texts; cards go into the list `list`.
pub(super) fn send_as_chosen(list: &str, told: Told) {
    let Some(field) = element::<web_sys::HtmlInputElement>(told.kind.field()) else { return };
    let list = list.to_owned();
    let chosen = {
        let (field, list) = (field.clone(), list.clone());
        move || {
            let files = field.files().map_or(0, |files| files.length());
            WANTED_BY.with_borrow_mut(|wanted| *wanted = (0..files).map(|_| None).collect());
            SENT.set(0);
            REFUSED.take();
            send_next(&field, &list, told);
        }
    };
    // Someone may have chosen some before this island was awake.
    chosen();
    listen(&field, "change", chosen);
    for text in TEXTS {
        receive(text, &field, &list, told);
    }
}

/// Takes the pictures that are pasted or dropped into the text `id`.
fn receive(id: &'static str, field: &web_sys::HtmlInputElement, list: &str, told: Told) {
    let Some(text) = element::<web_sys::EventTarget>(id) else { return };
    // Else a browser opens what is dropped, in the place of the page.
    hear(&text, &["dragover"], |event| {
        let data = event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer);
        if data.is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    let (field, list) = (field.clone(), list.to_owned());
    hear(&text, &["paste", "drop"], move |event| {
        let data = match event.dyn_ref::<web_sys::ClipboardEvent>() {
            Some(pasted) => pasted.clipboard_data(),
            None => event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer),
        };
        let files = pictures(data.and_then(|data| data.files()));
        if !files.is_empty() {
            event.prevent_default();
            add(&field, files, id);
            send_next(&field, &list, told);
        }
    });
}

fn pictures(files: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    let all = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).collect::<Vec<_>>();
    all.into_iter().filter(|file| file.type_().starts_with("image/")).collect()
}

/// Adds `files` to those of the field, for the text `wanted_by`.
fn add(field: &web_sys::HtmlInputElement, files: Vec<web_sys::File>, wanted_by: &'static str) {
    let mut all = held(field);
    WANTED_BY.with_borrow_mut(|wanted| wanted.extend(files.iter().map(|_| Some(wanted_by))));
    all.extend(files);
    hold(field, &all);
}

fn held(field: &web_sys::HtmlInputElement) -> Vec<web_sys::File> {
    let files = field.files();
    files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).collect()
}

fn hold(field: &web_sys::HtmlInputElement, files: &[web_sys::File]) {
    let Ok(data) = web_sys::DataTransfer::new() else { return };
    for file in files {
        if data.items().add_with_file(file).is_err() {
            leptos::logging::warn!("a file could not be kept for later");
        }
    }
    field.set_files(data.files().as_ref());
}

/// Sends the first file of the field, unless one is being sent.
fn send_next(field: &web_sys::HtmlInputElement, list: &str, told: Told) {
    let files = held(field);
    let Some(file) = files.first().filter(|_| !SENDING.get()) else { return };
    let number = SENT.get() + 1;
    let total = number as usize + files.len() - 1;
    say(told, &if total > 1 { format!("Envoi du fichier {number} sur {total}…") } else { "Envoi du fichier…".to_owned() });
    if send(file, field, list, told).is_none() {
        told.said.set("Les fichiers partiront avec le formulaire.".to_owned());
    }
}

fn send(file: &web_sys::File, field: &web_sys::HtmlInputElement, list: &str, told: Told) -> Option<()> {
    let data = web_sys::FormData::new().ok()?;
    // Before the file: it is read however heavy that is. Where pictures are sent, nobody asks.
    data.append_with_str("do", "add").ok()?;
    data.append_with_blob_and_filename(told.kind.field(), file, &file.name()).ok()?;
    let request = web_sys::XmlHttpRequest::new().ok()?;
    request.open("POST", told.kind.address()).ok()?;
    request.set_request_header("Accept", "application/json").ok()?;
    let progress = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            told.percent.set(Some((event.loaded() / event.total() * 100.0).clamp(0.0, 100.0) as u32));
        }
    });
    request.upload().ok()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    progress.forget();
    let (field, list, answered) = (field.clone(), list.to_owned(), request.clone());
    let ended = Closure::once(move || {
        SENDING.set(false);
        told.percent.set(None);
        let answer = answered.response_text().ok().flatten().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        take(answered.status().unwrap_or_default(), answer, &field, &list, told);
    });
    request.set_onloadend(Some(ended.as_ref().unchecked_ref()));
    ended.forget();
    told.percent.set(Some(0));
    SENDING.set(true);
    request.send_with_opt_form_data(Some(&data)).ok()
}

/// Takes the answer in, and goes on with the next file.
fn take(status: u16, answer: Answer, field: &web_sys::HtmlInputElement, list: &str, told: Told) {
    match (status, answer) {
        (200, Answer { id: Some(id), html: Some(html), .. }) => {
            let text = done_with_first(field);
            show(&id, &html, list);
            say(told, told.kind.kept());
            if told.kind == Kind::Pictures {
                match text {
                    Some(text) => insert_text(text, &format!("![](image:{id})")),
                    None => focus(&format!("alt-{id}")),
                }
                say_typed_in_form(field);
            }
        }
        // A page came instead of an answer: that of signing in. Sent again and again, the file would be refused each time.
        (200, _) => {
            told.said.set(
                "Votre session est terminée. Reconnectez-vous dans un autre onglet\u{202f}; le fichier partira avec le formulaire."
                    .to_owned(),
            );
            return;
        }
        (422, Answer { message, .. }) => {
            done_with_first(field);
            let why = message.unwrap_or_else(|| "Le fichier n’a pas été accepté.".to_owned());
            REFUSED.with_borrow_mut(|refused| *refused = format!("{refused}{why} "));
            say(told, "");
        }
        (_, Answer { message, .. }) => {
            // Nothing is wrong with the file: it stays in the field.
            let why = message.unwrap_or_else(|| "Le fichier n’est pas parti.".to_owned());
            told.said.set(format!("{why} Nouvel essai dans quelques secondes\u{202f}; il partira aussi avec le formulaire."));
            let (field, list) = (field.clone(), list.to_owned());
            set_timeout(move || send_next(&field, &list, told), RETRY_AFTER);
            return;
        }
    }
    send_next(field, list, told);
}

/// Says `what`, after what was refused.
fn say(told: Told, what: &str) {
    told.said.set(REFUSED.with_borrow(|refused| format!("{refused}{what}")));
}

/// Takes the first file off the field; gives the text that wanted it.
fn done_with_first(field: &web_sys::HtmlInputElement) -> Option<&'static str> {
    let files = held(field);
    hold(field, files.get(1..).unwrap_or_default());
    SENT.set(SENT.get() + 1);
    WANTED_BY.with_borrow_mut(VecDeque::pop_front).flatten()
}

/// The card that the server made, at the end of the list.
fn show(id: &str, html: &str, list: &str) {
    let place = element::<web_sys::Element>(list);
    if place.is_none_or(|place| place.insert_adjacent_html("beforeend", html).is_err()) {
        leptos::logging::warn!("{id} is kept, but could not be shown");
    }
}

fn say_typed_in_form(field: &web_sys::HtmlInputElement) {
    if let Some(form) = field.form() {
        say_typed(&form);
    }
}
