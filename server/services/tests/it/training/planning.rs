//! What is planned: rooms and trainers are promised once, registration has its period, where one connects is for those who come.

use super::{HOUR_MS, asks, change, everyone, gives_up, open, radio, session, standings, teacher, teachers};
use crate::{
    cast::{animator, settle, tilleuls},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::{AccountId, SessionId},
    problem::Rule,
    training::{CalendarQuery, SessionMove, Standing},
};
use services::{
    error::Error,
    training::{self, Registration},
};

both! {
    async fn a_room_and_a_trainer_are_promised_once(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let slug = training::make(&cx, &radio(), None).await.expect("a training");
        let trainer = [AccountId::new(3)];
        let room = [("room", "Salle 1")];
        let (one, other) = tokio::join!(
            training::prepare(&cx, &slug, session(&room), &[]),
            training::prepare(&cx, &slug, session(&room), &[])
        );
        let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        let [Error::Invalid(problems)] = refused.as_slice() else { panic!("one of them is refused: {refused:?}") };
        assert_eq!(problems.iter().map(|problem| problem.rule.clone()).collect::<Vec<_>>(), [Rule::TakenBy("Radio en classe".into())]);
        let other_commune = session(&[("room", "Salle 1"), ("commune", "33039")]);
        training::prepare(&cx, &slug, other_commune, &[]).await.expect("a room of that name elsewhere");
        let in_capitals = training::prepare(&cx, &slug, session(&[("room", "SALLE 1"), ("place", "Ecole des tilleuls")]), &[]).await;
        assert!(matches!(in_capitals, Err(Error::Invalid(_))), "the same room: {in_capitals:?}");
        training::prepare(&cx, &slug, session(&[]), &trainer).await.expect("elsewhere");
        let twice = training::prepare(&cx, &slug, session(&[("from-1", "16:59"), ("until-1", "18:00")]), &trainer).await;
        assert!(matches!(twice, Err(Error::Invalid(_))), "{twice:?}");
        training::prepare(&cx, &slug, session(&[("from-1", "17:00"), ("until-1", "18:00")]), &trainer).await.expect("right after");
    }

    async fn one_registers_while_it_is_open_and_before_it_begins(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let cx = portal.cx(animator());
        let slug = training::make(&cx, &radio(), None).await.expect("a training");
        let id = training::prepare(&cx, &slug, session(&[("opens", "2026-11-24T08:00"), ("closes", "2026-11-25T08:00")]), &[]).await.expect("a session");
        let wants = portal.cx(teacher(100, tilleuls()));
        let asks = || training::register(&wants, id);
        let not_open = |answer: &Result<Registration, Error>| matches!(answer, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::NotOpen));
        assert!(matches!(asks().await, Err(Error::NotFound)), "it is being prepared: nobody knows of it");
        training::move_session(&cx, id, SessionMove::Open).await.expect("open");
        assert!(not_open(&asks().await), "not before its period");
        portal.portal.clock.advance_ms(23 * HOUR_MS);
        assert_eq!(asks().await.expect("a place").standing, Standing::Registered);
        portal.portal.clock.advance_ms(24 * HOUR_MS);
        assert!(not_open(&training::register(&portal.cx(teacher(101, tilleuls())), id).await), "nor after it");
        for viewer in [Viewer::Nobody, member(4, &[Role::Parent], &[tilleuls()]), member(4, &[Role::Official], &[])] {
            assert!(matches!(training::register(&portal.cx(viewer), id).await, Err(Error::SignIn | Error::Denied(_))));
        }
    }

    async fn where_one_connects_is_for_those_who_come(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let online = [("mode", "online"), ("place", ""), ("commune", ""), ("online", "https://visio.exemple.fr/radio"), ("capacity", "1")];
        let id = open(&portal, &online).await;
        asks(&portal, id, 100).await;
        asks(&portal, id, 101).await;
        let seen = async |viewer: Viewer| {
            let sheet = training::training(&portal.cx(viewer), "radio-en-classe").await.expect("shown");
            let [seen] = sheet.sessions.as_slice() else { panic!("one session: {:?}", sheet.sessions) };
            (seen.session.form.online.clone(), seen.taken, seen.waiting)
        };
        let address = "https://visio.exemple.fr/radio";
        assert_eq!(seen(teacher(100, tilleuls())).await, (address.into(), 1, 1));
        assert_eq!(seen(animator()).await.0, address);
        for viewer in [teacher(101, tilleuls()), teacher(102, tilleuls()), Viewer::Nobody] {
            assert_eq!(seen(viewer).await, (String::new(), 1, 1));
        }
    }

    async fn the_calendar_shows_what_is_open_by_month_commune_and_cycle(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let slug = training::make(&cx, &radio(), None).await.expect("a training");
        let begles = session(&[("day-1", "2027-01-06"), ("commune", "33039"), ("day-2", "2027-02-03"), ("from-2", "09:00"), ("until-2", "12:00")]);
        let ids = [
            training::prepare(&cx, &slug, session(&[]), &[]).await.expect("December"),
            training::prepare(&cx, &slug, begles, &[]).await.expect("January and February"),
            training::prepare(&cx, &slug, session(&[("day-1", "2027-03-03")]), &[]).await.expect("March"),
        ];
        for id in &ids[..2] {
            training::move_session(&cx, *id, SessionMove::Open).await.expect("open");
        }
        let shown = async |pairs: &[(&str, &str)]| {
            let query = CalendarQuery::read(pairs.iter().copied());
            let cards = training::calendar(&portal.cx(Viewer::Nobody), &query).await.expect("a calendar");
            cards.into_iter().map(|card| card.id).collect::<Vec<SessionId>>()
        };
        assert_eq!(shown(&[]).await, ids[..2], "what is being prepared is nobody's");
        assert_eq!(shown(&[("mois", "2026-12")]).await, ids[..1]);
        assert_eq!(shown(&[("mois", "2027-02")]).await, ids[1..2], "it goes on");
        assert_eq!(shown(&[("mois", "2027-03")]).await, []);
        assert_eq!(shown(&[("commune", "33039")]).await, ids[1..2]);
        assert_eq!((shown(&[("cycle", "2")]).await.len(), shown(&[("cycle", "1")]).await.len()), (2, 0), "the radio is for cycle 2");
        portal.portal.clock.advance_ms(30 * 24 * HOUR_MS);
        assert_eq!(shown(&[]).await, ids[1..2], "what is over is not to come");
    }

    async fn seats_that_are_added_go_to_those_who_wait(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let id = open(&portal, &[("capacity", "1")]).await;
        let mut all = Vec::new();
        for account in 100..103 {
            all.push(asks(&portal, id, account).await);
        }
        let cx = portal.cx(animator());
        change(&cx, id, &[("capacity", "2")]).await.expect("larger");
        assert_eq!(standings(&everyone(&cx, id).await), [Standing::Registered, Standing::Offered, Standing::Waiting]);
        gives_up(&portal.cx(teacher(101, tilleuls())), id).await;
        let stand = standings(&everyone(&cx, id).await);
        assert_eq!(stand, [Standing::Registered, Standing::Cancelled, Standing::Offered]);
        let fewer = change(&cx, id, &[("capacity", "1")]).await;
        let Err(Error::Invalid(problems)) = fewer else { panic!("{fewer:?}") };
        assert_eq!(problems.of("capacity").collect::<Vec<_>>(), [&Rule::FewerThanTaken { taken: 2 }]);
        let stale = training::change_session(&cx, id, domain::time::Timestamp::from_ms(0), session(&[]), &[]).await;
        assert!(matches!(stale, Err(Error::Invalid(_))), "someone else changed it: {stale:?}");
        let seen = training::session_desk(&cx, id).await.expect("a desk").session.updated;
        let unknown = training::change_session(&cx, id, seen, session(&[("commune", "75056")]), &[AccountId::new(1)]).await;
        let Err(Error::Invalid(problems)) = unknown else { panic!("{unknown:?}") };
        assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["commune", "trainers"]);
        portal.portal.clock.advance_ms(30 * 24 * HOUR_MS);
        training::move_session(&cx, id, SessionMove::Hold).await.expect("held");
        assert!(matches!(change(&cx, id, &[]).await, Err(Error::Conflict(_))), "what took place stays");
    }
}
