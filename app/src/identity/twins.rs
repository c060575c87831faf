//! The part of `/animation/personnes` that administrators have besides: accounts that may be one person's (IDENTITY 1.6).

use super::words::field;
use crate::ui::{
    dates::day_and_hour,
    field::{Notes, Question},
};
use domain::{ids::AccountId, paths, problem::Problems};
use leptos::prelude::*;
use services::identity::{Side, Twin};

/// What the form sends as `do`.
pub(super) mod act {
    pub(in crate::identity) const SAME: &str = "same";
    pub(in crate::identity) const OTHER: &str = "other-person";
}

/// Those that wait for a word; nothing where none does.
#[component]
pub(super) fn TwinsPart(
    /// Each with what its provider is called.
    twins: Vec<(String, Twin)>,
    /// The new account that was not joined, and why.
    refused: Option<(AccountId, Problems)>,
) -> impl IntoView {
    if twins.is_empty() {
        return ().into_any();
    }
    let item = |(provider, twin): (String, Twin)| {
        let of_this = refused.as_ref().filter(|(account, _)| *account == twin.new.account);
        let problems = of_this.map(|(_, problems)| problems.clone()).unwrap_or_default();
        view! { <TwinItem provider twin problems/> }
    };
    let items = twins.into_iter().map(item).collect_view();
    view! {
        <section class="section" aria-labelledby="jumeaux">
            <h2 id="jumeaux">"La même personne\u{a0}?"</h2>
            <p class="lead">"Un service de connexion donne à ces nouveaux comptes le nom d’un compte que le portail connaît déjà. Ils n’ont aucun rôle tant que vous n’avez rien dit."</p>
            <ol class="removal-list">{items}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn TwinItem(provider: String, twin: Twin, problems: Problems) -> impl IntoView {
    let Twin { new, former, .. } = twin;
    let heading = format!("jumeau-{}", new.account);
    let named = heading.clone();
    let question = Question::new("account", field("account"), "", false, &problems);
    let joinable = former.is_open;
    let same = joinable.then(|| {
        view! {
            <button class="button" name="do" value=act::SAME>"C’est la même personne\u{a0}: rattacher cette identité à l’ancien compte"</button>
        }
    });
    let closed = (!joinable).then(|| view! { <p>"L’ancien compte ne sert plus\u{a0}: rien ne peut lui être rattaché."</p> });
    // The summary of problems leads to the form that it speaks of.
    let id = (!problems.is_empty()).then_some("account");
    view! {
        <li>
            <article aria-labelledby=named>
                <h3 id=heading>{new.name.clone()}</h3>
                <p class="byline">{provider}</p>
                <ul class="plain-list">
                    <li>{side("Nouveau compte", &new)}</li>
                    <li>{side("Ancien compte", &former)}</li>
                </ul>
                {closed}
                <form method="post" action=paths::person(new.account) id=id tabindex=id.map(|_| "-1")>
                    <input type="hidden" name="former" value=former.account.to_string()/>
                    <Notes question/>
                    <p class="field-help">"Si c’est la même personne, le nouveau compte disparaît, et elle retrouve l’ancien à sa prochaine connexion. On ne peut pas revenir en arrière."</p>
                    <p class="button-row">
                        {same}
                        <button class="button quiet" name="do" value=act::OTHER>"Ce n’est pas la même personne"</button>
                    </p>
                </form>
            </article>
        </li>
    }
}

/// « Ancien compte : Camille Martin, c.martin@exemple.fr, nº 4, depuis le …, dernière connexion le … ».
fn side(what: &str, side: &Side) -> String {
    let address = side.email.clone().unwrap_or_else(|| "sans adresse".to_owned());
    let Side { account, name, since, seen, .. } = side;
    format!(
        "{what}\u{a0}: {name}, {address}, nº\u{a0}{account}, depuis le {}, dernière connexion le {}",
        day_and_hour(*since),
        day_and_hour(*seen)
    )
}
