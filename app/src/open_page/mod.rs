//! What an open page of a member gains with JavaScript: news as they happen (D13). Without it each page is whole.
//!
//! One island, in every page of whoever is signed in. What it does, an attribute of the page tells it: `data-stream`. It has no properties,
//! no signals and no view, and so costs little more than what it calls.
//!
//! **Start reading at** [`OpenPageIsland`], then `live`.

mod live;

use leptos::prelude::*;

/// Wakes what the page holds.
#[island]
pub fn OpenPageIsland() -> impl IntoView {
    Effect::new(|| {
        live::attend();
    });
    view! { <span hidden></span> }
}

/// The element that `selector` finds first.
fn first(selector: &str) -> Option<leptos::web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}
