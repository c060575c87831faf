//! How projects are reviewed: before or after they appear, by whom, with which phrases.

use crate::{
    cast::{animator, form, handed_over, over, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::{AccountId, PhraseId},
    problem::Rule,
    projects::{Regime, Scope, State},
};
use services::{
    error::Error,
    identity, notifications,
    projects::{self, Opened, SaveMode},
};

async fn state(portal: &TestPortal, slug: &str) -> State {
    match projects::open(&portal.system(), slug).await.expect("a project") {
        Opened::Sheet(sheet) => sheet.project.state,
        Opened::Moved(slug) => panic!("moved to {slug}"),
    }
}

async fn to_check(portal: &TestPortal) -> Vec<String> {
    projects::unchecked(&portal.cx(animator())).await.expect("a list").into_iter().map(|(card, _)| card.slug).collect()
}

async fn letters(portal: &TestPortal) -> Vec<(String, String)> {
    notifications::catch_up(portal.portal.clone()).await.expect("sent");
    portal.portal.mailer.take_letters().into_iter().map(|letter| (letter.to, letter.subject)).collect()
}

both! {
    async fn a_regime_says_whether_a_project_appears_before_it_is_read(portal: TestPortal) {
        settle(&portal).await;
        let reviewer = portal.cx(animator());
        let waits = handed_over(&portal, &form("Radio", "Un texte")).await;
        assert_eq!(state(&portal, &waits.slug).await, State::Submitted, "where nothing is said, it is read first");
        letters(&portal).await;
        let commune = Scope::Commune("33063".parse().expect("a code"));
        projects::set_regime(&reviewer, &commune, Some(Regime::After)).await.expect("set");
        let shown = handed_over(&portal, &form("Jardin", "Un texte")).await;
        assert_eq!(state(&portal, &shown.slug).await, State::Published);
        assert!(projects::open(&portal.cx(Viewer::Nobody), &shown.slug).await.is_ok(), "everyone reads it");
        assert_eq!(to_check(&portal).await, [shown.slug.as_str()]);
        let mut told = letters(&portal).await;
        told.sort();
        let expected = [
            ("alix@exemple.fr", "Paru, à vérifier : Jardin"),
            ("camille@exemple.fr", "Votre projet « Jardin » est publié"),
        ];
        assert_eq!(told.iter().map(|(to, subject)| (to.as_str(), subject.as_str())).collect::<Vec<_>>(), expected);
        projects::check_off(&reviewer, &shown.slug).await.expect("read");
        assert!(to_check(&portal).await.is_empty());

        // What lacks something does not appear, whatever the regime.
        let mut bare = form("Lune", "Un texte");
        bare.draft.licence = None;
        let draft = projects::start(&portal.cx(teacher()), &bare, SaveMode::Kept).await.expect("a draft");
        let refused = projects::submit(&portal.cx(teacher()), &draft.slug, draft.version).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        assert_eq!(state(&portal, &draft.slug).await, State::Draft);

        let author = Scope::Author(AccountId::new(1));
        projects::set_regime(&reviewer, &author, Some(Regime::Before)).await.expect("set");
        let names: Vec<_> = projects::regimes(&reviewer).await.expect("a list").into_iter().map(|set| set.name).collect();
        assert_eq!(names, ["Camille Durand", "Bordeaux"]);
        let waits = handed_over(&portal, &form("Mer", "Un texte")).await;
        assert_eq!(state(&portal, &waits.slug).await, State::Submitted, "what is said of an author goes first");
        projects::set_regime(&reviewer, &author, None).await.expect("as the others");
        assert_eq!(projects::regimes(&reviewer).await.expect("a list").len(), 1);
    }

    async fn what_an_author_changes_of_a_published_project_is_to_be_read(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        assert!(to_check(&portal).await.is_empty(), "it was read before it appeared");
        let typed = over(saved.version, form("Radio", "Un autre texte"));
        projects::save(&portal.cx(teacher()), &saved.slug, &typed, SaveMode::Kept).await.expect("saved");
        assert_eq!(to_check(&portal).await, [saved.slug.as_str()]);
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        assert!(to_check(&portal).await.is_empty(), "nobody reads it any more");
    }

    async fn a_review_is_handed_to_someone_who_hears_of_it(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'advisor', 'granted', 0)").await;
        let reviewer = portal.cx(animator());
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        letters(&portal).await;
        let known: Vec<_> = projects::reviewers(&reviewer, &saved.slug).await.expect("a list").into_iter().map(|known| known.name).collect();
        assert_eq!(known, ["Alix Martin", "Dominique Petit"]);
        let refused = projects::assign(&reviewer, &saved.slug, Some(AccountId::new(1))).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "reviewer")), "{refused:?}");
        projects::assign(&reviewer, &saved.slug, Some(AccountId::new(2))).await.expect("handed over");
        assert_eq!(letters(&portal).await, [("dominique@exemple.fr".to_owned(), "À relire, pour vous : Radio".to_owned())]);
        let on_the_desk = projects::queue(&reviewer).await.expect("the desk");
        assert_eq!(on_the_desk[0].reviewer.as_ref().map(|known| known.name.as_str()), Some("Dominique Petit"));
        projects::assign(&reviewer, &saved.slug, Some(AccountId::new(3))).await.expect("taken on");
        assert!(letters(&portal).await.is_empty(), "nobody writes to themselves");
        projects::assign(&reviewer, &saved.slug, None).await.expect("nobody in particular");
        assert_eq!(projects::assigned(&reviewer, &saved.slug).await.expect("known"), None);
    }

    async fn a_delegate_looks_after_reviews_of_their_communes_alone(portal: TestPortal) {
        settle(&portal).await;
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let reviewer = portal.cx(animator());
        for (commune, expected) in [("33039", vec!["Alix Martin"]), ("33063", vec!["Alix Martin", "Noa Leroy"])] {
            let commune = commune.parse().expect("a code");
            identity::delegate(&portal.system(), AccountId::new(4), &[commune]).await.expect("given");
            let known = projects::reviewers(&reviewer, &saved.slug).await.expect("a list");
            assert_eq!(known.iter().map(|known| known.name.as_str()).collect::<Vec<_>>(), expected);
            let done = projects::assign(&reviewer, &saved.slug, Some(AccountId::new(4))).await;
            assert_eq!(done.is_ok(), expected.len() == 2, "{done:?}");
        }
    }

    async fn phrases_are_kept_and_taken_away(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let before = projects::phrases(&cx).await.expect("a list").len();
        assert!(before > 0, "some are there from the beginning");
        projects::add_phrase(&cx, " Bravo à la classe. ").await.expect("added");
        let added = projects::phrases(&cx).await.expect("a list").pop().expect("the last");
        assert_eq!(added.text, "Bravo à la classe.");
        let refused = projects::add_phrase(&cx, " \n").await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::Required)), "{refused:?}");
        projects::remove_phrase(&cx, added.id).await.expect("taken away");
        assert!(matches!(projects::remove_phrase(&cx, added.id).await, Err(Error::NotFound)));
        for _ in before..40 {
            projects::add_phrase(&cx, "Encore une.").await.expect("added");
        }
        let refused = projects::add_phrase(&cx, "Une de trop.").await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::TooMany { max: 40 })), "{refused:?}");
    }

    async fn who_may_not_settle_how_projects_are_reviewed_is_refused(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account (id, name, created_ms, seen_ms) VALUES (5, 'Une autre', 0, 0)").await;
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let shown = published(&portal, &form("Jardin", "Un texte")).await;
        for viewer in [Viewer::Nobody, teacher(), member(2, &[Role::Teacher], &[tilleuls()]), member(5, &[Role::Advisor], &[])] {
            let cx = portal.cx(viewer.clone());
            let answers = [
                projects::set_regime(&cx, &Scope::Everyone, Some(Regime::After)).await,
                projects::add_phrase(&cx, "Bravo").await,
                projects::remove_phrase(&cx, PhraseId::new(1)).await,
                projects::check_off(&cx, &shown.slug).await,
                projects::regimes(&cx).await.map(drop),
            ];
            for answer in answers {
                assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{viewer:?} {answer:?}");
            }
            if !viewer.member().is_some_and(|member| member.is(Role::Advisor)) {
                for answer in [projects::assign(&cx, &saved.slug, None).await, projects::unchecked(&cx).await.map(drop)] {
                    assert!(matches!(answer, Err(Error::NotFound | Error::SignIn | Error::Denied(_))), "{viewer:?} {answer:?}");
                }
            }
        }
        let animator = portal.cx(animator());
        let unknown = projects::set_regime(&animator, &Scope::Author(AccountId::new(404)), Some(Regime::After)).await;
        assert!(matches!(&unknown, Err(Error::Invalid(_))), "{unknown:?}");
        assert!(projects::regimes(&animator).await.expect("a list").is_empty());
    }
}
