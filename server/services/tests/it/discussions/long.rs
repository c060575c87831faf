//! A topic of a thousand messages (D15): wherever one comes in, the page is the right one, and no message of another page is read for it.

use super::{opened, other, says, space, writer};
use crate::{
    cast::{animator, settle, sql},
    harness::{TestPortal, both},
};
use domain::{
    discussions::{PAGE, Position},
    ids::TopicId,
    time::Day,
};
use services::discussions::{self, Where};

const MANY: u32 = 1_000;
/// The message that answers it.
const ANSWER: u32 = 777;
/// The last one that the reader has read.
const READ: u32 = 437;

async fn run(portal: &TestPortal, text: String) {
    sql(portal, Box::leak(text.into_boxed_str())).await;
}

/// A topic with a message an hour, from the present on.
async fn long(portal: &TestPortal) -> TopicId {
    settle(portal).await;
    let (space, _) = space(portal, "Entraide", &[]).await;
    let topic = opened(portal, &portal.cx(writer()), "Mille messages", &[space]).await;
    let begun = portal.portal.clock.now().ms();
    run(
        portal,
        format!(
            "INSERT INTO post (id, topic_id, position, author_id, state, body, version, created_ms, reason) \
             WITH RECURSIVE n (i) AS (SELECT CAST(2 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) \
             SELECT 1000000 + i, {topic}, i, 2, 'shown', 'Message ' || i, 1, {begun} + (i - 1) * 3600000, '' FROM n; \
             UPDATE topic SET last_position = {MANY}, last_post_ms = {begun} + CAST({MANY} AS BIGINT) * 3600000, answer_id = 1000000 + {ANSWER} \
             WHERE id = {topic}"
        ),
    )
    .await;
    let reader = portal.cx(other());
    let mut change = reader.begin().await.expect("a change");
    discussions::note_read(&reader, &mut change, topic, Position::new(READ)).await.expect("noted");
    change.commit().await.expect("noted");
    topic
}

/// Has every message outside of a page be one that cannot be read: whoever reads one of them fails.
async fn spoil_the_others(portal: &TestPortal, topic: TopicId, page: u32) {
    let (first, last) = Position::of_page(page);
    let (first, last) = (first.get(), last.get());
    run(
        portal,
        format!(
            "UPDATE post SET state = 'shown' WHERE topic_id = {topic}; \
             UPDATE post SET state = 'spoilt' WHERE topic_id = {topic} AND position NOT BETWEEN {first} AND {last}"
        ),
    )
    .await;
}

both! {
    async fn wherever_one_comes_into_a_thousand_messages_one_page_of_them_is_read(portal: TestPortal) {
        let topic = long(&portal).await;
        let day: Day = "2026-12-01".parse().expect("a day");
        let after_all: Day = "2027-06-01".parse().expect("a day");
        // The topic opens on 23 November at nine: midnight of 1 December is 183 hours later.
        let ways = [
            (Where::Page(1), 1), (Where::Page(20), 20), (Where::Page(99), 20), (Where::At(Position::new(501)), 11),
            (Where::At(Position::new(550)), 11), (Where::At(Position::new(5_000)), 20), (Where::FirstUnread, 9), (Where::Day(day), 4),
            (Where::Day(after_all), 20), (Where::Answer, 16), (Where::Last, 20),
        ];
        for (way, page) in ways {
            spoil_the_others(&portal, topic, page).await;
            let seen = discussions::topic(&portal.cx(other()), topic, way).await.unwrap_or_else(|why| panic!("{way:?}: {why:?}"));
            assert_eq!((seen.page, seen.pages), (page, MANY / PAGE), "{way:?}");
            let places: Vec<_> = seen.posts.iter().filter_map(|post| post.position).map(Position::get).collect();
            let (first, last) = Position::of_page(page);
            assert_eq!(places, (first.get()..=last.get()).collect::<Vec<_>>(), "{way:?}: its own page, whole, in order, and nothing else");
            assert_eq!((seen.first_unread, seen.answer_at), (Some(Position::new(READ + 1)), Some(Position::new(ANSWER))), "{way:?}");
        }
        // A reply at its end reads none of the others either.
        spoil_the_others(&portal, topic, 20).await;
        discussions::reply(&portal.cx(animator()), topic, &says("Et un de plus.")).await.expect("written");
        spoil_the_others(&portal, topic, 21).await;
        let last = discussions::topic(&portal.cx(other()), topic, Where::Last).await.expect("a page");
        assert_eq!((last.page, last.pages, last.posts.len()), (21, 21, 1));
    }

    async fn a_page_is_not_read_where_one_of_its_messages_cannot_be(portal: TestPortal) {
        // So that the measure above measures something.
        let topic = long(&portal).await;
        spoil_the_others(&portal, topic, 2).await;
        assert!(discussions::topic(&portal.cx(other()), topic, Where::Page(3)).await.is_err());
    }
}
