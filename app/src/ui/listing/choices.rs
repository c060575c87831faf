//! What can be chosen in the form of filters.

use super::names::{Middle, Names, facet_label, place, value_label};
use crate::ui::field::{Choice, Question, SelectField};
use domain::{
    problem::Problems,
    search::{Facet, Near, Query, Sort},
    text::fold,
};
use leptos::prelude::*;

/// How many schools are offered, beside those that are chosen: a territory has hundreds.
pub const MOST_SCHOOLS: usize = 12;

/// Facets whose lists stand open; the others unfold.
const fn is_open(facet: Facet) -> bool {
    matches!(facet, Facet::Cycle | Facet::Subject)
}

/// A value that can be ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    key: String,
    label: String,
    /// What tells it from others of its name; may be empty.
    note: String,
    /// How many it would find.
    count: usize,
    chosen: bool,
}

/// What can be ticked in a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ticks {
    values: Vec<Tick>,
    /// Whether there are more than are shown.
    is_cut: bool,
}

/// The values of a facet that would find something, and those that are chosen. `counts` has the most frequent first.
pub(super) fn choices(facet: Facet, query: &Query, counts: &[(String, usize)], names: &Names) -> Ticks {
    let chosen = query.chosen(facet);
    let most = if facet == Facet::School { MOST_SCHOOLS } else { usize::MAX };
    let is_shown = |(at, (key, _)): &(usize, &(String, usize))| *at < most || chosen.contains(key);
    let counted = counts.iter().enumerate().filter(is_shown).map(|(_, (key, count))| (key.clone(), *count));
    let found_nowhere = chosen.iter().filter(|key| !counts.iter().any(|(known, _)| known == *key)).map(|key| (key.clone(), 0));
    let tick = |(key, count): (String, usize)| {
        let note = if facet == Facet::School { names.school(&key).map(|school| school.commune_name.clone()) } else { None };
        Tick { label: value_label(facet, &key, names), note: note.unwrap_or_default(), count, chosen: chosen.contains(&key), key }
    };
    let mut values: Vec<_> = counted.chain(found_nowhere).map(tick).collect();
    values.sort_by_cached_key(|value| (place(facet, &value.key), fold(&value.label), fold(&value.note)));
    Ticks { values, is_cut: counts.len() > most }
}

/// A facet: a list of boxes to tick; nothing where there is none.
#[component]
pub(super) fn FacetPart(
    facet: Facet,
    shown: Ticks,
    /// What is counted: one, and several.
    of: (&'static str, &'static str),
) -> impl IntoView {
    if shown.values.is_empty() {
        return ().into_any();
    }
    let (name, label) = (facet.parameter(), facet_label(facet));
    let any_chosen = shown.values.iter().any(|value| value.chosen);
    let item = |value: Tick| {
        let what = format!(" {}", if value.count > 1 { of.1 } else { of.0 });
        let note = (!value.note.is_empty()).then(|| view! { <small>{value.note}</small> });
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name=name value=value.key checked=value.chosen/>
                    <span>{value.label} " " {note}</span>
                    <span class="facet-count">{value.count}<span class="visually-hidden">{what}</span></span>
                </label>
            </li>
        }
    };
    let cut = shown.is_cut.then(|| view! { <p class="field-help">{format!("Les {MOST_SCHOOLS} que l’on trouve le plus.")}</p> });
    let list = view! { {cut} <ul class="choice-list one-column">{shown.values.into_iter().map(item).collect_view()}</ul> };
    if is_open(facet) {
        return view! { <fieldset class="facet"><legend>{label}</legend>{list}</fieldset> }.into_any();
    }
    view! {
        <details class="facet" open=any_chosen>
            <summary>{label}</summary>
            <fieldset><legend class="visually-hidden">{label}</legend>{list}</fieldset>
        </details>
    }
    .into_any()
}

/// How far around a school one looks. An empty distance is none.
#[component]
pub(super) fn DistanceChoice(middle: Middle, near: Option<Near>) -> impl IntoView {
    let chosen = near.map(|near| near.km);
    let mut choices = vec![Choice { value: String::new(), label: "Peu importe".to_owned(), note: "", chosen: chosen.is_none() }];
    choices.extend(Near::DISTANCES_KM.map(|km| Choice {
        value: km.to_string(),
        label: format!("{km}\u{a0}km"),
        note: "",
        chosen: chosen == Some(km),
    }));
    let question = Question::new("rayon", "À moins de", "", false, &Problems::new());
    view! {
        <fieldset class="facet">
            <legend>"Près de\u{a0}: " {middle.name}</legend>
            <input type="hidden" name="pres" value=middle.school.to_string()/>
            <SelectField question choices/>
        </fieldset>
    }
}

/// In which order: what is meant when nothing is said is sent as nothing.
#[component]
pub(super) fn SortChoice(query: Query) -> impl IntoView {
    let choice = |(value, sort, chosen): (String, Sort, bool)| Choice { value, label: sort.label().to_owned(), note: "", chosen };
    let choices: Vec<_> = sorts(&query).into_iter().map(choice).collect();
    let question = Question::new("tri", "Trier par", "", false, &Problems::new());
    view! { <SelectField question choices/> }
}

/// The orders that mean something, each as the form sends it, and whether it is the one.
fn sorts(query: &Query) -> Vec<(String, Sort, bool)> {
    // Without words, the most relevant is the latest.
    let usual = if query.words.is_empty() { Sort::Latest } else { Sort::Relevance };
    let now = match query.order() {
        Sort::Relevance => usual,
        order => order,
    };
    let mut all = vec![usual];
    all.extend([Sort::Latest, Sort::Tried].into_iter().filter(|sort| *sort != usual));
    all.extend(query.near.is_some().then_some(Sort::Nearest));
    let value = |sort: Sort| if sort == usual { String::new() } else { sort.key().to_owned() };
    all.into_iter().map(|sort| (value(sort), sort, sort == now)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::territory::Uai;

    fn read(typed: &[(&'static str, &'static str)]) -> Query {
        Query::read(typed.iter().copied())
    }

    #[test]
    fn what_finds_nothing_is_left_out_unless_it_is_chosen() {
        let counts = [("sciences".to_owned(), 3), ("emi".to_owned(), 1)];
        let shown = choices(Facet::Subject, &read(&[("matiere", "francais"), ("matiere", "emi")]), &counts, &Names::default());
        let told: Vec<_> = shown.values.iter().map(|value| (value.key.as_str(), value.count, value.chosen)).collect();
        assert_eq!(told.len(), 3);
        for value in [("francais", 0, true), ("emi", 1, true), ("sciences", 3, false)] {
            assert!(told.contains(&value), "{told:?}");
        }
    }

    #[test]
    fn of_many_schools_the_most_frequent_are_offered_and_those_that_are_chosen() {
        let codes: Vec<_> = (1..=20).map(|number| Uai::from_number(330_000 + number).to_string()).collect();
        let counts: Vec<_> = codes.iter().map(|code| (code.clone(), 1)).collect();
        let query = Query { schools: vec![Uai::parse(&codes[19]).expect("a code")], ..Query::default() };
        let shown = choices(Facet::School, &query, &counts, &Names::default());
        assert_eq!((shown.values.len(), shown.is_cut), (MOST_SCHOOLS + 1, true));
        assert!(shown.values.iter().any(|value| value.key == codes[19] && value.chosen));
    }

    #[test]
    fn the_order_that_is_meant_anyway_is_sent_as_nothing() {
        let told = |query: &Query| {
            sorts(query).into_iter().map(|(value, _, chosen)| format!("{value}{}", if chosen { "*" } else { "" })).collect::<Vec<_>>()
        };
        assert_eq!(told(&read(&[])), ["*", "essais"]);
        assert_eq!(told(&read(&[("tri", "date")])), ["*", "essais"]);
        assert_eq!(told(&read(&[("q", "eau")])), ["*", "date", "essais"]);
        assert_eq!(told(&read(&[("q", "eau"), ("tri", "date")])), ["", "date*", "essais"]);
        assert_eq!(told(&read(&[("q", "eau"), ("tri", "distance")])), ["*", "date", "essais"]);
        assert_eq!(told(&read(&[("pres", "0330001X"), ("tri", "distance")])), ["", "essais", "distance*"]);
    }
}
