//! Names offered while one types `@` and two letters of one (D14). The server says whom: nobody finds by typing who they may not see.
//!
//! A text stays a text for who does not see: only its list is told of.

use super::{
    first,
    list_box::{Completing, Key, ListBox},
};
use crate::projects::islands::{
    form::element,
    markdown::{byte_at, units},
    toolbar::insert,
};
use leptos::web_sys;
use std::cell::RefCell;
use web_sys::{Element, HtmlTextAreaElement};

/// How many letters of a name are typed, at least.
const LEAST: usize = 2;
/// How long a name may be, in bytes: beyond, what follows `@` is a sentence.
const MOST: usize = 60;

/// Offers names in the text of the form that says where they are.
pub(super) fn offer() {
    let Some(people) = first("form[data-people]").and_then(|form| form.get_attribute("data-people")) else { return };
    let Some((field, list)) = element::<HtmlTextAreaElement>("body").zip(ListBox::beneath("body", "personnes", people)) else { return };
    let names: &'static Names = Box::leak(Box::new(Names { field, list, left: RefCell::default() }));
    list.attend(names);
}

/// The name that is being typed before the caret: what follows the last `@`, where that may be one.
fn begun(before: &str) -> Option<&str> {
    let (text, name) = before.rsplit_once('@')?;
    let begins = !text.ends_with(|c: char| c.is_ascii_alphanumeric()) && !name.starts_with(' ');
    (begins && name.len() <= MOST && name.chars().count() >= LEAST && !name.contains('\n')).then_some(name)
}

struct Names {
    field: HtmlTextAreaElement,
    list: &'static ListBox,
    /// What was chosen, or typed when the list was sent away: for what goes on from there nothing is offered.
    left: RefCell<String>,
}

impl Names {
    /// Where the caret is, and what is typed of a name before it.
    fn begun(&self) -> (u32, String) {
        let caret = self.field.selection_start().ok().flatten().unwrap_or(0);
        let text = self.field.value();
        (caret, begun(&text[..byte_at(&text, caret as usize)]).unwrap_or_default().to_owned())
    }
}

impl Completing for Names {
    fn look(&self) {
        let (_, name) = self.begun();
        if name.is_empty() {
            self.left.take();
        }
        let is_left = {
            let left = self.left.borrow();
            !left.is_empty() && name.starts_with(left.as_str())
        };
        if name.is_empty() || is_left { self.list.hide() } else { self.list.ask(name) }
    }

    fn key(&self, event: &web_sys::KeyboardEvent) {
        match (self.list.led(event), &*event.key()) {
            (Key::Take(option), _) => self.take(&option),
            (Key::Away, _) => drop(self.left.replace(self.begun().1)),
            // The first name is pointed at from the beginning: Tab takes it as well.
            (Key::Other, "Tab") if !event.shift_key() => {
                if let Some(option) = self.list.pointed() {
                    event.prevent_default();
                    self.take(&option);
                }
            }
            // The caret goes elsewhere.
            (Key::Other, "ArrowLeft" | "ArrowRight" | "Home" | "End") => self.list.hide(),
            (Key::Step | Key::Other, _) => {}
        }
    }

    /// Puts the whole name in the place of what was typed of it.
    fn take(&self, option: &Element) {
        let name = option.text_content().unwrap_or_default();
        let (caret, typed) = self.begun();
        let from = caret.saturating_sub(u32::try_from(units(&typed)).unwrap_or(caret));
        self.left.replace(name.clone());
        self.list.hide();
        if !typed.is_empty()
            && self.field.set_selection_range(from, caret).and_then(|()| insert(&self.field, &format!("{name} "), from, caret)).is_err()
        {
            leptos::logging::warn!("the name could not be put into the text");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_last_at_sign_that_begins_a_word() {
        for (before, name) in [
            ("@in", Some("in")),
            ("Merci @Inès Ca", Some("Inès Ca")),
            ("« @é.", Some("é.")),
            ("(@in", Some("in")),
            ("@i", None),
            ("@ in", None),
            ("ines@demo", None),
            ("@in\nEt puis", None),
            ("rien", None),
        ] {
            assert_eq!(begun(before), name, "{before}");
        }
        assert_eq!(begun(&format!("@{}", "mot ".repeat(20))), None, "a sentence is no name");
    }
}
