//! Lists with facets: filters, chips that take one away, pages. All of it plain links and one form by GET.

use super::icon::{Drawn, Icon};
use domain::{
    projects::{Cycle, Equipment, Level, Subject},
    search::{Facet, PAGE_SIZE, Query},
};
use leptos::prelude::*;
use services::search::FacetCounts;
use std::collections::BTreeMap;

/// The names of communes by code, for labels.
pub type CommuneNames = BTreeMap<String, String>;

/// The address of `query` under `path`.
pub fn address(path: &str, query: &Query) -> String {
    let pairs = query.pairs();
    if pairs.is_empty() {
        return path.to_owned();
    }
    let mut encoded = url::form_urlencoded::Serializer::new(String::new());
    encoded.extend_pairs(pairs);
    format!("{path}?{}", encoded.finish())
}

/// What a facet is called.
pub const fn facet_label(facet: Facet) -> &'static str {
    match facet {
        Facet::Cycle => "Cycle",
        Facet::Subject => "Matière",
        Facet::Commune => "Commune",
        Facet::Level => "Niveau",
        Facet::Equipment => "Matériel",
    }
}

/// What a value of a facet is called; the key itself when it is in no list any more.
pub fn value_label(facet: Facet, key: &str, communes: &CommuneNames) -> String {
    fn label<T: std::str::FromStr + std::fmt::Display>(key: &str) -> Option<String> {
        key.parse::<T>().ok().map(|value| value.to_string())
    }
    let found = match facet {
        Facet::Cycle => label::<Cycle>(key),
        Facet::Subject => label::<Subject>(key),
        Facet::Level => label::<Level>(key),
        Facet::Equipment => label::<Equipment>(key),
        Facet::Commune => communes.get(key).cloned(),
    };
    found.unwrap_or_else(|| key.to_owned())
}

/// The filters, as one form by GET. Values that would find nothing are left out, except those that are chosen.
#[component]
pub fn Facets(
    /// Where the list is.
    path: &'static str,
    /// What is asked now.
    query: Query,
    /// How many each value would find.
    counts: FacetCounts,
    /// Names of communes.
    communes: CommuneNames,
) -> impl IntoView {
    let chosen_count: usize = FACETS.iter().map(|facet| query.chosen(*facet).len()).sum();
    let chosen = match chosen_count + usize::from(query.school.is_some()) {
        0 => String::new(),
        1 => " (1 filtre actif)".to_owned(),
        many => format!(" ({many} filtres actifs)"),
    };
    let words = query.words.clone();
    let school = query.school.as_ref().map(ToString::to_string);
    let parts =
        FACETS.map(|facet| view! { <FacetPart facet query=query.clone() counts=counts.of(facet).to_vec() communes=communes.clone()/> });
    view! {
        <search class="not-printed" aria-label="Filtres">
        <details class="facets">
            <summary><Drawn icon=Icon::Filter/><span>"Filtrer" {chosen}</span></summary>
            <form method="get" action=path>
                {(!words.is_empty()).then(|| view! { <input type="hidden" name="q" value=words/> })}
                {school.map(|school| view! { <input type="hidden" name="ecole" value=school/> })}
                {parts.collect_view()}
                <button class="button">"Appliquer les filtres"</button>
            </form>
        </details>
        </search>
    }
}

const FACETS: [Facet; 5] = [Facet::Cycle, Facet::Level, Facet::Subject, Facet::Commune, Facet::Equipment];
/// Facets that unfold: those with long lists.
const fn folds(facet: Facet) -> bool {
    !matches!(facet, Facet::Cycle | Facet::Subject)
}

#[component]
fn FacetPart(facet: Facet, query: Query, counts: Vec<(String, usize)>, communes: CommuneNames) -> impl IntoView {
    let chosen = query.chosen(facet);
    let mut values: Vec<(String, String, usize)> =
        counts.into_iter().map(|(key, count)| (value_label(facet, &key, &communes), key, count)).collect();
    for key in &chosen {
        if !values.iter().any(|(_, known, _)| known == key) {
            values.push((value_label(facet, key, &communes), key.clone(), 0));
        }
    }
    if values.is_empty() {
        return ().into_any();
    }
    let order = |key: &str| match facet {
        Facet::Cycle => Cycle::ALL.iter().position(|v| v.key() == key),
        Facet::Level => Level::ALL.iter().position(|v| v.key() == key),
        Facet::Subject => Subject::ALL.iter().position(|v| v.key() == key),
        Facet::Equipment => Equipment::ALL.iter().position(|v| v.key() == key),
        Facet::Commune => None,
    };
    values
        .sort_by_cached_key(|(label, key, _)| order(key).map_or_else(|| (usize::MAX, domain::text::fold(label)), |at| (at, String::new())));
    let name = facet.parameter();
    let item = |(label, key, count): (String, String, usize)| {
        let checked = chosen.contains(&key);
        let what = if count > 1 { " projets" } else { " projet" };
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name=name value=key checked=checked/>
                    <span>{label}</span>
                    <span class="facet-count">{count}<span class="visually-hidden">{what}</span></span>
                </label>
            </li>
        }
    };
    let list = view! { <ul class="choice-list one-column">{values.into_iter().map(item).collect_view()}</ul> };
    let label = facet_label(facet);
    if folds(facet) {
        view! {
            <details class="facet" open=!chosen.is_empty()>
                <summary>{label}</summary>
                <fieldset><legend class="visually-hidden">{label}</legend>{list}</fieldset>
            </details>
        }
        .into_any()
    } else {
        view! { <fieldset class="facet"><legend>{label}</legend>{list}</fieldset> }.into_any()
    }
}

/// The chosen filters, each a link that takes it away.
#[component]
pub fn ActiveFilters(
    /// Where the list is.
    path: &'static str,
    /// What is asked now.
    query: Query,
    /// Names of communes.
    communes: CommuneNames,
    /// The name of the school asked for, when one is.
    school: Option<String>,
) -> impl IntoView {
    let any_school = Query { school: None, page: 0, ..query.clone() };
    let chips: Vec<_> = FACETS
        .iter()
        .flat_map(|facet| query.chosen(*facet).into_iter().map(|key| (*facet, key)))
        .map(|(facet, key)| (value_label(facet, &key, &communes), address(path, &query.without(facet, &key))))
        .chain(school.map(|name| (name, address(path, &any_school))))
        .collect();
    if chips.is_empty() {
        return ().into_any();
    }
    let all = address(path, &Query { words: query.words.clone(), ..Query::default() });
    let chip = |(label, href): (String, String)| {
        view! { <li><a class="chip" href=href><span class="visually-hidden">"Retirer le filtre "</span>{label} <Drawn icon=Icon::Cross/></a></li> }
    };
    view! {
        <ul class="chips active-filters not-printed" aria-label="Filtres actifs">
            {chips.into_iter().map(chip).collect_view()}
            <li><a href=all>"Tout effacer"</a></li>
        </ul>
    }
    .into_any()
}

/// Pages of a list: the first, the last, and those around the present one.
#[component]
pub fn Pages(
    /// Where the list is.
    path: &'static str,
    /// What is asked now.
    query: Query,
    /// How many there are in all.
    total: usize,
) -> impl IntoView {
    let last = total.div_ceil(PAGE_SIZE).max(1) - 1;
    if last == 0 {
        return ().into_any();
    }
    let now = query.page.min(last);
    let mut shown: Vec<usize> = (0..=last).filter(|page| *page == 0 || *page == last || page.abs_diff(now) <= 1).collect();
    shown.dedup();
    let mut before = None;
    let mut items = Vec::new();
    for page in shown {
        if before.is_some_and(|before| page > before + 1) {
            items.push(view! { <li><span>"…"</span></li> }.into_any());
        }
        before = Some(page);
        let href = address(path, &query.at_page(page));
        let current = (page == now).then_some("page");
        items.push(
            view! { <li><a href=href aria-current=current><span class="visually-hidden">"Page "</span>{page + 1}</a></li> }.into_any(),
        );
    }
    let step = |page: Option<usize>, rel: &'static str| {
        let inside = if rel == "prev" {
            view! { <Drawn icon=Icon::Before/>"Précédente" }.into_any()
        } else {
            view! { "Suivante"<Drawn icon=Icon::After/> }.into_any()
        };
        page.map(|page| view! { <li><a href=address(path, &query.at_page(page)) rel=rel>{inside}</a></li> })
    };
    view! {
        <nav class="pagination not-printed" aria-label="Pages de la liste">
            <ul>
                {step(now.checked_sub(1), "prev")}
                {items}
                {step((now < last).then_some(now + 1), "next")}
            </ul>
        </nav>
    }
    .into_any()
}

/// « 24 projets », « 1 projet », « Aucun projet ».
pub fn how_many(total: usize) -> String {
    match total {
        0 => "Aucun projet".to_owned(),
        1 => "1\u{a0}projet".to_owned(),
        many => format!("{many}\u{a0}projets"),
    }
}
