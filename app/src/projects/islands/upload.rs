//! Sending a picture as soon as it is chosen. `fetch` does not tell how far an upload has come; `XMLHttpRequest` does.

use super::{
    super::words::intent,
    form::{Answer, Turn, element, listen, take_over},
    unsent,
};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys,
};

/// Listens to the file field of the form `id`.
pub(super) fn send_with_progress(id: &str, percent: RwSignal<Option<u32>>, said: RwSignal<String>) {
    let (Some(form), Some(field)) = (element::<web_sys::HtmlFormElement>(id), element::<web_sys::HtmlInputElement>("cover")) else {
        return;
    };
    let chosen = field.clone();
    let send = move || {
        if chosen.files().is_some_and(|files| files.length() > 0) && begin(&form, &chosen, percent, said).is_none() {
            // Left in the field, the picture leaves with the form.
            said.set("L’image partira avec le formulaire.".to_owned());
        }
    };
    // Someone may have chosen one before this island was awake.
    send();
    listen(&field, "change", send);
}

fn begin(
    form: &web_sys::HtmlFormElement,
    field: &web_sys::HtmlInputElement,
    percent: RwSignal<Option<u32>>,
    said: RwSignal<String>,
) -> Option<()> {
    let title = form.elements().named_item("title")?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    if title.value().trim().is_empty() {
        return None;
    }
    let turn = Turn::take()?;
    let copies = unsent::copies();
    let data = web_sys::FormData::new_with_form(form).ok()?;
    data.set_with_str("intent", intent::AUTOSAVE).ok()?;
    let request = web_sys::XmlHttpRequest::new().ok()?;
    request.open("POST", &form.action()).ok()?;
    request.set_request_header("Accept", "application/json").ok()?;
    let progress = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            let done = (event.loaded() / event.total() * 100.0).clamp(0.0, 100.0) as u32;
            percent.set(Some(done));
            said.set(format!("Envoi de l’image\u{a0}: {done}\u{a0}%"));
        }
    });
    request.upload().ok()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    progress.forget();
    let (form, field, answered) = (form.clone(), field.clone(), request.clone());
    let ended = Closure::once(move || {
        drop(turn);
        percent.set(None);
        let answer = answered.response_text().ok().flatten().and_then(|text| leptos::serde_json::from_str::<Answer>(&text).ok());
        match (answered.status().unwrap_or_default(), answer) {
            (200, Some(answer)) => {
                field.set_value("");
                take_over(&form, &answer, copies);
                said.set("Image enregistrée. Décrivez-la ci-dessus.".to_owned());
            }
            (422, Some(answer)) => {
                field.set_value("");
                said.set(answer.message.unwrap_or_else(|| "L’image n’a pas été acceptée.".to_owned()));
            }
            // Nothing is wrong with the picture: it stays chosen.
            _ => said.set("L’image n’est pas partie\u{a0}: elle partira avec le formulaire.".to_owned()),
        }
    });
    request.set_onloadend(Some(ended.as_ref().unchecked_ref()));
    ended.forget();
    percent.set(Some(0));
    request.send_with_opt_form_data(Some(&data)).ok()
}
