//! Words selected in the page, taken over into a form.

use super::form::{element, listen};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// How much of what is selected is said, in characters.
const SHOWN: usize = 60;

/// Keeps in `selected` what was last selected inside the element `inside`: a tap on a button takes the selection away on phones.
pub(super) fn listen_to_selection(inside: String, selected: RwSignal<String>) {
    listen(&document(), "selectionchange", move || {
        if let Some(words) = words_selected(&inside) {
            selected.set(words);
        }
    });
}

fn words_selected(inside: &str) -> Option<String> {
    let selection = window().get_selection().ok()??;
    let sheet = element::<web_sys::Node>(inside)?;
    let within = |node: Option<web_sys::Node>| sheet.contains(node.as_ref());
    let words = String::from(selection.to_string()).trim().to_owned();
    (!words.is_empty() && within(selection.anchor_node()) && within(selection.focus_node())).then_some(words)
}

/// Puts `words` into the first pair of fields whose passage is empty, and the focus beside it; whether there was one.
pub(super) fn put_as_passage(words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    let Ok(fields) = document().query_selector_all("textarea[name=passage]") else { return false };
    let fields = (0..fields.length()).filter_map(|place| fields.get(place)?.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let Some(free) = fields.into_iter().find(|field| field.value().trim().is_empty()) else { return false };
    free.set_value(words);
    let beside = free.parent_element().and_then(|pair| pair.query_selector("textarea[name=passage-remark]").ok().flatten());
    let focused = beside.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()).map(|field| field.focus());
    if focused.is_some_and(|done| done.is_err()) {
        leptos::logging::warn!("the focus could not move");
    }
    true
}

/// The beginning of what is selected, said back.
pub(super) fn shown(words: &str) -> String {
    let beginning: String = words.chars().take(SHOWN).collect();
    let more = if words.chars().count() > SHOWN { "…" } else { "" };
    format!("Sélectionné\u{a0}: «\u{a0}{beginning}{more}\u{a0}»")
}
