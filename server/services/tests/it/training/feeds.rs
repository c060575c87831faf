//! What calendars follow, read by a parser that did not write it.

use super::{HOUR_MS, asks, change, gives_up, open, teacher, teachers};
use crate::{
    cast::{animator, settle, sql, tilleuls},
    harness::both,
    mail_server::read_calendar,
};
use domain::{
    access::Viewer,
    time::Timestamp,
    training::{CalendarQuery, SessionMove},
};
use services::{error::Error, outside::Secret, training};

fn at(text: &str) -> Option<Timestamp> {
    Some(Timestamp::from_utc(text).expect("an instant"))
}

both! {
    async fn everything_that_is_announced_is_followed_and_nobody_is_named(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id >= 100").await;
        let nobody = portal.cx(Viewer::Nobody);
        let night = [("day-1", "2027-03-27"), ("from-1", "22:00"), ("until-1", "04:00"), ("opens", "2026-11-24T08:00"), ("mode", "both"), ("online", "https://visio.exemple.fr/x")];
        let id = open(&portal, &night).await;
        portal.portal.clock.advance_ms(24 * HOUR_MS);
        asks(&portal, id, 100).await;
        let file = training::calendar_file(&nobody, &CalendarQuery::default()).await.expect("a calendar");
        let read = read_calendar(&file);
        assert_eq!(read.events.iter().map(|event| event.uid.clone()).collect::<Vec<_>>(), [format!("session-{id}-1@preau.example.fr"), format!("session-{id}-opens@preau.example.fr")]);
        let event = &read.events[0];
        assert_eq!((event.start, event.end), (at("2027-03-27T21:00:00Z"), at("2027-03-28T02:00:00Z")), "five hours, the clocks skip one");
        assert_eq!(event.location.as_deref(), Some("École des Tilleuls, Bordeaux, ou en ligne"));
        assert_eq!(read.events[1].summary.as_deref(), Some("Les inscriptions ouvrent : Radio en classe"));
        assert!(event.attendees.is_empty() && event.organizer.is_none());
        for hidden in ["Enseignante", "exemple.fr", "Alix"] {
            assert!(!file.contains(hidden), "{hidden} is in a calendar that everyone reads");
        }
        let elsewhere = CalendarQuery::read([("commune", "33039")]);
        assert_eq!(read_calendar(&training::calendar_file(&nobody, &elsewhere).await.expect("a calendar")).events.len(), 0);
        change(&portal.cx(animator()), id, &[("day-1", "2027-03-28"), ("from-1", "09:00"), ("until-1", "12:00")]).await.expect("moved");
        let read = read_calendar(&training::calendar_file(&nobody, &CalendarQuery::default()).await.expect("a calendar"));
        assert_eq!((read.events[0].sequence, read.events[0].start), (Some(2), at("2027-03-28T07:00:00Z")), "in summer time");
        training::move_session(&portal.cx(animator()), id, SessionMove::Cancel).await.expect("cancelled");
        let read = read_calendar(&training::calendar_file(&nobody, &CalendarQuery::default()).await.expect("a calendar"));
        assert_eq!((read.events.len(), read.events[0].status.as_deref()), (1, Some("CANCELLED")));
    }

    async fn ones_own_places_are_followed_at_a_secret_address_that_can_be_renewed(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        let id = open(&portal, &[("mode", "online"), ("online", "https://visio.exemple.fr/x"), ("capacity", "1")]).await;
        asks(&portal, id, 100).await;
        asks(&portal, id, 101).await;
        let own = portal.cx(teacher(100, tilleuls()));
        assert_eq!(training::feed_made(&own).await.expect("known"), None);
        let first = training::make_feed(&own).await.expect("an address");
        let waits = training::make_feed(&portal.cx(teacher(101, tilleuls()))).await.expect("an address");
        let nobody = portal.cx(Viewer::Nobody);
        let follow = |secret: Secret| {
            let nobody = nobody.clone();
            async move { training::own_calendar_file(&nobody, &secret).await.map(|file| read_calendar(&file)) }
        };
        let read = follow(first.clone()).await.expect("a calendar");
        assert_eq!((read.events.len(), read.events[0].status.as_deref(), read.events[0].location.as_deref()), (1, Some("CONFIRMED"), Some("https://visio.exemple.fr/x")));
        let read = follow(waits).await.expect("a calendar");
        assert_eq!((read.events[0].status.as_deref(), read.events[0].location.as_deref()), (Some("TENTATIVE"), Some("En ligne")), "who waits does not connect");
        let renewed = training::make_feed(&own).await.expect("another");
        assert!(matches!(follow(first).await, Err(Error::NotFound)), "the former leads nowhere");
        gives_up(&own, id).await;
        assert_eq!(follow(renewed.clone()).await.expect("a calendar").events.len(), 0);
        sql(&portal, "UPDATE account SET suspended_ms = 1 WHERE id = 100").await;
        assert!(matches!(follow(renewed.clone()).await, Err(Error::NotFound)));
        sql(&portal, "UPDATE account SET suspended_ms = NULL WHERE id = 100").await;
        training::end_feed(&own).await.expect("ended");
        assert!(matches!(follow(renewed).await, Err(Error::NotFound)));
        assert!(matches!(follow(Secret::from_outside("")).await, Err(Error::NotFound)));
    }
}
