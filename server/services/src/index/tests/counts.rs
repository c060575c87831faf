//! Totals, facets and rights, compared with a plain filter.

use super::*;
use crate::index::{Said, document::Values};
use domain::{
    projects::{Cycle, Equipment, Level, Licence, Subject},
    search::{Facet, PAGE_SIZE},
};
use proptest::{prelude::*, sample};

const WORDS: [&str; 5] = ["robot", "jardin", "lune", "tambour", "piano"];
const COMMUNES: [&str; 3] = ["33063", "33039", "33281"];

fn principals() -> [Principal; 4] {
    [Principal::Public, Principal::Community, Principal::Animators, Principal::School(Uai::from_number(990_001))]
}

fn communes() -> Vec<Insee> {
    COMMUNES.iter().map(|code| Insee::parse(code).expect("a commune")).collect()
}

fn some<T: Clone + std::fmt::Debug + 'static>(values: &[T], most: usize) -> impl Strategy<Value = Vec<T>> + use<T> {
    sample::subsequence(values.to_vec(), 0..=most)
}

prop_compose! {
    fn documents()(
        many in prop::collection::vec((
            some(&principals(), 3), sample::select(State::ALL), some(&WORDS, 3), some(&WORDS, 3), some(Cycle::ALL, 2), some(&Level::ALL[..4], 2),
            some(&Subject::ALL[..4], 3), some(&communes(), 2), (some(&Equipment::ALL[..3], 2), any::<bool>(), 0_i64..400),
        ), 0..60)
    ) -> Vec<Document> {
        many.into_iter().enumerate().map(|(n, (acl, state, title, text, cycles, levels, subjects, communes, (equipment, published, days)))| {
            let schools = if n % 3 == 0 { vec![Uai::from_number(990_001)] } else { Vec::new() };
            let published = published.then(|| NOW.plus_ms(-days * DAY));
            let mut made = Document::new(thing(i64::try_from(n).expect("few") + 1), Readers::of(acl), title.join(" "), NOW);
            let licence = [None, Some(Licence::CcBy), Some(Licence::CcBySa)][n % 3];
            made.values = Values { cycles, levels, subjects, equipment, communes, schools, licence, ..Values::default() };
            Document { state: Some(state), text: text.join(" "), published, ..made }
        }).collect()
    }
}

prop_compose! {
    fn queries()(
        words in some(&WORDS, 2), cycles in some(Cycle::ALL, 2), levels in some(&Level::ALL[..4], 2), subjects in some(&Subject::ALL[..4], 2),
        communes in some(&communes(), 2), equipment in some(&Equipment::ALL[..3], 1), school in any::<bool>(),
        licences in some(&[Licence::CcBy, Licence::CcBySa], 1), page in 0_usize..2,
    ) -> Query {
        let schools = if school { vec![Uai::from_number(990_001)] } else { Vec::new() };
        Query { words: words.join(" "), cycles, levels, subjects, communes, equipment, schools, licences, page, ..Query::default() }
    }
}

/// What the index does, said plainly.
fn matches(document: &Document, query: &Query, readers: &[Principal], states: Option<&[State]>, without: Option<Facet>) -> bool {
    let text = format!("{} {}", document.title, document.text);
    let chosen = |facet| {
        let (chosen, has) = (query.chosen(facet), document.keys(facet));
        without == Some(facet) || chosen.is_empty() || chosen.iter().any(|value| has.contains(value))
    };
    document.readers.groups.iter().any(|principal| readers.contains(principal))
        && states.is_none_or(|states| document.state.is_some_and(|state| states.contains(&state)))
        && query.words.split_whitespace().all(|word| text.contains(word))
        && Facet::ALL.into_iter().all(chosen)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn totals_pages_and_facets_are_those_of_a_plain_filter(
        documents in documents(), asked in prop::collection::vec((queries(), some(&principals(), 3), prop::option::of(some(State::ALL, 3))), 4)
    ) {
        let index = index(&documents);
        for (query, principals, states) in asked {
            let states = states.as_deref();
            let found = index.search(&query, &readers(&principals), Selection { states, ..all() }).expect("an answer");
            let mut expected: Vec<&Document> = documents.iter().filter(|d| matches(d, &query, &principals, states, None)).collect();
            if let Some(whole) = found.said.whole {
                prop_assert_eq!(whole, expected.len());
            } else if found.said == Said::default() {
                prop_assert_eq!(found.total, expected.len());
                expected.sort_by_key(|d| std::cmp::Reverse((d.published, d.thing.number())));
                let expected: Vec<Thing> = expected.into_iter().map(|d| d.thing.clone()).collect();
                if query.words.is_empty() {
                    let page: Vec<_> = expected.into_iter().skip(query.page * PAGE_SIZE).take(PAGE_SIZE).collect();
                    prop_assert_eq!(&found.things, &page);
                } else {
                    prop_assert!(found.things.iter().all(|thing| expected.contains(thing)));
                    prop_assert_eq!(found.things.len(), expected.len().saturating_sub(query.page * PAGE_SIZE).min(PAGE_SIZE));
                }
                for facet in Facet::ALL {
                    let mut plain = std::collections::BTreeMap::<String, usize>::new();
                    for document in documents.iter().filter(|d| matches(d, &query, &principals, states, Some(facet))) {
                        for key in document.keys(facet) {
                            *plain.entry(key).or_default() += 1;
                        }
                    }
                    let counted: std::collections::BTreeMap<String, usize> = found.facets.of(facet).iter().cloned().collect();
                    prop_assert_eq!(counted, plain, "{:?} of {:?}", facet, &query);
                }
            }
        }
    }
}

#[test]
fn what_one_may_not_read_leaves_no_trace() {
    let mut secret = project(1, "Évaluation des robots", "Un secret bien gardé");
    secret.readers = Readers::of(vec![Principal::Community]);
    secret.values.cycles = vec![Cycle::Three];
    secret.values.communes = vec![Insee::parse("33281").expect("a commune")];
    let index = index(&[secret, project(2, "Jardin", "Une plante")]);
    for asked in ["", "évaluation", "robots", "secret", "evalaution", "secert", "robost"] {
        let found = index.search(&words(asked), &everyone(), all()).expect("an answer");
        assert!(!found.things.contains(&thing(1)), "{asked}");
        assert_eq!(found.total, usize::from(asked.is_empty()), "{asked}");
        assert_eq!(found.said, Said::default(), "{asked}");
        assert_eq!(found.facets.count(Facet::Cycle, "3") + found.facets.count(Facet::Commune, "33281"), 0, "{asked}");
        let member = index.search(&words(asked), &readers(&[Principal::Public, Principal::Community]), all()).expect("an answer");
        assert!(member.things.contains(&thing(1)), "{asked}");
        assert_eq!(member.facets.count(Facet::Cycle, "3"), 1, "{asked}");
    }
    assert_eq!(index.search(&words(""), &readers(&[]), all()).expect("an answer").total, 0);
    assert_eq!(index.search(&words(""), &Audience::Everything, all()).expect("an answer").total, 2);
}

#[test]
fn choosing_a_second_value_shows_what_its_count_said() {
    let made = |n| {
        let mut made = project(n, "Robot", "");
        made.values.cycles = vec![Cycle::ALL[usize::try_from(n).expect("few") % 3]];
        made
    };
    let documents: Vec<_> = (1..=30).map(made).collect();
    let index = index(&documents[..20]);
    let first = index.search(&Query { cycles: vec![Cycle::One], ..Query::default() }, &everyone(), all()).expect("an answer");
    let more = first.facets.count(Facet::Cycle, Cycle::Two.key());
    let both = index.search(&Query { cycles: vec![Cycle::One, Cycle::Two], ..Query::default() }, &everyone(), all()).expect("an answer");
    assert!(more > 0);
    assert_eq!(both.total, first.total + more);
}
