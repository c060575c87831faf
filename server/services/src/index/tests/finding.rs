//! What is found, in which order, and how it is shown.

use super::*;
use crate::{
    index::{ReadText, Sought},
    text::SafeHtml,
};
use domain::search::PAGE_SIZE;

fn highlight(words: &str, line: &str) -> SafeHtml {
    Sought::new(words).highlight(&ReadText::new(line))
}

fn snippet(words: &str, text: &str) -> SafeHtml {
    Sought::new(words).snippet(&ReadText::new(text))
}

#[test]
fn accents_capitals_elisions_ligatures_and_inflections_make_no_difference() {
    let index = index(&[
        project(1, "L’évaluation à l’École", "Les cœurs des œuvres d’aujourd’hui"),
        project(2, "Jardin", "Des plantes"),
        project(3, "E\u{301}cole dehors", "Une classe au parc"),
    ]);
    for asked in [
        "evaluation",
        "ÉVALUATIONS",
        "l'évaluation",
        "évalué",
        "coeur",
        "OEUVRE",
        "œuvres",
        "aujourd'hui",
        "de l’œuvre",
        "evaluation coeur",
    ] {
        assert_eq!(ids(&index, &words(asked)), [1], "{asked}");
    }
    for asked in ["école", "ECOLE", "l’ecole", "écoles"] {
        let mut found = ids(&index, &words(asked));
        found.sort_unstable();
        assert_eq!(found, [1, 3], "{asked}");
    }
    for asked in ["evaluation plantes", "fusée", "???", "« »"] {
        assert!(ids(&index, &words(asked)).is_empty(), "{asked}");
    }
}

#[test]
fn common_words_are_not_asked_for_unless_there_is_nothing_else() {
    let index = index(&[
        project(1, "Le son", "On écoute"),
        project(2, "Découvrir le quartier", "Une promenade"),
        project(3, "De la pluie", "On mesure"),
        project(4, "L’été au jardin", "On arrose"),
    ]);
    assert_eq!(ids(&index, &words("découvrir son quartier")), [2]);
    assert_eq!(ids(&index, &words("le son")), [1]);
    assert_eq!(ids(&index, &words("l’été")), [4]);
    assert_eq!(ids(&index, &words("de la")), [3]);
}

#[test]
fn a_word_in_the_title_comes_before_a_word_in_the_text_and_as_typed_before_its_cousins() {
    let text = "Une histoire assez longue de robots, avec des élèves et des enseignants qui programment.";
    let index = index(&[
        project(1, "Le jardin", text),
        project(2, "Des robots en classe", "Une histoire."),
        project(3, "La mairie", "Une visite."),
        project(4, "Le maire", "Une visite à la mairie."),
    ]);
    assert_eq!(ids(&index, &words("robot")), [2, 1]);
    assert_eq!(ids(&index, &words("mairie")), [3, 4]);
}

#[test]
fn of_two_that_match_alike_the_younger_comes_first_and_without_words_the_latest_published() {
    let dated = |id, days: i64| Document { published: Some(NOW.plus_ms(-days * DAY)), ..project(id, "Robot", "Le même texte") };
    let draft = Document { published: None, ..project(9, "Autre", "Rien") };
    let index = index(&[dated(1, 900), dated(2, 3), dated(3, 200), draft]);
    assert_eq!(ids(&index, &words("robot")), [2, 3, 1]);
    assert_eq!(ids(&index, &words("")), [2, 3, 1, 9]);
}

#[test]
fn pages_follow_one_another_without_gap_or_double() {
    let documents: Vec<_> = (1..=60).map(|id| project(id, "Robot", "Le même texte")).collect();
    let index = index(&documents);
    for asked in ["", "robot"] {
        let mut all: Vec<i64> = (0..4).flat_map(|page| ids(&index, &words(asked).at_page(page))).collect();
        assert_eq!(ids(&index, &words(asked)).len(), PAGE_SIZE);
        all.sort_unstable();
        assert_eq!(all, (1..=60).collect::<Vec<_>>(), "{asked}");
    }
}

#[test]
fn a_changed_document_takes_the_place_of_the_old_one_and_a_deleted_one_is_gone() {
    let index = index(&[project(1, "Robot", ""), project(2, "Lune", "")]);
    assert!(index.apply(&[project(1, "Jardin", "")], &[ProjectId::new(2)], Some(1), 7).expect("a commit"));
    assert_eq!(index.seq(), Some(7));
    assert_eq!(ids(&index, &words("")), [1]);
    assert_eq!(ids(&index, &words("jardin")), [1]);
    assert!(ids(&index, &words("robot")).is_empty());
    assert!(!index.apply(&[project(3, "Trop tard", "")], &[], Some(1), 8).expect("an answer"), "the index is at 7, not at 1");
    assert_eq!((index.seq(), ids(&index, &words(""))), (Some(7), vec![1]));
}

#[test]
fn typing_mistakes_are_forgiven_when_nothing_else_matches() {
    let index = index(&[project(1, "L’évaluation par les robots", "Programmer"), project(2, "Jardin", "Légumes")]);
    let cases = [
        ("evalaution", Some("évaluation"), 1),
        ("l’evaluatoin des robts", Some("l’évaluation des robots"), 1),
        ("jardn", Some("jardin"), 1),
        ("évaluation", None, 1),
        ("jrd", None, 0),
        ("jardin robots", None, 0),
        ("xylophone", None, 0),
    ];
    for (typed, corrected, total) in cases {
        let found = index.search(&words(typed), &everyone(), ALL).expect("an answer");
        assert_eq!((found.corrected.as_deref(), found.total), (corrected, total), "{typed}");
    }
}

#[test]
fn a_mistake_is_put_right_with_a_word_that_the_reader_may_find_however_common_another_is() {
    let secret = |id| Document { acl: vec![Principal::Community], ..project(id, "Ratons", "") };
    let index = index(&[secret(1), secret(2), secret(3), project(4, "Rayons", "")]);
    let found = |principals: &[Principal]| index.search(&words("racons"), &readers(principals), ALL).expect("an answer");
    assert_eq!(found(&[Principal::Public]).corrected.as_deref(), Some("rayons"));
    assert_eq!(found(&[Principal::Public, Principal::Community]).corrected.as_deref(), Some("ratons"));
}

#[test]
fn words_found_are_marked_in_any_form_and_all_else_is_escaped() {
    let shown = |words: &str, text: &str| snippet(words, text).as_str().to_owned();
    assert_eq!(
        shown("évaluer", "Pour l’évaluation <script>alert('x')</script> des ROBOTS & cie"),
        "Pour l’<mark>évaluation</mark> &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; des ROBOTS &amp; cie"
    );
    assert_eq!(shown("evaluation oeuvre", "e\u{301}valué : une ŒUVRE"), "<mark>évalué</mark> : une <mark>ŒUVRE</mark>");
    assert_eq!(highlight("l'ecole", "L’École <b>du</b> parc").as_str(), "L’<mark>École</mark> &lt;b&gt;du&lt;/b&gt; parc");
    assert!(snippet("fusée", "Un texte sans elle").is_empty());
    assert!(snippet("", "Un texte").is_empty());
    assert_eq!(highlight("", "Un <titre>").as_str(), "Un &lt;titre&gt;");
}

#[test]
fn a_snippet_is_the_short_part_that_holds_most_words() {
    let filler = "Les élèves avancent pas à pas dans leur travail de groupe. ".repeat(40);
    let text = format!("{filler}Un robot passe. {filler}Le robot dessine un jardin. {filler}");
    let shown = snippet("robots jardins", &text);
    assert!(shown.as_str().contains("Le <mark>robot</mark> dessine un <mark>jardin</mark>."), "{shown:?}");
    assert!(shown.as_str().starts_with("… ") && shown.as_str().ends_with(" …"), "{shown:?}");
    let plain = shown.as_str().replace("<mark>", "").replace("</mark>", "");
    assert!((150..=270).contains(&plain.chars().count()), "{} characters", plain.chars().count());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_a_snippet_panic_or_lets_markup_through(words in ".{0,20}", text in "(robot|œuvre|<b>|e\u{301}|’|’|\\PC|\\s){0,200}") {
        for html in [snippet(&words, &text), snippet("robot oeuvre", &text), highlight(&words, &text)] {
            let bare = html.as_str().replace("<mark>", "").replace("</mark>", "");
            proptest::prop_assert!(!bare.contains('<') && !bare.contains('>'));
        }
    }
}
