//! What was typed is kept, whole or not at all.

use crate::{
    cast::{begun, count, form, over, port, published, settle, sql, teacher, tilleuls, with_pictures},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    media::Alternative,
    problem::Rule,
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, PictureEntry, ProjectDraft, ProjectForm, State, Subject, Visibility},
    time::SchoolYear,
};
use image::{DynamicImage, ImageFormat};
use services::{
    error::{Conflict, Error},
    media,
    projects::{self, Opened, SaveMode, Shelf},
};
use std::io::Cursor;

/// A sheet where every field says something, and lists hold all there is, in an order of their own.
fn full() -> ProjectDraft {
    fn backwards<T: Copy>(all: &[T]) -> Vec<T> {
        all.iter().rev().copied().collect()
    }
    ProjectDraft {
        title: "Une web-radio « d’été » & d’hiver \u{1f399}".into(),
        summary: "L’œuvre d’une année.".into(),
        objectives: "- écouter\n- parler".into(),
        school_year: Some(SchoolYear::beginning(2025)),
        language: Language::Occitan,
        duration: "Trois mois".into(),
        materials: "- des micros\n- du temps".into(),
        steps: "1. monter\n2. diffuser".into(),
        body: "## Pourquoi\n\nDes 'guillemets', un \\, un % et un _.".into(),
        result: "**Six** émissions.".into(),
        links: "https://example.org Nos émissions".into(),
        cycles: backwards(Cycle::ALL),
        levels: backwards(Level::ALL),
        subjects: backwards(Subject::ALL),
        crcn: backwards(Crcn::ALL),
        equipment: backwards(Equipment::ALL),
        schools: vec![port(), tilleuls()],
        licence: Some(Licence::Cc0),
        visibility: Visibility::School,
    }
}

async fn kept(portal: &TestPortal, slug: &str) -> projects::Project {
    projects::open_to_edit(&portal.cx(teacher()), slug).await.expect("a project").0
}

fn pixel() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

both! {
    async fn a_sheet_comes_back_as_it_was_written(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(member(1, &[Role::Teacher], &[tilleuls(), port()]));
        let picture = media::take_in(&author, pixel()).await.expect("a picture");
        let alt = Alternative::Text("Un micro".into());
        let entry = PictureEntry { picture, alt: alt.clone(), caption: "Avant l’antenne".into() };
        let form = ProjectForm { draft: full(), pictures: Some(vec![entry]), ..ProjectForm::default() };
        let saved = projects::start(&author, &form, SaveMode::Kept).await.expect("a draft");
        let project = kept(&portal, &saved.slug).await;
        assert_eq!((&project.draft, project.state, project.version), (&full(), State::Draft, 1));
        assert_eq!((project.authors[0].name.as_str(), project.authors.len()), ("Camille Durand", 1));
        let cover = project.authors_figures().next().expect("a cover");
        assert_eq!((cover.picture, cover.width, cover.height, &cover.alt, cover.caption.as_str()), (picture, 400, 300, &alt, "Avant l’antenne"));
        assert_eq!((project.created, project.submitted, project.published), (author.now(), None, None));

        portal.portal.clock.advance_ms(1_000);
        let less = ProjectDraft { title: full().title, ..ProjectDraft::default() };
        let form = ProjectForm { draft: less.clone(), pictures: Some(Vec::new()), version: Some(1), ..ProjectForm::default() };
        projects::save(&author, &saved.slug, &form, SaveMode::Kept).await.expect("saved");
        let project = kept(&portal, &saved.slug).await;
        assert_eq!((project.draft, project.version, project.pictures), (less, 2, Vec::new()));
        assert_eq!(project.updated.since_ms(project.created), 1_000);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_version WHERE sheet LIKE '%web-radio%'").await, 2, "each version is kept whole");
    }

    async fn a_save_over_another_version_is_a_conflict_and_changes_nothing(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &form("Radio", "Le premier texte")).await;
        let author = portal.cx(teacher());
        let second = over(saved.version, form("Radio", "Le deuxième"));
        projects::save(&author, &saved.slug, &second, SaveMode::Kept).await.expect("saved");
        for stale in [Some(saved.version), None, Some(9)] {
            let third = ProjectForm { version: stale, ..form("Radio", "Le troisième") };
            let answer = projects::save(&author, &saved.slug, &third, SaveMode::Kept).await;
            assert!(matches!(answer, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{answer:?}");
        }
        assert_eq!(kept(&portal, &saved.slug).await.draft.body, "Le deuxième");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_version").await, 2);
    }

    async fn of_two_who_save_at_the_same_moment_one_is_told(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &form("Radio", "Un texte")).await;
        let savers: Vec<_> = (0..8).map(|n| {
            let (author, slug) = (portal.cx(teacher()), saved.slug.clone());
            let typed = over(saved.version, form("Radio", &format!("Le texte {n}")));
            tokio::spawn(async move { projects::save(&author, &slug, &typed, SaveMode::Kept).await })
        }).collect();
        let mut kept = 0;
        for saver in savers {
            match saver.await.expect("no panic") {
                Ok(saved) => { assert_eq!(saved.version, 2); kept += 1; }
                Err(Error::Conflict(Conflict::StaleVersion { current: 2 })) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(kept, 1);
    }

    async fn a_write_that_is_refused_leaves_nothing(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let elsewhere = media::take_in(&portal.cx(member(2, &[Role::Teacher], &[])), pixel()).await.expect("a picture");
        // Refused after the project's row was written: the picture is someone else's.
        let answer = projects::start(&author, &with_pictures(form("Radio", "Un texte"), &[elsewhere]), SaveMode::Kept).await;
        assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "pictures")), "{answer:?}");
        let mut another_school = form("Radio", "Un texte");
        another_school.draft.schools = vec![port()];
        let answer = projects::start(&author, &another_school, SaveMode::Kept).await;
        assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.iter().any(|p| p.rule == Rule::NotYourSchool)), "{answer:?}");
        for viewer in [Viewer::Nobody, member(4, &[Role::Parent], &[tilleuls()]), member(4, &[], &[])] {
            let answer = projects::start(&portal.cx(viewer), &form("Radio", "Un texte"), SaveMode::Kept).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(Denial::Role | Denial::Pending))), "{answer:?}");
        }
        assert!(projects::readable(&portal.system(), Shelf::All).await.expect("a list").is_empty());
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox").await, 0, "nothing is told of what did not happen");
    }

    async fn a_closed_school_stays_where_it_was_chosen_and_is_not_chosen_again(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &form("Radio", "Un texte")).await;
        sql(&portal, "UPDATE school SET state = 'ferme'").await;
        let again = over(saved.version, form("Radio", "Un autre"));
        projects::save(&portal.cx(teacher()), &saved.slug, &again, SaveMode::Kept).await.expect("it stays");
        let answer = projects::start(&portal.cx(teacher()), &form("Lune", "Un texte"), SaveMode::Kept).await;
        assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.iter().any(|p| p.field == "schools")), "{answer:?}");
    }

    async fn an_autosave_takes_the_place_of_the_one_before_and_keeps_the_address(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Un texte")).await;
        for version in 1..=4 {
            let typed = over(version, form(&format!("Radio {version}"), "Un texte plus long"));
            let saved = projects::save(&author, &saved.slug, &typed, SaveMode::Auto).await.expect("saved");
            assert_eq!((saved.slug.as_str(), saved.version), ("radio", version + 1));
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_version").await, 2, "the one kept, and the last autosave");
        let public = published(&portal, &form("Lune", "Un texte")).await;
        let typed = over(public.version, form("Lune", "À moitié tap"));
        let answer = projects::save(&author, &public.slug, &typed, SaveMode::Auto).await;
        assert!(matches!(answer, Err(Error::Denied(Denial::State(State::Published)))), "readers see no half-typed text: {answer:?}");
    }

    async fn an_address_that_was_given_leads_to_its_project_for_good(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let mut slugs = vec![begun(&portal, &form("Radio", "Un texte")).await.slug];
        for (version, title) in [(1, "Studio"), (2, "Antenne"), (3, "Radio")] {
            let typed = over(version, form(title, "Un texte"));
            let saved = projects::save(&author, &slugs[slugs.len() - 1], &typed, SaveMode::Kept).await.expect("saved");
            slugs.push(saved.slug);
        }
        assert_eq!(slugs, ["radio", "studio", "antenne", "radio"], "it may have its own back");
        for former in ["studio", "antenne"] {
            let opened = projects::open(&author, former).await.expect("it leads there");
            assert!(matches!(&opened, Opened::Moved(slug) if slug == "radio"), "{opened:?}");
            let answer = projects::open(&portal.cx(Viewer::Nobody), former).await;
            assert!(matches!(answer, Err(Error::NotFound)), "a draft's former address tells nobody else anything");
        }
        assert!(matches!(projects::open(&author, "radio").await, Ok(Opened::Sheet(_))));
        assert_eq!(begun(&portal, &form("Studio", "Un autre")).await.slug, "studio-2", "nobody else gets it");
        assert_eq!(begun(&portal, &form("Nouveau", "Un autre")).await.slug, "nouveau-2", "an address of the site is none of a project");
    }
}
