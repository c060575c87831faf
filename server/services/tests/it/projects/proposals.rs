//! Other words that a reviewer proposes, and that authors take or leave.

use crate::{
    cast::{animator, form, handed_over, over, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::ProposalId,
    problem::Rule,
    projects::{Fit, State},
};
use services::{
    error::{Conflict, Error},
    notifications,
    projects::{self, Opened, Piece, Project, SaveMode},
};

const BODY: [(&str, &str); 1] = [("body", "Nous avons fait une émission.")];

async fn project(portal: &TestPortal, slug: &str) -> Project {
    match projects::open(&portal.system(), slug).await.expect("a project") {
        Opened::Sheet(sheet) => sheet.project,
        Opened::Moved(slug) => panic!("moved to {slug}"),
    }
}

async fn letters(portal: &TestPortal) -> Vec<String> {
    notifications::catch_up(portal.portal.clone()).await.expect("sent");
    portal.portal.mailer.take_letters().into_iter().map(|letter| letter.subject).collect()
}

both! {
    async fn what_is_proposed_changes_the_sheet_once_its_author_agrees(portal: TestPortal) {
        settle(&portal).await;
        let (author, reviewer) = (portal.cx(teacher()), portal.cx(animator()));
        let saved = handed_over(&portal, &form("Radio", "Nous avons fait une émision.")).await;
        letters(&portal).await;
        let pairs = [("title", "Une radio d’école"), ("body", "Nous avons fait une émission."), ("summary", "Une année en classe.")];
        let id = projects::propose(&reviewer, &saved.slug, saved.version, "Deux détails.", pairs).await.expect("proposed");
        assert_eq!(letters(&portal).await, ["Votre projet « Radio » : des retouches proposées"]);
        let now = project(&portal, &saved.slug).await;
        assert_eq!((now.state, now.draft.title.as_str(), now.version), (State::ChangesRequested, "Radio", saved.version), "nothing is changed yet");
        let sheet = projects::proposal(&author, &saved.slug, id).await.expect("its page");
        assert_eq!((sheet.proposal.by.as_str(), sheet.proposal.note.as_str(), sheet.may_decide), ("Alix Martin", "Deux détails.", true));
        let told: Vec<_> = sheet.edits.iter().map(|edit| (edit.field, edit.fit)).collect();
        assert_eq!(told, [("title", Fit::Fits), ("body", Fit::Fits)]);
        assert!(sheet.edits[1].pieces.contains(&Piece::New("émission".into())), "{:?}", sheet.edits[1].pieces);
        assert!(!projects::proposal(&reviewer, &saved.slug, id).await.expect("the reviewer reads it").may_decide);

        let decided = projects::decide_proposal(&author, &saved.slug, id, saved.version, &["body"]).await.expect("decided");
        let now = project(&portal, &decided.slug).await;
        assert_eq!((now.draft.title.as_str(), now.draft.body.as_str()), ("Radio", "Nous avons fait une émission."));
        assert_eq!(now.version, saved.version + 1);
        let kept = projects::versions(&author, &decided.slug, None).await.expect("its versions");
        assert_eq!(kept.list[0].by.as_deref(), Some("Camille Durand"), "it is its author's own");
        let again = projects::decide_proposal(&author, &saved.slug, id, now.version, &["title"]).await;
        assert!(matches!(again, Err(Error::NotFound)), "it is decided: {again:?}");
        projects::submit(&author, &decided.slug, decided.version).await.expect("handed over again");
    }

    async fn leaving_all_of_it_changes_nothing(portal: TestPortal) {
        settle(&portal).await;
        let (author, reviewer) = (portal.cx(teacher()), portal.cx(animator()));
        let saved = published(&portal, &form("Radio", "Nous avons fait une émision.")).await;
        let id = projects::propose(&reviewer, &saved.slug, saved.version, "", BODY).await.expect("proposed");
        assert_eq!(project(&portal, &saved.slug).await.state, State::Published, "it stays published meanwhile");
        let decided = projects::decide_proposal(&author, &saved.slug, id, saved.version, &[]).await.expect("left");
        assert_eq!(decided.version, saved.version, "no version was made");
        assert!(matches!(projects::proposal(&author, &saved.slug, id).await, Err(Error::NotFound)));
        // One that was decided before its letter left makes none.
        assert!(letters(&portal).await.iter().all(|subject| !subject.contains("retouches proposées")));
    }

    async fn words_overtaken_by_their_author_are_told_apart(portal: TestPortal) {
        settle(&portal).await;
        let (author, reviewer) = (portal.cx(teacher()), portal.cx(animator()));
        let saved = handed_over(&portal, &form("Radio", "Nous avons fait une émision.")).await;
        let id = projects::propose(&reviewer, &saved.slug, saved.version, "", BODY).await.expect("proposed");
        let typed = over(saved.version, form("Radio", "Nous avons fait trois émissions."));
        let later = projects::save(&author, &saved.slug, &typed, SaveMode::Kept).await.expect("saved");
        let stale = projects::decide_proposal(&author, &saved.slug, id, saved.version, &["body"]).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { .. }))), "{stale:?}");
        let sheet = projects::proposal(&author, &saved.slug, id).await.expect("it waits");
        assert_eq!(sheet.edits[0].fit, Fit::Overtaken);
        projects::decide_proposal(&author, &saved.slug, id, later.version, &["body"]).await.expect("taken all the same");
        assert_eq!(project(&portal, &saved.slug).await.draft.body, "Nous avons fait une émission.");
    }

    async fn words_are_proposed_by_reviewers_and_taken_by_authors(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account (id, name, created_ms, seen_ms) VALUES (5, 'Une autre', 0, 0)").await;
        let reviewer = portal.cx(animator());
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let slug = saved.slug.as_str();
        for viewer in [Viewer::Nobody, teacher(), member(2, &[Role::Teacher], &[tilleuls()]), member(5, &[Role::Official], &[])] {
            let answer = projects::propose(&portal.cx(viewer.clone()), slug, saved.version, "", BODY).await;
            assert!(matches!(answer, Err(Error::NotFound | Error::Denied(_))), "{viewer:?} {answer:?}");
        }
        let nothing = projects::propose(&reviewer, slug, saved.version, "", [("body", "Un texte")]).await;
        assert!(matches!(&nothing, Err(Error::Invalid(problems)) if problems.iter().all(|p| (p.field, &p.rule) == ("proposal", &Rule::Required))), "{nothing:?}");
        let stale = projects::propose(&reviewer, slug, saved.version + 1, "", BODY).await;
        assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
        let id = projects::propose(&portal.cx(member(5, &[Role::Advisor], &[])), slug, saved.version, "", BODY).await.expect("an advisor may");
        for viewer in [animator(), Viewer::Nobody, member(2, &[Role::Teacher], &[tilleuls()])] {
            let answer = projects::decide_proposal(&portal.cx(viewer.clone()), slug, id, saved.version, &["body"]).await;
            assert!(matches!(answer, Err(Error::NotFound | Error::Denied(_))), "{viewer:?} {answer:?}");
        }
        assert!(matches!(projects::proposal(&portal.cx(teacher()), slug, ProposalId::new(404)).await, Err(Error::NotFound)));
        let other = handed_over(&portal, &form("Jardin", "Un texte")).await;
        assert!(matches!(projects::proposal(&portal.cx(teacher()), &other.slug, id).await, Err(Error::NotFound)), "of another project");
    }
}
