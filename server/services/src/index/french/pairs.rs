//! The regression list: what must meet, and what must not.

use super::*;

fn stems(text: &str) -> Vec<String> {
    words(&compose(text)).into_iter().filter_map(|word| word.stem).collect()
}

const SAME: &[(&str, &str)] = &[
    ("évaluation", "evaluation"),
    ("ÉVALUATION", "évaluations"),
    ("EVALUATION", "l’évaluation"),
    ("évaluation", "l'Évaluation"),
    ("évaluer", "évaluation"),
    ("évalué", "évaluer"),
    ("évaluées", "évaluer"),
    ("e\u{301}valuation", "évaluation"),
    ("E\u{301}COLE", "école"),
    ("ecole", "l’École"),
    ("écoles", "ÉCOLE"),
    ("d’élèves", "élève"),
    ("qu’élève", "élève"),
    ("jusqu’à l’école", "à école"),
    ("œuvre", "oeuvre"),
    ("ŒUVRES", "œuvre"),
    ("cœur", "coeurs"),
    ("curriculum vitæ", "curriculum vitae"),
    ("projets", "projet"),
    ("inégalité", "inégalités"),
    ("jeux", "jeu"),
    ("réussir", "réussite"),
    ("réussites", "réussir"),
    ("formation", "formateur"),
    ("formatrices", "formations"),
    ("actif", "active"),
    ("actifs", "actives"),
    ("sportif", "sportives"),
    ("œil", "yeux"),
    ("travail", "travaux"),
    ("animal", "animaux"),
    ("journal", "journaux"),
    ("tableau", "tableaux"),
    ("numérique", "numériques"),
    ("création", "créations"),
    ("créatif", "créative"),
    ("programmer", "programmation"),
    ("robot", "robots"),
    ("lecture", "lire"),
    ("lecteurs", "lectrice"),
    ("mathématique", "mathématiques"),
    ("aujourd’hui", "aujourd'hui"),
    ("AUJOURD’HUI", "aujourd’hui"),
    ("éva\u{AD}luation", "évaluation"),
    ("enseignant·e·s", "enseignant"),
    ("directeur·rice", "directeur"),
    ("6ème", "6e"),
    ("CM2", "cm2"),
    ("Ça", "ça"),
    ("curieux", "curieuse"),
    ("coopératif", "coopératives"),
    ("arbre", "arbres"),
    ("chanter", "chantant"),
    ("jardinage", "jardinages"),
];

const DIFFERENT: &[(&str, &str)] = &[
    ("cours", "courir"),
    ("pair", "paire"),
    ("maire", "mairie"),
    ("aujourd’hui", "hui"),
    ("école", "écologie"),
    ("poisson", "poison"),
    ("classe", "classique"),
    ("lune", "une"),
    ("cycle 2", "cycle 3"),
    ("motif", "motiver"),
    ("univers", "université"),
    ("organe", "organiser"),
    ("main", "maintenir"),
    ("CE1", "CE2"),
];

#[test]
fn words_that_should_meet_meet() {
    let apart: Vec<_> = SAME.iter().map(|(a, b)| (a, b, stems(a), stems(b))).filter(|(_, _, a, b)| a != b).collect();
    assert!(apart.is_empty(), "{apart:#?}");
}

#[test]
fn words_that_should_not_meet_do_not() {
    let met: Vec<_> = DIFFERENT.iter().map(|(a, b)| (a, b, stems(a), stems(b))).filter(|(_, _, a, b)| a == b).collect();
    assert!(met.is_empty(), "{met:#?}");
}

#[test]
fn elided_articles_leave_no_word_and_places_are_those_of_the_text() {
    let text = "L’eau d'aujourd’hui : qu’est-ce que c’est ? l’« eau »";
    let found: Vec<_> = words(text).into_iter().map(|word| (word.folded, text[word.place].to_owned())).collect();
    let expected =
        [("eau", "eau"), ("aujourdhui", "aujourd’hui"), ("est", "est"), ("ce", "ce"), ("que", "que"), ("est", "est"), ("eau", "eau")];
    assert_eq!(found, expected.map(|(folded, written)| (folded.to_owned(), written.to_owned())));
    assert_eq!(words("la lettre ‘C’ et le langage C").iter().filter(|word| word.folded == "c").count(), 2);
}

#[test]
fn a_season_and_a_sound_are_words_though_they_look_like_stop_words() {
    assert_eq!(stems("l’été"), ["ete"]);
    assert_eq!(stems("le son et la musique").len(), 2);
    assert!(stems("de la pour avec").is_empty());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic_and_every_place_is_in_the_text(text in ".*") {
        let text = compose(&text);
        for word in words(&text) {
            proptest::prop_assert!(text.get(word.place).is_some_and(|written| !written.is_empty()));
        }
    }
}
