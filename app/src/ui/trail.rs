//! Where a page lies: links to what is above it, the widest first, then its own name.

use leptos::prelude::*;

/// A link of a trail: what it is called, and its address.
pub type Step = (String, String);

/// A link of a trail.
pub fn step(label: impl Into<String>, address: impl Into<String>) -> Step {
    (label.into(), address.into())
}

/// The trail above a page. It is not printed.
#[component]
pub fn Trail(
    /// What lies above, the widest first.
    above: Vec<Step>,
    /// The page's own name.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    view! {
        <nav class="breadcrumb not-printed" aria-label="Fil d’Ariane">
            <ol class="trail">
                {above.into_iter().map(|(label, address)| view! { <li><a href=address>{label}</a></li> }).collect_view()}
                <li><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
}
