//! What the search box may mean, offered while one types (Q14): titles, schools and communes, subjects, each with what it is. The box is an
//! editable combobox of the ARIA Authoring Practices; nothing is sent or chosen by itself, and Enter searches what was typed.

use super::list_box::{Completing, Key, ListBox};
use crate::projects::islands::form::element;
use domain::paths;
use leptos::{prelude::*, web_sys};
use web_sys::{Element, HtmlInputElement};

/// How many characters are typed before anything is offered.
const LEAST: usize = 2;

/// Offers what may be meant beneath the box, in a page that has one.
pub(super) fn suggest() {
    let list = ListBox::beneath("q", "propositions", paths::SUGGESTIONS.to_owned());
    let Some((field, list)) = element::<HtmlInputElement>("q").zip(list) else { return };
    let sought: &'static Sought = Box::leak(Box::new(Sought { field, list }));
    list.attend(sought);
    // What was typed before anyone listened.
    if sought.field.value() != sought.field.default_value() {
        sought.look();
    }
}

struct Sought {
    field: HtmlInputElement,
    list: &'static ListBox,
}

impl Completing for Sought {
    fn look(&self) {
        let typed = self.field.value();
        if typed.trim().chars().count() < LEAST { self.list.hide() } else { self.list.ask(typed) }
    }

    fn key(&self, event: &web_sys::KeyboardEvent) {
        match (self.list.led(event), &*event.key()) {
            (Key::Take(option), _) => self.take(&option),
            // Once more, after it was sent away.
            (Key::Other, "ArrowDown" | "ArrowUp") => self.look(),
            _ => {}
        }
    }

    /// Goes where the option leads.
    fn take(&self, option: &Element) {
        let address = option.get_attribute("data-address").unwrap_or_default();
        self.list.hide();
        if window().location().set_href(&address).is_err() {
            leptos::logging::warn!("the page could not be left");
        }
    }
}
