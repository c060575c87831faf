//! Letters about sessions, and what they put into calendars.

use super::{HOUR_MS, asks, change, gives_up, open, teacher, teachers};
use crate::{
    cast::{addressed, animator, letters, settle, sql, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{access::Role, training::SessionMove};
use services::{
    mail::{Letter, Method},
    training,
};

/// The calendar of a letter as its lines, unfolded (RFC 5545, 3.1).
fn calendar(letter: &Letter) -> Vec<String> {
    let invitation = letter.invitation.as_ref().expect("an appointment");
    invitation.calendar.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

/// The values of a property, in order.
fn values<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
}

/// Teachers from 100 on, who read letters.
async fn reachable(portal: &TestPortal) {
    settle(portal).await;
    teachers(portal).await;
    sql(portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id >= 100").await;
    assert_eq!(letters(portal).await, [], "the past is not written about");
}

both! {
    async fn each_step_of_a_place_is_told_once_to_whom_it_concerns(portal: TestPortal) {
        reachable(&portal).await;
        let id = open(&portal, &[("capacity", "1"), ("mode", "both"), ("online", "https://visio.exemple.fr/x")]).await;
        asks(&portal, id, 100).await;
        asks(&portal, id, 101).await;
        let sent = letters(&portal).await;
        assert_eq!(
            addressed(&sent),
            [("e100@exemple.fr", "Votre place : Radio en classe"), ("e101@exemple.fr", "Liste d’attente : Radio en classe")]
        );
        assert!(sent[0].text.contains("mercredi 2\u{a0}décembre 2026, de 14\u{a0}h à 17\u{a0}h") && sent[0].text.contains("visio"), "{}", sent[0].text);
        assert!(sent[1].invitation.is_none() && !sent[1].text.contains("visio"), "who waits neither comes nor connects: {}", sent[1].text);
        gives_up(&portal.cx(teacher(100, tilleuls())), id).await;
        let sent = letters(&portal).await;
        assert_eq!(
            addressed(&sent),
            [("e100@exemple.fr", "Place rendue : Radio en classe"), ("e101@exemple.fr", "Une place pour vous : Radio en classe")]
        );
        assert_eq!(sent[0].invitation.as_ref().map(|invitation| invitation.method), Some(Method::Cancel));
        assert!(sent[1].text.contains("avant le mercredi 25\u{a0}novembre 2026, 9\u{a0}h"), "{}", sent[1].text);
        // Two steps between two rounds: the first has passed when letters leave.
        training::confirm(&portal.cx(teacher(101, tilleuls())), id).await.expect("confirmed");
        gives_up(&portal.cx(teacher(101, tilleuls())), id).await;
        assert_eq!(addressed(&letters(&portal).await), [("e101@exemple.fr", "Place rendue : Radio en classe")]);
        asks(&portal, id, 102).await;
        gives_up(&portal.cx(teacher(102, tilleuls())), id).await;
        asks(&portal, id, 103).await;
        asks(&portal, id, 104).await;
        gives_up(&portal.cx(teacher(103, tilleuls())), id).await;
        portal.portal.clock.advance_ms(48 * HOUR_MS);
        training::follow_seats(&portal.system()).await.expect("looked");
        let sent = letters(&portal).await;
        assert!(addressed(&sent).contains(&("e104@exemple.fr", "Place non confirmée : Radio en classe")), "{sent:?}");
        assert_eq!(letters(&portal).await, []);
    }

    async fn an_appointment_is_changed_and_taken_away_under_the_same_name(portal: TestPortal) {
        reachable(&portal).await;
        // Autumn: both nights on which clocks change are to come.
        let two = [("day-2", "2026-10-24"), ("from-2", "22:00"), ("until-2", "04:00"), ("day-1", "2027-03-27"), ("from-1", "22:00"), ("until-1", "04:00")];
        portal.portal.clock.advance_ms(-60 * 24 * HOUR_MS);
        let id = open(&portal, &two).await;
        asks(&portal, id, 100).await;
        let sent = letters(&portal).await;
        assert_eq!(
            addressed(&sent),
            [("e100@exemple.fr", "Votre place : Radio en classe (1 sur 2)"), ("e100@exemple.fr", "Votre place : Radio en classe (2 sur 2)")]
        );
        let told = [calendar(&sent[0]), calendar(&sent[1])];
        let both = |name: &str| told.iter().flat_map(|lines| values(lines, name)).collect::<Vec<_>>();
        let uids = ["1", "2"].map(|number| format!("session-{id}-{number}@preau.example.fr"));
        assert_eq!(both("METHOD"), ["REQUEST"; 2]);
        assert_eq!(both("UID"), uids);
        assert_eq!(both("SEQUENCE"), ["0"; 2]);
        assert_eq!(both("DTSTART"), ["20261024T200000Z", "20270327T210000Z"], "ten in the evening, in summer and in winter time");
        assert_eq!(both("DTEND"), ["20261025T030000Z", "20270328T020000Z"], "four in the morning, after the clocks changed");
        assert_eq!(both("LOCATION"), [r"École des Tilleuls\, Bordeaux"; 2]);
        assert!(told[0].iter().any(|line| line.starts_with("ATTENDEE") && line.ends_with("mailto:e100@exemple.fr")), "{told:?}");
        let cx = portal.cx(animator());
        change(&cx, id, &[("day-1", "2026-12-09"), ("room", "Salle 3")]).await.expect("moved");
        let sent = letters(&portal).await;
        assert_eq!(
            addressed(&sent),
            [("e100@exemple.fr", "Une demi-journée de moins : Radio en classe"), ("e100@exemple.fr", "Du nouveau : Radio en classe")]
        );
        assert_ne!(sent[0].id, sent[1].id);
        let (less, moved) = (calendar(&sent[0]), calendar(&sent[1]));
        assert_eq!((values(&less, "METHOD"), values(&less, "UID")), (vec!["CANCEL"], vec![uids[1].as_str()]));
        assert_eq!((values(&moved, "UID"), values(&moved, "SEQUENCE")), (vec![uids[0].as_str()], vec!["2"]));
        assert_eq!(values(&moved, "DTSTART"), ["20261209T130000Z"]);
        change(&cx, id, &[("day-1", "2026-12-09"), ("room", "Salle 3"), ("capacity", "9")]).await.expect("larger");
        assert_eq!(letters(&portal).await, [], "nobody is told of what changes nothing for them");
        training::move_session(&cx, id, SessionMove::Cancel).await.expect("cancelled");
        let sent = letters(&portal).await;
        let told = calendar(&sent[0]);
        assert_eq!((values(&told, "METHOD"), values(&told, "STATUS"), values(&told, "UID")), (vec!["CANCEL"], vec!["CANCELLED"], vec![uids[0].as_str()]));
        assert_eq!(values(&told, "SEQUENCE"), ["3"], "more than the change before it");
    }

    async fn what_is_given_up_leaves_the_calendar_and_may_come_back(portal: TestPortal) {
        reachable(&portal).await;
        let id = open(&portal, &[("mode", "both"), ("online", "https://visio.exemple.fr/x")]).await;
        asks(&portal, id, 100).await;
        gives_up(&portal.cx(teacher(100, tilleuls())), id).await;
        gives_up(&portal.cx(teacher(100, tilleuls())), id).await;
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("e100@exemple.fr", "Place rendue : Radio en classe")], "what passed before letters leave is not told");
        let told = calendar(&sent[0]);
        assert_eq!((values(&told, "METHOD"), values(&told, "SEQUENCE")), (vec!["CANCEL"], vec!["1"]));
        assert!(!sent[0].text.contains("visio") && told.iter().all(|line| !line.contains("visio")), "who left does not connect: {told:?}");
        asks(&portal, id, 100).await;
        let sent = letters(&portal).await;
        let told = calendar(&sent[0]);
        assert_eq!((values(&told, "METHOD"), values(&told, "SEQUENCE")), (vec!["REQUEST"], vec!["2"]), "put there again");
        // Mail is down while it is given up and the session cancelled.
        gives_up(&portal.cx(teacher(100, tilleuls())), id).await;
        training::move_session(&portal.cx(animator()), id, SessionMove::Cancel).await.expect("cancelled");
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("e100@exemple.fr", "Place rendue : Radio en classe")]);
    }

    async fn everyone_hears_of_another_place_and_those_who_must_agree_of_who_asks(portal: TestPortal) {
        reachable(&portal).await;
        sql(&portal, "INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'); INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (1, 'head', 'ent', 0)").await;
        let id = open(&portal, &[("approval", "head"), ("capacity", "1")]).await;
        let asked = asks(&portal, id, 100).await;
        let sent = letters(&portal).await;
        assert_eq!(
            addressed(&sent),
            [("e100@exemple.fr", "Votre demande : Radio en classe"), ("camille@exemple.fr", "Votre accord : Radio en classe")]
        );
        assert!(sent[1].text.contains("Enseignante 100") && sent[1].text.contains("https://preau.example.fr/moi/formations"), "{}", sent[1].text);
        let head = portal.cx(member(1, &[Role::Head], &[tilleuls()]));
        training::decide(&head, asked.id, true).await.expect("agreed");
        let other = asks(&portal, id, 101).await;
        training::decide(&head, other.id, true).await.expect("agreed");
        letters(&portal).await;
        change(&portal.cx(animator()), id, &[("approval", "head"), ("capacity", "1"), ("place", "Mairie")]).await.expect("moved");
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("e100@exemple.fr", "Du nouveau : Radio en classe"), ("e101@exemple.fr", "Du nouveau : Radio en classe")]);
        assert!(sent.iter().all(|letter| letter.text.contains("Mairie, Bordeaux")), "{sent:?}");
        assert!(sent[0].invitation.is_some() && sent[1].invitation.is_none(), "who waits has nothing in their calendar");
    }
}

both! {
    async fn what_would_come_late_in_the_morning_leaves_at_night(portal: TestPortal) {
        reachable(&portal).await;
        // A Monday at two, and a Wednesday.
        let monday = open(&portal, &[("day-1", "2026-11-30")]).await;
        let wednesday = open(&portal, &[]).await;
        for id in [monday, wednesday] {
            asks(&portal, id, 100).await;
        }
        letters(&portal).await;
        // Friday evening, after everyone left.
        portal.portal.clock.advance_ms((4 * 24 + 11) * HOUR_MS);
        for id in [monday, wednesday] {
            let day = if id == monday { "2026-11-30" } else { "2026-12-02" };
            change(&portal.cx(animator()), id, &[("day-1", day), ("room", "Salle 3")]).await.expect("moved");
        }
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("e100@exemple.fr", "Du nouveau : Radio en classe")]);
        assert!(sent[0].text.contains("lundi 30"), "the one that begins on Monday: {}", sent[0].text);
        asks(&portal, wednesday, 101).await;
        assert_eq!(addressed(&letters(&portal).await), [("e101@exemple.fr", "Votre place : Radio en classe")], "who asks at night is answered");
        portal.portal.clock.advance_ms((2 * 24 + 12) * HOUR_MS);
        assert!(letters(&portal).await[0].text.contains("mercredi 2"), "the other on Monday morning");
    }
}
