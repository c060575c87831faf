//! What is found, in which order, and how it is shown.

use super::*;
use crate::{
    index::{Around, ReadText, Sought},
    text::SafeHtml,
};
use domain::search::{PAGE_SIZE, Sort};

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
    for asked in ["fusée", "???", "« »"] {
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
    assert!(index.apply(&[project(1, "Jardin", "")], &[thing(2)], Some(1), 7).expect("a commit"));
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
        ("xylophone", None, 0),
        ("jardn des robots", Some("jardin des robots"), 2),
    ];
    for (typed, corrected, total) in cases {
        let found = index.search(&words(typed), &everyone(), all()).expect("an answer");
        assert_eq!((found.said.corrected.as_deref(), found.total), (corrected, total), "{typed}");
    }
}

#[test]
fn what_holds_the_words_as_typed_stays_before_what_was_probably_meant() {
    let mut documents: Vec<_> = (2..12).map(|id| project(id, "Un ordinateur", "Écrire sur un ordinateur, avec un ordinateur.")).collect();
    documents.push(project(1, "Le bilan", "Un ordniateur perdu"));
    let index = index(&documents);
    let found = index.search(&words("ordniateur"), &everyone(), all()).expect("an answer");
    assert_eq!((found.total, found.things[0].number(), found.said.also.as_deref()), (11, 1, Some("ordinateur")));
    assert_eq!((found.said.corrected, found.said.left_out.len()), (None, 0));
    let plain = index.search(&words("ordinateur"), &everyone(), all()).expect("an answer");
    assert_eq!((plain.total, plain.said), (10, super::super::Said::default()));
}

#[test]
fn words_that_stand_nowhere_are_left_out_and_what_holds_most_follows_what_holds_all() {
    let index = index(&[project(1, "Le robot au jardin", ""), project(2, "Le robot", ""), project(3, "La lune", "")]);
    let found = |typed: &str| index.search(&words(typed), &everyone(), all()).expect("an answer");
    let robots = found("robot jardin licorne");
    assert_eq!((robots.things, robots.said.left_out, robots.said.whole), (vec![thing(1), thing(2)], vec!["licorne".to_owned()], Some(1)));
    let apart = found("lune jardin");
    assert_eq!((apart.total, apart.said.left_out.len(), apart.said.whole), (2, 0, Some(0)));
    let nothing = found("licorne dragon");
    assert_eq!((nothing.total, nothing.said), (0, super::super::Said::default()));
}

#[test]
fn three_of_four_words_do_when_few_things_hold_them_all() {
    let mut documents: Vec<_> = (10..40).map(|id| project(id, "Piano", "seul")).collect();
    documents.extend([project(1, "Robot lune jardin piano", ""), project(2, "Robot lune jardin", ""), project(3, "Robot lune", "")]);
    let index = index(&documents);
    let found = index.search(&words("robot lune jardin piano"), &everyone(), all()).expect("an answer");
    assert_eq!(
        (found.things, found.said.whole),
        (vec![thing(1), thing(2), thing(3)], Some(1)),
        "half of them, as three are found in two only"
    );
}

#[test]
fn of_a_long_question_what_is_found_nowhere_is_left_out_and_what_is_said_again_is_asked_once() {
    let long: Vec<_> = (0..30).map(|number| format!("m{number}x")).collect();
    let index = index(&[project(1, "Robot", &long.join(" ")), project(2, "Robot", "")]);
    let found = |typed: &str| index.search(&words(typed), &everyone(), all()).expect("an answer");
    let asked = found(&format!("{} zzyyxx", long.join(" ")));
    assert_eq!((asked.things, asked.said.left_out), (vec![thing(1)], vec!["zzyyxx".to_owned()]));
    let (once, often) = (found("robot"), found(&"robot ".repeat(30)));
    assert_eq!((&often.things, often.total), (&once.things, 2));
}

#[test]
fn synonyms_find_one_another_and_what_was_typed_comes_first() {
    let group = ["TNI", "VPI", "tableau numérique interactif"].map(str::to_owned).to_vec();
    let synonyms = Synonyms::new(&[group]);
    let index = index(&[
        project(1, "Le TNI", ""),
        project(2, "Un tableau numérique, vraiment interactif", ""),
        project(3, "Un tableau noir", ""),
        project(4, "Le VPI", ""),
    ]);
    for asked in ["tni", "VPI", "tableaux numériques interactifs"] {
        let found = index.search(&words(asked), &everyone(), Selection { synonyms: &synonyms, ..all() }).expect("an answer");
        assert_eq!(found.total, 3, "{asked}");
        assert_eq!(
            found.things[0],
            thing(if asked == "tni" {
                1
            } else if asked == "VPI" {
                4
            } else {
                2
            }),
            "{asked}"
        );
    }
}

#[test]
fn what_people_type_lands_on_what_they_mean() {
    let index = index(&[
        project(1, "L’évaluation en CP avec des tablettes", ""),
        project(2, "L’évolution des espèces", ""),
        project(3, "Une tablette de chocolat", "pour les CP"),
    ]);
    for asked in ["evalution cp tablete", "Évaluations CP tablettes", "tablete cp évaluer", "evalaution tabelttes"] {
        assert_eq!(ids(&index, &words(asked)).first(), Some(&1), "{asked}");
    }
}

#[test]
fn of_an_expression_that_means_the_same_all_words_are_marked_and_none_alone() {
    let synonyms = Synonyms::new(&[["TNI", "tableau numérique"].map(str::to_owned).to_vec()]);
    let index = index(&[project(1, "Le TNI", "Un tableau numérique, puis un tableau noir")]);
    let found = index.search(&words("tni"), &everyone(), Selection { synonyms: &synonyms, ..all() }).expect("an answer");
    let shown = found.sought.snippet(&ReadText::new("Un tableau noir, un tableau numérique, un TNI"));
    assert_eq!(shown.as_str(), "Un tableau noir, un <mark>tableau</mark> <mark>numérique</mark>, un <mark>TNI</mark>");
}

#[test]
fn the_most_tried_the_latest_and_the_nearest_come_first_when_asked_for() {
    let far = Uai::from_number(990_002);
    let made = |id, tried, days: i64, school: &Uai| {
        let mut made = project(id, "Robot", "Le même texte");
        made.tried = tried;
        made.published = Some(NOW.plus_ms(-days * DAY));
        made.values.schools = vec![school.clone()];
        made
    };
    let (near, elsewhere) = (Uai::from_number(990_001), Uai::from_number(990_003));
    let index = index(&[made(1, 5, 9, &far), made(2, 0, 1, &near), made(3, 7, 30, &elsewhere)]);
    let around = Around { metres: [(near.clone(), 0), (far, 1_200)].into() };
    let order = |sort, around: Option<&Around>| {
        let near = around.map(|_| domain::search::Near::around(near.clone(), 5));
        let query = Query { sort: Some(sort), near, ..words("robot") };
        let found = index.search(&query, &everyone(), Selection { around, ..all() }).expect("an answer");
        found.things.iter().map(Thing::number).collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::Tried, None), [3, 1, 2]);
    assert_eq!(order(Sort::Latest, None), [2, 1, 3]);
    assert_eq!(order(Sort::Nearest, Some(&around)), [2, 1], "the third is too far");
    assert_eq!(order(Sort::Tried, Some(&around)), [1, 2]);
}

#[test]
fn some_read_before_others_and_only_the_community_when_only_the_community_counts() {
    let mut early = project(1, "Robot", "");
    early.readers = Readers::of(vec![Principal::Animators]);
    early.readers.later = Some((NOW.plus_ms(DAY), vec![Principal::Public]));
    let mut beside = project(2, "Robot", "");
    beside.readers = Readers { of_the_community: true, ..Readers::of(vec![Principal::School(Uai::from_number(990_001))]) };
    let index = index(&[early, beside]);
    let found = |principals: &[Principal], now| {
        let found = index.search(&words("robot"), &readers(principals), Selection { now, ..all() }).expect("an answer");
        let mut found: Vec<_> = found.things.iter().map(Thing::number).collect();
        found.sort_unstable();
        found
    };
    let school = Principal::School(Uai::from_number(990_001));
    assert_eq!(found(&[Principal::Public], NOW), Vec::<i64>::new());
    assert_eq!(found(&[Principal::Public, Principal::Animators], NOW), [1]);
    assert_eq!(found(&[Principal::Public], NOW.plus_ms(DAY)), [1], "from that instant on");
    assert_eq!(found(&[Principal::Public, school.clone()], NOW), Vec::<i64>::new(), "a parent");
    assert_eq!(found(&[Principal::Public, Principal::Community, school], NOW), [2], "a teacher");
}

#[test]
fn a_mistake_is_put_right_with_a_word_that_the_reader_may_find_however_common_another_is() {
    let secret = |id| Document { readers: Readers::of(vec![Principal::Community]), ..project(id, "Ratons", "") };
    let index = index(&[secret(1), secret(2), secret(3), project(4, "Rayons", "")]);
    let found = |principals: &[Principal]| index.search(&words("racons"), &readers(principals), all()).expect("an answer");
    assert_eq!(found(&[Principal::Public]).said.corrected.as_deref(), Some("rayons"));
    assert_eq!(found(&[Principal::Public, Principal::Community]).said.corrected.as_deref(), Some("ratons"));
}

#[test]
fn a_mistake_is_put_right_with_a_form_that_the_reader_may_read_though_others_of_its_stem_are_more_common() {
    let secret = |id| Document { readers: Readers::of(vec![Principal::Community]), ..project(id, "Évaluations", "") };
    let index = index(&[secret(1), secret(2), secret(3), project(4, "Évaluation", "")]);
    let corrected = |principals: &[Principal]| {
        let found = index.search(&words("evaluatiosn"), &readers(principals), all()).expect("an answer");
        found.said.corrected
    };
    assert_eq!(corrected(&[Principal::Public]).as_deref(), Some("évaluation"));
    assert_eq!(corrected(&[Principal::Public, Principal::Community]).as_deref(), Some("évaluations"));
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
