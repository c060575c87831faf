//! The browser's half of Préau: nothing but the islands of `app`.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script that leptos puts into pages with islands.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
