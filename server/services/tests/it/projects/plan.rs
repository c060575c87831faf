//! A publication that is planned comes at its minute, once.

use crate::{
    cast::{animator, count, form, handed_over, settle, sql},
    harness::{TestPortal, both},
};
use domain::{access::Viewer, problem::Rule, projects::State};
use services::{
    error::Error,
    projects::{self, Shelf},
};

const MINUTE_MS: i64 = 60_000;

/// A project that waits for its minute.
async fn planned(portal: &TestPortal, title: &str, minutes: i64) -> String {
    let saved = handed_over(portal, &form(title, "Un texte")).await;
    let cx = portal.cx(animator());
    let reviewed = projects::schedule(&cx, &saved.slug, saved.version, cx.now().plus_ms(minutes * MINUTE_MS)).await.expect("planned");
    assert_eq!(reviewed.state, State::Scheduled);
    saved.slug
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
}
