//! Those who wished for a training see a session of it a day before everyone; of what others do not see yet, there is no trace.

use super::{HOUR_MS, asks, change, open, radio, session, teacher, teachers};
use crate::{
    cast::{animator, form, port, published, settle, sql, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::{AccountId, SessionId, WishId},
    projects::Cycle,
    time::Timestamp,
    training::{CalendarQuery, SessionMove, Standing, WishForm},
};
use services::{curation, error::Error, training};

/// What teacher 100 wishes for.
async fn wished(portal: &TestPortal) -> WishId {
    let form = WishForm { title: "Des robots dehors".into(), why: "Pour la géométrie.".into(), cycle: Cycle::Two };
    training::make_wish(&portal.cx(teacher(100, tilleuls())), &form).await.expect("a wish")
}

/// That, and the address of a training that answers it.
async fn answered(portal: &TestPortal) -> (WishId, String) {
    settle(portal).await;
    teachers(portal).await;
    let wish = wished(portal).await;
    (wish, training::make(&portal.cx(animator()), &radio(), Some(wish)).await.expect("a training"))
}

/// A session of a training that is there, led by account 3, open.
async fn opens(portal: &TestPortal, slug: &str, more: &[(&'static str, &'static str)]) -> SessionId {
    let cx = portal.cx(animator());
    let id = training::prepare(&cx, slug, session(more), &[AccountId::new(3)]).await.expect("a session");
    training::move_session(&cx, id, SessionMove::Open).await.expect("open");
    id
}

/// Whether someone sees a session of December, the only one of its training, wherever there are sessions; or nowhere.
async fn sees(portal: &TestPortal, viewer: Viewer, slug: &str, id: SessionId) -> bool {
    let cx = portal.cx(viewer);
    let on_its_page = match training::training(&cx, slug).await {
        Ok(sheet) => sheet.sessions.iter().any(|seen| seen.session.id == id),
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    };
    let in_calendar = async |pairs: &[(&str, &str)]| {
        let query = CalendarQuery::read(pairs.iter().copied());
        training::calendar(&cx, &query).await.expect("a calendar").iter().any(|card| card.id == id)
    };
    let elsewhere = [
        in_calendar(&[]).await,
        in_calendar(&[("mois", "2026-12")]).await,
        in_calendar(&[("commune", "33063"), ("cycle", "2")]).await,
        training::shown_trainings(&cx).await.expect("addresses").iter().any(|(known, _)| known == slug),
    ];
    assert_eq!(elsewhere, [on_its_page; 4], "{:?}", cx.viewer);
    on_its_page
}

/// Whether the calendar that everyone may follow has it, when this viewer asks for it.
async fn is_followed(portal: &TestPortal, viewer: Viewer, id: SessionId) -> bool {
    let file = training::calendar_file(&portal.cx(viewer), &CalendarQuery::default()).await.expect("a calendar");
    file.contains(&format!("session-{id}-1@"))
}

both! {
    async fn those_who_wished_for_a_training_see_its_session_before_everyone(portal: TestPortal) {
        let (_, slug) = answered(&portal).await;
        let id = opens(&portal, &slug, &[]).await;
        let (backer, other) = (teacher(100, tilleuls()), teacher(101, tilleuls()));
        for viewer in [backer.clone(), animator(), member(4, &[Role::Advisor], &[])] {
            assert!(sees(&portal, viewer, &slug, id).await);
        }
        let others = [other.clone(), Viewer::Nobody, member(4, &[Role::Parent], &[tilleuls()])];
        for viewer in others.clone() {
            assert!(!sees(&portal, viewer, &slug, id).await);
        }
        assert!(!is_followed(&portal, backer.clone(), id).await, "one file is for all, whoever asks");
        let wants = portal.cx(other.clone());
        let refused = [
            training::training(&wants, &slug).await.map(drop),
            training::register(&wants, id).await.map(drop),
            training::register_for_all(&wants, &slug).await.map(drop),
            training::confirm(&wants, id).await,
            training::give_up(&wants, id).await,
        ];
        for answer in refused {
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
        assert_eq!(asks(&portal, id, 100).await.standing, Standing::Registered);
        portal.portal.clock.advance_ms(24 * HOUR_MS - 1);
        assert!(!sees(&portal, other.clone(), &slug, id).await, "from Monday at nine to Tuesday at nine");
        portal.portal.clock.advance_ms(1);
        for viewer in others {
            assert!(sees(&portal, viewer, &slug, id).await);
        }
        assert!(is_followed(&portal, Viewer::Nobody, id).await);
        assert_eq!(asks(&portal, id, 101).await.standing, Standing::Registered);
    }

    async fn a_session_that_is_near_is_not_held_back_for_long_and_what_was_said_stays(portal: TestPortal) {
        // Tuesday at two: it begins a day later.
        portal.portal.clock.advance_ms((8 * 24 + 5) * HOUR_MS);
        let (_, slug) = answered(&portal).await;
        let id = opens(&portal, &slug, &[]).await;
        let cx = portal.cx(animator());
        let announced = async || training::session_desk(&cx, id).await.expect("a desk").session.announced.map(Timestamp::typed);
        assert_eq!(announced().await.as_deref(), Some("2026-12-02T02:00"));
        change(&cx, id, &[("day-1", "2026-12-16")]).await.expect("put off");
        assert_eq!(announced().await.as_deref(), Some("2026-12-02T02:00"));
        let other = teacher(101, tilleuls());
        assert!(!sees(&portal, other.clone(), &slug, id).await);
        portal.portal.clock.advance_ms(12 * HOUR_MS);
        assert!(sees(&portal, other, &slug, id).await);
    }

    async fn what_nobody_wished_for_is_shown_at_once_and_what_is_open_stays_so(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let (slug, other, backer) = ("radio-en-classe", teacher(101, tilleuls()), teacher(100, tilleuls()));
        let id = open(&portal, &[]).await;
        assert!(sees(&portal, other.clone(), slug, id).await);
        let wish = wished(&portal).await;
        training::answer_wish(&portal.cx(animator()), wish, slug).await.expect("answered");
        assert!(sees(&portal, other.clone(), slug, id).await, "it was open before");
        let second = opens(&portal, slug, &[("day-1", "2026-12-09")]).await;
        let many = async |viewer: &Viewer| training::training(&portal.cx(viewer.clone()), slug).await.expect("shown").sessions.len();
        assert_eq!((many(&other).await, many(&backer).await), (1, 2));
        let places = async |viewer: &Viewer| {
            let all = training::register_for_all(&portal.cx(viewer.clone()), slug).await.expect("places");
            all.into_iter().map(|registration| registration.session).collect::<Vec<_>>()
        };
        assert_eq!(places(&other).await, [id], "in all that they see");
        assert_eq!(places(&backer).await, [id, second]);
        // Of those who wished for it, nobody is left.
        training::back_no_more(&portal.cx(backer), wish).await.expect("taken back");
        opens(&portal, slug, &[("day-1", "2026-12-16")]).await;
        assert_eq!(many(&other).await, 2, "shown at once");
    }

    async fn whom_a_session_concerns_sees_it(portal: TestPortal) {
        let (wish, slug) = answered(&portal).await;
        sql(&portal, "INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'); INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (1, 'head', 'ent', 0)").await;
        let id = opens(&portal, &slug, &[("approval", "head")]).await;
        assert!(sees(&portal, member(3, &[Role::Teacher], &[port()]), &slug, id).await, "who leads it");
        let head = member(1, &[Role::Head], &[tilleuls()]);
        assert!(!sees(&portal, head.clone(), &slug, id).await);
        let asked = asks(&portal, id, 100).await;
        assert!(sees(&portal, head.clone(), &slug, id).await, "who is asked whether a colleague may come");
        training::decide(&portal.cx(head.clone()), asked.id, true).await.expect("agreed");
        assert!(!sees(&portal, head, &slug, id).await);
        let backer = teacher(100, tilleuls());
        training::back_no_more(&portal.cx(backer.clone()), wish).await.expect("taken back");
        assert!(sees(&portal, backer, &slug, id).await, "who has a place in it");
    }

    async fn a_project_names_a_training_to_those_who_see_a_session_of_it(portal: TestPortal) {
        let (_, slug) = answered(&portal).await;
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        curation::set_projects_of_training(&portal.cx(animator()), &slug, &saved.slug).await.expect("said");
        opens(&portal, &slug, &[]).await;
        let names = async |viewer: Viewer| curation::trainings_about(&portal.cx(viewer), saved.id).await.expect("trainings").len();
        assert_eq!((names(teacher(100, tilleuls())).await, names(Viewer::Nobody).await), (1, 0));
        portal.portal.clock.advance_ms(24 * HOUR_MS);
        assert_eq!(names(Viewer::Nobody).await, 1);
    }
}
