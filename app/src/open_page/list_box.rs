//! A list of what completes what is typed in a field: asked for as one types, led through by keys, pressed. The server says what stands in it.
//!
//! It is named, pointed at and led through as the ARIA Authoring Practices say of lists that complete what is typed (`aria-autocomplete`,
//! `aria-controls`, `aria-activedescendant`); the focus stays in the field.

use crate::projects::islands::{
    ask,
    form::{element, hear, listen, on_typing},
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{cell::RefCell, time::Duration};
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// How long after the last key the list is asked for.
const AFTER: Duration = Duration::from_millis(150);

/// What a key is for, beside the list.
pub(super) enum Key {
    /// Going to another option: it is done.
    Step,
    /// Sending the list away: it is done.
    Away,
    /// Taking this option.
    Take(Element),
    /// Nothing that the list has to do with.
    Other,
}

/// What is completed with a list.
pub(super) trait Completing {
    /// Typing has paused: the list is asked for, or sent away.
    fn look(&self);
    /// A key was pressed in the field.
    fn key(&self, event: &web_sys::KeyboardEvent);
    /// An option was chosen.
    fn take(&self, option: &Element);
}

/// A field and the list beneath it. Both live as long as the page.
pub(super) struct ListBox {
    field: HtmlElement,
    list: HtmlElement,
    /// Where the list is asked for.
    address: String,
    /// Where it is said how many options there are. With it the field is a combobox, and what is typed counts until a key leads to an option;
    /// without, the first option is what one means.
    said: Option<HtmlElement>,
    /// For what options were last asked: an answer to anything else comes too late.
    asked: RefCell<String>,
}

impl ListBox {
    /// The list of that id beneath the field of that id. What its options are is asked at `address`.
    pub(super) fn beneath(field: &str, list: &str, address: String) -> Option<&'static Self> {
        let said = element(&format!("{list}-combien"));
        let of = Self { field: element(field)?, list: element(list)?, address, said, asked: RefCell::default() };
        for (name, value) in [("aria-autocomplete", "list"), ("aria-haspopup", "listbox"), ("aria-controls", list), ("autocomplete", "off")]
        {
            of.field.set_attribute(name, value).ok();
        }
        if of.said.is_some() {
            of.field.set_attribute("role", "combobox").ok();
        }
        of.show("");
        Some(Box::leak(Box::new(of)))
    }

    /// Has `what` told of what happens to the field and to the list.
    pub(super) fn attend(&'static self, what: &'static dyn Completing) {
        on_typing(&self.field.id(), AFTER, move || what.look());
        hear(&self.field, &["keydown"], move |event| what.key(event.unchecked_ref()));
        listen(&self.field, "blur", move || self.hide());
        hear(&self.list, &["mousedown", "click"], move |event| {
            // The focus stays in the field.
            event.prevent_default();
            let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let option = pressed.and_then(|pressed| pressed.closest("[role=option]").ok().flatten());
            if let Some(option) = option.filter(|_| event.type_() == "click") {
                what.take(&option);
            }
        });
    }

    /// Whether the caret is in the field.
    fn has_focus(&self) -> bool {
        document().active_element().as_ref() == Some(self.field.unchecked_ref::<Element>())
    }

    /// Asks for what completes `typed`, and shows it unless something else is typed meanwhile, or somewhere else.
    pub(super) fn ask(&'static self, typed: String) {
        if !self.has_focus() {
            return self.hide();
        }
        self.asked.replace(typed.clone());
        leptos::task::spawn_local(async move {
            let sent = String::from(web_sys::js_sys::encode_uri_component(&typed));
            let found = ask::text_at(&format!("{}?vue=liste&q={sent}", self.address)).await;
            if *self.asked.borrow() == typed {
                self.show(&found.unwrap_or_default());
            }
        });
    }

    /// Sends the list away; what was asked for comes too late.
    pub(super) fn hide(&self) {
        self.asked.take();
        self.show("");
    }

    fn show(&self, options: &str) {
        self.list.set_inner_html(options);
        self.list.set_hidden(options.is_empty());
        let Some(said) = &self.said else { return self.point(self.list.first_element_child()) };
        self.point(None);
        self.field.set_attribute("aria-expanded", if options.is_empty() { "false" } else { "true" }).ok();
        let how_many = match (self.list.child_element_count(), self.asked.borrow().is_empty()) {
            (_, true) => String::new(),
            (0, _) => "Aucune proposition".to_owned(),
            (1, _) => "1 proposition".to_owned(),
            (many, _) => format!("{many} propositions"),
        };
        said.set_text_content(Some(&how_many));
    }

    fn is_open(&self) -> bool {
        !self.list.hidden()
    }

    /// The option that is pointed at.
    pub(super) fn pointed(&self) -> Option<Element> {
        self.list.query_selector("[aria-selected=true]").ok().flatten()
    }

    fn point(&self, option: Option<Element>) {
        if let Some(before) = self.pointed() {
            before.set_attribute("aria-selected", "false").ok();
        }
        let Some(option) = option else { return drop(self.field.remove_attribute("aria-activedescendant")) };
        option.set_attribute("aria-selected", "true").ok();
        self.field.set_attribute("aria-activedescendant", &option.id()).ok();
        if self.said.is_some() {
            let into_view = ScrollIntoViewOptions::new();
            into_view.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&into_view);
        }
    }

    /// Does what a key does with a list that is open, and says what it was. What is done is the browser's no more.
    pub(super) fn led(&self, event: &web_sys::KeyboardEvent) -> Key {
        if !self.is_open() {
            return Key::Other;
        }
        let pointed = self.pointed();
        let done = match &*event.key() {
            "ArrowDown" => {
                let next = pointed.and_then(|option| option.next_element_sibling());
                self.point(next.or_else(|| self.list.first_element_child()));
                Key::Step
            }
            "ArrowUp" => {
                let next = pointed.and_then(|option| option.previous_element_sibling());
                self.point(next.or_else(|| self.list.last_element_child()));
                Key::Step
            }
            "Escape" => {
                self.hide();
                Key::Away
            }
            "Enter" if !event.shift_key() => match pointed {
                Some(option) => Key::Take(option),
                None => return Key::Other,
            },
            // The caret goes elsewhere in what was typed.
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
                self.point(None);
                return Key::Other;
            }
            _ => return Key::Other,
        };
        event.prevent_default();
        done
    }
}
