//! The buttons beside something in an order.

use domain::order::Shift;
use leptos::prelude::*;

/// Up, down, out: each sends what it does as `do`, and says to screen readers of what.
#[component]
pub fn OrderButtons(
    /// What it is called.
    title: String,
    /// Whether it is the first: it does not go up.
    first: bool,
    /// Whether it is the last: it does not go down.
    last: bool,
    /// What takes it out, as the form's `do`.
    out: &'static str,
) -> impl IntoView {
    let button = |act: &'static str, label: &'static str| {
        let said = format!("{label}\u{a0}: {title}");
        view! { <button class="button plain" name="do" value=act aria-label=said>{label}</button> }
    };
    let up = (!first).then(|| button(Shift::Up.key(), Shift::Up.label()));
    let down = (!last).then(|| button(Shift::Down.key(), Shift::Down.label()));
    view! { {up} {down} {button(out, "Retirer")} }
}
