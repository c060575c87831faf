//! The judge is judged: what tells a secret is objected to, each way in which it could be told, so that no run passes because nobody looks.

use super::{
    judge::{Answer, Complaints, Shown},
    truth::{Counted, Known},
    words::{Dice, Words},
};
use domain::{
    ids::ProjectId,
    search::{Facet, Kind, Thing},
};
use services::search::{Said, Suggestion, What};
use std::collections::{BTreeMap, BTreeSet};

/// What there is to tell: one thing that may be read, and the word of another.
struct Told {
    known: Known,
    readable: Thing,
    other: Thing,
    secret: String,
    counted: Counted,
    answer: Answer,
}

fn told() -> Told {
    let mut words = Words::new();
    let (word, secret) = (words.fresh(), words.fresh());
    let (readable, other) = (Thing::Project(ProjectId::new(1)), Thing::Project(ProjectId::new(2)));
    let counted = Counted::from([(Facet::Kind, BTreeMap::from([(Kind::Project.key().to_owned(), 1)]))]);
    let address = format!("/projets/{word}");
    let shown = Shown { thing: readable.clone(), says: format!("Titre {word} {address}"), address };
    let answer = Answer { total: 1, shown: vec![shown], counted: counted.clone(), said: Said::default() };
    let known = Known { truth: BTreeSet::from([readable.clone()]), secret: BTreeSet::from([secret.clone()]) };
    Told { known, readable, other, secret, counted, answer }
}

/// What is objected to in an answer to a word.
fn objections(told: &Told, answer: &Answer) -> Vec<String> {
    let mut complaints = Complaints::default();
    complaints.of_all("mot", &told.known, answer, &BTreeSet::from([told.readable.clone()]), &told.counted);
    complaints.of_saying_nothing("mot", answer);
    complaints.0
}

#[test]
fn an_answer_that_tells_the_truth_is_not_objected_to() {
    let told = told();
    assert_eq!(objections(&told, &told.answer), Vec::<String>::new());
    let mut complaints = Complaints::default();
    complaints.of_telling_no_more(("un", &told.answer), ("autre", &told.answer));
    let addresses = BTreeSet::from(["/projets/titre".to_owned()]);
    let suggestion = Suggestion { title: "Titre".into(), what: What::Thing(Kind::Project), address: "/projets/titre".into() };
    complaints.of_suggestions("tit", &told.known, Some(&addresses), &[suggestion]);
    assert_eq!(complaints.0, Vec::<String>::new());
}

#[test]
fn each_way_to_tell_a_secret_is_objected_to() {
    type Spoil = fn(&Told, &mut Answer);
    let ways: [(&str, Spoil); 12] = [
        ("another thing is shown", |told, answer| answer.shown[0].thing = told.other.clone()),
        ("another thing is shown too", |told, answer| {
            answer.shown.push(Shown { thing: told.other.clone(), address: String::new(), says: String::new() });
        }),
        ("its word is shown in a title", |told, answer| answer.shown[0].says = format!("Titre de {} enfin", told.secret)),
        ("its word is shown with a capital", |told, answer| answer.shown[0].says = told.secret.to_uppercase()),
        ("its word stands in an address", |told, answer| answer.shown[0].says = format!("/projets/1-{}-2", told.secret)),
        ("it counts", |_, answer| answer.total = 2),
        ("it counts among its kind", |_, answer| {
            answer.counted.insert(Facet::Kind, BTreeMap::from([(Kind::Project.key().to_owned(), 2)]));
        }),
        ("it counts in a facet of its own", |_, answer| {
            answer.counted.insert(Facet::Commune, BTreeMap::from([("33063".to_owned(), 1)]));
        }),
        ("what is there is not shown", |_, answer| answer.shown.clear()),
        ("its word is searched for instead", |told, answer| answer.said.corrected = Some(format!("le {}", told.secret))),
        ("its word is searched for too", |told, answer| answer.said.also = Some(told.secret.clone())),
        ("its word is left out", |told, answer| answer.said.left_out = vec![told.secret.clone()]),
    ];
    let told = told();
    for (way, spoil) in ways {
        let mut answer = told.answer.clone();
        spoil(&told, &mut answer);
        assert!(!objections(&told, &answer).is_empty(), "{way}");
    }
}

#[test]
fn a_secret_that_is_only_shown_is_objected_to_while_counts_are_late() {
    let told = told();
    let late = |answer: &Answer| {
        let mut complaints = Complaints::default();
        complaints.of_secrets("mot", &told.known, answer);
        complaints.0.len()
    };
    let counted = Answer { total: 7, ..told.answer.clone() };
    assert_eq!((late(&told.answer), late(&counted)), (0, 0));
    let mut shown = told.answer.clone();
    shown.shown[0].says = format!("« {}. »", told.secret);
    assert_eq!(late(&shown), 1);
    for said in [
        Said { corrected: Some(told.secret.clone()), ..Said::default() },
        Said { also: Some(told.secret.clone()), ..Said::default() },
        Said { left_out: vec![told.secret.clone()], ..Said::default() },
    ] {
        assert_eq!(late(&Answer { said, ..told.answer.clone() }), 1);
    }
}

#[test]
fn a_suggestion_and_an_answer_that_differs_are_objected_to() {
    let told = told();
    let addresses = BTreeSet::from(["/projets/titre".to_owned()]);
    let suggestion =
        |title: &str, address: &str| Suggestion { title: title.into(), what: What::Thing(Kind::Project), address: address.into() };
    let secret = format!("La {}", told.secret);
    for offered in
        [suggestion(&secret, "/projets/titre"), suggestion("Titre", "/projets/autre"), suggestion("Titre", &format!("/{}", told.secret))]
    {
        let mut complaints = Complaints::default();
        complaints.of_suggestions("tit", &told.known, Some(&addresses), std::slice::from_ref(&offered));
        assert!(!complaints.0.is_empty(), "{offered:?}");
    }
    let more = Answer { total: 2, ..told.answer.clone() };
    let said = Answer { said: Said { left_out: vec!["un".into()], ..Said::default() }, ..told.answer.clone() };
    for other in [&more, &said] {
        let mut complaints = Complaints::default();
        complaints.of_telling_no_more(("un", other), ("autre", &told.answer));
        assert!(!complaints.0.is_empty(), "{other:?}");
    }
}

#[test]
fn words_are_as_good_as_secrets_must_be() {
    let mut words = Words::new();
    let mut dice = Dice::of(1);
    let fresh: BTreeSet<String> = (0..200).map(|_| words.fresh()).collect();
    assert!(fresh.len() == 200 && fresh.iter().all(|word| word.len() > 8 && word.chars().all(|c| c.is_ascii_lowercase())));
    assert!(!fresh.contains(&Words::nowhere()) && words.shared().iter().all(|shared| !fresh.contains(shared)));
    assert!(dice.pick(&Vec::from_iter(fresh)).is_some());
}
