//! The form in the page: listening to it, sending it, taking over what the server answers.

use super::{
    ask,
    controls::{Control, controls},
    unsent,
};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys,
};
use std::{cell::Cell, rc::Rc, time::Duration};

thread_local! {
    /// Whether the form is being sent: two sends at once would each carry the same version, and the second would be refused.
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// What became of an attempt to keep the draft.
pub(super) enum Kept {
    /// It is kept; what to say.
    Yes(String),
    /// It is not, and the same again would not be; what to say.
    No(String),
    /// The portal was not reached, or asks to be left in peace; what to say.
    Away(String),
    /// Another send is under way.
    Busy,
}

/// What the server answers to an island.
#[derive(serde::Deserialize)]
pub(super) struct Answer {
    pub(super) message: Option<String>,
    /// The answer's status.
    #[serde(skip)]
    status: u16,
    version: Option<i64>,
    address: Option<String>,
}

/// Marks the form as being sent until it is dropped.
pub(super) struct Turn;

impl Turn {
    /// The turn, unless another send has it.
    pub(super) fn take() -> Option<Self> {
        SENDING.with(|sending| if sending.replace(true) { None } else { Some(Self) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        SENDING.with(|sending| sending.set(false));
    }
}

pub(crate) fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to an element; where there is none, it stays.
pub(super) fn focus(id: &str) {
    if element::<web_sys::HtmlElement>(id).is_some_and(|element| element.focus().is_err()) {
        leptos::logging::warn!("the focus could not move");
    }
}

/// Moves the focus to a shape of a drawing.
pub(super) fn focus_shape(id: &str) {
    if element::<web_sys::SvgElement>(id).is_some_and(|shape| shape.focus().is_err()) {
        leptos::logging::warn!("the focus could not move");
    }
}

/// The text of a field.
pub(super) fn text_of(id: &str) -> String {
    element::<web_sys::HtmlTextAreaElement>(id).map(|field| field.value()).unwrap_or_default()
}

/// Runs `act` when typing in the element `id` has paused for `pause`; also for what was typed before anyone listened, if something was.
pub(crate) fn on_typing(id: &str, pause: Duration, act: impl Fn() + Clone + 'static) -> bool {
    let Some(target) = element::<web_sys::EventTarget>(id) else { return false };
    let pending: Rc<Cell<Option<TimeoutHandle>>> = Rc::default();
    let typed = move || {
        if let Some(earlier) = pending.take() {
            earlier.clear();
        }
        pending.set(set_timeout_with_handle(act.clone(), pause).ok());
    };
    listen(&target, "input", typed.clone());
    let used = element::<web_sys::HtmlFormElement>(id).is_some_and(|form| controls(&form).iter().any(Control::was_used));
    if used {
        typed();
    }
    used
}

/// Runs `act` at every `event` of `target`, as long as the page lives.
pub(crate) fn listen(target: &web_sys::EventTarget, event: &str, mut act: impl FnMut() + 'static) {
    hear(target, &[event], move |_| act());
}

/// The same at each of `events`, where `act` looks at the event. One kind of closure for all: each kind has glue of its own.
pub(crate) fn hear(target: &web_sys::EventTarget, events: &[&str], act: impl FnMut(web_sys::Event) + 'static) {
    let listener = Closure::<dyn FnMut(web_sys::Event)>::new(act);
    for event in events {
        if target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref()).is_err() {
            leptos::logging::warn!("{event} is not heard");
        }
    }
    // It listens as long as the page lives.
    listener.forget();
}

/// Tells whoever listens to the form that something was typed in it.
pub(super) fn say_typed(form: &web_sys::HtmlFormElement) {
    if web_sys::Event::new("input").and_then(|event| form.dispatch_event(&event)).is_err() {
        leptos::logging::warn!("the form could not be told");
    }
}

/// Sends the form's texts, without files, to be kept.
pub(super) async fn kept_by_server(id: &str, intent: &str) -> Kept {
    let Some(turn) = Turn::take() else { return Kept::Busy };
    let Some(form) = element::<web_sys::HtmlFormElement>(id) else { return Kept::No(String::new()) };
    let title = form.elements().named_item("title").and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    if title.is_none_or(|title| title.value().trim().is_empty()) {
        return Kept::No("Donnez un titre pour que le brouillon soit gardé.".to_owned());
    }
    let copies = unsent::copies();
    let sent = send(&form, intent).await;
    drop(turn);
    match sent {
        Some(answer) if answer.version.is_some() => {
            let message = answer.message.clone().unwrap_or_default();
            take_over(&form, &answer, copies);
            Kept::Yes(message)
        }
        Some(answer) if answer.status < 500 && answer.status != 429 => Kept::No(answer.message.unwrap_or_else(not_reached)),
        Some(answer) => Kept::Away(answer.message.unwrap_or_else(not_reached)),
        None => Kept::Away(not_reached()),
    }
}

fn not_reached() -> String {
    "Pas de réseau\u{a0}: ce que vous écrivez reste dans ce navigateur, et partira dès que possible.".to_owned()
}

async fn send(form: &web_sys::HtmlFormElement, intent: &str) -> Option<Answer> {
    let data = web_sys::FormData::new_with_form(form).ok()?;
    data.delete("pictures");
    data.set_with_str("intent", intent).ok()?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&data);
    let (status, text) = ask::answer(&ask::request(&form.action(), &init)?).await?;
    let answer = leptos::serde_json::from_str::<Answer>(&text).ok()?;
    Some(Answer { status, ..answer })
}

/// Makes the page say what the server now holds: version, address. `copies` is how many copies the browser had made when
/// the form was sent: what was typed since is still to be sent.
pub(super) fn take_over(form: &web_sys::HtmlFormElement, answer: &Answer, copies: u64) {
    unsent::forget(form);
    if let Some(version) = answer.version {
        set_hidden(form, "version", &version.to_string());
    }
    if let Some(address) = &answer.address {
        form.set_action(address);
        // The address bar follows a first save, so that reloading shows the draft. Refused, it stays: the form is right all the same.
        if let Ok(history) = window().history()
            && history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(address)).is_err()
        {
            leptos::logging::warn!("the address could not follow");
        }
    }
    if unsent::copies() != copies {
        unsent::copy(form, false);
    }
}

fn set_hidden(form: &web_sys::HtmlFormElement, name: &str, value: &str) {
    let known = form.elements().named_item(name).and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    let field = known.or_else(|| {
        let field = document().create_element("input").ok()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
        field.set_type("hidden");
        field.set_name(name);
        form.append_child(&field).ok()?;
        Some(field)
    });
    if let Some(field) = field {
        field.set_value(value);
    }
}
