//! Versions: kept, compared, brought back, and brought together.

use crate::{
    cast::{animator, begun, count, form, handed_over, over, published, settle, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    projects::{Level, ProjectForm, State},
};
use services::{
    error::{Conflict, Error},
    projects::{self, FieldChange, Opened, Piece, SaveMode},
};

async fn rewritten(portal: &TestPortal, slug: &str, seen: i64, title: &str, body: &str) -> projects::Saved {
    let typed = over(seen, form(title, body));
    projects::save(&portal.cx(teacher()), slug, &typed, SaveMode::Kept).await.expect("saved")
}

both! {
    async fn versions_are_listed_and_compared_word_by_word(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Nous avons écouté.")).await;
        let alone = projects::versions(&author, &saved.slug, None).await.expect("the list");
        assert_eq!((alone.list.len(), alone.compared, alone.changes), (1, None, vec![]));
        portal.portal.clock.advance_ms(60_000);
        rewritten(&portal, "radio", 1, "Radio", "Nous avons parlé.").await;
        let latest = projects::versions(&author, "radio", None).await.expect("the list");
        let told: Vec<_> = latest.list.iter().map(|v| (v.number, v.by.as_deref(), v.autosaved)).collect();
        assert_eq!(told, [(2, Some("Camille Durand"), false), (1, Some("Camille Durand"), false)]);
        assert_eq!(latest.list[0].at.since_ms(latest.list[1].at), 60_000);
        let pieces = ["Nous avons ", "écouté", "parlé", "."].map(str::to_owned);
        let [before, gone, new, after] = pieces;
        let body = FieldChange { field: "body", pieces: vec![Piece::Same(before), Piece::Gone(gone), Piece::New(new), Piece::Same(after)] };
        assert_eq!((latest.compared, &latest.changes), (Some((1, 2)), &vec![body]));
        let backwards = projects::versions(&author, "radio", Some((2, 1))).await.expect("the list");
        assert_eq!((backwards.compared, backwards.changes), (latest.compared, latest.changes), "the older one comes first");
        let unknown = projects::versions(&author, "radio", Some((1, 9))).await;
        assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    }

    async fn schools_are_compared_by_their_names(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &form("Radio", "Un texte")).await;
        let mut nowhere = over(saved.version, form("Radio", "Un texte"));
        nowhere.draft.schools.clear();
        projects::save(&portal.cx(teacher()), &saved.slug, &nowhere, SaveMode::Kept).await.expect("saved");
        let changes = projects::versions(&portal.cx(teacher()), "radio", None).await.expect("the list").changes;
        assert_eq!(changes, [FieldChange { field: "schools", pieces: vec![Piece::Gone("École des Tilleuls".into())] }]);
    }

    async fn a_version_is_brought_back_as_a_new_one(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        begun(&portal, &form("Radio", "Le premier")).await;
        rewritten(&portal, "radio", 1, "Antenne", "Le deuxième").await;
        let stale = projects::restore(&author, "antenne", 1, 1).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{stale:?}");
        let unknown = projects::restore(&author, "antenne", 7, 2).await;
        assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
        let back = projects::restore(&author, "antenne", 1, 2).await.expect("brought back");
        assert_eq!((back.slug.as_str(), back.version), ("radio", 3));
        let (project, _) = projects::open_to_edit(&author, "radio").await.expect("the project");
        assert_eq!((project.draft, project.state), (form("Radio", "Le premier").draft, State::Draft));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_version").await, 3, "what it replaced is kept too");
    }

    async fn a_published_sheet_is_not_brought_back_to_an_incomplete_one(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let mut bare = form("Radio", "Un texte");
        bare.draft.licence = None;
        begun(&portal, &bare).await;
        let whole = rewritten(&portal, "radio", 1, "Radio", "Un texte").await;
        projects::submit(&author, "radio", whole.version).await.expect("handed over");
        projects::publish(&portal.cx(animator()), "radio", whole.version).await.expect("published");
        let answer = projects::restore(&author, "radio", 1, whole.version).await;
        assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "licence")), "{answer:?}");
        assert!(matches!(projects::open(&portal.cx(Viewer::Nobody), "radio").await, Ok(Opened::Sheet(_))), "it stays as it was");
    }

    async fn what_was_written_before_is_its_authors_own(portal: TestPortal) {
        settle(&portal).await;
        published(&portal, &form("Radio", "Un texte")).await;
        handed_over(&portal, &form("Lune", "Un texte")).await;
        for viewer in [animator(), member(2, &[Role::Teacher], &[tilleuls()]), member(2, &[Role::Advisor], &[])] {
            let answer = projects::versions(&portal.cx(viewer.clone()), "radio", None).await;
            assert!(matches!(answer, Err(Error::Denied(Denial::NotAuthor))), "{answer:?}");
            let answer = projects::restore(&portal.cx(viewer), "radio", 1, 1).await;
            assert!(matches!(answer, Err(Error::Denied(Denial::NotAuthor))), "{answer:?}");
        }
        let answer = projects::versions(&portal.cx(Viewer::Nobody), "radio", None).await;
        assert!(matches!(answer, Err(Error::SignIn)), "{answer:?}");
        let answer = projects::versions(&portal.cx(Viewer::Nobody), "lune", None).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        let waiting = projects::versions(&portal.cx(teacher()), "lune", None).await.expect("its author reads them at any time");
        assert!(!waiting.may_restore, "and changes nothing while it is being read");
    }

    async fn two_who_typed_over_one_version_are_brought_together(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        begun(&portal, &form("Radio", "Le texte commun")).await;
        let mut theirs = over(1, form("Radio", "Le texte de l’une"));
        theirs.draft.summary = "Une autre phrase.".into();
        projects::save(&author, "radio", &theirs, SaveMode::Kept).await.expect("saved");
        let mut mine = over(1, form("Radio", "Le texte de l’autre"));
        mine.draft.levels = vec![Level::Cp];
        let stale = projects::save(&author, "radio", &mine, SaveMode::Kept).await;
        assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
        let together = projects::reconcile(&author, "radio", mine).await.expect("both");
        assert_eq!(together.taken, ["summary"]);
        let pieces = vec![Piece::Same("Le texte de ".into()), Piece::Gone("l’une".into()), Piece::New("l’autre".into())];
        assert_eq!(together.disputed, [FieldChange { field: "body", pieces }]);
        assert_eq!(together.other.and_then(|version| version.by).as_deref(), Some("Camille Durand"));
        let draft = &together.form.draft;
        assert_eq!((draft.summary.as_str(), draft.body.as_str(), &*draft.levels), ("Une autre phrase.", "Le texte de l’autre", &[Level::Cp][..]));
        let saved = projects::save(&author, "radio", &together.form, SaveMode::Kept).await.expect("saved");
        assert_eq!(saved.version, 3);
    }

    async fn an_autosave_takes_the_place_of_nobody_elses(portal: TestPortal) {
        settle(&portal).await;
        begun(&portal, &form("Radio", "Un texte")).await;
        let by_itself = |version: i64, body: &str| -> ProjectForm { over(version, form("Radio", body)) };
        for (version, viewer) in [(1, teacher()), (2, Viewer::System("a test's other author")), (3, teacher())] {
            let typed = by_itself(version, "Un autre texte");
            projects::save(&portal.cx(viewer), "radio", &typed, SaveMode::Auto).await.expect("saved");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_version").await, 4);
    }
}
