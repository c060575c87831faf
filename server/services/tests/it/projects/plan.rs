//! A publication that is planned comes at its minute, once.

use crate::{
    cast::{addressed, animator, count, form, handed_over, letters, settle, sql},
    harness::{TestPortal, both},
};
use domain::{access::Viewer, problem::Rule, projects::State, time::Timestamp};
use services::{
    error::Error,
    outside::Clock,
    projects::{self, Shelf},
};

const MINUTE_MS: i64 = 60_000;
const PUBLISHED: &str = "SELECT COUNT(*) FROM project_move WHERE made = 'publish'";

/// A project that waits for its minute.
async fn planned(portal: &TestPortal, title: &str, minutes: i64) -> String {
    let saved = handed_over(portal, &form(title, "Un texte")).await;
    let cx = portal.cx(animator());
    let reviewed = projects::schedule(&cx, &saved.slug, saved.version, cx.now().plus_ms(minutes * MINUTE_MS)).await.expect("planned");
    assert_eq!(reviewed.state, State::Scheduled);
    saved.slug
}

async fn published_now(portal: &TestPortal) -> usize {
    projects::publish_due(&portal.system()).await.expect("done")
}

async fn public(portal: &TestPortal) -> usize {
    projects::readable(&portal.cx(Viewer::Nobody), Shelf::All).await.expect("a list").len()
}

both! {
    async fn a_planned_publication_comes_at_its_minute_and_once(portal: TestPortal) {
        settle(&portal).await;
        let system = portal.system();
        planned(&portal, "Radio", 10).await;
        planned(&portal, "Lune", 20).await;
        portal.portal.clock.advance_ms(10 * MINUTE_MS - 1);
        assert_eq!((projects::publish_due(&system).await.expect("done"), public(&portal).await), (0, 0), "not a moment too soon");
        portal.portal.clock.advance_ms(1);
        // Two servers look at the clock at the same moment.
        let (one, other) = tokio::join!(projects::publish_due(&system), projects::publish_due(&system));
        assert_eq!((one.expect("done") + other.expect("done"), public(&portal).await), (1, 1));
        assert_eq!(projects::publish_due(&system).await.expect("done"), 0);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_move WHERE made = 'publish'").await, 1);
        let card = projects::latest(&portal.cx(Viewer::Nobody), 5).await.expect("a list").remove(0);
        assert_eq!((card.title.as_str(), card.published), ("Radio", Some(system.now())));
    }

    async fn a_minute_that_is_past_is_refused_and_one_given_up_does_not_come(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let answer = projects::schedule(&cx, &saved.slug, saved.version, cx.now()).await;
        assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::NotAFutureDate)), "{answer:?}");
        let slug = planned(&portal, "Lune", 10).await;
        assert_eq!(projects::queue(&cx).await.expect("the desk")[1].publish_at, Some(cx.now().plus_ms(10 * MINUTE_MS)));
        assert_eq!(projects::unschedule(&cx, &slug).await.expect("given up").state, State::Submitted);
        portal.portal.clock.advance_ms(20 * MINUTE_MS);
        assert_eq!((projects::publish_due(&portal.system()).await.expect("done"), public(&portal).await), (0, 0));
        assert_eq!(projects::queue(&cx).await.expect("the desk")[1].publish_at, None);
    }

    async fn one_that_cannot_be_published_does_not_hold_the_others_up(portal: TestPortal) {
        settle(&portal).await;
        let first = planned(&portal, "Radio", 1).await;
        planned(&portal, "Lune", 2).await;
        // As after an upgrade that makes a field mandatory.
        sql(&portal, "UPDATE project SET licence = NULL WHERE slug = 'radio'").await;
        portal.portal.clock.advance_ms(5 * MINUTE_MS);
        assert_eq!((projects::publish_due(&portal.system()).await.expect("done"), public(&portal).await), (1, 1));
        let desk = projects::queue(&portal.cx(animator())).await.expect("the desk");
        let waiting: Vec<_> = desk.iter().map(|item| (item.card.slug.as_str(), item.card.state, item.publish_at)).collect();
        assert_eq!(waiting, [(first.as_str(), State::Submitted, None)], "it is back on the desk");
        assert_eq!(projects::publish_due(&portal.system()).await.expect("done"), 0);
    }

    async fn a_planned_publication_comes_once_after_a_restart_and_while_two_processes_run(portal: TestPortal) {
        settle(&portal).await;
        letters(&portal).await;
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        assert_eq!(addressed(&letters(&portal).await), [("alix@exemple.fr", "À relire : Radio")]);
        let cx = portal.cx(animator());
        let minute = cx.now().plus_ms(10 * MINUTE_MS);
        projects::schedule(&cx, &saved.slug, saved.version, minute).await.expect("planned");
        assert!(letters(&portal).await.is_empty(), "nothing is told before it is so");
        drop(cx);

        // The process ends, another begins, and a third before that one has ended.
        portal.portal.db.close().await;
        let old = portal.reopened(5_000).await;
        drop(portal);
        let new = old.reopened(9_000).await;
        new.portal.clock.advance_ms(10 * MINUTE_MS - 1);
        assert_eq!((published_now(&old).await, published_now(&new).await, letters(&new).await), (0, 0, Vec::new()));
        new.portal.clock.advance_ms(1);
        let (one, other) = tokio::join!(published_now(&old), published_now(&new));
        assert_eq!(one + other, 1);
        let told = [letters(&old).await, letters(&new).await].concat();
        assert_eq!(addressed(&told), [("camille@exemple.fr", "Votre projet « Radio » est publié")]);

        old.portal.db.close().await;
        let last = new.reopened(13_000).await;
        last.portal.clock.advance_ms(MINUTE_MS);
        assert_eq!((published_now(&last).await, published_now(&new).await), (0, 0));
        assert_eq!((letters(&last).await, letters(&new).await), (Vec::new(), Vec::new()));
        assert_eq!((count(&last, PUBLISHED).await, public(&last).await), (1, 1));
        let card = projects::latest(&last.cx(Viewer::Nobody), 5).await.expect("a list").remove(0);
        assert_eq!((card.title.as_str(), card.state, card.published), ("Radio", State::Published, Some(minute)));
    }

    async fn a_minute_that_comes_twice_in_paris_publishes_once(portal: TestPortal) {
        let eve = Timestamp::from_paris("2026-10-24T18:00").expect("a date");
        let portal = portal.changed(|portal| portal.clock = Clock::fixed(eve));
        settle(&portal).await;
        letters(&portal).await;
        let [first, second] = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map(|utc| Timestamp::from_utc(utc).expect("a date"));
        for at in [first, second] {
            assert_eq!((at.paris().hour(), at.paris().minute()), (2, 30));
        }
        let planned = Timestamp::from_paris("2026-10-25T02:30").expect("a date");
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        projects::schedule(&portal.cx(animator()), &saved.slug, saved.version, planned).await.expect("planned");
        let wait = |at: Timestamp| portal.portal.clock.advance_ms(at.since_ms(portal.portal.clock.now()));
        wait(first.plus_ms(-1));
        assert_eq!(published_now(&portal).await, 0);
        wait(first);
        assert_eq!(published_now(&portal).await, 1, "when it comes first");
        assert_eq!(letters(&portal).await, [], "at night, and in holidays, people are left alone");
        wait(second);
        let restarted = portal.reopened(5_000).await;
        for process in [&portal, &restarted] {
            assert_eq!((published_now(process).await, letters(process).await), (0, Vec::new()), "and no more when it comes again");
        }
        wait(Timestamp::from_paris("2026-11-02T07:30").expect("a date"));
        assert_eq!(addressed(&letters(&portal).await), [("camille@exemple.fr", "Votre projet « Radio » est publié")], "once, after the holidays");
        assert_eq!((count(&portal, PUBLISHED).await, public(&portal).await), (1, 1));
        assert_eq!(projects::latest(&portal.cx(Viewer::Nobody), 1).await.expect("a list")[0].published, Some(first));
    }
}
