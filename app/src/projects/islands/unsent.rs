//! What was typed and is not kept by the portal yet: a copy in the browser, which survives a closed laptop and a lost network.
//!
//! The copy is its writer's, by their account, and is forgotten as soon as the portal has it. Signing out clears the browser's
//! store (`Clear-Site-Data`): the next person on a shared computer finds nothing.

use super::controls::controls;
use leptos::{prelude::*, serde_json, web_sys};
use std::cell::{Cell, RefCell};
use web_sys::js_sys::{Date, Object, Reflect};

/// How long a copy is offered: after that, whoever wrote it has done without.
const OFFERED_MS: f64 = 30.0 * 24.0 * 3600.0 * 1000.0;

thread_local! {
    /// Grows with every copy: says whether something was typed since a send began.
    static COPIES: Cell<u64> = const { Cell::new(0) };
    /// Whose copies these are.
    static WRITER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The form's fields at some moment.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Unsent {
    /// When, in milliseconds since 1970.
    at_ms: f64,
    /// Whether the form left by one of its buttons since: then the portal may have it.
    pub(super) left: bool,
    /// Names and values, as the form would send them.
    fields: Vec<(String, String)>,
}

impl Unsent {
    /// When it was typed, as a French clock says it.
    pub(super) fn at(&self) -> String {
        let options = Object::new();
        let parts = [("day", "numeric"), ("month", "long"), ("hour", "numeric"), ("minute", "2-digit")];
        for (part, form) in parts {
            // A part that cannot be asked for is told as the browser does.
            if Reflect::set(&options, &part.into(), &form.into()).is_err() {
                leptos::logging::warn!("no option {part}");
            }
        }
        Date::new(&self.at_ms.into()).to_locale_string("fr-FR", &options).into()
    }
}

/// How many copies were made; compare two to know whether something was typed in between.
pub(super) fn copies() -> u64 {
    COPIES.with(Cell::get)
}

/// Says whose copies these are.
pub(super) fn belong_to(writer: &str) {
    WRITER.with_borrow_mut(|known| writer.clone_into(known));
}

fn store() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// A form's own key: the address that it is sent to says which project.
fn key(form: &web_sys::HtmlFormElement) -> String {
    let address = form.action();
    let path = address.splitn(4, '/').nth(3).unwrap_or_default();
    WRITER.with_borrow(|writer| format!("preau:{writer}:/{path}"))
}

/// What the fields say, without the spaces that the portal takes away.
fn told(fields: &[(String, String)]) -> Vec<(&str, String)> {
    let folded = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Places are counted anew by each page.
    let typed = |name: &str| name != "version" && !name.starts_with("place-");
    fields.iter().filter(|(name, _)| typed(name)).map(|(name, text)| (name.as_str(), folded(text))).collect()
}

fn fields(form: &web_sys::HtmlFormElement) -> Vec<(String, String)> {
    controls(form).iter().filter_map(super::controls::Control::sent).filter(|(name, _)| !name.is_empty()).collect()
}

/// Copies the form; `left` when it leaves by one of its buttons. A browser that keeps nothing, as some do in private, is left at that.
pub(super) fn copy(form: &web_sys::HtmlFormElement, left: bool) {
    COPIES.with(|copies| copies.set(copies.get() + 1));
    let copy = Unsent { at_ms: Date::now(), left, fields: fields(form) };
    let kept = serde_json::to_string(&copy).ok().zip(store()).map(|(text, store)| store.set_item(&key(form), &text));
    if !matches!(kept, Some(Ok(()))) {
        leptos::logging::warn!("this browser keeps no copy");
    }
}

/// Forgets the copy of the form.
pub(super) fn forget(form: &web_sys::HtmlFormElement) {
    if store().is_some_and(|store| store.remove_item(&key(form)).is_err()) {
        leptos::logging::warn!("the browser's copy could not be forgotten");
    }
}

/// The copy that says something else than the form; any other is forgotten.
pub(super) fn found(form: &web_sys::HtmlFormElement) -> Option<Unsent> {
    let text = store()?.get_item(&key(form)).ok().flatten()?;
    let copy: Option<Unsent> = serde_json::from_str(&text).ok();
    let copy = copy.filter(|copy| Date::now() - copy.at_ms < OFFERED_MS && told(&copy.fields) != told(&fields(form)));
    if copy.is_none() {
        forget(form);
    }
    copy
}

/// Puts what was copied back into the form, with the version that it had been typed over: if another was saved since, the portal
/// shows both.
pub(super) fn put_back(form: &web_sys::HtmlFormElement, copy: &Unsent) {
    for control in controls(form) {
        control.take(&copy.fields);
    }
}
