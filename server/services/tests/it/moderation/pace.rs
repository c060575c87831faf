//! Nobody writes as fast as a machine (M8), and what was written too fast is not lost.

use super::{one, said, says, space, talk, topic_form};
use crate::{
    cast::{animator, settle},
    harness::both,
};
use domain::discussions::{Attention, Followed, PostForm, Reaction};
use services::{
    discussions::{self, DraftPlace},
    error::Error,
};
use std::time::Duration;

const MINUTE_MS: i64 = 60_000;

both! {
    async fn who_writes_as_fast_as_a_machine_is_asked_to_wait_and_loses_nothing(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let author = portal.cx(one(1));
        let first = PostForm::read([("body", "Le premier."), ("sent", "abc")]).expect("sound");
        let known = discussions::reply(&author, topic, &first).await.expect("written");
        portal.portal.clock.advance_ms(MINUTE_MS);
        for number in 1..30 {
            said(&portal, one(1), topic, &format!("Message {number}")).await;
        }
        let fast = discussions::reply(&author, topic, &says("Un de trop.")).await;
        assert!(matches!(fast, Err(Error::Slow(wait)) if wait == Duration::from_secs(9 * 60)), "{fast:?}");
        let kept = discussions::draft(&author, DraftPlace::Topic(topic)).await.expect("read").expect("kept");
        assert_eq!(kept.body, "Un de trop.");
        assert_eq!(discussions::reply(&author, topic, &first).await.expect("a second tap of the same finger"), known);
        said(&portal, one(2), topic, "Quelqu’un d’autre.").await;
        portal.portal.clock.advance_ms(9 * MINUTE_MS);
        said(&portal, one(1), topic, "Un de trop.").await;
        for number in 0..35 {
            said(&portal, animator(), topic, &format!("Annonce {number}")).await;
        }
    }

    async fn topics_come_five_an_hour(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let author = portal.cx(one(1));
        for number in 1..=5 {
            discussions::open_topic(&author, &topic_form(&portal, space, &format!("Sujet {number}")), None).await.expect("a topic");
        }
        let form = topic_form(&portal, space, "Sujet 6");
        assert!(matches!(discussions::open_topic(&author, &form, None).await, Err(Error::Slow(_))));
        let kept = discussions::draft(&author, DraftPlace::Space(space)).await.expect("read").expect("kept");
        assert_eq!((kept.title.as_str(), kept.body.as_str()), ("Sujet 6", "Bonjour à tous."));
        portal.portal.clock.advance_ms(60 * MINUTE_MS);
        discussions::open_topic(&author, &form, None).await.expect("an hour later");
        for number in 1..=6 {
            let form = topic_form(&portal, space, &format!("Annonce {number}"));
            discussions::open_topic(&portal.cx(animator()), &form, None).await.expect("a topic");
        }
    }

    async fn messages_are_changed_thirty_times_in_ten_minutes(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let author = portal.cx(one(1));
        let post = discussions::reply(&author, topic, &says("Zéro.")).await.expect("written");
        for version in 1..=30 {
            discussions::edit(&author, post, version, &says(&format!("Version {version}"))).await.expect("changed");
        }
        let fast = discussions::edit(&author, post, 31, &says("Une de trop.")).await;
        assert!(matches!(fast, Err(Error::Slow(wait)) if wait == Duration::from_secs(10 * 60)), "{fast:?}");
        portal.portal.clock.advance_ms(10 * MINUTE_MS);
        discussions::edit(&author, post, 31, &says("Une de plus.")).await.expect("changed");
        let theirs = portal.cx(animator());
        let post = discussions::reply(&theirs, topic, &says("Zéro.")).await.expect("written");
        for version in 1..=31 {
            discussions::edit(&theirs, post, version, &says(&format!("Version {version}"))).await.expect("who runs the portal is not held back");
        }
    }

    async fn a_press_that_is_taken_back_counts_as_any_other(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(2), topic, "Bonjour.").await;
        let author = portal.cx(one(1));
        for number in 0..60 {
            discussions::react(&author, post, Reaction::Thanks, number % 2 == 0).await.expect("pressed");
            let attention = if number % 2 == 0 { Attention::Mute } else { Attention::Watch };
            discussions::follow(&author, Followed::Topic(topic), attention).await.expect("pressed");
        }
        let fast = discussions::react(&author, post, Reaction::Thanks, true).await;
        assert!(matches!(fast, Err(Error::Slow(wait)) if wait == Duration::from_secs(10 * 60)), "{fast:?}");
        assert!(matches!(discussions::follow(&author, Followed::Topic(topic), Attention::Mute).await, Err(Error::Slow(_))));
        portal.portal.clock.advance_ms(10 * MINUTE_MS);
        discussions::react(&author, post, Reaction::Thanks, true).await.expect("pressed");
        for _ in 0..121 {
            discussions::follow(&portal.cx(animator()), Followed::Topic(topic), Attention::Watch).await.expect("pressed");
        }
    }
}
