//! Reminders before a session: once each, to those who have a seat, at hours when people are at work.

use super::{HOUR_MS, asks, change, gives_up, open, teacher, teachers};
use crate::{
    cast::{addressed, animator, letters, settle, sql, tilleuls},
    harness::{TestPortal, both},
};
use domain::time::Timestamp;
use services::training;

async fn go_to(portal: &TestPortal, at: &str) {
    let at = Timestamp::from_paris(at).expect("an instant");
    portal.portal.clock.advance_ms(at.ms() - portal.portal.clock.now().ms());
}

async fn reminded(portal: &TestPortal) -> Vec<String> {
    training::remind(&portal.system()).await.expect("looked");
    let sent = letters(portal).await;
    let reminders = addressed(&sent).into_iter().filter(|(_, subject)| subject.starts_with("Rappel"));
    reminders.map(|(to, _)| to.trim_end_matches("@exemple.fr").to_owned()).collect()
}

const NOBODY: [String; 0] = [];

both! {
    async fn those_who_have_a_seat_are_reminded_a_week_and_a_day_before(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id >= 100").await;
        letters(&portal).await;
        // A Monday, at nine.
        let id = open(&portal, &[("day-1", "2026-12-07"), ("from-1", "09:00"), ("until-1", "12:00")]).await;
        for account in [100, 101, 102] {
            asks(&portal, id, account).await;
        }
        assert_eq!(reminded(&portal).await, NOBODY, "two weeks before");
        go_to(&portal, "2026-11-30T08:59").await;
        assert_eq!(reminded(&portal).await, NOBODY);
        go_to(&portal, "2026-11-30T09:00").await;
        assert_eq!(reminded(&portal).await, ["e100", "e101"], "who waits is not");
        assert_eq!(reminded(&portal).await, NOBODY, "once");
        gives_up(&portal.cx(teacher(100, tilleuls())), id).await;
        training::confirm(&portal.cx(teacher(102, tilleuls())), id).await.expect("confirmed");
        assert_eq!(reminded(&portal).await, ["e102"], "who comes late is told what is nearest");
        // A day before is a Sunday: on Friday evening, then.
        go_to(&portal, "2026-12-04T17:59").await;
        assert_eq!(reminded(&portal).await, NOBODY);
        go_to(&portal, "2026-12-04T18:00").await;
        assert_eq!(reminded(&portal).await, ["e101", "e102"]);
        change(&portal.cx(animator()), id, &[("day-1", "2026-12-14"), ("from-1", "09:00"), ("until-1", "12:00")]).await.expect("moved");
        go_to(&portal, "2026-12-07T09:00").await;
        assert_eq!(reminded(&portal).await, ["e101", "e102"], "of another day, once more");
        go_to(&portal, "2026-12-14T09:00").await;
        assert_eq!(reminded(&portal).await, NOBODY, "it has begun");
    }

    async fn how_long_before_is_said_by_who_prepares_it(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id >= 100").await;
        letters(&portal).await;
        let none = open(&portal, &[("reminders", "")]).await;
        let three = open(&portal, &[("reminders", "3"), ("day-1", "2026-12-04")]).await;
        asks(&portal, none, 100).await;
        asks(&portal, three, 101).await;
        portal.portal.clock.advance_ms(8 * 24 * HOUR_MS + 5 * HOUR_MS);
        assert_eq!(reminded(&portal).await, ["e101"]);
    }
}
