//! How closely one follows something: one press (D2).

use domain::discussions::Attention;
use leptos::prelude::*;

/// The three ways, and among them the one that is chosen.
#[component]
pub(super) fn Following(
    /// Where the choice is sent.
    action: String,
    /// What else the form sends.
    hidden: Vec<(&'static str, String)>,
    /// What is followed.
    label: String,
    /// How closely it is.
    chosen: Attention,
) -> impl IntoView {
    let hidden = hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let button = |attention: &Attention| {
        let pressed = (*attention == chosen).to_string();
        view! { <button class="button quiet" name="attention" value=attention.key() aria-pressed=pressed>{attention.label()}</button> }
    };
    view! {
        <form class="following not-printed" method="post" action=action>
            {hidden}
            <p class="byline">{label.clone()}</p>
            <div class="button-row" role="group" aria-label=label>{Attention::ALL.iter().map(button).collect_view()}</div>
        </form>
    }
}
