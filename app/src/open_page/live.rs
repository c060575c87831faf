//! News as they happen: that messages came into the topic or the space that the page shows, what became of those that it shows, and how
//! many notices wait.

use super::first;
use crate::projects::islands::{
    ask,
    form::{element, hear, listen},
};
use domain::{discussions::Position, ids::TopicId, paths};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use std::{
    cell::{Cell, RefCell},
    time::Duration,
};
use web_sys::{Element, EventSource};

/// When a stream that broke off is looked for again: browsers give up at once where a proxy answers for a portal that only starts.
const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// What changes together is asked for together.
const GATHER: Duration = Duration::from_millis(500);

/// Listens to what the page shows, as long as someone sees it.
pub(super) fn attend() {
    let place = first("[data-stream]");
    // A visitor's page hears of nothing.
    if place.is_none() && first("[data-notices]").is_none() {
        return;
    }
    let told = |name: &str| place.as_ref().and_then(|place| place.get_attribute(name));
    let number = |name: &str| told(name).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    let topic = told("data-topic").and_then(|id| id.parse().ok()).zip(told("data-slug"));
    let page: &'static Page = Box::leak(Box::new(Page {
        address: told("data-stream").unwrap_or_else(|| paths::LIVE_NOTICES.to_owned()),
        topic,
        number: number("data-page"),
        shown: Cell::new(number("data-known")),
        there: Cell::new(number("data-known")),
        first: Cell::new(0),
        in_place: Cell::new(told("data-end").is_some()),
        gone: Cell::new(false),
        stale: Cell::new(false),
        open: RefCell::new(None),
        place,
    }));
    page.attend();
    listen(&document(), "visibilitychange", move || page.attend());
    if let (Some(link), Some(_)) = (page.link(), &page.topic) {
        hear(&link, &["click"], move |event| page.follow(&event));
    }
}

/// The page, and what is known of what it shows. It lives as long as what listens to it.
struct Page {
    /// Where it hears from.
    address: String,
    /// Where it says that messages came: a line and a link; nothing in a page that hears of notices alone.
    place: Option<Element>,
    /// The topic that it shows, and the part of its address that its title makes.
    topic: Option<(TopicId, String)>,
    /// Which page of the topic this is.
    number: u32,
    /// The last message that was there when the page was made, or that was put into it since; of a space, how many there were.
    shown: Cell<u32>,
    /// The last message there is.
    there: Cell<u32>,
    /// The first one that was put into the page; 0 before one was.
    first: Cell<u32>,
    /// Whether new ones can be put into the page.
    in_place: Cell<bool>,
    /// Whether it can be read no more.
    gone: Cell<bool>,
    /// Whether messages that it shows are about to be asked for again.
    stale: Cell<bool>,
    open: RefCell<Option<EventSource>>,
}

impl Page {
    /// Listens while someone sees the page, and no longer: a browser has few connections, and each page that is open would hold one.
    /// What came meanwhile is told when they come back.
    fn attend(&'static self) {
        let wanted = !document().hidden() && !self.gone.get();
        let listens = self.open.borrow().as_ref().is_some_and(|open| open.ready_state() != EventSource::CLOSED);
        if wanted && !listens {
            self.listen();
        } else if !wanted && let Some(open) = self.open.borrow().as_ref() {
            open.close();
        }
    }

    fn listen(&'static self) {
        let Ok(open) = EventSource::new(&self.address) else { return };
        hear(&open, &["topic", "space", "changed", "notices", "gone", "error"], move |event| self.hear(&event));
        self.open.replace(Some(open));
    }

    fn hear(&'static self, event: &web_sys::Event) {
        let number = number(event);
        match &*event.type_() {
            "topic" | "space" => {
                self.there.set(number);
                // Some left: what comes in their places is new.
                self.shown.set(self.shown.get().min(number));
            }
            "changed" => return self.look_again(),
            "notices" => return say_notices(number),
            "gone" => {
                self.gone.set(true);
                self.attend();
            }
            _ => return set_timeout(move || self.attend(), LOOK_AGAIN),
        }
        self.say();
    }

    fn link(&self) -> Option<Element> {
        self.place.as_ref()?.last_element_child()
    }

    fn new_ones(&self) -> u32 {
        self.there.get().saturating_sub(self.shown.get())
    }

    /// Says how many messages came, and where they are.
    fn say(&self) {
        let (new, first) = (self.new_ones(), self.first.get());
        let Some((place, link)) = self.place.as_ref().zip(self.link()) else { return };
        let said = match new {
            _ if self.gone.get() => place.get_attribute("data-gone").unwrap_or_default(),
            0 if first > 0 => "Les nouveaux messages sont affichés.".to_owned(),
            0 => String::new(),
            1 => "1 nouveau message".to_owned(),
            many => format!("{many} nouveaux messages"),
        };
        // The same words said again would be read out again.
        if let Some(line) = place.first_element_child().filter(|line| line.text_content().as_deref() != Some(said.as_str())) {
            line.set_text_content(Some(&said));
        }
        if let Some((topic, slug)) = &self.topic {
            let (label, address) = match (new, self.in_place.get()) {
                (0, _) => ("Aller au premier", format!("#message-{first}")),
                (_, true) => ("Les afficher", self.next(*topic, slug)),
                (_, false) => ("Les lire", self.next(*topic, slug)),
            };
            link.set_text_content(Some(label));
            link.set_attribute("href", &address).ok();
        }
        link.unchecked_ref::<web_sys::HtmlElement>().set_hidden(self.gone.get() || new == 0 && first == 0);
    }

    /// The address of the first new message.
    fn next(&self, topic: TopicId, slug: &str) -> String {
        paths::topic_at(topic, slug, Position::new(self.shown.get() + 1))
    }

    /// Puts new messages into the page, where they can be put.
    fn follow(&'static self, event: &web_sys::Event) {
        let Some((topic, slug)) = &self.topic else { return };
        if self.new_ones() == 0 || !self.in_place.get() {
            return;
        }
        event.prevent_default();
        let next = self.next(*topic, slug);
        leptos::task::spawn_local(async move {
            // Where they cannot be put, the link is one as any other: what is being written in the page stays until it is followed.
            self.in_place.set(self.put(&next).await.is_some());
            self.say();
        });
    }

    /// Puts what the page at `address` shows and this one does not at the end of the list. Scroll, focus and what is being written stay as
    /// they are. Nothing when there was nothing to put.
    async fn put(&self, address: &str) -> Option<()> {
        let before = self.shown.get();
        let list: Element = element("messages")?;
        for item in messages_at(address).await? {
            let id = item.id();
            let place = id.strip_prefix("message-").and_then(|place| place.parse::<u32>().ok()).unwrap_or(0);
            if place > self.shown.get() && element::<Element>(&id).is_none() {
                list.append_child(&item).ok()?;
                self.shown.set(place);
            }
        }
        (self.shown.get() > before).then(|| self.first.set(before + 1))
    }

    /// Asks for the messages that the page shows again: some are hidden, or say something else.
    fn look_again(&'static self) {
        if !self.stale.replace(true) {
            let renew = move || {
                leptos::task::spawn_local(async move {
                    self.stale.set(false);
                    self.renew().await;
                });
            };
            set_timeout(renew, GATHER);
        }
    }

    /// Shows the messages of the page as they are now, in the place of those that are other ones, and takes away those that are no more.
    /// New ones wait to be asked for.
    async fn renew(&self) -> Option<()> {
        let (topic, slug) = self.topic.as_ref()?;
        // What was put into the page may stand on the next.
        let last = if self.first.get() > 0 { Position::new(self.shown.get()).page() } else { self.number };
        let mut there = Vec::new();
        for page in self.number..=last {
            // Looked at by the page itself: nobody has read them for that.
            there.extend(messages_at(&format!("{}?page={page}&direct=1", paths::topic(*topic, slug))).await?);
        }
        let shown = messages_in(&document())?;
        for old in shown {
            let id = old.id();
            match there.iter().find(|new| new.id() == id) {
                Some(new) => replace(&old, new),
                None => old.remove(),
            }
        }
        Some(())
    }
}

/// Puts `new` in the place of `old`, unless it says the same; what only this page knows of it stays: where new messages began, what is
/// folded out, the focus.
fn replace(old: &Element, new: &Element) {
    let inside = |of: &Element, what: &str| of.query_selector(what).ok().flatten();
    if let Some(mark) = inside(old, "#nouveaux").and_then(|mark| mark.clone_node_with_deep(true).ok()) {
        new.prepend_with_node_1(&mark).ok();
    }
    if inside(old, "details[open]").is_some()
        && let Some(details) = inside(new, "details")
    {
        details.set_attribute("open", "").ok();
    }
    if old.is_equal_node(Some(new)) {
        return;
    }
    let had_focus = old.contains(document().active_element().as_deref());
    if old.replace_with_with_node_1(new).is_ok() && had_focus {
        new.set_attribute("tabindex", "-1").ok();
        new.unchecked_ref::<web_sys::HtmlElement>().focus().ok();
    }
}

/// The messages that the page at `address` shows.
async fn messages_at(address: &str) -> Option<Vec<Element>> {
    let text = ask::text_at(address).await?;
    messages_in(&web_sys::DomParser::new().ok()?.parse_from_string(&text, web_sys::SupportedType::TextHtml).ok()?)
}

/// The messages that a page shows; nothing of one that is no page of a topic.
fn messages_in(page: &web_sys::Document) -> Option<Vec<Element>> {
    page.get_element_by_id("messages")?;
    let items = page.query_selector_all("#messages > li").ok()?;
    Some((0..items.length()).filter_map(|place| items.get(place)?.dyn_into().ok()).collect())
}

/// The number that an event tells: there is one at most.
fn number(event: &web_sys::Event) -> u32 {
    let data = event.unchecked_ref::<web_sys::MessageEvent>().data().as_string().unwrap_or_default();
    data.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// Writes how many notices wait where the header says it.
fn say_notices(many: u32) {
    let Some(place) = first("[data-notices]") else { return };
    let said = match many {
        0 => String::new(),
        1..100 => many.to_string(),
        _ => "99+".to_owned(),
    };
    let label = if many == 0 { "Notifications".to_owned() } else { format!("Notifications ({said})") };
    place.set_text_content(Some(&said));
    if let Some(bell) = place.parent_element() {
        for name in ["aria-label", "title"] {
            bell.set_attribute(name, &label).ok();
        }
    }
}
