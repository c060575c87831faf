//! What reviewers and authors say to each other.

use crate::{
    cast::{animator, form, handed_over, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::RemarkId,
    problem::Rule,
    projects::{RemarksForm, State},
};
use services::{
    error::Error,
    notifications,
    projects::{self, Opened, Remark},
};

fn advisor() -> Viewer {
    member(4, &[Role::Advisor], &[])
}

fn whole(text: &str) -> RemarksForm {
    RemarksForm { whole: text.to_owned(), ..RemarksForm::default() }
}

async fn shown(portal: &TestPortal, viewer: Viewer, slug: &str) -> Vec<Remark> {
    match projects::open(&portal.cx(viewer), slug).await.expect("a project") {
        Opened::Sheet(sheet) => sheet.remarks,
        Opened::Moved(slug) => panic!("moved to {slug}"),
    }
}

/// What is remarked, and whether it is settled.
async fn said(portal: &TestPortal, viewer: Viewer, slug: &str) -> Vec<(String, bool)> {
    shown(portal, viewer, slug).await.into_iter().map(|remark| (remark.text, remark.settled.is_some())).collect()
}

async fn letters(portal: &TestPortal) -> Vec<(String, String)> {
    notifications::catch_up(portal.portal.clone()).await.expect("sent");
    portal.portal.mailer.take_letters().into_iter().map(|letter| (letter.to, letter.text)).collect()
}

both! {
    async fn a_decision_carries_remarks_on_the_whole_a_field_and_a_passage(portal: TestPortal) {
        settle(&portal).await;
        let (author, reviewer) = (portal.cx(teacher()), portal.cx(animator()));
        let saved = handed_over(&portal, &form("Radio", "Nous avons fait une **belle** émission.")).await;
        for (nothing, field) in [
            (whole(" "), "remark"),
            (RemarksForm { passages: vec![("une autre émission".into(), "Laquelle ?".into())], ..RemarksForm::default() }, "passages"),
            (RemarksForm { passages: vec![("une belle émission".into(), String::new())], ..RemarksForm::default() }, "passages"),
        ] {
            let answer = projects::ask_changes(&reviewer, &saved.slug, saved.version, &nothing).await;
            assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == field)), "{answer:?}");
        }
        assert!(shown(&portal, animator(), &saved.slug).await.is_empty(), "nothing was kept");
        letters(&portal).await;
        let remarks = RemarksForm {
            whole: "Très beau travail.".into(),
            fields: vec![("title", "Plus court ?".into())],
            passages: vec![("une belle émission".into(), "Laquelle ?".into())],
        };
        let asked = projects::ask_changes(&reviewer, &saved.slug, saved.version, &remarks).await.expect("asked");
        assert_eq!(asked.state, State::ChangesRequested);
        let (_, in_the_editor) = projects::open_to_edit(&author, &saved.slug).await.expect("its editor");
        let told: Vec<_> = in_the_editor.iter().map(|r| (r.field.as_deref(), r.passage.as_str(), r.text.as_str(), r.by.as_str())).collect();
        let by = "Alix Martin";
        let expected = [
            (Some("title"), "", "Plus court ?", by),
            (None, "une belle émission", "Laquelle ?", by),
            (None, "", "Très beau travail.", by),
        ];
        assert_eq!(told, expected);
        assert_eq!(shown(&portal, animator(), &saved.slug).await, in_the_editor);
        let sent = letters(&portal).await;
        assert!(sent.iter().any(|(to, text)| to == "camille@exemple.fr" && text.contains("3 remarques")), "{sent:?}");
    }

    async fn a_remark_is_answered_and_settled_and_stays_until_it_is(portal: TestPortal) {
        settle(&portal).await;
        let (author, reviewer) = (portal.cx(teacher()), portal.cx(animator()));
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let slug = saved.slug.as_str();
        let two = RemarksForm { fields: vec![("title", "Plus court ?".into())], ..whole("Très beau travail.") };
        projects::ask_changes(&reviewer, slug, saved.version, &two).await.expect("asked");
        letters(&portal).await;
        let ids: Vec<_> = shown(&portal, teacher(), slug).await.iter().map(|remark| remark.id).collect();
        projects::answer_remark(&author, slug, ids[0], "  Je préfère ainsi. ").await.expect("answered");
        let sent = letters(&portal).await;
        assert_eq!(sent.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["alix@exemple.fr"], "whoever made it hears of it");
        assert!(!sent[0].1.contains("préfère"), "it is read in the portal");
        portal.portal.clock.advance_ms(1_000);
        projects::answer_remark(&reviewer, slug, ids[0], "Très bien.").await.expect("answered");
        assert_eq!(letters(&portal).await.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["camille@exemple.fr"]);
        let told = shown(&portal, teacher(), slug).await;
        let answers: Vec<_> = told[0].answers.iter().map(|a| (a.by.as_str(), a.text.as_str())).collect();
        assert_eq!(answers, [("Camille Durand", "Je préfère ainsi."), ("Alix Martin", "Très bien.")]);

        projects::settle_remark(&author, slug, ids[0], true).await.expect("settled");
        projects::submit(&author, slug, saved.version).await.expect("handed over again");
        let whole_is_open = [("Très beau travail.".to_owned(), false)];
        assert_eq!(said(&portal, animator(), slug).await, whole_is_open, "what is not settled stays before the reviewer's eyes");
        projects::settle_remark(&reviewer, slug, ids[0], false).await.expect("open again");
        assert_eq!(said(&portal, animator(), slug).await.len(), 2);
        projects::publish(&reviewer, slug, saved.version).await.expect("published");
        assert!(said(&portal, teacher(), slug).await.is_empty(), "publishing settles them");
    }

    async fn remarks_are_between_authors_and_reviewers(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account (id, name, created_ms, seen_ms) VALUES (5, 'Une autre', 0, 0)").await;
        let reviewer = portal.cx(animator());
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let slug = saved.slug.as_str();
        projects::ask_changes(&reviewer, slug, saved.version, &whole("Très beau travail.")).await.expect("asked");
        let id = shown(&portal, advisor(), slug).await[0].id;
        let other = published(&portal, &form("Jardin", "Un texte")).await;
        for viewer in [Viewer::Nobody, member(2, &[Role::Teacher], &[tilleuls()]), member(5, &[Role::Official], &[]), member(5, &[], &[])] {
            let cx = portal.cx(viewer.clone());
            for answer in [projects::answer_remark(&cx, slug, id, "Oui").await, projects::settle_remark(&cx, slug, id, true).await] {
                assert!(matches!(answer, Err(Error::NotFound)), "{viewer:?} {answer:?}");
            }
            assert!(shown(&portal, viewer, &other.slug).await.is_empty());
        }
        let author = portal.cx(teacher());
        for (project, remark) in [(slug, RemarkId::new(404)), ("rien", id)] {
            let answer = projects::answer_remark(&author, project, remark, "Oui").await;
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
        assert!(matches!(projects::answer_remark(&author, &other.slug, id, "Oui").await, Err(Error::Denied(_))), "it is published");
        for (text, rule) in [(" \u{200b}\n".to_owned(), Rule::Required), ("é".repeat(2_001), Rule::TooLong { max: 2_000, actual: 2_001 })] {
            let Err(Error::Invalid(problems)) = projects::answer_remark(&author, slug, id, &text).await else { panic!("it is refused") };
            assert_eq!(problems.iter().map(|p| (p.field, p.rule.clone())).collect::<Vec<_>>(), [("answer", rule)]);
        }
        assert!(shown(&portal, teacher(), slug).await[0].answers.is_empty());
        // What was said when the state has passed makes no letter.
        projects::answer_remark(&author, slug, id, "Oui").await.expect("answered");
        projects::submit(&author, slug, saved.version).await.expect("handed over");
        projects::publish(&reviewer, slug, saved.version).await.expect("published");
        assert!(letters(&portal).await.iter().all(|(_, text)| !text.contains("a reçu une réponse")));
    }
}
