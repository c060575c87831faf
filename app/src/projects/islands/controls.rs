//! A form's controls, as far as what is typed goes: no buttons, no files.

use leptos::{wasm_bindgen::JsCast, web_sys};

/// Something that people type in or choose from.
pub(super) enum Control {
    /// A line, a choice, or something hidden.
    Input(web_sys::HtmlInputElement),
    /// A text.
    Text(web_sys::HtmlTextAreaElement),
    /// A list.
    List(web_sys::HtmlSelectElement),
}

/// Every control of `form`, in the order of the page.
pub(super) fn controls(form: &web_sys::HtmlFormElement) -> Vec<Control> {
    let all = form.elements();
    (0..all.length()).filter_map(|place| all.item(place)).filter_map(Control::of).collect()
}

impl Control {
    fn of(element: web_sys::Element) -> Option<Self> {
        match element.dyn_into::<web_sys::HtmlInputElement>() {
            Ok(input) => (input.type_() != "file").then_some(Self::Input(input)),
            Err(element) => match element.dyn_into::<web_sys::HtmlTextAreaElement>() {
                Ok(text) => Some(Self::Text(text)),
                Err(element) => element.dyn_into().ok().map(Self::List),
            },
        }
    }

    /// What the form would send of it: its name and value; nothing of a choice that is not made.
    pub(super) fn sent(&self) -> Option<(String, String)> {
        match self {
            Self::Input(input) => (!is_choice(input) || input.checked()).then(|| (input.name(), input.value())),
            Self::Text(text) => Some((text.name(), text.value())),
            Self::List(list) => Some((list.name(), list.value())),
        }
    }

    /// Whether it says something else than the page had it say.
    pub(super) fn was_used(&self) -> bool {
        match self {
            Self::Input(input) if is_choice(input) => input.checked() != input.default_checked(),
            Self::Input(input) => input.value() != input.default_value(),
            Self::Text(text) => text.default_value().is_ok_and(|page| text.value() != page),
            Self::List(list) => list.selected_index() != default_index(list),
        }
    }

    /// Makes it send what it sends among `fields`; one that they do not name stays as it is, unless it is a choice.
    pub(super) fn take(&self, fields: &[(String, String)]) {
        let kept = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        match self {
            Self::Input(input) if is_choice(input) => {
                let (name, value) = (input.name(), input.value());
                input.set_checked(fields.iter().any(|(known, kept)| *known == name && *kept == value));
            }
            // What is hidden says which things the form is about, not what was typed of them; but for the version that it was typed over.
            Self::Input(input) if input.type_() == "hidden" && input.name() != "version" => {}
            Self::Input(input) => drop(kept(&input.name()).map(|value| input.set_value(value))),
            Self::Text(text) => drop(kept(&text.name()).map(|value| text.set_value(value))),
            Self::List(list) => drop(kept(&list.name()).map(|value| list.set_value(value))),
        }
    }
}

/// The place of the option that the page chose, or the first.
fn default_index(list: &web_sys::HtmlSelectElement) -> i32 {
    let option = |place| list.item(place)?.dyn_into::<web_sys::HtmlOptionElement>().ok();
    let chosen = (0..list.length()).find(|place| option(*place).is_some_and(|option| option.default_selected()));
    chosen.and_then(|place| place.try_into().ok()).unwrap_or(0)
}

fn is_choice(input: &web_sys::HtmlInputElement) -> bool {
    matches!(&*input.type_(), "checkbox" | "radio")
}
