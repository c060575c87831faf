//! What readers make of a project.

use crate::{
    cast::{animator, begun, form, published, settle, teacher, tilleuls},
    harness::{both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    ids::TrialId,
    projects::{Level, Mark, TrialForm},
};
use services::{error::Error, notifications, projects};

fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[tilleuls()])
}

fn trial() -> TrialForm {
    TrialForm {
        level: Level::Ce2,
        on: "2026-01-12".parse().expect("a day"),
        adaptation: "En deux fois".into(),
        outcome: "Très bien".into(),
    }
}

both! {
    async fn thanks_and_bookmarks_count_once_and_are_taken_back(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let reader = portal.cx(colleague());
        for _ in 0..2 {
            projects::mark(&reader, &saved.slug, Mark::Thanks, true).await.expect("thanked");
            projects::mark(&reader, &saved.slug, Mark::Bookmark, true).await.expect("kept");
        }
        let echoes = projects::echoes(&reader, &saved.slug).await.expect("echoes");
        assert_eq!((echoes.thanks, echoes.mine), (1, vec![Mark::Bookmark, Mark::Thanks]));
        let others = projects::echoes(&portal.cx(Viewer::Nobody), &saved.slug).await.expect("echoes");
        assert_eq!((others.thanks, others.mine), (1, vec![]));
        let kept = projects::bookmarked(&reader).await.expect("a list");
        assert_eq!(kept.iter().map(|card| card.slug.as_str()).collect::<Vec<_>>(), [saved.slug.as_str()]);
        // What may no longer be read is no longer listed, and is there again with it.
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        assert!(projects::bookmarked(&reader).await.expect("a list").is_empty());

        let own = published(&portal, &form("Jardin", "Texte")).await;
        let author = portal.cx(teacher());
        assert!(matches!(projects::mark(&author, &own.slug, Mark::Thanks, true).await, Err(Error::Denied(Denial::Role))));
        projects::mark(&author, &own.slug, Mark::Bookmark, true).await.expect("kept");
        projects::mark(&author, &own.slug, Mark::Bookmark, false).await.expect("no longer");
        assert!(projects::bookmarked(&author).await.expect("a list").is_empty());
        let draft = begun(&portal, &form("Lune", "Texte")).await;
        for (viewer, slug) in [(Viewer::Nobody, &own.slug), (member(4, &[Role::Parent], &[tilleuls()]), &own.slug), (colleague(), &draft.slug)] {
            let answer = projects::mark(&portal.cx(viewer), slug, Mark::Bookmark, true).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_) | Error::NotFound)), "{answer:?}");
        }
    }

    async fn a_class_tells_of_its_trial_and_the_author_hears_of_it(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Texte")).await;
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        portal.portal.mailer.take_letters();
        let reader = portal.cx(colleague());
        let id = projects::report_trial(&reader, &saved.slug, &trial()).await.expect("told");
        let echoes = projects::echoes(&portal.cx(Viewer::Nobody), &saved.slug).await.expect("echoes");
        let [told] = echoes.trials.try_into().expect("one trial");
        assert_eq!((told.id, told.name.as_str(), told.level, told.outcome.as_str()), (id, "Dominique Petit", Level::Ce2, "Très bien"));
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        let letters = portal.portal.mailer.take_letters();
        assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["camille@exemple.fr"]);
        assert!(!letters[0].text.contains("Très bien"), "what was told is read in the portal");

        for (viewer, what) in [(teacher(), "its author"), (Viewer::Nobody, "nobody"), (member(4, &[Role::Official], &[]), "an official")] {
            let answer = projects::report_trial(&portal.cx(viewer), &saved.slug, &trial()).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{what}: {answer:?}");
        }
        for (viewer, what) in [(teacher(), "the project's author"), (Viewer::Nobody, "nobody")] {
            let answer = projects::remove_trial(&portal.cx(viewer), &saved.slug, id).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{what}: {answer:?}");
        }
        assert!(matches!(projects::remove_trial(&reader, &saved.slug, TrialId::new(404)).await, Err(Error::NotFound)));
        projects::remove_trial(&reader, &saved.slug, id).await.expect("taken away");
        assert!(projects::echoes(&reader, &saved.slug).await.expect("echoes").trials.is_empty());
        let again = projects::report_trial(&reader, &saved.slug, &trial()).await.expect("told");
        projects::remove_trial(&portal.cx(animator()), &saved.slug, again).await.expect("the animator may");
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        assert!(portal.portal.mailer.take_letters().is_empty(), "no letter tells what is no longer so");
    }
}
