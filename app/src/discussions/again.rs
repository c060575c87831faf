//! What is said above a page of discussions whose form was not accepted.

use super::words;
pub(super) use crate::again::Again;
use crate::{again::NotNowNotice, ui::problems::ProblemSummary};
use leptos::prelude::*;

/// What is said above it.
#[component]
pub(super) fn SaidAgain(
    /// What was typed, and why it was not accepted.
    again: Again,
) -> impl IntoView {
    view! {
        <NotNowNotice why=again.not_now/>
        <ProblemSummary problems=again.typed.problems label=words::field/>
    }
}
