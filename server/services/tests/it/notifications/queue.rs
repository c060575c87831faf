//! When letters leave, how often they are tried, and what their readers chose.

use super::{caught_up, play_away, taken, to};
use crate::{
    cast::{animator, form, handed_over, published, settle, sql, teacher},
    harness::{TestPortal, both},
    mail_server::{MailServer, letters},
};
use domain::{
    ids::AccountId,
    notifications::{Frequency, LetterKind},
    time::Timestamp,
};
use services::{error::Error, mail::Mailer, notifications, projects};

const MINUTE_MS: i64 = 60_000;

pub(super) fn go_to(portal: &TestPortal, at: &str) {
    let at = Timestamp::from_paris(at).expect("an instant");
    portal.portal.clock.advance_ms(at.ms() - portal.portal.clock.now().ms());
}

both! {
    async fn two_servers_send_each_letter_once(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        let other = portal.reopened(1_000_000).await;
        for number in 0..12 {
            handed_over(&portal, &form(&format!("Projet {number}"), "Un texte")).await;
        }
        let mut sent = 0;
        for _ in 0..4 {
            let (one, two) = tokio::join!(notifications::catch_up(portal.portal.clone()), notifications::catch_up(other.portal.clone()));
            sent += one.expect("letters leave") + two.expect("letters leave");
        }
        let mut subjects = taken(&portal);
        subjects.extend(taken(&other));
        subjects.sort();
        subjects.dedup();
        assert_eq!((sent, subjects.len()), (12, 12), "{subjects:?}");
    }

    async fn what_can_wait_leaves_in_the_morning(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        // The evening before the holidays of Christmas.
        go_to(&portal, "2026-12-18T19:30");
        handed_over(&portal, &form("Radio", "Un texte")).await;
        assert_eq!(caught_up(&portal).await, 0);
        for quiet in ["2026-12-21T10:00", "2027-01-03T10:00", "2027-01-04T07:29"] {
            go_to(&portal, quiet);
            assert_eq!(caught_up(&portal).await, 0, "{quiet}");
        }
        go_to(&portal, "2027-01-04T07:30");
        assert_eq!((caught_up(&portal).await, taken(&portal)), (1, vec![to("alix", "À relire : Radio")]));
    }

    async fn what_is_no_longer_so_in_the_morning_does_not_leave(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        go_to(&portal, "2026-11-23T22:00");
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        assert_eq!(caught_up(&portal).await, 0);
        projects::take_back(&portal.cx(teacher()), &saved.slug).await.expect("taken back");
        go_to(&portal, "2026-11-24T08:00");
        assert_eq!((caught_up(&portal).await, taken(&portal)), (0, Vec::new()));
    }

    async fn a_server_that_is_away_is_tried_ever_less_often(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        handed_over(&portal, &form("Radio", "Un texte")).await;
        play_away(&portal, true);
        let tried = || async { notifications::catch_up(portal.portal.clone()).await.is_err() };
        assert!(tried().await);
        let mut pauses = Vec::new();
        let mut pause = 0;
        while pauses.len() < 8 {
            portal.portal.clock.advance_ms(MINUTE_MS);
            pause += 1;
            if tried().await {
                pauses.push(pause);
                pause = 0;
            }
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60], "in minutes");
    }

    async fn a_reader_chooses_how_often_they_are_told(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        let cx = portal.cx(animator());
        let chosen = |frequency| [(LetterKind::Desk, frequency)];
        let wrong = notifications::choose(&cx, &[(LetterKind::Places, Frequency::Never)]).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "a place concerns others too");
        notifications::choose(&cx, &chosen(Frequency::Daily)).await.expect("chosen");
        handed_over(&portal, &form("Radio", "Un texte")).await;
        let taken_back = handed_over(&portal, &form("Lune", "Un texte")).await;
        handed_over(&portal, &form("Jardin", "Un texte")).await;
        assert_eq!(caught_up(&portal).await, 0, "not before the morning");
        projects::take_back(&portal.cx(teacher()), &taken_back.slug).await.expect("taken back");
        go_to(&portal, "2026-11-24T07:30");
        assert_eq!(caught_up(&portal).await, 1, "one letter");
        let letters = portal.portal.mailer.take_letters();
        let text = &letters[0].text;
        assert_eq!(letters[0].subject, "Préau : 2 nouvelles");
        assert!(text.contains("À relire : Radio") && text.contains("À relire : Jardin") && !text.contains("Lune"), "what is still so: {text}");
        assert!(text.find("/moi/courriels") < text.find("Radio"), "how to receive less stands above");
        notifications::choose(&cx, &chosen(Frequency::Weekly)).await.expect("chosen");
        handed_over(&portal, &form("Mare", "Un texte")).await;
        go_to(&portal, "2026-11-27T12:00");
        assert_eq!(caught_up(&portal).await, 0);
        go_to(&portal, "2026-11-30T08:00");
        assert_eq!((caught_up(&portal).await, taken(&portal)), (1, vec![to("alix", "À relire : Mare")]));
        notifications::choose(&cx, &chosen(Frequency::Never)).await.expect("chosen");
        handed_over(&portal, &form("Vent", "Un texte")).await;
        assert_eq!(caught_up(&portal).await, 0);
        let changed: Vec<_> = notifications::choices(&cx).await.expect("choices").into_iter().filter(|(kind, frequency)| *frequency != kind.default_frequency()).collect();
        assert_eq!(changed, chosen(Frequency::Never));
    }

    async fn the_address_at_the_foot_of_a_letter_stops_its_kind_and_no_other(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        published(&portal, &form("Radio", "Un texte")).await;
        caught_up(&portal).await;
        let letters = portal.portal.mailer.take_letters();
        let letter = letters.iter().find(|letter| letter.to.starts_with("camille")).expect("published");
        let address: url::Url = letter.unsubscribe.as_deref().expect("it may be stopped").parse().expect("an address");
        let value = |wanted: &str| address.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).expect("a value");
        let account: AccountId = value("compte").parse().expect("an account");
        let kind: LetterKind = value("sorte").parse().expect("a kind");
        assert_eq!((account.get(), kind), (1, LetterKind::Review));
        let nobody = portal.cx(domain::access::Viewer::Nobody);
        for (account, kind, secret) in [(2, kind, value("cle")), (1, LetterKind::Places, value("cle")), (1, kind, "autre".to_owned()), (1, kind, String::new())] {
            let refused = notifications::stop(&nobody, AccountId::new(account), &[kind], &secret).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{account} {kind:?}");
        }
        notifications::stop(&nobody, account, &[kind], &value("cle")).await.expect("stopped");
        notifications::stop(&nobody, account, &[kind], &value("cle")).await.expect("stopped already");
        published(&portal, &form("Lune", "Un texte")).await;
        caught_up(&portal).await;
        let subjects: Vec<_> = taken(&portal).into_iter().map(|(to, _)| to).collect();
        assert!(subjects.iter().all(|to| to.starts_with("alix")), "{subjects:?}");
    }

    async fn a_day_without_the_mail_server_ends_with_every_letter_delivered_once(portal: TestPortal) {
        let folder = tempfile::tempdir().expect("a folder");
        let server = MailServer::start(folder.path(), None, &[]);
        let (port, url) = (server.port(), server.url());
        let portal = portal.changed(|portal| portal.mailer = Mailer::smtp(&url).expect("an address"));
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'animator', 'granted', 0)").await;
        notifications::catch_up(portal.portal.clone()).await.expect("nothing to tell");
        handed_over(&portal, &form("Avant", "Un texte")).await;
        notifications::catch_up(portal.portal.clone()).await.expect("letters leave");
        server.stop();
        for hour in 0..24 {
            if hour % 6 == 0 {
                handed_over(&portal, &form(&format!("Projet {hour}"), "Un texte")).await;
            }
            // Several rounds an hour; all are in vain.
            for _ in 0..3 {
                portal.portal.clock.advance_ms(20 * MINUTE_MS);
                drop(notifications::catch_up(portal.portal.clone()).await);
            }
        }
        assert_eq!(letters(folder.path()).len(), 2, "what left before");
        let server = MailServer::start(folder.path(), Some(port), &["--refuse-first", "1"]);
        let mut rounds = 0;
        while letters(folder.path()).len() < 10 && rounds < 40 {
            portal.portal.clock.advance_ms(20 * MINUTE_MS);
            drop(notifications::catch_up(portal.portal.clone()).await);
            rounds += 1;
        }
        for _ in 0..10 {
            portal.portal.clock.advance_ms(20 * MINUTE_MS);
            notifications::catch_up(portal.portal.clone()).await.expect("nothing is left");
        }
        let read = letters(folder.path());
        let mut told: Vec<_> = read.iter().map(|letter| (letter.to.clone(), letter.subject.clone())).collect();
        told.sort();
        let many = told.len();
        told.dedup();
        assert_eq!((many, told.len()), (10, 10), "each reader of each project once: {told:?}");
        let ids: std::collections::BTreeSet<_> = read.iter().map(|letter| letter.message_id.clone()).collect();
        assert_eq!(ids.len(), 10);
        server.stop();
    }
}
