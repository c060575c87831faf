//! What an open page gains with JavaScript: news as they happen (D13), what is typed kept on the server (D7), names offered as they are
//! typed (D14), and what the search box may mean (Q14). Without it each page is whole.
//!
//! One island for all of them, in every page of whoever is signed in; for visitors, in the pages that have the search box, where it is loaded
//! once someone is in it. What it does, the page tells it: `data-stream`, `data-notices`, `data-draft`, `data-people`, the box. It has no
//! properties, no signals and no view, and so costs little more than what it calls.
//!
//! **Start reading at** [`OpenPageIsland`], then `live`.

mod drafts;
mod list_box;
mod live;
mod names;
mod search;

use leptos::prelude::*;

/// Wakes what the page holds.
#[island]
pub fn OpenPageIsland() -> impl IntoView {
    Effect::new(|| {
        live::attend();
        drafts::keep();
        names::offer();
        search::suggest();
    });
    view! { <span hidden></span> }
}

/// The element that `selector` finds first.
fn first(selector: &str) -> Option<leptos::web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}
