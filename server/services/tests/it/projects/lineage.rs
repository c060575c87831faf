//! Versions made from a project.

use crate::{
    cast::{animator, form, over, port, published, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    problem::Rule,
    projects::{Licence, State},
};
use services::{
    error::Error,
    notifications,
    projects::{self, Lineage, Opened, Parent, ProjectSheet, SaveMode},
};

/// A teacher of another school.
fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[port()])
}

async fn sheet(portal: &TestPortal, viewer: Viewer, slug: &str) -> ProjectSheet {
    match projects::open(&portal.cx(viewer), slug).await.expect("a project") {
        Opened::Sheet(sheet) => *sheet,
        Opened::Moved(slug) => panic!("moved to {slug}"),
    }
}

fn titles(lineage: &Lineage) -> (Option<Option<&str>>, Vec<&str>) {
    let parent = lineage.parent.as_ref().map(|parent| match parent {
        Parent::Seen(card) => Some(card.title.as_str()),
        Parent::Unseen => None,
    });
    (parent, lineage.versions.iter().map(|card| card.title.as_str()).collect())
}

both! {
    async fn a_version_says_the_same_and_where_it_comes_from(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0)").await;
        let mut told = form("Radio", "Avant ![la classe](image:12) après");
        told.draft.result = "Camille a beaucoup ri.".into();
        told.draft.duration = "Une semaine".into();
        let original = published(&portal, &told).await;
        let cx = portal.cx(colleague());
        let made = projects::take_over(&cx, &original.slug).await.expect("a version");
        assert_eq!(made.slug, "radio-2");
        let (draft, _) = projects::open_to_edit(&cx, &made.slug).await.expect("its editor");
        let said = &draft.draft;
        assert_eq!((said.title.as_str(), said.duration.as_str(), said.licence), ("Radio", "Une semaine", Some(Licence::CcBySa)));
        assert_eq!((said.schools.as_slice(), said.result.as_str(), said.body.as_str()), (&[port()][..], "", "Avant  après"));
        assert_eq!(draft.state, State::Draft);
        assert_eq!(titles(&sheet(&portal, colleague(), &made.slug).await.lineage), (Some(Some("Radio")), vec![]));
        let seen_by_all = sheet(&portal, Viewer::Nobody, &original.slug).await;
        assert_eq!(titles(&seen_by_all.lineage), (None, vec![]), "a draft is its author's alone");

        // Its licence is obeyed: what shares alike stays so.
        let mut other = form("Radio du port", "Notre version");
        other.draft.schools = vec![port()];
        other.draft.licence = Some(Licence::CcBy);
        let saved = projects::save(&cx, &made.slug, &over(made.version, other.clone()), SaveMode::Kept).await.expect("saved");
        let Err(Error::Invalid(problems)) = projects::submit(&cx, &saved.slug, saved.version).await else { panic!("it is refused") };
        let found: Vec<_> = problems.iter().map(|p| (p.field, p.rule.clone())).collect();
        assert_eq!(found, [("licence", Rule::ParentLicence(Licence::CcBySa))]);
        other.draft.licence = Some(Licence::CcBySa);
        let saved = projects::save(&cx, &saved.slug, &over(saved.version, other), SaveMode::Kept).await.expect("saved");
        projects::submit(&cx, &saved.slug, saved.version).await.expect("handed over");
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        portal.portal.mailer.take_letters();
        projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await.expect("published");
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        let mut letters: Vec<_> = portal.portal.mailer.take_letters().into_iter().map(|letter| (letter.to, letter.subject)).collect();
        letters.sort();
        let expected = [
            ("camille@exemple.fr".to_owned(), "Votre projet « Radio » a été repris".to_owned()),
            ("dominique@exemple.fr".to_owned(), "Votre projet « Radio du port » est publié".to_owned()),
        ];
        assert_eq!(letters, expected);
        assert_eq!(titles(&sheet(&portal, Viewer::Nobody, &original.slug).await.lineage), (None, vec!["Radio du port"]));
        projects::withdraw(&portal.cx(teacher()), &original.slug).await.expect("withdrawn");
        assert_eq!(titles(&sheet(&portal, Viewer::Nobody, &saved.slug).await.lineage), (Some(None), vec![]), "what is not to be read is not named");
    }

    async fn what_may_not_be_taken_over_is_not(portal: TestPortal) {
        settle(&portal).await;
        let mut reserved = form("Radio", "Un texte");
        reserved.draft.licence = Some(Licence::Reserved);
        let reserved = published(&portal, &reserved).await;
        let open = published(&portal, &form("Jardin", "Un texte")).await;
        let draft = projects::start(&portal.cx(teacher()), &form("Lune", "Un texte"), SaveMode::Kept).await.expect("a draft");
        let take_over = async |viewer: Viewer, slug: &str| projects::take_over(&portal.cx(viewer), slug).await.map(drop);
        assert!(matches!(take_over(colleague(), &reserved.slug).await, Err(Error::Denied(Denial::Licence))));
        assert!(matches!(take_over(colleague(), &draft.slug).await, Err(Error::NotFound)));
        assert!(matches!(take_over(teacher(), &draft.slug).await, Err(Error::Denied(Denial::State(State::Draft)))));
        assert!(matches!(take_over(Viewer::Nobody, &open.slug).await, Err(Error::SignIn)));
        for role in [Role::Official, Role::Parent] {
            assert!(matches!(take_over(member(4, &[role], &[]), &open.slug).await, Err(Error::Denied(Denial::Role))), "{role:?}");
        }
        assert!(take_over(teacher(), &reserved.slug).await.is_ok(), "its author may");
    }
}
