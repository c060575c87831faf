//! Where an open page says that something came, and that what is typed is kept; without JavaScript it is empty. `open_page` fills it.

use leptos::prelude::*;

/// What a page listens to, and the line in which it says what came.
#[derive(Clone, Debug, Default)]
pub struct Listened {
    /// The address of the stream.
    pub stream: String,
    /// How many messages there were when the page was made.
    pub known: u32,
    /// What is said once nothing can be read here any more.
    pub gone: &'static str,
    /// Where what came is read: what the link says, and its address; of a topic, `open_page` knows.
    pub link: (&'static str, String),
    /// The topic that is shown.
    pub topic: Option<ListenedTopic>,
}

/// A topic that is shown.
#[derive(Clone, Debug)]
pub struct ListenedTopic {
    /// Its number.
    pub id: String,
    /// The part of its address that its title makes.
    pub slug: String,
    /// Which page of it is shown.
    pub page: u32,
    /// Whether that is the last: what comes after it can be put beneath it.
    pub to_the_end: bool,
}

/// The line.
#[component]
pub fn LiveLine(
    /// What the page listens to.
    listened: Listened,
) -> impl IntoView {
    let Listened { stream, known, gone, link: (label, address), topic } = listened;
    let id = topic.as_ref().map(|topic| topic.id.clone());
    let page = topic.as_ref().map(|topic| topic.page.to_string());
    let end = topic.as_ref().is_some_and(|topic| topic.to_the_end).then_some("");
    let slug = topic.map(|topic| topic.slug);
    view! {
        <div
            class="live not-printed"
            data-stream=stream
            data-known=known.to_string()
            data-gone=gone
            data-topic=id
            data-slug=slug
            data-page=page
            data-end=end
        >
            <p role="status" aria-live="polite"></p>
            <a class="button quiet" href=address hidden>{label}</a>
        </div>
    }
}

/// Where a form that keeps what is typed in it by itself says so.
#[component]
pub fn DraftSaid() -> impl IntoView {
    view! { <span class="byline" role="status" aria-live="polite" data-said></span> }
}
