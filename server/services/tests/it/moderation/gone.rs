//! A message that is hidden is gone from everything that others are shown or sent, at once.

use super::{act, letters, one, report, said, says, talk};
use crate::{
    cast::{animator, count, settle, sql},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed, Sent},
    ids::{PostId, TopicId},
    time::Timestamp,
};
use services::{
    discussions::{self, Where},
    error::Error,
    moderation::{self, Target},
    notifications,
};
use std::fmt::Debug;

const HOUR_MS: i64 = 3_600_000;

/// What an answer holds, refusals included.
fn put(all: &mut Vec<String>, answer: impl Debug) {
    all.push(format!("{answer:?}"));
}

/// All that someone is given around a message.
async fn everything(portal: &TestPortal, viewer: Viewer, topic: TopicId, post: PostId) -> String {
    let cx = portal.cx(viewer);
    let mut all = Vec::new();
    for at in [Where::Page(1), Where::Last, Where::FirstUnread, Where::Answer] {
        put(&mut all, discussions::topic(&cx, topic, at).await);
    }
    put(&mut all, discussions::post(&cx, post).await);
    put(&mut all, discussions::post_history(&cx, post).await);
    put(&mut all, discussions::quote(&cx, post).await);
    put(&mut all, discussions::drawable(&cx, topic).await);
    put(&mut all, discussions::readable(&cx, topic).await);
    put(&mut all, discussions::mentionable(&cx, topic, "noa").await);
    put(&mut all, discussions::recent(&cx, Timestamp::from_ms(0)).await);
    put(&mut all, discussions::followed_titles(&cx, 1).await);
    put(&mut all, discussions::drafts(&cx).await);
    for space in discussions::spaces(&cx).await.expect("spaces") {
        put(&mut all, discussions::topics_of_space(&cx, &space.space, 1).await);
        put(&mut all, space);
    }
    put(&mut all, notifications::notices(&cx, 1).await);
    put(&mut all, moderation::my_acts(&cx).await);
    put(&mut all, moderation::reports(&cx).await);
    put(&mut all, moderation::to_decide(&cx, post).await);
    put(&mut all, moderation::to_report_in_post(&cx, post).await);
    put(&mut all, moderation::moderation_log(&cx, 1).await);
    all.join("\n")
}

both! {
    async fn a_hidden_message_is_nowhere_any_more_for_others(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (4, 'teacher', 'ent', 0)").await;
        assert!(letters(&portal).await.is_empty(), "the past is not written about");
        let topic = talk(&portal).await;
        let desk = portal.cx(animator());
        said(&portal, one(2), topic, "Qui en a ?").await;
        discussions::follow(&portal.cx(one(1)), Followed::Topic(topic), Attention::Watch).await.expect("followed");
        // In the evening: what is told by letter waits for the morning.
        portal.portal.clock.advance_ms(13 * HOUR_MS);
        let post = said(&portal, one(4), topic, "Zanzibar en a dix, @Dominique Petit.").await;
        discussions::edit(&portal.cx(one(4)), post, 1, &says("Zanzibar en a deux, @Dominique Petit.")).await.expect("changed");
        discussions::accept(&desk, topic, Some(post)).await.expect("it answers");
        moderation::report_post(&portal.cx(one(1)), post, &report("off-topic", "")).await.expect("taken");
        letters(&portal).await;
        assert!(count(&portal, "SELECT COUNT(*) FROM letter").await > 1, "to whom it names, and to who follows");
        for viewer in [one(1), one(2)] {
            let before = everything(&portal, viewer, topic, post).await;
            assert!(before.matches("Zanzibar").count() > 6 && before.contains("Noa Leroy"), "it was there: {before}");
        }
        let named = discussions::mentionable(&portal.cx(one(2)), topic, "noa").await.expect("names");
        assert_eq!(named.len(), 1);

        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        // Before any job has run, and after all have.
        for caught_up in [false, true] {
            if caught_up {
                letters(&portal).await;
            }
            for viewer in [Viewer::Nobody, one(1), one(2), member(5, &[Role::Parent], &[])] {
                let after = everything(&portal, viewer.clone(), topic, post).await;
                assert!(!after.contains("Zanzibar") && !after.contains("Noa Leroy"), "{viewer:?}: {after}");
            }
        }
        let drawn = discussions::draw_project(&portal.cx(one(2)), topic, &[post], None, &Sent::default()).await;
        assert!(matches!(drawn, Err(Error::NotFound)), "{drawn:?}");
        let page = discussions::topic(&portal.cx(one(2)), topic, Where::Last).await.expect("a page");
        assert_eq!((page.topic.answer, page.posts.len()), (None, 3), "it answers nothing, and its place stays");
        portal.portal.clock.advance_ms(10 * HOUR_MS);
        for (to, text) in letters(&portal).await {
            assert!(!text.contains("Noa") && !text.contains("Zanzibar") && !text.contains("vous nomme"), "{to}: {text}");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM letter").await, 0, "nothing of it waits");
        assert!(everything(&portal, one(4), topic, post).await.contains("Zanzibar en a deux"), "who wrote it reads it on");
        assert!(everything(&portal, animator(), topic, post).await.contains("Zanzibar en a deux"), "so does who decides");
    }
}
