//! What an open page of a member gains with JavaScript: news as they happen (D13), what is typed kept on the server (D7), names offered as
//! they are typed (D14). Without it each page is whole.
//!
//! One island for all of them, in every page of whoever is signed in. What it does, attributes of the page tell it: `data-stream`,
//! `data-draft`, `data-people`. It has no properties, no signals and no view, and so costs little more than what it calls.
//!
//! **Start reading at** [`OpenPageIsland`], then `live`.

mod drafts;
mod live;
mod names;

use leptos::prelude::*;

/// Wakes what the page holds.
#[island]
pub fn OpenPageIsland() -> impl IntoView {
    Effect::new(|| {
        live::attend();
        drafts::keep();
        names::offer();
    });
    view! { <span hidden></span> }
}

/// The element that `selector` finds first.
fn first(selector: &str) -> Option<leptos::web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}
