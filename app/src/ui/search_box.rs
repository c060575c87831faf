//! The search box.

use super::icon::{Drawn, Icon};
use domain::paths;
use leptos::prelude::*;

/// The box: the same on the home page and on top of the results.
#[component]
pub fn SearchBox(
    /// What stands in it.
    words: String,
) -> impl IntoView {
    view! {
        <search>
            <form action=paths::SEARCH>
                <label class="visually-hidden" for="q">"Chercher un projet, une matière, une commune"</label>
                <div class="search-box">
                    <input
                        type="search"
                        id="q"
                        name="q"
                        value=words
                        autocomplete="off"
                        enterkeyhint="search"
                        placeholder="web-radio, potager, Cenon…"
                    />
                    <button class="button"><Drawn icon=Icon::Search/>"Chercher"</button>
                </div>
            </form>
        </search>
    }
}
