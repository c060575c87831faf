//! Lists with facets: filters, chips that take one away, pages. All of it plain links and one form by GET.

mod choices;
mod names;

pub use choices::MOST_SCHOOLS;
pub use names::{CommuneNames, Middle, Names, value_label};

use super::icon::{Drawn, Icon};
use choices::{DistanceChoice, FacetPart, SortChoice, choices};
use domain::{
    paths,
    search::{Facet, PAGE_SIZE, Query},
};
use leptos::prelude::*;
use names::near_label;
use services::search::FacetCounts;

/// A list that can be narrowed.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Where it is.
    pub path: &'static str,
    /// What it is of: one, and several.
    pub of: (&'static str, &'static str),
    /// The facets that stand beside it.
    pub facets: &'static [Facet],
}

/// How many chosen filters are shown to be taken away one by one: the address of each holds all the others.
const MOST_CHIPS: usize = 60;

/// What narrows lists of whatever kind.
const FACETS: &[Facet] = &[
    Facet::Cycle,
    Facet::Level,
    Facet::Subject,
    Facet::Commune,
    Facet::School,
    Facet::Competence,
    Facet::Equipment,
    Facet::Year,
    Facet::Language,
    Facet::Licence,
];

/// `/projets`
pub const PROJECTS: List = List { path: paths::PROJECTS, of: ("projet", "projets"), facets: FACETS };
/// `/recherche`, where kinds are a row of links of their own.
pub const RESULTS: List = List { path: paths::SEARCH, of: ("résultat", "résultats"), facets: FACETS };

impl List {
    /// « 24 projets », « 1 projet », « Aucun projet ».
    pub fn how_many(self, total: usize) -> String {
        match total {
            0 => format!("Aucun {}", self.of.0),
            1 => format!("1\u{a0}{}", self.of.0),
            many => format!("{many}\u{a0}{}", self.of.1),
        }
    }

    /// How many filters beside the list are on.
    fn filters(self, query: &Query) -> usize {
        self.facets.iter().map(|facet| query.chosen(*facet).len()).sum::<usize>() + usize::from(query.near.is_some())
    }

    /// The same query without any of them.
    pub fn without_filters(self, query: &Query) -> Query {
        Query { words: query.words.clone(), kinds: query.kinds.clone(), ..Query::default() }
    }
}

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

/// The address without what a form sends of choices that are left open: people share addresses, and nobody shares those.
pub fn tidy_address(path: &str, pairs: &[(String, String)], query: &Query) -> Option<String> {
    let left_open = |(name, value): &(String, String)| matches!(name.as_str(), "tri" | "rayon") && value.is_empty();
    pairs.iter().any(left_open).then(|| address(path, query))
}

/// The filters and the order, as one form by GET. Values that would find nothing are left out, except those that are chosen.
#[component]
pub fn Facets(
    /// The list.
    list: List,
    /// What is asked now.
    query: Query,
    /// How many each value would find.
    counts: FacetCounts,
    /// Names of communes and schools.
    names: Names,
    /// The school around which one may look.
    middle: Option<Middle>,
) -> impl IntoView {
    let chosen = match list.filters(&query) {
        0 => String::new(),
        1 => " (1 filtre actif)".to_owned(),
        many => format!(" ({many} filtres actifs)"),
    };
    let hidden = |(name, value): (&'static str, String)| view! { <input type="hidden" name=name value=value/> };
    // What stands elsewhere in the page stays as it is.
    let elsewhere = Query { words: query.words.clone(), kinds: query.kinds.clone(), ..Query::default() }.pairs();
    let part = |facet: &Facet| {
        let shown = choices(*facet, &query, counts.of(*facet), &names);
        view! { <FacetPart facet=*facet shown of=list.of/> }
    };
    view! {
        <search class="not-printed" aria-label="Filtres">
        <details class="facets">
            <summary><Drawn icon=Icon::Filter/><span>"Filtrer et trier" {chosen}</span></summary>
            <form method="get" action=list.path>
                {elsewhere.into_iter().map(hidden).collect_view()}
                {list.facets.iter().map(part).collect_view()}
                {middle.map(|middle| view! { <DistanceChoice middle near=query.near.clone()/> })}
                <SortChoice query=query.clone()/>
                <button class="button">"Appliquer les filtres"</button>
            </form>
        </details>
        </search>
    }
}

/// The chosen filters, each a link that takes it away.
#[component]
pub fn ActiveFilters(
    /// The list.
    list: List,
    /// What is asked now.
    query: Query,
    /// Names of communes and schools.
    names: Names,
) -> impl IntoView {
    let anywhere = Query { near: None, page: 0, ..query.clone() };
    let near = query.near.as_ref().map(|near| (near_label(near, &names), address(list.path, &anywhere)));
    let chips: Vec<_> = list
        .facets
        .iter()
        .flat_map(|facet| query.chosen(*facet).into_iter().map(|key| (*facet, key)))
        .take(MOST_CHIPS)
        .map(|(facet, key)| (value_label(facet, &key, &names), address(list.path, &query.without(facet, &key))))
        .chain(near)
        .collect();
    if chips.is_empty() {
        return ().into_any();
    }
    let all = address(list.path, &list.without_filters(&query));
    let others = list.filters(&query).saturating_sub(chips.len());
    let others = (others > 0).then(|| view! { <li>{format!("et {others} de plus")}</li> });
    let chip = |(label, href): (String, String)| {
        view! { <li><a class="chip" href=href><span class="visually-hidden">"Retirer le filtre "</span>{label} <Drawn icon=Icon::Cross/></a></li> }
    };
    view! {
        <ul class="chips active-filters not-printed" aria-label="Filtres actifs">
            {chips.into_iter().map(chip).collect_view()}
            {others}
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
    PROJECTS.how_many(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_no_more_than_what_was_chosen() {
        let tidy = |typed: &str| {
            let pairs: Vec<(String, String)> = url::form_urlencoded::parse(typed.as_bytes()).into_owned().collect();
            let query = Query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            tidy_address(PROJECTS.path, &pairs, &query)
        };
        assert_eq!(tidy("cycle=3&pres=0330001X&rayon=&tri="), Some("/projets?cycle=3".into()));
        assert_eq!(tidy("pres=0330001X&rayon=5&tri="), Some("/projets?pres=0330001X&rayon=5".into()));
        assert_eq!(tidy("tri="), Some("/projets".into()));
        assert_eq!((tidy("q=&cycle=3&tri=essais"), tidy("")), (None, None));
    }

    #[test]
    fn how_many_is_said_in_french() {
        assert_eq!([0, 1, 24].map(how_many), ["Aucun projet", "1\u{a0}projet", "24\u{a0}projets"]);
        assert_eq!(RESULTS.how_many(2), "2\u{a0}résultats");
    }
}
