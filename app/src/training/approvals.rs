//! Colleagues who wait for a word, on the page of one's own places: the viewer's, or that of those whom the animator follows.

use domain::{paths, training::Happening};
use leptos::prelude::*;
use services::training::{Participant, SessionCard};

/// Who waits, and for which session.
#[component]
pub(super) fn Approvals(
    /// Those who wait.
    asked: Vec<(SessionCard, Participant)>,
    /// Whether the viewer runs trainings: they see what others are asked, too.
    runs: bool,
) -> impl IntoView {
    let heading = if runs { "Demandes qui attendent un accord" } else { "Votre accord est demandé" };
    let items = asked.into_iter().map(|(card, who)| view! { <Asked card who/> }).collect_view();
    view! {
        <section class="section" aria-labelledby="accords">
            <h2 id="accords">{heading}</h2>
            <ul class="people-list">{items}</ul>
        </section>
    }
}

#[component]
fn Asked(card: SessionCard, who: Participant) -> impl IntoView {
    let when = card.half_days.iter().map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect_view();
    let about = format!("demande-{}", who.registration.id);
    view! {
        <li>
            <p id=about.clone()><strong>{who.name.clone()}</strong> ", " {who.school.clone()}</p>
            <p><a href=paths::session(&card.slug, card.id)>{card.title.clone()}</a></p>
            <ul class="when">{when}</ul>
            <form class="button-row" method="post" action=paths::MY_TRAININGS>
                <input type="hidden" name="registration" value=who.registration.id.to_string()/>
                <button class="button" name="do" value=Happening::Approve.key() aria-describedby=about.clone()>"Donner mon accord"</button>
                <details class="disclosure">
                    <summary>"Refuser"</summary>
                    <p>{format!("{} ne pourra pas redemander de place dans cette session.", who.name)}</p>
                    <button class="button danger" name="do" value=Happening::Refuse.key() aria-describedby=about>"Refuser la demande"</button>
                </details>
            </form>
        </li>
    }
}
