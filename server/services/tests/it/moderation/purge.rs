//! What was taken back or taken away goes for good a month later, unless something about it waits.

use super::{act, one, picture_file, report, said, says, seen, space, talk, topic_form};
use crate::{
    cast::{animator, count, settle},
    harness::{TestPortal, both},
};
use domain::{
    discussions::{PostState, TopicState},
    ids::{PictureId, PostId},
    moderation::AppealForm,
};
use services::{
    discussions::{self, Where},
    error::{Conflict, Error},
    media,
    moderation::{self, Target},
    projects,
};

const DAY_MS: i64 = 86_400_000;

/// Where what these tests write can be found.
const KEPT: &str = "SELECT (SELECT COUNT(*) FROM post WHERE body LIKE '%Zanzibar%') + (SELECT COUNT(*) FROM post_version WHERE body LIKE '%Zanzibar%') \
                    + (SELECT COUNT(*) FROM post_report WHERE body LIKE '%Zanzibar%') + (SELECT COUNT(*) FROM topic WHERE title LIKE '%Zanzibar%')";

async fn purged(portal: &TestPortal) -> usize {
    moderation::purge(&portal.system()).await.expect("looked at")
}

fn after_days(portal: &TestPortal, days: i64) {
    portal.portal.clock.advance_ms(days * DAY_MS);
}

async fn is_there(portal: &TestPortal, picture: PictureId) -> bool {
    let mut conn = portal.system().read().await.expect("a connection");
    media::load(&mut conn, picture).await.expect("an answer").is_some()
}

async fn removed(portal: &TestPortal, post: PostId) -> domain::ids::ActId {
    moderation::act(&portal.cx(animator()), Target::Post(post), &act("removed")).await.expect("removed")
}

both! {
    async fn what_its_author_took_back_goes_after_a_month_with_its_pictures(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let author = portal.cx(one(1));
        let picture = discussions::add_picture(&author, picture_file(), "robot.png", "Un robot", true).await.expect("a picture");
        let post = said(&portal, one(1), topic, &format!("Zanzibar ![](image:{picture})")).await;
        let report = moderation::report_post(&portal.cx(one(2)), post, &report("off-topic", "")).await.expect("taken");
        moderation::dismiss(&portal.cx(animator()), report).await.expect("settled");
        discussions::edit(&author, post, 1, &says(&format!("Vers Zanzibar ![](image:{picture})"))).await.expect("changed");
        let shown = said(&portal, one(1), topic, "Ce qui se lit reste.").await;
        discussions::withdraw(&author, post).await.expect("taken back");
        portal.portal.clock.advance_ms(30 * DAY_MS - 1);
        assert_eq!((purged(&portal).await, count(&portal, KEPT).await), (0, 3));
        portal.portal.clock.advance_ms(1);
        assert_eq!(purged(&portal).await, 1);
        assert_eq!((purged(&portal).await, count(&portal, KEPT).await), (0, 0), "once, and nothing of it is left");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'post-purge' AND object LIKE 'post:%'").await, 1);
        assert!(is_there(&portal, picture).await);
        assert_eq!(projects::sweep_media(&portal.system()).await.expect("swept"), 1);
        assert!(!is_there(&portal, picture).await, "as any picture that nothing shows");
        for account in [2, 3] {
            let who = if account == 3 { animator() } else { one(account) };
            let place = seen(&portal, who, topic, post).await.expect("its place stays");
            assert_eq!((place.state, place.body), (PostState::Withdrawn, None), "{account}");
        }
        assert!(seen(&portal, one(2), topic, shown).await.is_some_and(|seen| seen.body.is_some()));
    }

    async fn what_was_taken_away_goes_once_no_appeal_waits(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let (appealed, accepted, hidden) = (
            said(&portal, one(1), topic, "Zanzibar, un.").await,
            said(&portal, one(1), topic, "Zanzibar, deux.").await,
            said(&portal, one(1), topic, "Zanzibar, trois.").await,
        );
        let first = removed(&portal, appealed).await;
        removed(&portal, accepted).await;
        moderation::act(&desk, Target::Post(hidden), &act("hidden")).await.expect("hidden");
        after_days(&portal, 29);
        assert_eq!(purged(&portal).await, 0, "who wrote them may still appeal");
        let form = AppealForm::read([("appeal", "Ce n’est qu’une île.")]).expect("sound");
        moderation::appeal(&author, first, &form).await.expect("appealed");
        after_days(&portal, 11);
        assert_eq!((purged(&portal).await, count(&portal, KEPT).await), (1, 2), "what is appealed waits, what is hidden stays");
        assert!(seen(&portal, one(1), topic, appealed).await.is_some_and(|seen| seen.body.is_some()));
        moderation::settle_appeal(&desk, first, true, "Non.").await.expect("kept");
        assert_eq!((purged(&portal).await, count(&portal, KEPT).await), (1, 1));

        assert!(seen(&portal, one(1), topic, appealed).await.is_some_and(|seen| seen.body.is_none() && seen.state == PostState::Removed));
        let again = moderation::act(&desk, Target::Post(appealed), &act("shown")).await;
        assert!(matches!(again, Err(Error::Conflict(Conflict::Moderated))), "what is gone for good is not shown again: {again:?}");
        let own = moderation::my_acts(&author).await.expect("acts").into_iter().find(|own| own.act.id == first).expect("the act stays");
        assert!(own.said.is_none() && own.act.words == "Restons courtois.");
        moderation::act(&desk, Target::Post(hidden), &act("shown")).await.expect("what is hidden may come back");
    }

    async fn what_is_reported_waits_for_whoever_decides(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Zanzibar.").await;
        let report = moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        discussions::withdraw(&portal.cx(one(1)), post).await.expect("taken back");
        after_days(&portal, 31);
        assert_eq!(purged(&portal).await, 0);
        moderation::dismiss(&portal.cx(animator()), report).await.expect("settled");
        assert_eq!((purged(&portal).await, count(&portal, KEPT).await), (1, 0));
    }

    async fn a_topic_that_went_with_its_first_message_loses_its_title(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let author = portal.cx(one(1));
        let (topic, _) = discussions::open_topic(&author, &topic_form(&portal, space, "Zanzibar"), None).await.expect("a topic");
        let opening = discussions::topic(&author, topic, Where::Page(1)).await.expect("a page").posts[0].id;
        discussions::withdraw(&author, opening).await.expect("taken back");
        after_days(&portal, 30);
        assert_eq!((purged(&portal).await, count(&portal, KEPT).await), (1, 0));
        let page = discussions::topic(&portal.cx(animator()), topic, Where::Page(1)).await.expect("it is there");
        assert_eq!((page.topic.state, page.topic.title.as_str()), (TopicState::Hidden, "Sujet retiré"));
    }
}
