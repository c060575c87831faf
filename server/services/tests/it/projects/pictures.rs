//! Pictures of sheets: who sees them, what families allow, what a power cut leaves.

use crate::{
    cast::{animator, begun, count, form, handed_over, over, published, settle, teacher, tilleuls, with_pictures},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    events::Event,
    ids::PictureId,
    media::{Authorisation, Elders, Hidden, Holders, Lack, People, Support},
    problem::Rule,
    projects::{ProjectForm, Visibility},
    time::Day,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use services::{
    cx::Cx,
    error::Error,
    media, outbox,
    projects::{self, Opened, ProjectSheet, SaveMode},
};
use std::io::Cursor;

const DAY_MS: i64 = 24 * 3_600_000;

fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(400, 300, |x, _| if x % 2 == 0 { Rgb([250, 250, 250]) } else { Rgb([5, 5, 5]) });
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

pub(super) async fn taken_in(cx: &Cx) -> PictureId {
    media::take_in(cx, photo()).await.expect("a picture")
}

/// A picture of the author's in which nobody can be recognised.
pub(super) async fn declared(portal: &TestPortal) -> PictureId {
    let author = portal.cx(teacher());
    let picture = taken_in(&author).await;
    projects::declare_people(&author, picture, &People::Nobody).await.expect("declared");
    picture
}

pub(super) fn allowed(supports: &[Support], until: Day) -> People {
    People::Pupils(Authorisation {
        purpose: "Montrer le potager".into(),
        supports: supports.to_vec(),
        signed: "2025-09-01".parse().expect("a day"),
        until,
        holders: Holders::Both,
        elders: Elders::None,
    })
}

fn in_days(portal: &TestPortal, days: i64) -> Day {
    Day::containing(portal.portal.clock.now().plus_ms(days * DAY_MS))
}

pub(super) async fn sheet(cx: &Cx, slug: &str) -> ProjectSheet {
    match projects::open(cx, slug).await.expect("a sheet") {
        Opened::Sheet(sheet) => *sheet,
        Opened::Moved(_) => panic!("it moved"),
    }
}

async fn sees(portal: &TestPortal, viewer: Viewer, picture: PictureId) -> bool {
    match projects::picture_seen(&portal.cx(viewer), picture).await {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    }
}

/// Whether readers, the author and the animator see `picture`.
pub(super) async fn seen(portal: &TestPortal, picture: PictureId) -> (bool, bool, bool) {
    (sees(portal, Viewer::Nobody, picture).await, sees(portal, teacher(), picture).await, sees(portal, animator(), picture).await)
}

pub(super) fn refused(answer: &Result<impl std::fmt::Debug, Error>) -> Vec<Rule> {
    match answer {
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| problem.rule.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

async fn events(portal: &TestPortal) -> Vec<Event> {
    let mut conn = portal.system().read().await.expect("a connection");
    outbox::after(&mut conn, 0, 1_000).await.expect("events").into_iter().map(|entry| entry.event).collect()
}

both! {
    async fn pictures_stand_in_the_order_asked_for_and_the_first_is_the_cover(portal: TestPortal) {
        settle(&portal).await;
        let (a, b, c) = (declared(&portal).await, declared(&portal).await, declared(&portal).await);
        let saved = published(&portal, &with_pictures(form("Potager", "Avant ![le semis](image:0) après"), &[b, a, c])).await;
        let nobody = portal.cx(Viewer::Nobody);
        let shown = |sheet: &ProjectSheet| sheet.figures.iter().map(|figure| figure.picture).collect::<Vec<_>>();
        assert_eq!(shown(&sheet(&nobody, &saved.slug).await), [b, a, c]);
        let cards = projects::latest(&nobody, 1).await.expect("cards");
        assert_eq!(cards[0].cover.as_ref().map(|cover| (cover.picture, cover.alt.attribute())), Some((b, "Une image")));

        // One that a text shows stands there, not in the gallery; one that is not the sheet's leaves its words.
        let told = form("Potager", &format!("![le semis](image:{a}) ![rien](image:99)"));
        let author = portal.cx(teacher());
        projects::save(&author, &saved.slug, &over(saved.version, with_pictures(told, &[c, a, b])), SaveMode::Kept).await.expect("saved");
        let after = sheet(&nobody, &saved.slug).await;
        assert!(after.body.as_str().contains(&format!("src=\"/fichiers/{a}/320.webp\"")), "{}", after.body.as_str());
        assert!(after.body.as_str().contains("rien") && !after.body.as_str().contains("/fichiers/99"));
        assert_eq!(after.gallery().iter().map(|figure| figure.picture).collect::<Vec<_>>(), [b]);
        assert_eq!(projects::latest(&nobody, 1).await.expect("cards")[0].cover.as_ref().map(|cover| cover.picture), Some(c));

        // A save that does not ask of them leaves them as they are.
        let plain = over(saved.version + 1, form("Potager", "Sans image"));
        projects::save(&author, &saved.slug, &plain, SaveMode::Kept).await.expect("saved");
        assert_eq!(shown(&sheet(&nobody, &saved.slug).await), [c, a, b]);
    }

    async fn a_picture_belongs_to_one_sheet_and_to_who_took_it_in(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let picture = declared(&portal).await;
        begun(&portal, &with_pictures(form("Un", "Texte"), &[picture])).await;
        let theirs = taken_in(&portal.cx(member(2, &[Role::Teacher], &[tilleuls()]))).await;
        for other in [picture, theirs, PictureId::new(404)] {
            let answer = projects::start(&author, &with_pictures(form("Deux", "Texte"), &[other]), SaveMode::Kept).await;
            assert_eq!(refused(&answer), [Rule::Medium(domain::media::MediumProblem::NotAPicture)], "{other}");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project").await, 1);
        let page = projects::open_picture(&author, picture).await.expect("a page");
        assert!(page.may_edit && page.may_hide && page.project.is_some_and(|project| project.slug == "un"));
        for stranger in [Viewer::Nobody, member(2, &[Role::Teacher], &[tilleuls()]), animator()] {
            let answer = projects::open_picture(&portal.cx(stranger), picture).await;
            assert!(matches!(answer, Err(Error::NotFound)), "a draft's picture is its author's alone: {answer:?}");
        }
    }

    async fn a_picture_is_seen_by_those_who_may_and_while_they_may(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let picture = taken_in(&author).await;
        assert_eq!(seen(&portal, picture).await, (false, true, false), "its owner alone");
        let saved = begun(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
        assert_eq!(seen(&portal, picture).await, (false, true, false));
        let answer = projects::submit(&author, &saved.slug, saved.version).await;
        assert_eq!(refused(&answer), [Rule::OfPicture { place: 1, lack: Lack::Declaration }], "nobody sees it before it is said who is in it");
        projects::declare_people(&author, picture, &allowed(&[Support::Public], in_days(&portal, 10))).await.expect("declared");
        projects::submit(&author, &saved.slug, saved.version).await.expect("handed over");
        assert_eq!(seen(&portal, picture).await, (false, true, true), "the reviewer sees it");
        projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await.expect("published");
        assert_eq!(seen(&portal, picture).await, (true, true, true));

        // Its last day is over: nobody waits for the job.
        portal.portal.clock.advance_ms(11 * DAY_MS);
        assert_eq!(seen(&portal, picture).await, (false, true, true));
        let before = events(&portal).await.len();
        assert_eq!(projects::hide_ended(&portal.system()).await.expect("hidden"), 1);
        assert_eq!(projects::hide_ended(&portal.system()).await.expect("nothing more"), 0);
        assert!(matches!(events(&portal).await[before..], [Event::ProjectChanged { .. }]), "index, cards and catalogues hear of it");
        let nobody = portal.cx(Viewer::Nobody);
        assert!(sheet(&nobody, &saved.slug).await.figures.is_empty());
        assert_eq!(projects::latest(&nobody, 1).await.expect("cards")[0].cover, None);

        // Families sign again.
        projects::declare_people(&author, picture, &allowed(&[Support::Public], in_days(&portal, 300))).await.expect("declared");
        assert_eq!(seen(&portal, picture).await, (true, true, true));
        assert_eq!(projects::latest(&nobody, 1).await.expect("cards")[0].cover.as_ref().map(|cover| cover.picture), Some(picture));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM medium_rights").await, 2, "the ledger only grows");
    }

    async fn a_picture_is_shown_no_further_than_families_allow(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let picture = taken_in(&author).await;
        let members = allowed(&[Support::Members], in_days(&portal, 100));
        projects::declare_people(&author, picture, &members).await.expect("declared");
        let saved = begun(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
        let answer = projects::submit(&author, &saved.slug, saved.version).await;
        assert_eq!(refused(&answer), [Rule::OfPicture { place: 1, lack: Lack::Support(Support::Public) }]);
        let mut narrower = over(saved.version, with_pictures(form("Potager", "Texte"), &[picture]));
        narrower.draft.visibility = Visibility::Community;
        let saved = projects::save(&author, &saved.slug, &narrower, SaveMode::Kept).await.expect("saved");
        projects::submit(&author, &saved.slug, saved.version).await.expect("handed over");
        projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await.expect("published");
        // What is shown already is not declared away from its readers.
        let answer = projects::declare_people(&author, picture, &allowed(&[Support::Print], in_days(&portal, 100))).await;
        assert_eq!(refused(&answer), [Rule::OfPicture { place: 1, lack: Lack::Support(Support::Members) }]);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM medium_rights").await, 1, "nothing of it was kept");
    }

    async fn a_publication_at_its_minute_waits_for_no_right_that_has_ended(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let picture = taken_in(&author).await;
        projects::declare_people(&author, picture, &allowed(&[Support::Public], in_days(&portal, 1))).await.expect("declared");
        let saved = handed_over(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
        let at = portal.portal.clock.now().plus_ms(3 * DAY_MS);
        projects::schedule(&portal.cx(animator()), &saved.slug, saved.version, at).await.expect("planned");
        portal.portal.clock.advance_ms(3 * DAY_MS);
        projects::hide_ended(&portal.system()).await.expect("hidden");
        assert_eq!(projects::publish_due(&portal.system()).await.expect("published"), 1, "the sheet appears, without the picture");
        assert!(sheet(&portal.cx(Viewer::Nobody), &saved.slug).await.figures.is_empty());
    }

    async fn one_family_s_word_takes_a_picture_away_in_one_action(portal: TestPortal) {
        settle(&portal).await;
        let (first, second) = (declared(&portal).await, declared(&portal).await);
        let saved = published(&portal, &with_pictures(form("Potager", &format!("![](image:{first})")), &[first, second])).await;
        let nobody = portal.cx(Viewer::Nobody);
        assert!(sheet(&nobody, &saved.slug).await.body.as_str().contains("<img"));
        for stranger in [Viewer::Nobody, member(2, &[Role::Teacher], &[tilleuls()]), member(4, &[Role::Official], &[])] {
            let answer = projects::withdraw_consent(&portal.cx(stranger), first).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(Denial::Role))), "{answer:?}");
        }
        projects::withdraw_consent(&portal.cx(animator()), first).await.expect("taken away");
        assert_eq!(seen(&portal, first).await, (false, true, true));
        let after = sheet(&nobody, &saved.slug).await;
        assert_eq!(after.figures.iter().map(|figure| figure.picture).collect::<Vec<_>>(), [second]);
        assert!(!after.body.as_str().contains("<img"), "{}", after.body.as_str());
        assert_eq!(projects::latest(&nobody, 1).await.expect("cards")[0].cover.as_ref().map(|cover| cover.picture), Some(second));
        let hidden = "SELECT COUNT(*) FROM audit WHERE action = 'medium-hide' AND outcome = 'withdrawn' AND actor = 'account:3'";
        assert_eq!(count(&portal, hidden).await, 1, "and logged");
        projects::withdraw_consent(&portal.cx(animator()), first).await.expect("nothing more to do");
        assert_eq!(count(&portal, hidden).await, 1);
        // The child masked, nobody can be recognised any more.
        projects::declare_people(&portal.cx(teacher()), first, &People::Nobody).await.expect("declared");
        assert_eq!(seen(&portal, first).await, (true, true, true));
    }

    async fn authors_and_animators_hear_once_of_what_ends_within_thirty_days(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let (soon, later) = (taken_in(&author).await, taken_in(&author).await);
        projects::declare_people(&author, soon, &allowed(&[Support::Public], in_days(&portal, 40))).await.expect("declared");
        projects::declare_people(&author, later, &allowed(&[Support::Public], in_days(&portal, 90))).await.expect("declared");
        published(&portal, &with_pictures(form("Potager", "Texte"), &[soon, later])).await;
        let told = || async { events(&portal).await.into_iter().filter(|event| matches!(event, Event::RightsEnding { .. })).count() };
        assert_eq!((projects::warn_of_endings(&portal.system()).await.expect("told"), told().await), (0, 0));
        portal.portal.clock.advance_ms(11 * DAY_MS);
        assert_eq!((projects::warn_of_endings(&portal.system()).await.expect("told"), told().await), (1, 1));
        assert_eq!((projects::warn_of_endings(&portal.system()).await.expect("told"), told().await), (0, 1));
    }

    async fn a_power_cut_between_file_and_row_leaves_nothing_either_way(portal: TestPortal) {
        settle(&portal).await;
        let (kept, broken) = (declared(&portal).await, declared(&portal).await);
        let saved = published(&portal, &with_pictures(form("Potager", "Texte"), &[broken, kept])).await;
        let files = &portal.portal.files;
        // Files whose row never came, a revision that was never put in place, and a file that is not ours to judge.
        for orphan in ["media/404/320.webp", "media/404/apercu.jpg", &format!("media/{kept}/77/320.webp"), "media/lisez-moi.txt"] {
            files.put(orphan, b"x".to_vec()).await.expect("put");
        }
        let mut lost = Vec::new();
        for file in files.list(&format!("media/{broken}")).await.expect("a list") {
            lost.push((file.key.clone(), files.get(&file.key).await.expect("a file")));
            files.delete(&file.key).await.expect("gone");
        }
        let system = portal.system();
        assert_eq!(projects::sweep_files(&system).await.expect("swept"), 0, "an upload may be under way");
        // The store writes by the machine's clock, which tests do not move: ours goes far ahead of it.
        portal.portal.clock.advance_ms(400 * 365 * DAY_MS / 10);
        assert_eq!(projects::sweep_files(&system).await.expect("swept"), 4);
        let left: Vec<_> = files.list("media").await.expect("a list").into_iter().map(|file| file.key).collect();
        assert!(left.iter().all(|key| key.starts_with(&format!("media/{kept}/")) || key == "media/lisez-moi.txt"), "{left:?}");
        let nobody = portal.cx(Viewer::Nobody);
        assert_eq!(sheet(&nobody, &saved.slug).await.figures.len(), 1, "the page shows what there is");
        let hidden = sheet(&portal.cx(teacher()), &saved.slug).await.project.pictures.into_iter().find(|placed| placed.hidden.is_some());
        assert_eq!(hidden.map(|placed| (placed.figure.picture, placed.hidden)), Some((broken, Some(Hidden::Lost))));
        // A backup brings them back.
        for (key, content) in lost {
            files.put(&key, content.to_vec()).await.expect("put");
        }
        assert_eq!(projects::sweep_files(&system).await.expect("swept"), 1);
        assert_eq!(sheet(&nobody, &saved.slug).await.figures.len(), 2);
        assert_eq!(projects::sweep_files(&system).await.expect("swept"), 0);
    }

    async fn what_another_added_meanwhile_is_not_lost(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let (mine, theirs) = (declared(&portal).await, declared(&portal).await);
        let saved = begun(&portal, &form("Potager", "Texte")).await;
        projects::save(&author, &saved.slug, &over(1, with_pictures(form("Potager", "Texte"), &[theirs])), SaveMode::Kept).await.expect("saved");
        let stale: ProjectForm = over(1, with_pictures(form("Potager", "Un autre"), &[mine]));
        let merged = projects::reconcile(&author, &saved.slug, stale).await.expect("brought together").form;
        let named: Vec<_> = merged.pictures.expect("pictures").into_iter().map(|entry| entry.picture).collect();
        assert_eq!(named, [mine, theirs]);
    }
}
