//! What the page of a topic gains with JavaScript: it says that messages came, and shows them where one reads (D13).
//!
//! Without it the page is whole: whoever loads it again reads the same.

#![expect(missing_docs, reason = "the island macro makes a struct of its own beside each documented function")]

use crate::projects::islands::form::{element, listen};
use domain::{discussions::Position, ids::TopicId, paths};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys,
};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventSource;

/// When a stream that broke off is looked for again: browsers give up at once where a proxy answers for a portal that only starts.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Says, beneath the messages of a topic, that others came, and shows them; and how many notices wait, in the header.
#[island]
pub fn LiveTopicIsland(
    /// The address of the topic's stream.
    stream: String,
    /// The topic.
    topic: TopicId,
    /// The part of its address that its title makes.
    slug: String,
    /// The place of its last message.
    known: u32,
    /// Whether the page shows that one: what comes after it can be put beneath it.
    to_the_end: bool,
) -> impl IntoView {
    let line = Line {
        shown: RwSignal::new(known),
        there: RwSignal::new(known),
        first: RwSignal::new(0),
        in_place: RwSignal::new(to_the_end),
        gone: RwSignal::new(false),
    };
    Effect::new(move || {
        let source = Source { address: stream.as_str().into(), line, open: Rc::default() };
        source.attend();
        listen(&document(), "visibilitychange", move || source.attend());
    });
    let leads_to = {
        let slug = slug.clone();
        move || match (line.new_ones(), line.first.get()) {
            (0, first) => format!("#message-{first}"),
            _ => line.next(topic, &slug),
        }
    };
    let show = move |event: ev::MouseEvent| {
        let next = untrack(|| (line.new_ones() > 0 && line.in_place.get()).then(|| line.next(topic, &slug)));
        if let Some(next) = next {
            event.prevent_default();
            leptos::task::spawn_local(async move {
                // Where they cannot be put, the link is one as any other: what is being written in the page stays until it is followed.
                if line.put(&next).await.is_none() {
                    line.in_place.set(false);
                }
            });
        }
    };
    let label = move || match (line.new_ones(), line.in_place.get()) {
        (0, _) => "Aller au premier",
        (_, true) => "Les afficher",
        (_, false) => "Les lire",
    };
    let leads_nowhere = move || line.gone.get() || line.new_ones() == 0 && line.first.get() == 0;
    view! {
        <div class="live not-printed">
            <p role="status" aria-live="polite">{move || line.said()}</p>
            <a class="button quiet" href=leads_to hidden=leads_nowhere on:click=show>{label}</a>
        </div>
    }
}

/// What is known of the topic.
#[derive(Clone, Copy)]
struct Line {
    /// The place of the last message that was there when the page was made, or that was put into it since.
    shown: RwSignal<u32>,
    /// The place of the last message there is.
    there: RwSignal<u32>,
    /// That of the first one that was put into the page; 0 before one was.
    first: RwSignal<u32>,
    /// Whether new ones can be put into the page.
    in_place: RwSignal<bool>,
    /// Whether it can be read no more.
    gone: RwSignal<bool>,
}

impl Line {
    fn new_ones(self) -> u32 {
        self.there.get().saturating_sub(self.shown.get())
    }

    fn said(self) -> String {
        match self.new_ones() {
            _ if self.gone.get() => "Ce sujet n’est plus visible.".to_owned(),
            0 if self.first.get() > 0 => "Les nouveaux messages sont affichés.".to_owned(),
            0 => String::new(),
            1 => "1 nouveau message".to_owned(),
            many => format!("{many} nouveaux messages"),
        }
    }

    /// The address of the first new message.
    fn next(self, topic: TopicId, slug: &str) -> String {
        paths::topic_at(topic, slug, Position::new(self.shown.get() + 1))
    }

    /// Puts what the page at `address` shows and this one does not at the end of the list. Scroll, focus and what is being written stay as
    /// they are. Nothing when there was nothing to put.
    async fn put(self, address: &str) -> Option<()> {
        let response: web_sys::Response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        let page = web_sys::DomParser::new().ok()?.parse_from_string(&text, web_sys::SupportedType::TextHtml).ok()?;
        let list: web_sys::Element = element("messages")?;
        let items = page.query_selector_all("#messages > li").ok()?;
        let before = self.shown.get_untracked();
        for item in (0..items.length()).filter_map(|place| items.get(place)?.dyn_into::<web_sys::Element>().ok()) {
            let id = item.id();
            let place = id.strip_prefix("message-").and_then(|place| place.parse::<u32>().ok()).unwrap_or(0);
            if place > self.shown.get_untracked() && document().get_element_by_id(&id).is_none() {
                list.append_child(&item).ok()?;
                self.shown.set(place);
            }
        }
        (self.shown.get_untracked() > before).then(|| self.first.set(before + 1))
    }
}

/// Where the page hears from.
#[derive(Clone)]
struct Source {
    address: Rc<str>,
    line: Line,
    open: Rc<RefCell<Option<EventSource>>>,
}

impl Source {
    /// Listens while someone sees the page, and no longer: a browser has few connections, and each page that is open would hold one.
    /// What came meanwhile is told when they come back.
    fn attend(&self) {
        let wanted = !document().hidden() && !self.line.gone.get_untracked();
        let listens = self.open.borrow().as_ref().is_some_and(|open| open.ready_state() != EventSource::CLOSED);
        if wanted && !listens {
            self.listen();
        } else if !wanted && let Some(open) = self.open.borrow().as_ref() {
            open.close();
        }
    }

    fn listen(&self) {
        let Ok(open) = EventSource::new(&self.address) else { return };
        let source = self.clone();
        let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| source.hear(&event));
        for name in ["topic", "notices", "gone", "error"] {
            if open.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).is_err() {
                leptos::logging::warn!("{name} is not heard");
            }
        }
        // It listens as long as the page lives.
        listener.forget();
        self.open.replace(Some(open));
    }

    fn hear(&self, event: &web_sys::Event) {
        let number = number(event);
        match &*event.type_() {
            "topic" => self.line.there.set(number.max(self.line.there.get_untracked())),
            "notices" => say_notices(number),
            "gone" => {
                self.line.gone.set(true);
                self.attend();
            }
            _ => {
                let source = self.clone();
                set_timeout(move || source.attend(), LOOK_AGAIN);
            }
        }
    }
}

/// The number that an event tells: there is one at most.
fn number(event: &web_sys::Event) -> u32 {
    let data = event.unchecked_ref::<web_sys::MessageEvent>().data().as_string().unwrap_or_default();
    data.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// Writes how many notices wait where the header says it.
fn say_notices(many: u32) {
    if let Ok(Some(place)) = document().query_selector("[data-notices]") {
        let said = if many == 0 { String::new() } else { many.to_string() };
        place.set_text_content(Some(&said));
    }
}
