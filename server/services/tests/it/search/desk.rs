//! What the animator tends of search: what means the same, and what is searched for.

use crate::{
    cast::{animator, count, form, published, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    events::Event,
    ids::SynonymGroupId,
    problem::{Problems, Rule},
    search::{MIN_EXPRESSIONS, Query, SynonymForm, expressions},
};
use services::{
    cx::Cx,
    error::{Conflict, Error, Result},
    outbox, privacy,
    search::{self, HeardWords, SynonymGroup},
};

const DAY_MS: i64 = 24 * 3_600_000;
const HEARD: &str = "SELECT COUNT(*) FROM search_heard";

fn synonyms(typed: &str) -> SynonymForm {
    SynonymForm::read([("expressions", typed)])
}

async fn groups(portal: &TestPortal) -> Vec<SynonymGroup> {
    search::synonym_groups(&portal.cx(animator())).await.expect("a list")
}

/// How much a visitor finds.
async fn found(portal: &TestPortal, words: &str) -> usize {
    let query = Query { words: words.into(), ..Query::default() };
    search::find(&portal.cx(Viewer::Nobody), &query).await.expect("an answer").total
}

/// Someone searches `times` times.
fn asks(portal: &TestPortal, words: &str, times: usize, results: usize) {
    for _ in 0..times {
        search::heard(&portal.cx(Viewer::Nobody), words, results);
    }
}

async fn written(portal: &TestPortal) -> usize {
    search::write_heard(&portal.system()).await.expect("written")
}

fn line(words: &str, asked: i64, without_result: i64) -> HeardWords {
    HeardWords { words: words.to_owned(), asked, without_result }
}

/// What the animator sees: what found nothing, and what is searched for most.
async fn seen(portal: &TestPortal) -> (Vec<HeardWords>, Vec<HeardWords>) {
    let heard = search::heard_lately(&portal.cx(animator())).await.expect("what was heard");
    (heard.in_vain, heard.most)
}

fn rules(done: Result<SynonymGroupId>) -> Vec<Rule> {
    match done {
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| problem.rule.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

both! {
    async fn what_means_the_same_from_the_first_day_is_sound(portal: TestPortal) {
        let groups = groups(&portal).await;
        assert!(groups.len() >= 60, "{}", groups.len());
        for group in &groups {
            assert_eq!(group.form.lacks(), Problems::new(), "{group:?}");
            let others = groups.iter().filter(|other| other.id != group.id).map(|other| &other.form);
            assert_eq!(group.form.clashes(others), Problems::new(), "{group:?}");
            assert_eq!(expressions(&group.form.text()), group.form.expressions);
        }
        let with = |expression: &str| {
            let expression = expression.to_owned();
            groups.iter().find(|group| group.form.expressions.contains(&expression)).expect("a group").form.expressions.clone()
        };
        for other in ["TBI", "VPI", "tableau numérique interactif", "tableau blanc interactif", "vidéoprojecteur interactif"] {
            assert!(with("TNI").contains(&other.to_owned()), "{other}");
        }
        assert!(with("ENT").contains(&"espace numérique de travail".to_owned()));
        for level in ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"] {
            assert!(with(level).len() >= MIN_EXPRESSIONS, "{level}");
        }
        let firsts: Vec<_> = groups.iter().map(|group| group.form.expressions[0].to_lowercase()).collect();
        assert!(firsts.contains(&"ulis".to_owned()) && firsts[0].starts_with('a'), "in the order of the alphabet: {firsts:?}");
    }

    async fn what_is_said_to_mean_the_same_finds_the_same_at_once(portal: TestPortal) {
        settle(&portal).await;
        published(&portal, &form("Bidulotron", "Une machine dans la cour")).await;
        published(&portal, &form("Écrire au TBI", "Des lettres en grand")).await;
        search::catch_up(&portal.portal).await.expect("indexed");
        assert_eq!(found(&portal, "tableau numérique interactif").await, 1, "from the first day");
        let desk = portal.cx(animator());
        assert_eq!(found(&portal, "hippocampe").await, 0);
        let id = search::add_synonyms(&desk, &synonyms("bidulotron\nhippocampe")).await.expect("added");
        assert_eq!(found(&portal, "hippocampe").await, 1, "whatever the index has caught up with");
        search::save_synonyms(&desk, id, 1, &synonyms("bidulotron\nkangourou")).await.expect("changed");
        assert_eq!((found(&portal, "hippocampe").await, found(&portal, "kangourou").await), (0, 1));
        let other = portal.reopened(50_000).await;
        search::delete_synonyms(&other.cx(animator()), id, 2).await.expect("taken away");
        assert_eq!(found(&portal, "kangourou").await, 0, "also when another process does");
        assert_eq!(found(&portal, "bidulotron").await, 1);
        let mut conn = desk.read().await.expect("a connection");
        let last = outbox::last(&mut conn).await.expect("a number");
        let told = outbox::entry(&mut conn, last).await.expect("read").expect("the last event");
        assert_eq!(told.event, Event::SynonymsChanged);
        drop(conn);
        for (action, expected) in [("synonyms-save", 2), ("synonyms-delete", 1)] {
            let sql = format!("SELECT COUNT(*) FROM audit WHERE action = '{action}' AND actor = 'account:3' AND object = 'synonyms:{id}'");
            assert_eq!(count(&portal, Box::leak(sql.into_boxed_str())).await, expected, "{action}");
        }
    }

    async fn an_expression_stands_in_one_group_whoever_is_faster(portal: TestPortal) {
        let desk = portal.cx(animator());
        let taken = search::add_synonyms(&desk, &synonyms("machine\nt.n.i.\ntni")).await;
        assert_eq!(rules(taken), [Rule::InAnotherGroup("tni".to_owned())]);
        assert_eq!(rules(search::add_synonyms(&desk, &synonyms("machine")).await), [Rule::TooFew { min: 2 }]);
        let (one, other) = (synonyms("machine à rêves\nautomate"), synonyms("Automate\nandroïde"));
        let (first, second) = tokio::join!(search::add_synonyms(&desk, &one), search::add_synonyms(&desk, &other));
        assert_eq!([&first, &second].iter().filter(|done| done.is_ok()).count(), 1, "{first:?} {second:?}");
        let known = groups(&portal).await;
        let of = |expression: &str| {
            let holds = |group: &&SynonymGroup| group.form.expressions.iter().any(|known| known.to_lowercase() == expression);
            known.iter().filter(holds).count()
        };
        assert_eq!(of("automate"), 1);
        let group = known.iter().find(|group| group.form.expressions.contains(&"TNI".to_owned())).expect("a group");
        search::save_synonyms(&desk, group.id, group.version, &group.form).await.expect("a group does not stand in its own way");
    }

    async fn what_changed_meanwhile_is_not_written_over(portal: TestPortal) {
        let desk = portal.cx(animator());
        let id = search::add_synonyms(&desk, &synonyms("bidule\nmachin")).await.expect("added");
        search::save_synonyms(&desk, id, 1, &synonyms("bidule\nmachin\ntruc")).await.expect("changed");
        let stale = search::save_synonyms(&desk, id, 1, &synonyms("bidule\nchose")).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{stale:?}");
        let stale = search::delete_synonyms(&desk, id, 1).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{stale:?}");
        let kept = groups(&portal).await.into_iter().find(|group| group.id == id).expect("it is there");
        assert_eq!(kept.form.expressions, ["bidule", "machin", "truc"]);
        search::delete_synonyms(&desk, id, 2).await.expect("taken away");
        let gone = search::save_synonyms(&desk, id, 2, &synonyms("bidule\nchose")).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
        assert!(matches!(search::delete_synonyms(&desk, id, 2).await, Err(Error::NotFound)));
    }

    async fn the_animator_alone_tends_search(portal: TestPortal) {
        let group = SynonymGroupId::new(1);
        let form = synonyms("bidule\nmachin");
        let refused = async |cx: &Cx| {
            let answers = [
                search::synonym_groups(cx).await.map(drop),
                search::add_synonyms(cx, &form).await.map(drop),
                search::save_synonyms(cx, group, 1, &form).await,
                search::delete_synonyms(cx, group, 1).await,
                search::heard_lately(cx).await.map(drop),
            ];
            answers.into_iter().map(|answer| answer.expect_err("refused")).collect::<Vec<_>>()
        };
        let before = groups(&portal).await;
        let nobody = refused(&portal.cx(Viewer::Nobody)).await;
        assert!(nobody.iter().all(|error| matches!(error, Error::SignIn)), "{nobody:?}");
        for role in Role::ALL.iter().filter(|role| **role != Role::Animator) {
            let denied = refused(&portal.cx(member(1, &[*role], &[]))).await;
            assert!(denied.iter().all(|error| matches!(error, Error::Denied(Denial::Role))), "{role:?}: {denied:?}");
        }
        assert_eq!(groups(&portal).await, before);
    }

    async fn what_two_processes_hear_adds_up(portal: TestPortal) {
        let other = portal.reopened(50_000).await;
        asks(&portal, "Éducation  aux MÉDIAS", 2, 5);
        asks(&other, "education aux medias", 3, 0);
        asks(&other, "zorglub", 3, 0);
        let (here, there) = tokio::join!(written(&portal), written(&other));
        assert_eq!((here, there), (1, 2));
        assert_eq!((written(&portal).await, written(&other).await), (0, 0), "nothing is written twice");
        let all = (vec![line("education aux medias", 5, 3), line("zorglub", 3, 3)], vec![line("education aux medias", 5, 3), line("zorglub", 3, 3)]);
        assert_eq!(seen(&portal).await, all);
        asks(&portal, "zorglub", 4, 2);
        assert_eq!(seen(&portal).await, all, "not yet");
        written(&portal).await;
        let (in_vain, most) = seen(&other).await;
        assert_eq!(in_vain, [line("education aux medias", 5, 3), line("zorglub", 7, 3)]);
        assert_eq!(most, [line("zorglub", 7, 3), line("education aux medias", 5, 3)]);
        assert_eq!(count(&portal, HEARD).await, 2, "of one day");
    }

    async fn what_is_searched_for_once_or_twice_is_seen_by_nobody(portal: TestPortal) {
        asks(&portal, "camille durand", 2, 0);
        asks(&portal, "radio", 2, 3);
        written(&portal).await;
        assert_eq!(seen(&portal).await, (vec![], vec![]));
        portal.portal.clock.advance_ms(29 * DAY_MS);
        asks(&portal, "radio", 1, 3);
        written(&portal).await;
        assert_eq!(seen(&portal).await, (vec![], vec![line("radio", 3, 0)]), "three times over thirty days");
        portal.portal.clock.advance_ms(DAY_MS);
        assert_eq!(seen(&portal).await, (vec![], vec![]), "and no longer");
    }

    async fn what_was_searched_for_is_forgotten_after_three_months(portal: TestPortal) {
        asks(&portal, "radio", 3, 0);
        written(&portal).await;
        portal.portal.clock.advance_ms(60 * DAY_MS);
        asks(&portal, "potager", 3, 0);
        written(&portal).await;
        privacy::purge(&portal.system()).await.expect("looked at");
        assert_eq!(count(&portal, HEARD).await, 2);
        portal.portal.clock.advance_ms(32 * DAY_MS);
        privacy::purge(&portal.system()).await.expect("purged");
        assert_eq!(count(&portal, HEARD).await, 1);
        portal.portal.clock.advance_ms(60 * DAY_MS);
        privacy::purge(&portal.system()).await.expect("purged");
        assert_eq!(count(&portal, HEARD).await, 0);
    }

    async fn nothing_that_leads_to_someone_is_counted(portal: TestPortal) {
        for forbidden in ["camille@exemple.fr", "06 12 34 56 78", "0330001A", "né le 12/05/2016", "", "?", &"a".repeat(81)] {
            asks(&portal, forbidden, 4, 0);
        }
        search::heard(&portal.system(), "radio", 0);
        assert_eq!((written(&portal).await, count(&portal, HEARD).await), (0, 0));
        search::heard(&portal.cx(teacher()), "radio", 0);
        assert_eq!((written(&portal).await, count(&portal, HEARD).await), (1, 1));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM search_heard WHERE day = '2026-11-23' AND words = 'radio' AND asked = 1").await, 1);
    }

    async fn a_machine_that_makes_words_up_does_not_fill_the_disk(portal: TestPortal) {
        asks(&portal, "radio", 2, 0);
        for round in 0..6 {
            for n in 0..1_990 {
                asks(&portal, &format!("mot {round}{n}"), 1, 0);
            }
            written(&portal).await;
        }
        assert_eq!(count(&portal, HEARD).await, 10_000);
        asks(&portal, "radio", 1, 1);
        asks(&portal, "potager", 3, 0);
        written(&portal).await;
        assert_eq!((count(&portal, HEARD).await, seen(&portal).await.1), (10_000, vec![line("radio", 3, 2)]), "what is known is counted");
        portal.portal.clock.advance_ms(DAY_MS);
        asks(&portal, "potager", 3, 0);
        written(&portal).await;
        assert_eq!(count(&portal, HEARD).await, 10_001, "a new day");
    }

    async fn what_cannot_be_written_down_is_counted_still_and_a_flood_is_not(portal: TestPortal) {
        asks(&portal, "radio", 2, 0);
        sql(&portal, "ALTER TABLE search_heard RENAME TO elsewhere").await;
        assert!(search::write_heard(&portal.system()).await.is_err());
        sql(&portal, "ALTER TABLE elsewhere RENAME TO search_heard").await;
        asks(&portal, "radio", 1, 1);
        for n in 0..2_500 {
            asks(&portal, &format!("mot {n}"), 1, 0);
        }
        asks(&portal, "radio", 1, 1);
        assert_eq!(written(&portal).await, 2_000);
        assert_eq!(seen(&portal).await.1, [line("radio", 4, 2)]);
    }
}
