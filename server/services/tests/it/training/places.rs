//! Who has a place, whatever is asked at once.

use super::{HOUR_MS, asks, everyone, gives_up, open, session as session_form, standings, teacher, teachers};
use crate::{
    cast::{animator, count, port, settle, sql, tilleuls},
    harness::{both, member},
};
use domain::{
    access::Role,
    training::{SessionMove, Standing},
};
use services::{error::Error, training};

both! {
    async fn two_hundred_ask_for_twenty_seats_at_once_of_two_processes(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let session = open(&portal, &[("capacity", "20")]).await;
        let other = portal.reopened(1_000_000).await;
        let asked = (100..300).map(|id| {
            let cx = if id % 2 == 0 { portal.cx(teacher(id, tilleuls())) } else { other.cx(teacher(id, tilleuls())) };
            tokio::spawn(async move { training::register(&cx, session).await.expect("an answer") })
        });
        let mut all = Vec::new();
        for one in asked.collect::<Vec<_>>() {
            all.push(one.await.expect("it ends"));
        }
        all.sort_by_key(|registration| registration.number);
        let standings = standings(&all);
        assert_eq!(standings.iter().filter(|standing| **standing == Standing::Registered).count(), 20);
        assert!(standings[..20].iter().all(|standing| *standing == Standing::Registered), "those who came first are in");
        assert!(standings[20..].iter().all(|standing| *standing == Standing::Waiting), "the others wait");
        assert_eq!(count(&portal, "SELECT COUNT(DISTINCT number) FROM registration").await, 200, "each in a place of their own");
    }

    async fn asked_twice_it_is_one_place(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let session = open(&portal, &[]).await;
        let cx = portal.cx(teacher(100, tilleuls()));
        let (one, other) = tokio::join!(training::register(&cx, session), training::register(&cx, session));
        assert_eq!(one.expect("a place").id, other.expect("the same").id);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM registration").await, 1);
    }

    async fn a_place_that_is_given_up_is_the_next_one_s_until_a_day(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let session = open(&portal, &[]).await;
        let mut all = Vec::new();
        for id in 100..105 {
            all.push(asks(&portal, session, id).await);
        }
        use Standing::{Cancelled, Lapsed, Offered, Registered, Waiting};
        assert_eq!(standings(&all), [Registered, Registered, Waiting, Waiting, Waiting]);
        gives_up(&portal.cx(teacher(100, tilleuls())), session).await;
        let now = || async {
            let cx = portal.system();
            standings(&everyone(&cx, session).await)
        };
        assert_eq!(now().await, [Cancelled, Registered, Offered, Waiting, Waiting]);
        // One who comes now does not overtake those who wait.
        assert_eq!(asks(&portal, session, 105).await.standing, Waiting);
        // Who waits may leave at any time.
        gives_up(&portal.cx(teacher(103, tilleuls())), session).await;
        portal.portal.clock.advance_ms(48 * HOUR_MS - 1);
        assert_eq!(training::follow_seats(&portal.system()).await.expect("looked"), 0);
        portal.portal.clock.advance_ms(1);
        let (system, other) = (portal.system(), portal.system());
        let (one, two) = tokio::join!(training::follow_seats(&system), training::follow_seats(&other));
        assert_eq!(one.expect("looked") + two.expect("looked"), 1, "once, whoever looks");
        assert_eq!(now().await, [Cancelled, Registered, Lapsed, Cancelled, Offered, Waiting]);
        training::confirm(&portal.cx(teacher(104, tilleuls())), session).await.expect("confirmed");
        assert_eq!(now().await, [Cancelled, Registered, Lapsed, Cancelled, Registered, Waiting]);
        training::confirm(&portal.cx(teacher(104, tilleuls())), session).await.expect("a second tap of the same finger");
        let lapsed = training::confirm(&portal.cx(teacher(102, tilleuls())), session).await;
        assert!(matches!(lapsed, Err(Error::Conflict(_))), "{lapsed:?}");
        let late = training::confirm(&portal.cx(teacher(105, tilleuls())), session).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        // One who gave up comes back at the end.
        assert_eq!(asks(&portal, session, 100).await.number, 7);
    }

    async fn seats_are_kept_for_those_never_served_until_they_are_released(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "INSERT INTO account_school (account_id, uai) VALUES (2, '0990002P')").await;
        // The first school has been served: one of it had a seat in a session that took place.
        let held = open(&portal, &[("day-1", "2026-11-23"), ("from-1", "10:00"), ("until-1", "12:00")]).await;
        asks(&portal, held, 299).await;
        let early = training::move_session(&portal.cx(animator()), held, SessionMove::Hold).await;
        assert!(matches!(early, Err(Error::Invalid(_))), "it has not begun: {early:?}");
        portal.portal.clock.advance_ms(HOUR_MS);
        training::move_session(&portal.cx(animator()), held, SessionMove::Hold).await.expect("held");
        let left = training::give_up(&portal.cx(teacher(299, tilleuls())), held).await;
        assert!(matches!(left, Err(Error::Conflict(_))), "who came, came: {left:?}");
        let session = open(&portal, &[("capacity", "3"), ("kept", "1"), ("kept_days", "5"), ("room", "Salle 2")]).await;
        let mut all = Vec::new();
        for id in 100..103 {
            all.push(asks(&portal, session, id).await.standing);
        }
        assert_eq!(all, [Standing::Registered, Standing::Registered, Standing::Waiting], "the last seat is kept");
        let never = training::register(&portal.cx(teacher(2, port())), session).await.expect("an answer");
        assert_eq!(never.standing, Standing::Registered);
        gives_up(&portal.cx(teacher(2, port())), session).await;
        assert_eq!(training::follow_seats(&portal.system()).await.expect("looked"), 0, "it is kept for the next who was never served");
        // Released on 27 November, whoever asks or not.
        portal.portal.clock.advance_ms(5 * 24 * HOUR_MS);
        assert_eq!(training::follow_seats(&portal.system()).await.expect("looked"), 1);
        assert_eq!(training::follow_seats(&portal.system()).await.expect("looked"), 0);
        let stand = standings(&everyone(&portal.system(), session).await);
        assert_eq!(stand[2], Standing::Offered);
    }

    async fn who_must_agree_does_and_a_full_session_makes_those_wait(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "INSERT INTO account_school (account_id, uai) VALUES (4, '0990001N'), (2, '0990002P')").await;
        let session = open(&portal, &[("approval", "head"), ("capacity", "1")]).await;
        let (first, second) = (asks(&portal, session, 100).await, asks(&portal, session, 101).await);
        assert_eq!([first.standing, second.standing], [Standing::Asked; 2]);
        let (head, other) = (member(4, &[Role::Head], &[tilleuls()]), member(2, &[Role::Head], &[port()]));
        assert!(matches!(training::decide(&portal.cx(other), first.id, true).await, Err(Error::NotFound)), "of another school");
        assert!(matches!(training::decide(&portal.cx(teacher(102, tilleuls())), first.id, true).await, Err(Error::NotFound)));
        assert_eq!(training::decide(&portal.cx(head.clone()), second.id, true).await.expect("decided"), Standing::Registered);
        assert_eq!(training::decide(&portal.cx(head.clone()), first.id, true).await.expect("decided"), Standing::Waiting, "it is full");
        assert!(matches!(training::decide(&portal.cx(head), first.id, false).await, Err(Error::Conflict(_))), "decided once");
        let again = training::register(&portal.cx(teacher(100, tilleuls())), session).await.expect("the same place");
        assert_eq!(again.id, first.id);
        // A school whose head has no account: who runs the session says it.
        let third = asks(&portal, session, 102).await;
        assert_eq!(training::decide(&portal.cx(animator()), third.id, false).await.expect("decided"), Standing::Refused);
        let again = training::register(&portal.cx(teacher(102, tilleuls())), session).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "asked once more in vain: {again:?}");
        // A head needs nobody's word, and where none is needed any more, those who waited for one have it.
        let own = training::register(&portal.cx(member(4, &[Role::Head, Role::Teacher], &[tilleuls()])), session).await.expect("a place");
        assert_eq!(own.standing, Standing::Waiting);
        let fourth = asks(&portal, session, 103).await;
        let cx = portal.cx(animator());
        let seen = training::session_desk(&cx, session).await.expect("a desk").session.updated;
        training::change_session(&cx, session, seen, session_form(&[("capacity", "9")]), &[]).await.expect("changed");
        let stand = everyone(&cx, session).await;
        let of = |id| stand.iter().find(|known| known.id == id).map(|known| known.standing);
        assert_eq!([of(own.id), of(fourth.id)], [Some(Standing::Offered), Some(Standing::Registered)]);
    }
}
