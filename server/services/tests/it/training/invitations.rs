//! Invitations as a real mail server receives them, read by a parser that did not write them.

use super::{HOUR_MS, asks, change, open, teachers};
use crate::{
    cast::{animator, settle, sql},
    harness::both,
    mail_server::{MailServer, ReadEvent, letters},
};
use domain::{time::Timestamp, training::SessionMove};
use services::{mail::Mailer, notifications, training};

fn at(text: &str) -> Option<Timestamp> {
    Some(Timestamp::from_utc(text).expect("an instant"))
}

both! {
    async fn nights_on_which_clocks_change_are_asked_for_moved_and_cancelled_under_one_name(portal: TestPortal) {
        let folder = tempfile::tempdir().expect("a folder");
        let server = MailServer::start(folder.path(), None, &[]);
        let portal = portal.changed(|portal| portal.mailer = Mailer::smtp(&server.url()).expect("an address"));
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id >= 100").await;
        // Autumn: both nights are to come.
        portal.portal.clock.advance_ms(-60 * 24 * HOUR_MS);
        notifications::catch_up(portal.portal.clone()).await.expect("the past is not written about");
        let nights = [("day-1", "2026-10-24"), ("from-1", "22:00"), ("until-1", "04:00"), ("day-2", "2027-03-27"), ("from-2", "22:00"), ("until-2", "04:00")];
        let id = open(&portal, &nights).await;
        asks(&portal, id, 100).await;
        notifications::catch_up(portal.portal.clone()).await.expect("letters leave");
        let told = |from: usize| {
            let calendars = letters(folder.path()).into_iter().skip(from).filter_map(|letter| letter.calendars.into_iter().next());
            calendars.map(|calendar| (calendar.method.expect("a method"), calendar.events.into_iter().next().expect("an appointment"))).collect::<Vec<(String, ReadEvent)>>()
        };
        let first = told(0);
        assert_eq!(first.iter().map(|(method, event)| (method.as_str(), event.sequence)).collect::<Vec<_>>(), [("REQUEST", Some(0)); 2]);
        assert_eq!((first[0].1.start, first[0].1.end), (at("2026-10-24T20:00:00Z"), at("2026-10-25T03:00:00Z")), "seven hours: one comes twice");
        assert_eq!((first[1].1.start, first[1].1.end), (at("2027-03-27T21:00:00Z"), at("2027-03-28T02:00:00Z")), "five hours: one is skipped");
        assert_eq!(first[0].1.attendees[0].address, "mailto:e100@exemple.fr");
        let said = letters(folder.path()).remove(0).text.expect("a text");
        assert!(said.contains("du samedi 24\u{a0}octobre 2026, 22\u{a0}h au dimanche 25\u{a0}octobre 2026, 4\u{a0}h"), "{said}");
        change(&portal.cx(animator()), id, &[("day-1", "2026-10-25"), ("from-1", "09:00"), ("until-1", "12:00"), ("day-2", "2027-03-28"), ("from-2", "09:00"), ("until-2", "12:00")]).await.expect("moved");
        notifications::catch_up(portal.portal.clone()).await.expect("letters leave");
        let moved = told(2);
        assert_eq!(moved.iter().map(|(_, event)| (event.uid.clone(), event.sequence)).collect::<Vec<_>>(), first.iter().map(|(_, event)| (event.uid.clone(), Some(2))).collect::<Vec<_>>());
        assert_eq!((moved[0].1.start, moved[1].1.start), (at("2026-10-25T08:00:00Z"), at("2027-03-28T07:00:00Z")), "winter time, then summer time");
        training::move_session(&portal.cx(animator()), id, SessionMove::Cancel).await.expect("cancelled");
        notifications::catch_up(portal.portal.clone()).await.expect("letters leave");
        let cancelled = told(4);
        assert_eq!(cancelled.iter().map(|(method, event)| (method.as_str(), event.status.as_deref(), event.uid.clone())).collect::<Vec<_>>(), first.iter().map(|(_, event)| ("CANCEL", Some("CANCELLED"), event.uid.clone())).collect::<Vec<_>>());
        assert!(cancelled.iter().all(|(_, event)| event.sequence > Some(2)), "after all that was told before");
        server.stop();
    }
}
