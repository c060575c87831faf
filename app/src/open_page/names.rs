//! Names offered while one types `@` and two letters of one (D14). The server says whom: nobody finds by typing who they may not see.
//!
//! A text stays a text for who does not see: its list is named, pointed at and led through as the ARIA Authoring Practices say of lists
//! that complete what is typed (`aria-autocomplete`, `aria-controls`, `aria-activedescendant`); the focus stays in the text.

use super::first;
use crate::projects::islands::{
    ask,
    form::{element, hear, listen, on_typing},
    markdown::{byte_at, units},
    toolbar::insert,
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{cell::RefCell, time::Duration};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// How long after the last key names are asked for.
const AFTER: Duration = Duration::from_millis(150);
/// How many letters of a name are typed, at least.
const LEAST: usize = 2;
/// How long a name may be, in bytes: beyond, what follows `@` is a sentence.
const MOST: usize = 60;

/// Offers names in the text of the form that says where they are.
pub(super) fn offer() {
    let Some(people) = first("form[data-people]").and_then(|form| form.get_attribute("data-people")) else { return };
    let Some((field, list)) = element::<HtmlTextAreaElement>("body").zip(element::<HtmlElement>("personnes")) else { return };
    for (name, value) in
        [("aria-autocomplete", "list"), ("aria-haspopup", "listbox"), ("aria-controls", "personnes"), ("autocomplete", "off")]
    {
        field.set_attribute(name, value).ok();
    }
    let names: &'static Names = Box::leak(Box::new(Names { people, field, list, typed: RefCell::default(), left: RefCell::default() }));
    on_typing(&names.field.id(), AFTER, move || names.look());
    hear(&names.field, &["keydown"], move |event| names.key(event.unchecked_ref()));
    listen(&names.field, "blur", move || names.hide());
    hear(&names.list, &["mousedown"], move |event| {
        // The focus stays in the text.
        event.prevent_default();
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(option) = pressed.and_then(|pressed| pressed.closest("[role=option]").ok().flatten()) {
            names.choose(&option);
        }
    });
}

/// The name that is being typed before the caret: what follows the last `@`, where that may be one.
fn begun(before: &str) -> Option<&str> {
    let (text, name) = before.rsplit_once('@')?;
    let begins = !text.ends_with(|c: char| c.is_ascii_alphanumeric()) && !name.starts_with(' ');
    (begins && name.len() <= MOST && name.chars().count() >= LEAST && !name.contains('\n')).then_some(name)
}

struct Names {
    /// Where names are asked for.
    people: String,
    field: HtmlTextAreaElement,
    list: HtmlElement,
    /// What was last typed of a name.
    typed: RefCell<String>,
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

    fn look(&'static self) {
        let (_, name) = self.begun();
        self.typed.replace(name.clone());
        if name.is_empty() {
            self.left.take();
        }
        let left = self.left.borrow();
        let is_elsewhere = document().active_element().as_ref() != Some(self.field.unchecked_ref::<Element>());
        if name.is_empty() || is_elsewhere || !left.is_empty() && name.starts_with(&*left) {
            return self.hide();
        }
        leptos::task::spawn_local(async move {
            let typed = String::from(web_sys::js_sys::encode_uri_component(&name));
            let found = ask::text_at(&format!("{}?vue=liste&q={typed}", self.people)).await;
            if *self.typed.borrow() == name {
                self.show(&found.unwrap_or_default());
            }
        });
    }

    fn show(&self, options: &str) {
        self.list.set_inner_html(options);
        self.list.set_hidden(options.is_empty());
        self.point(self.list.first_element_child());
    }

    fn hide(&self) {
        self.typed.take();
        self.show("");
    }

    fn pointed(&self) -> Option<Element> {
        self.list.query_selector("[aria-selected=true]").ok().flatten()
    }

    fn point(&self, option: Option<Element>) {
        if let Some(before) = self.pointed() {
            before.set_attribute("aria-selected", "false").ok();
        }
        match option {
            Some(option) => {
                option.set_attribute("aria-selected", "true").ok();
                self.field.set_attribute("aria-activedescendant", &option.id()).ok();
            }
            None => drop(self.field.remove_attribute("aria-activedescendant")),
        }
    }

    fn key(&self, event: &web_sys::KeyboardEvent) {
        let Some(pointed) = self.pointed() else { return };
        match &*event.key() {
            "ArrowDown" => self.point(pointed.next_element_sibling().or_else(|| self.list.first_element_child())),
            "ArrowUp" => self.point(pointed.previous_element_sibling().or_else(|| self.list.last_element_child())),
            "Enter" | "Tab" if !event.shift_key() => self.choose(&pointed),
            "Escape" => {
                self.left.replace(self.begun().1);
                self.hide();
            }
            // The caret goes elsewhere.
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => return self.hide(),
            _ => return,
        }
        event.prevent_default();
    }

    /// Puts the whole name in the place of what was typed of it.
    fn choose(&self, option: &Element) {
        let name = option.text_content().unwrap_or_default();
        let (caret, typed) = self.begun();
        let from = caret.saturating_sub(u32::try_from(units(&typed)).unwrap_or(caret));
        self.left.replace(name.clone());
        self.hide();
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
