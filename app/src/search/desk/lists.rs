//! What is searched for, and the groups of synonyms, as tables.

use crate::ui::listing::address;
use domain::{paths, search::Query};
use leptos::prelude::*;
use services::search::{HeardWords, SynonymGroup};
use url::form_urlencoded::byte_serialize;

/// Runs a search for `words`.
fn try_it(words: &str) -> impl IntoView + use<> {
    let href = address(paths::SEARCH, &Query { words: words.to_owned(), ..Query::default() });
    view! { <a class="button plain" href=href aria-label=format!("Essayer\u{a0}: {words}")>"Essayer"</a> }
}

/// What found nothing.
#[component]
pub(super) fn InVain(heard: Vec<HeardWords>) -> impl IntoView {
    let row = |heard: HeardWords| {
        let begun: String = byte_serialize(heard.words.as_bytes()).collect();
        let add = format!("{}?ajouter={begun}#ajouter", paths::TEND_SEARCH);
        let label = format!("Ajouter un synonyme\u{a0}: {}", heard.words);
        view! {
            <tr>
                <th scope="row">{heard.words.clone()}</th>
                <td class="number">{heard.without_result}</td>
                <td class="number">{heard.asked}</td>
                <td class="table-acts">
                    {try_it(&heard.words)}
                    " "
                    <a class="button plain" href=add aria-label=label>"Ajouter un synonyme"</a>
                </td>
            </tr>
        }
    };
    let table = if heard.is_empty() {
        view! { <p class="empty">"Rien à signaler\u{a0}: aucune recherche faite plusieurs fois n’est restée sans résultat."</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap" role="region" tabindex="0" aria-labelledby="sans-resultat">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Mots cherchés"</th>
                            <th scope="col" class="number">"Sans résultat"</th>
                            <th scope="col" class="number">"En tout"</th>
                            <th scope="col">"Agir"</th>
                        </tr>
                    </thead>
                    <tbody>{heard.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <h3 id="sans-resultat">"Recherches sans résultat"</h3> {table} }
}

/// What is searched for most.
#[component]
pub(super) fn Most(heard: Vec<HeardWords>) -> impl IntoView {
    let row = |heard: HeardWords| {
        view! {
            <tr>
                <th scope="row">{heard.words.clone()}</th>
                <td class="number">{heard.asked}</td>
                <td class="table-acts">{try_it(&heard.words)}</td>
            </tr>
        }
    };
    let table = if heard.is_empty() {
        view! { <p class="empty">"Ce que plusieurs recherches ont en commun paraîtra ici."</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap" role="region" tabindex="0" aria-labelledby="demandees">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Mots cherchés"</th>
                            <th scope="col" class="number">"Fois"</th>
                            <th scope="col">"Agir"</th>
                        </tr>
                    </thead>
                    <tbody>{heard.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <h3 id="demandees">"Les plus demandées"</h3> {table} }
}

/// Every group of synonyms.
#[component]
pub(super) fn Groups(groups: Vec<SynonymGroup>) -> impl IntoView {
    let said = match groups.len() {
        0 => "Aucun groupe encore".to_owned(),
        1 => "Un groupe".to_owned(),
        many => format!("{many}\u{a0}groupes"),
    };
    let row = |group: SynonymGroup| {
        let first = group.form.expressions.first().cloned().unwrap_or_default();
        let others = group.form.expressions.iter().skip(1).cloned().collect::<Vec<_>>().join(", ");
        let label = format!("Modifier\u{a0}: {first}");
        view! {
            <tr>
                <th scope="row">{first.clone()}</th>
                <td>{others}</td>
                <td>{group.form.note}</td>
                <td class="table-acts">
                    <a class="button plain" href=paths::synonym_group(group.id) aria-label=label>"Modifier"</a>
                    " "
                    {try_it(&first)}
                </td>
            </tr>
        }
    };
    let table = (!groups.is_empty()).then(|| {
        view! {
            <div class="table-wrap" role="region" tabindex="0" aria-labelledby="groupes">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Expression"</th>
                            <th scope="col">"Veut dire la même chose que"</th>
                            <th scope="col">"Note"</th>
                            <th scope="col">"Agir"</th>
                        </tr>
                    </thead>
                    <tbody>{groups.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    view! { <h3 id="groupes">{said}</h3> {table} }
}
