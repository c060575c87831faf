//! The kinds of what was found, as a row of links above it.

use crate::ui::listing::{RESULTS, address};
use domain::search::{Facet, Kind, Query};
use leptos::prelude::*;
use services::search::FacetCounts;

/// All of them, then each of which something was found, or that is chosen. Nothing where there is one kind alone, and nothing to choose.
#[component]
pub(super) fn KindLinks(query: Query, counts: FacetCounts) -> impl IntoView {
    let row = links(&query, &counts);
    if row.len() <= 2 && query.kinds.is_empty() {
        return ().into_any();
    }
    let item = |link: KindLink| {
        let current = link.chosen.then_some("true");
        let count = view! { <b>{link.count}<span class="visually-hidden">{link.counted}</span></b> };
        view! { <li><a class="chip" href=link.address aria-current=current>{link.label} " " {count}</a></li> }
    };
    view! {
        <nav class="search-kinds not-printed" aria-label="Sortes de résultats">
            <ul class="chips">{row.into_iter().map(item).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// A link of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KindLink {
    label: &'static str,
    address: String,
    count: usize,
    /// What is counted.
    counted: &'static str,
    chosen: bool,
}

fn links(query: &Query, counts: &FacetCounts) -> Vec<KindLink> {
    let link = |label, kinds: Vec<Kind>, count: usize, chosen| KindLink {
        label,
        address: address(RESULTS.path, &Query { kinds, page: 0, ..query.clone() }),
        count,
        counted: if count > 1 { " résultats" } else { " résultat" },
        chosen,
    };
    // What is counted of kinds leaves the chosen ones aside, and a thing is of one kind.
    let all = counts.of(Facet::Kind).iter().map(|(_, count)| count).sum();
    let mut row = vec![link("Tout", Vec::new(), all, query.kinds.is_empty())];
    for kind in Kind::ALL {
        let (count, chosen) = (counts.count(Facet::Kind, kind.key()), query.kinds.contains(kind));
        if count > 0 || chosen {
            row.push(link(kind.label(), vec![*kind], count, chosen));
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_that_is_chosen_stays_in_the_row_and_the_rest_of_the_question_too() {
        let query = Query::read([("q", "eau"), ("type", "besoin"), ("cycle", "3"), ("page", "2")]);
        let row = links(&query, &FacetCounts::default());
        let told: Vec<_> = row.iter().map(|link| (link.label, link.address.as_str(), link.count, link.chosen)).collect();
        assert_eq!(told, [("Tout", "/recherche?q=eau&cycle=3", 0, false), ("Besoins", "/recherche?q=eau&type=besoin&cycle=3", 0, true)]);
    }
}
