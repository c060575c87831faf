//! Settings of moderation, beneath the queue: first messages, who does not write for some time, the justifications at hand.

use super::words::field;
use crate::{
    sent::Typed,
    ui::{
        dates::day_and_hour,
        field::{LineField, Question},
        phrases::PhraseList,
    },
};
use domain::paths;
use leptos::prelude::*;
use services::{moderation::Silenced, projects::Phrase};

/// What the form of first messages sends as `do`.
pub(super) const READ_FIRST: &str = "read-first";
/// What lets someone write again sends.
pub(super) const UNSILENCE: &str = "unsilence";
/// The most first messages that can be read before they appear.
pub(super) const MOST_READ_FIRST: u32 = 20;

/// The settings.
#[component]
pub(super) fn Settings(
    /// Those who do not write for some time.
    silenced: Vec<Silenced>,
    /// The justifications at hand.
    phrases: Vec<Phrase>,
    /// How many first messages of a new member are read before they appear.
    read_first: u32,
    /// What was typed and not accepted.
    typed: Typed,
) -> impl IntoView {
    let question = Question::new(
        "read_first",
        field("read_first"),
        "0 pour qu’aucun message n’attende. Ceux des conseillères, des conseillers et de l’animation n’attendent jamais.",
        false,
        &typed.problems,
    );
    let value = typed.value("read_first").unwrap_or_else(|| read_first.to_string());
    let phrase = typed.value("phrase").unwrap_or_default();
    view! {
        <Quiet silenced/>
        <section class="section review-settings" aria-labelledby="reglages">
            <h2 id="reglages">"Réglages"</h2>
            <p>"Les premiers messages d’une nouvelle personne peuvent attendre votre lecture. Vous les trouvez alors ci-dessus, et leur publication n’est jamais limitée."</p>
            <form method="post" action=paths::REPORTS novalidate>
                <input type="hidden" name="do" value=READ_FIRST/>
                <LineField question value/>
                <button class="button quiet">"Enregistrer"</button>
            </form>
            <p><a href=paths::MODERATION_LOG>"Le journal que lit la communauté"</a></p>
        </section>
        <PhraseList
            phrases
            typed=phrase
            problems=typed.problems
            action=paths::REPORTS
            none="Aucune encore. Celles que vous ajoutez se cochent au moment de décider."
            help="Elle sera proposée à qui décide, sous ce qui est dit à l’auteur."
        />
    }
}

/// Those who do not write for some time, and the button that lets them.
#[component]
fn Quiet(silenced: Vec<Silenced>) -> impl IntoView {
    let item = |one: Silenced| {
        let label = format!("Rétablir l’écriture\u{a0}: {}", one.name);
        view! {
            <li>
                <p>{one.name} ", jusqu’au " {day_and_hour(one.until)}</p>
                <form method="post" action=paths::REPORTS>
                    <input type="hidden" name="do" value=UNSILENCE/>
                    <button class="button plain" name="account" value=one.account.to_string() aria-label=label>"Rétablir"</button>
                </form>
            </li>
        }
    };
    (!silenced.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="suspendus">
                <div class="section-head"><h2 id="suspendus">"Écriture suspendue"</h2></div>
                <ul class="phrase-list">{silenced.into_iter().map(item).collect_view()}</ul>
            </section>
        }
    })
}
