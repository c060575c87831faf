//! The picture that one joins to a message: its file, the words that stand for it, and that nobody can be recognised in it.
//!
//! The form that holds it is sent as `multipart/form-data`; `discussions::picture::take_in` reads it.

use super::field::{Among, Choice, ChoiceField, LineField, Notes, Question};
use crate::sent::Typed;
use domain::media::MAX_ALT;
use leptos::prelude::*;

/// What is accepted, as browsers want it said.
const ACCEPTED: &str = "image/jpeg,image/png,image/webp,image/gif";
/// What the check box sends.
pub const NOBODY: &str = "yes";

/// What the form calls these fields, for the summary of problems; nothing for any other.
pub fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "picture" => "L’image",
        "picture_alt" => "Ce que montre l’image",
        "picture_nobody" => "Personne de reconnaissable",
        _ => return None,
    })
}

/// The fields. They fold away until they are wanted, or something is wrong with them.
#[component]
pub fn PostPicture(
    /// What was typed and not accepted. The file itself must be chosen again.
    typed: Typed,
) -> impl IntoView {
    let ask = |name: &'static str, help: &'static str| Question::new(name, label(name).unwrap_or_default(), help, false, &typed.problems);
    let file = ask("picture", "JPEG, PNG, WebP ou GIF, 20\u{a0}Mo au plus. Le lieu et la date de prise de vue en sont effacés.");
    let alt = ask("picture_alt", "En une phrase, pour les personnes qui ne la voient pas. Ne nommez aucun élève.");
    let nobody =
        ask("picture_nobody", "Une image où l’on reconnaît quelqu’un se met dans une fiche projet, où se déclarent les autorisations.");
    let choice = Choice {
        value: NOBODY.to_owned(),
        label: "Aucun enfant ni adulte n’y est reconnaissable".to_owned(),
        note: "",
        chosen: typed.value("picture_nobody").is_some_and(|value| value == NOBODY),
    };
    let wrong = typed.problems.iter().any(|problem| label(problem.field).is_some());
    view! {
        <details class="disclosure" open=wrong>
            <summary>"Joindre une image"</summary>
            <div class="field">
                <label for=file.name>{file.label}</label>
                <Notes question=file.clone()/>
                <input
                    type="file"
                    id=file.name
                    name=file.name
                    accept=ACCEPTED
                    aria-invalid=file.invalid()
                    aria-describedby=file.described_by()
                />
            </div>
            <LineField question=alt value=typed.value("picture_alt").unwrap_or_default() max=MAX_ALT/>
            <ChoiceField question=nobody choices=vec![choice] among=Among::Several class="one-column"/>
        </details>
    }
}
