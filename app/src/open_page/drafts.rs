//! What is typed in a form of discussions is kept on the server a few seconds later, as its button does (D7). It is said once, and
//! disturbs nobody.

use super::first;
use crate::projects::islands::{
    ask,
    form::{listen, on_typing},
};
use domain::paths;
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{
    cell::{Cell, RefCell},
    time::Duration,
};
use web_sys::js_sys::Date;

/// How long after the last key it is kept.
const AFTER: Duration = Duration::from_secs(2);
/// How much time passes between two times, at least, in milliseconds.
const EVERY_MS: f64 = 5_000.0;

/// Keeps what is typed in the form of the page that says where its draft goes.
pub(super) fn keep() {
    let Some(form) = first("form[data-draft]").and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) else { return };
    let place = RefCell::new(form.get_attribute("data-draft").unwrap_or_default());
    let draft: &'static Draft = Box::leak(Box::new(Draft { form, place, typed: Cell::new(false), last: Cell::new(0.0) }));
    listen(&draft.form, "input", move || draft.typed.set(true));
    // From here on it is on its way, and no draft any more.
    listen(&draft.form, "submit", move || draft.typed.set(false));
    // A phone tells a page that is left no more than that it is not seen.
    listen(&document(), "visibilitychange", move || {
        if document().hidden() {
            draft.leave();
        }
    });
    listen(&window(), "pagehide", move || draft.leave());
    if on_typing(&draft.form.id(), AFTER, move || draft.keep()) {
        draft.typed.set(true);
    }
}

/// What stands in a form.
struct Draft {
    form: web_sys::HtmlFormElement,
    /// Where it was last kept.
    place: RefCell<String>,
    /// Whether something was typed since.
    typed: Cell<bool>,
    /// When, in milliseconds since 1970.
    last: Cell<f64>,
}

impl Draft {
    /// Keeps it, once it may be.
    fn keep(&'static self) {
        let wait = self.last.get() + EVERY_MS - Date::now();
        if wait > 0.0 {
            return set_timeout(move || self.keep(), Duration::from_millis(wait as u64));
        }
        let Some(request) = self.request(false) else { return };
        let answer = ask::answer(&request);
        leptos::task::spawn_local(async move {
            let kept = matches!(answer.await, Some((204, _)));
            self.say(if kept { "Brouillon enregistré" } else { "Brouillon non enregistré\u{a0}: gardez cette page ouverte." });
        });
    }

    /// Keeps it while the page goes away, or may.
    fn leave(&self) {
        if let Some(request) = self.request(true) {
            ask::send(&request);
        }
    }

    /// What keeps it; nothing where it is kept.
    fn request(&self, outlives: bool) -> Option<web_sys::Request> {
        if !self.typed.replace(false) {
            return None;
        }
        self.last.set(Date::now());
        let form = web_sys::FormData::new_with_form(&self.form).ok()?;
        let value = |name: &str| form.get(name).as_string();
        let before = self.place.borrow().clone();
        // Where a new topic goes, its writer may say otherwise meanwhile: it is kept there, and there alone.
        let of_spaces = before.starts_with("space:") || before == "new";
        let place = value("space").filter(|_| of_spaces).map_or_else(|| before.clone(), |id| format!("space:{id}"));
        if place != before {
            ask::send(&ask::post(paths::DRAFTS, &[("place", &before), ("do", "forget")], outlives)?);
            self.place.replace(place.clone());
        }
        let (title, body) = (value("title").unwrap_or_default(), value("body").unwrap_or_default());
        ask::post(paths::DRAFTS, &[("place", &place), ("title", &title), ("body", &body)], outlives)
    }

    /// Says what became of it where it is said; the same words are not said twice.
    fn say(&self, what: &str) {
        let line = self.form.query_selector("[data-said]").ok().flatten();
        if let Some(line) = line.filter(|line| line.text_content().as_deref() != Some(what)) {
            line.set_text_content(Some(what));
        }
    }
}
