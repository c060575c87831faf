//! Who can be recognised in a medium, and what families allow of it: the same questions for a picture, a recording, a document.

use super::Sent;
use crate::{
    projects::words,
    ui::field::{Among, Choice, ChoiceField, DayField, LineField, Question},
};
use domain::{
    ids::MediumId,
    media::{Elders, Hidden, Holders, MAX_PURPOSE, People, Support},
    paths,
};
use leptos::prelude::*;

/// Who can be recognised, and what families have signed.
#[component]
pub(in crate::projects) fn Declare(
    /// The medium.
    medium: MediumId,
    /// What the ledger says of it.
    people: People,
    /// What was typed and not accepted.
    sent: Sent,
) -> impl IntoView {
    let nobody = people == People::Nobody;
    let known = match &people {
        People::Pupils(signed) => Some(signed.clone()),
        People::Unsaid | People::Nobody => None,
    };
    let typed = !sent.value("people").is_empty();
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, words::field(name), help, needed, &sent.problems);
    let said = |name: &str, kept: Option<String>| if typed { sent.value(name) } else { kept.unwrap_or_default() };
    let picked = |name: &str, value: &str, kept: bool| if typed { sent.chosen(name, value) } else { kept };
    let choice =
        |value: &'static str, label: &'static str, chosen: bool| Choice { value: value.into(), label: label.into(), note: "", chosen };
    let answers = vec![
        choice("nobody", "Aucun élève\u{a0}: ni visage, ni voix, ni nom, ni rien qui le désigne", picked("people", "nobody", nobody)),
        choice("pupils", "Un ou plusieurs élèves, dont les familles ont donné leur accord", picked("people", "pupils", known.is_some())),
    ];
    let supports = Support::ALL
        .iter()
        .map(|s| choice(s.key(), s.label(), picked("supports", s.key(), known.as_ref().is_some_and(|known| known.supports.contains(s)))))
        .collect::<Vec<_>>();
    let holders = Holders::ALL
        .iter()
        .map(|h| choice(h.key(), h.label(), picked("holders", h.key(), known.as_ref().is_some_and(|known| known.holders == *h))))
        .collect::<Vec<_>>();
    let elders = Elders::ALL
        .iter()
        .map(|e| choice(e.key(), e.label(), picked("elders", e.key(), known.as_ref().is_some_and(|known| known.elders == *e))))
        .collect::<Vec<_>>();
    view! {
        <section class="form-part" aria-labelledby="droits">
            <h2 id="droits">"Dire qui l’on y reconnaît"</h2>
            <p>"Avant que quiconque d’autre le voie ou l’entende, il faut le dire. Les autorisations signées restent à l’école\u{202f}; n’écrivez ici aucun nom."</p>
            <form class="form" method="post" action=paths::medium_page(medium) novalidate>
                <ChoiceField question=ask("people", "", true) choices=answers among=Among::One class="one-column"/>
                <div class="authorisation">
                    <LineField
                        question=ask("purpose", "Tel qu’il est écrit sur l’autorisation, par exemple «\u{a0}montrer le projet radio aux familles\u{a0}».", false)
                        value=said("purpose", known.as_ref().map(|known| known.purpose.clone()))
                        max=MAX_PURPOSE
                    />
                    <ChoiceField question=ask("supports", "", false) choices=supports among=Among::Several class="one-column"/>
                    <DayField question=ask("signed", "", false) value=said("signed", known.as_ref().map(|known| known.signed.to_string()))/>
                    <DayField
                        question=ask("until", "Ce jour passé, il disparaît de lui-même\u{202f}; vous êtes prévenu trente jours avant.", false)
                        value=said("until", known.as_ref().map(|known| known.until.to_string()))
                    />
                    <ChoiceField question=ask("holders", "", false) choices=holders among=Among::One class="one-column"/>
                    <ChoiceField question=ask("elders", "", false) choices=elders among=Among::One class="one-column"/>
                </div>
                <p class="button-row"><button class="button" name="intent" value="declare">"Noter dans le registre"</button></p>
            </form>
        </section>
    }
}

/// What a family no longer allows.
#[component]
pub(in crate::projects) fn Withdraw(
    /// The medium.
    medium: MediumId,
) -> impl IntoView {
    view! {
        <section class="form-part" aria-labelledby="retrait">
            <h2 id="retrait">"Une famille retire son accord"</h2>
            <p>
                "Ce qui la montre disparaît aussitôt de toutes les pages, et pourra revenir une fois l’enfant masqué ou une nouvelle autorisation \
                 notée ci-dessus. " {Hidden::Withdrawn.label()} "\u{a0}: c’est ce qui sera écrit, rien de plus."
            </p>
            <form method="post" action=paths::medium_page(medium)>
                <button class="button danger" name="intent" value="withdraw">"Ne plus le montrer"</button>
            </form>
        </section>
    }
}
