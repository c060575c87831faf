//! Phrases at hand: where they are kept, and where some are chosen.

use super::field::{Among, Choice, ChoiceList, Question, TextField};
use domain::problem::Problems;
use leptos::prelude::*;
use services::projects::Phrase;

/// What the form sends as `do` to add one.
pub const ADD: &str = "add-phrase";
/// What it sends to take one away.
pub const REMOVE: &str = "remove-phrase";

/// The phrases, each with a button that takes it away, and the form that adds one. Sent to the page's own address.
#[component]
pub fn PhraseList(
    /// Those that there are.
    phrases: Vec<Phrase>,
    /// A phrase that was not accepted.
    typed: String,
    /// What is wrong with it.
    problems: Problems,
    /// The page's address.
    action: &'static str,
    /// What is said when there is none.
    none: &'static str,
    /// Where they are offered.
    help: &'static str,
) -> impl IntoView {
    let item = |phrase: Phrase| {
        let label = format!("Retirer\u{a0}: {}", phrase.text);
        view! {
            <li>
                <p class="remark-text">{phrase.text}</p>
                <form method="post" action=action>
                    <input type="hidden" name="do" value=REMOVE/>
                    <button class="button plain" name="id" value=phrase.id.to_string() aria-label=label>"Retirer"</button>
                </form>
            </li>
        }
    };
    let none = phrases.is_empty().then(|| view! { <p>{none}</p> });
    let question = Question::new("phrase", "Une phrase de plus", help, false, &problems);
    view! {
        <section class="section review-settings" aria-labelledby="phrases">
            <h2 id="phrases">"Phrases toutes faites"</h2>
            {none}
            <ul class="phrase-list">{phrases.into_iter().map(item).collect_view()}</ul>
            <form method="post" action=action novalidate>
                <input type="hidden" name="do" value=ADD/>
                <TextField question value=typed class="short-text"/>
                <button class="button quiet">"Ajouter la phrase"</button>
            </form>
        </section>
    }
}

/// The phrases to choose from, sent as `phrase`: they are put beneath what is typed.
#[component]
pub fn PhraseChoice(
    /// Those that there are.
    phrases: Vec<Phrase>,
    /// The texts of those that were chosen already.
    #[prop(optional)]
    chosen: Vec<String>,
) -> impl IntoView {
    let choice = |phrase: Phrase| {
        let chosen = chosen.contains(&phrase.text);
        Choice { value: phrase.text.clone(), label: phrase.text, note: "", chosen }
    };
    let choices: Vec<_> = phrases.into_iter().map(choice).collect();
    let open = choices.iter().any(|choice| choice.chosen);
    (!choices.is_empty()).then(|| {
        view! {
            <details open=open>
                <summary>"Joindre des phrases toutes faites"</summary>
                <ChoiceList name="phrase" choices among=Among::Several class="one-column"/>
            </details>
        }
    })
}
