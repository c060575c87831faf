//! The toolbar above a Markdown field: its buttons, their keys, and the change in the field.

use super::{
    form::{element, hear},
    markdown::{Tool, apply},
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// Does what `tool` says to what is selected in the field `id`, and puts the caret back there.
pub(super) fn use_tool(id: &str, tool: Tool) {
    let Some(field) = element::<web_sys::HtmlTextAreaElement>(id) else { return };
    let at = |end: Result<Option<u32>, leptos::wasm_bindgen::JsValue>| end.ok().flatten().unwrap_or(u32::MAX) as usize;
    let edit = apply(tool, &field.value(), at(field.selection_start())..at(field.selection_end()));
    let unit = |unit: usize| u32::try_from(unit).unwrap_or(u32::MAX);
    let (from, to) = (unit(edit.replaced.start), unit(edit.replaced.end));
    let done = field.focus().and_then(|()| field.set_selection_range(from, to)).and_then(|()| insert(&field, &edit.by, from, to));
    let selected = field.set_selection_range(from + unit(edit.selected.start), from + unit(edit.selected.end));
    if done.and(selected).is_err() {
        leptos::logging::warn!("the toolbar could not change the text");
    }
}

/// Puts `text` where the caret is in the field `id`.
pub(super) fn insert_text(id: &str, text: &str) {
    let Some(field) = element::<web_sys::HtmlTextAreaElement>(id) else { return };
    let at = |end: Result<Option<u32>, leptos::wasm_bindgen::JsValue>| end.ok().flatten().unwrap_or(0);
    let (from, to) = (at(field.selection_start()), at(field.selection_end()));
    if field.focus().and_then(|()| insert(&field, text, from, to)).is_err() {
        leptos::logging::warn!("the picture could not be put into the text");
    }
}

/// As if it had been typed, so that Ctrl+Z takes it back; where a browser does not know how, the text is set.
pub(crate) fn insert(field: &web_sys::HtmlTextAreaElement, text: &str, from: u32, to: u32) -> Result<(), leptos::wasm_bindgen::JsValue> {
    let page = document().unchecked_into::<web_sys::HtmlDocument>();
    if page.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or(false) {
        return Ok(());
    }
    field.set_range_text_with_start_and_end(text, from, to)?;
    let typed = web_sys::EventInit::new();
    typed.set_bubbles(true);
    field.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &typed)?).map(drop)
}

/// Ctrl+B, Ctrl+I and Ctrl+K in the field `id`.
pub(super) fn listen_to_keys(id: &str) {
    let Some(field) = element::<web_sys::EventTarget>(id) else { return };
    let id = id.to_owned();
    hear(&field, &["keydown"], move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        if !(event.ctrl_key() || event.meta_key()) || event.shift_key() || event.alt_key() {
            return;
        }
        let pressed = event.key().to_lowercase();
        if let Some(tool) = Tool::ALL.into_iter().find(|tool| tool.key() == Some(pressed.as_str())) {
            event.prevent_default();
            use_tool(&id, tool);
        }
    });
}

/// The button that a key leads to from the button `place`: one toolbar is one stop of the Tab key (ARIA Authoring Practices, toolbar).
pub(super) fn led_to(key: &str, place: usize) -> Option<usize> {
    let count = Tool::ALL.len();
    match key {
        "ArrowRight" => Some((place + 1) % count),
        "ArrowLeft" => Some((place + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}
