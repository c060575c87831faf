//! The search box.

use super::icon::{Drawn, Icon};
use domain::paths;
use leptos::prelude::*;

/// The box: the same on the home page and on top of the results. Plain by itself; `open_page` makes it a combobox, and puts what may be
/// meant into the list.
#[component]
pub fn SearchBox(
    /// What stands in it.
    words: String,
) -> impl IntoView {
    view! {
        <search>
            <form action=paths::SEARCH>
                <label class="visually-hidden" for="q">"Chercher un projet, une formation, un échange, une école"</label>
                <div class="search-box">
                    <input
                        type="text"
                        id="q"
                        name="q"
                        value=words
                        inputmode="search"
                        enterkeyhint="search"
                        autocomplete="off"
                        placeholder="web-radio, potager, Cenon…"
                    />
                    <button class="button"><Drawn icon=Icon::Search/>"Chercher"</button>
                    <ul class="offered" id="propositions" role="listbox" aria-label="Propositions" hidden></ul>
                </div>
                <p class="visually-hidden" id="propositions-combien" role="status"></p>
            </form>
        </search>
    }
}
