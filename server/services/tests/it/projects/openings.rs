//! For whom a project is open, from when to when, and its secret link.

use crate::{
    cast::{animator, begun, form, over, published, settle, teacher, tilleuls, with_pictures},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{LinkKey, Role, Viewer},
    media::{Authorisation, Elders, Holders, Lack, People, Support},
    problem::Rule,
    projects::{OpeningsForm, ProjectForm, Visibility},
    search::Query,
    time::Timestamp,
};
use image::{DynamicImage, ImageFormat};
use services::{
    error::Error,
    harvest, media,
    outside::Secret,
    projects::{self, Opened, SaveMode, Shelf, link_key},
    search,
};
use std::io::Cursor;

fn seen_by(visibility: Visibility, title: &str) -> ProjectForm {
    let mut form = form(title, "Un texte");
    form.draft.visibility = visibility;
    form
}

fn dates(pairs: &[(&'static str, &'static str)]) -> OpeningsForm {
    OpeningsForm::read(pairs.iter().copied()).expect("sound dates")
}

/// Moves the clock to two seconds after `paris`, and has what follows it follow.
async fn it_is(portal: &TestPortal, paris: &str) {
    let now = portal.portal.clock.now();
    portal.portal.clock.advance_ms(Timestamp::from_paris(paris).expect("an instant").since_ms(now) + 2_000);
    projects::follow_openings(&portal.system()).await.expect("followed");
    search::catch_up(&portal.portal).await.expect("indexed");
    harvest::catch_up(portal.portal.clone()).await.expect("told");
}

/// Says the dates, as someone who has just read the page.
async fn set(portal: &TestPortal, viewer: Viewer, slug: &str, form: OpeningsForm) -> Result<(), Error> {
    let cx = portal.cx(viewer);
    let version = projects::openings(&cx, slug).await?.version;
    projects::set_openings(&cx, slug, version, form).await
}

async fn opens(portal: &TestPortal, viewer: &Viewer, slug: &str) -> bool {
    match projects::open(&portal.cx(viewer.clone()), slug).await {
        Ok(Opened::Sheet(_)) => true,
        Err(Error::NotFound) => false,
        other => panic!("{other:?}"),
    }
}

/// Whether `viewer` opens it; and that lists and search say the same.
async fn reads(portal: &TestPortal, viewer: &Viewer, slug: &str) -> bool {
    let cx = portal.cx(viewer.clone());
    let opened = opens(portal, viewer, slug).await;
    let listed = projects::readable(&cx, Shelf::Published).await.expect("a list");
    let listed = projects::cards(&cx, &listed).await.expect("cards").iter().any(|card| card.slug == slug);
    let found = search::find(&cx, &Query { words: "texte".into(), ..Query::default() }).await.expect("an answer");
    let found = found.hits.iter().any(|hit| hit.address == domain::paths::project(slug));
    assert_eq!((listed, found), (opened, opened), "lists, search and the page agree");
    opened
}

fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[crate::cast::port()])
}

fn refused(answer: &Result<impl std::fmt::Debug, Error>) -> Vec<(&'static str, Rule)> {
    match answer {
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect(),
        other => panic!("{other:?}"),
    }
}

fn allowed(supports: &[Support]) -> People {
    let day = |text: &str| text.parse().expect("a day");
    People::Pupils(Authorisation {
        purpose: "montrer le projet".into(),
        supports: supports.to_vec(),
        signed: day("2026-11-01"),
        until: day("2028-06-30"),
        holders: Holders::Both,
        elders: Elders::None,
    })
}

both! {
    async fn dates_open_and_close_a_project(portal: TestPortal) {
        settle(&portal).await;
        let slug = published(&portal, &seen_by(Visibility::Community, "Radio")).await.slug;
        // The animator opens it further than it was read for.
        let month = dates(&[("public_from", "2026-12-01"), ("public_until", "2026-12-31")]);
        set(&portal, animator(), &slug, month).await.expect("set");
        let who = [Viewer::Nobody, colleague(), teacher(), animator()];
        let table = [
            ("2026-11-30T23:59", [false, true, true, true]),
            ("2026-12-01T00:00", [true, true, true, true]),
            ("2026-12-31T23:59", [true, true, true, true]),
            ("2027-01-01T00:00", [false, true, true, true]),
        ];
        for (when, expected) in table {
            it_is(&portal, when).await;
            for (viewer, expected) in who.iter().zip(expected) {
                assert_eq!(reads(&portal, viewer, &slug).await, expected, "{when} {viewer:?}");
            }
        }
        assert_eq!(projects::follow_openings(&portal.system()).await.expect("followed"), 0, "nothing turns any more");
    }

    async fn a_page_closes_at_its_instant_and_not_when_the_clock_is_next_looked_at(portal: TestPortal) {
        settle(&portal).await;
        let slug = published(&portal, &seen_by(Visibility::Public, "Radio")).await.slug;
        set(&portal, teacher(), &slug, dates(&[("public_until", "2026-11-23")])).await.expect("set");
        let end = Timestamp::from_paris("2026-11-24T00:00").expect("an instant");
        portal.portal.clock.advance_ms(end.since_ms(portal.portal.clock.now()) - 1);
        assert!(opens(&portal, &Viewer::Nobody, &slug).await);
        portal.portal.clock.advance_ms(1);
        assert!(!opens(&portal, &Viewer::Nobody, &slug).await && opens(&portal, &teacher(), &slug).await);
        portal.portal.clock.advance_ms(2_000);
        // Two servers look at the clock at the same moment.
        let system = portal.system();
        let (one, other) = tokio::join!(projects::follow_openings(&system), projects::follow_openings(&system));
        assert!(one.expect("followed") + other.expect("followed") >= 1);
        assert!(!reads(&portal, &Viewer::Nobody, &slug).await);
    }

    async fn a_secret_link_opens_its_project_until_it_is_changed(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let slug = published(&portal, &seen_by(Visibility::School, "Radio")).await.slug;
        let other = published(&portal, &seen_by(Visibility::School, "Lune")).await.slug;
        let first = projects::make_link(&author, &slug).await.expect("a link");
        let holder = |secret: &Secret| Viewer::Nobody.with_links(vec![link_key(secret)]);
        it_is(&portal, "2026-11-23T10:00").await;
        assert_eq!(projects::opened_by(&portal.cx(Viewer::Nobody), &first).await.expect("it opens"), slug);
        assert!(reads(&portal, &holder(&first), &slug).await && reads(&portal, &colleague().with_links(vec![link_key(&first)]), &slug).await);
        assert!(!reads(&portal, &holder(&first), &other).await && !reads(&portal, &Viewer::Nobody, &slug).await);

        let second = projects::make_link(&author, &slug).await.expect("another");
        it_is(&portal, "2026-11-23T10:01").await;
        assert!(!reads(&portal, &holder(&first), &slug).await && reads(&portal, &holder(&second), &slug).await);
        assert!(matches!(projects::opened_by(&portal.cx(Viewer::Nobody), &first).await, Err(Error::NotFound)));

        set(&portal, teacher(), &slug, dates(&[("link_until", "2026-11-30")])).await.expect("dated");
        it_is(&portal, "2026-12-01T00:00").await;
        assert!(!reads(&portal, &holder(&second), &slug).await);
        assert!(matches!(projects::opened_by(&portal.cx(Viewer::Nobody), &second).await, Err(Error::NotFound)));

        set(&portal, teacher(), &slug, OpeningsForm::default()).await.expect("without dates");
        assert!(opens(&portal, &holder(&second), &slug).await, "its link stayed");
        projects::end_link(&author, &slug).await.expect("ended");
        assert!(!opens(&portal, &holder(&second), &slug).await);
        assert!(matches!(projects::opened_by(&portal.cx(Viewer::Nobody), &Secret::from_outside("")).await, Err(Error::NotFound)));
        // Its hash is no secret, and opens nothing.
        let hash = Secret::from_outside(LinkKey::as_str(&link_key(&second)));
        assert!(matches!(projects::opened_by(&portal.cx(Viewer::Nobody), &hash).await, Err(Error::NotFound)));
    }

    async fn what_is_not_published_opens_to_no_link(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &seen_by(Visibility::Public, "Radio")).await;
        let secret = projects::make_link(&portal.cx(teacher()), &saved.slug).await.expect("a link");
        assert!(matches!(projects::opened_by(&portal.cx(Viewer::Nobody), &secret).await, Err(Error::NotFound)));
        assert!(!opens(&portal, &Viewer::Nobody.with_links(vec![link_key(&secret)]), &saved.slug).await);
    }

    async fn an_author_opens_a_published_project_no_further_than_it_was_read_for(portal: TestPortal) {
        settle(&portal).await;
        let slug = published(&portal, &seen_by(Visibility::Community, "Radio")).await.slug;
        let answer = set(&portal, teacher(), &slug, dates(&[("public_until", "2027-06-30")])).await;
        assert_eq!(refused(&answer), [("public_from", Rule::NeedsReview)]);
        set(&portal, teacher(), &slug, dates(&[("community_until", "2027-06-30"), ("school_from", "2027-07-01")])).await.expect("narrower");
        for viewer in [Viewer::Nobody, colleague(), member(4, &[Role::Parent], &[tilleuls()])] {
            let answer = set(&portal, viewer, &slug, OpeningsForm::default()).await;
            assert!(matches!(answer, Err(Error::NotFound | Error::SignIn | Error::Denied(_))), "{answer:?}");
        }
    }

    async fn families_must_allow_what_dates_and_links_show(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(60, 40).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        let picture = media::take_in(&author, bytes.into_inner()).await.expect("taken in");
        projects::declare_people(&author, picture, &allowed(&[Support::Members])).await.expect("declared");
        let slug = published(&portal, &with_pictures(seen_by(Visibility::Community, "Radio"), &[picture])).await.slug;
        let lacking = [("pictures", Rule::OfPicture { place: 1, lack: Lack::Support(Support::Public) })];
        assert_eq!(refused(&projects::make_link(&author, &slug).await.map(drop)), lacking, "a link is passed on");
        let month = || dates(&[("public_from", "2026-12-01"), ("public_until", "2026-12-31")]);
        assert_eq!(refused(&set(&portal, animator(), &slug, month()).await), lacking, "though the day is to come");
        projects::declare_people(&author, picture, &allowed(&[Support::Members, Support::Public])).await.expect("declared");
        let secret = projects::make_link(&author, &slug).await.expect("a link");
        let holder = portal.cx(Viewer::Nobody.with_links(vec![link_key(&secret)]));
        projects::picture_seen(&holder, picture).await.expect("its picture is seen");
        assert!(matches!(projects::picture_seen(&portal.cx(Viewer::Nobody), picture).await, Err(Error::NotFound)));
        // A date that is over asks nothing of families any more.
        set(&portal, animator(), &slug, dates(&[("public_until", "2026-11-22")])).await.expect("over");
    }

    async fn what_is_published_is_open_as_it_was_read(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &seen_by(Visibility::School, "Radio")).await;
        projects::submit(&author, &saved.slug, saved.version).await.expect("handed over");
        // The animator reads it; its author takes it back, opens it to all, and hands it over again.
        projects::take_back(&author, &saved.slug).await.expect("taken back");
        set(&portal, teacher(), &saved.slug, dates(&[("public_until", "2027-06-30")])).await.expect("set");
        let version = projects::openings(&author, &saved.slug).await.expect("its author").version;
        projects::submit(&author, &saved.slug, version).await.expect("handed over");
        let answer = projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await;
        assert!(matches!(answer, Err(Error::Conflict(_))), "{answer:?}");
        projects::publish(&portal.cx(animator()), &saved.slug, version).await.expect("as it is now");
        assert!(opens(&portal, &Viewer::Nobody, &saved.slug).await);
    }

    async fn a_picture_that_may_be_shown_again_must_be_allowed_and_closing_asks_nothing(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(60, 40).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        let picture = media::take_in(&author, bytes.into_inner()).await.expect("taken in");
        projects::declare_people(&author, picture, &allowed(&[Support::Members])).await.expect("declared");
        let slug = published(&portal, &with_pictures(seen_by(Visibility::Community, "Radio"), &[picture])).await.slug;
        let mut change = portal.system().begin().await.expect("a change");
        projects::hide_until_decided(&portal.system(), &mut change, picture.into()).await.expect("hidden");
        change.commit().await.expect("kept");
        let lacking = [("pictures", Rule::OfPicture { place: 1, lack: Lack::Support(Support::Public) })];
        assert_eq!(refused(&projects::make_link(&author, &slug).await.map(drop)), lacking);
        set(&portal, teacher(), &slug, dates(&[("community_until", "2027-06-30")])).await.expect("closed sooner");
        projects::end_link(&author, &slug).await.expect("there is none, and there is none");
    }

    async fn a_new_version_keeps_the_dates(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &seen_by(Visibility::Public, "Radio")).await;
        set(&portal, teacher(), &saved.slug, dates(&[("public_until", "2026-11-30")])).await.expect("set");
        let again = projects::save(&author, &saved.slug, &over(saved.version + 1, seen_by(Visibility::Public, "Radio du port")), SaveMode::Kept).await;
        let slug = again.expect("saved").slug;
        it_is(&portal, "2026-12-01T00:00").await;
        assert!(!reads(&portal, &Viewer::Nobody, &slug).await && reads(&portal, &teacher(), &slug).await);
    }
}
