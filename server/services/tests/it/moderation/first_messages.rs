//! First messages wait when the setting says so, and are let through one by one (M6).

use super::{act, one, said, says, seen, space, talk, topic_form};
use crate::{
    cast::{animator, count, settle},
    harness::{TestPortal, both},
};
use domain::{
    discussions::{Position, PostState, TopicForm, TopicState},
    ids::{PostId, TopicId},
    moderation::{ActForm, ActKind},
};
use services::{
    discussions::{self, Where},
    error::{Conflict, Error, Result},
    moderation::{self, HowMuchWaits, Target},
};

const HOUR_MS: i64 = 3_600_000;

/// What the animator decides of what they read as this version.
async fn decided(portal: &TestPortal, post: PostId, kind: &str, version: i64) -> Result<()> {
    let version = version.to_string();
    let pairs = [("kind", kind), ("reason", "advertisement"), ("words", "Non."), ("version", version.as_str())];
    let form = ActForm::read(pairs).expect("a sound act");
    moderation::act(&portal.cx(animator()), Target::Post(post), &form).await.map(drop)
}

/// The messages that wait, and which version of each is read.
async fn waiting(portal: &TestPortal) -> Vec<(PostId, i64)> {
    let queue = moderation::waiting(&portal.cx(animator())).await.expect("a queue");
    queue.into_iter().map(|item| (item.context.post.id, item.context.version)).collect()
}

/// Where someone finds a topic; nothing when they do not.
async fn stands(portal: &TestPortal, account: i64, topic: TopicId) -> Option<TopicState> {
    match discussions::topic(&portal.cx(one(account)), topic, Where::Page(1)).await {
        Ok(page) => Some(page.topic.state),
        Err(Error::NotFound) => None,
        Err(error) => panic!("{error:?}"),
    }
}

async fn told_as_new(portal: &TestPortal) -> i64 {
    count(portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%post-shown%'").await
}

both! {
    async fn a_first_message_waits_and_is_numbered_when_it_is_let_through(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let desk = portal.cx(animator());
        discussions::set_read_first(&desk, 2).await.expect("set");
        let post = said(&portal, one(1), topic, "Bonjour, je débute.").await;
        assert!(seen(&portal, one(2), topic, post).await.is_none());
        let [item] = moderation::waiting(&desk).await.expect("a queue").try_into().expect("one message");
        assert_eq!((item.context.post.id, item.context.post.state, item.context.before.len(), item.reported), (post, PostState::Waiting, 1, None));
        assert_eq!(moderation::how_much_waits(&desk).await.expect("counted"), HowMuchWaits { reported: 0, to_read: 1, appeals: 0 });
        let mut conn = desk.read().await.expect("a connection");
        let news = moderation::to_read_news(&mut conn, post).await.expect("read").expect("it waits");
        assert_eq!((news.post, news.animators.len()), (post, 1));
        drop(conn);
        said(&portal, animator(), topic, "Entre-temps.").await;
        assert!(matches!(moderation::act(&desk, Target::Post(post), &act("hidden")).await, Err(Error::Conflict(_))), "it is not shown yet");
        moderation::act(&desk, Target::Post(post), &act("approved")).await.expect("let through");
        let shown = seen(&portal, one(2), topic, post).await.expect("it is there");
        assert_eq!((shown.state, shown.position), (PostState::Shown, Some(Position::new(3))));
        assert!(moderation::waiting(&desk).await.expect("a queue").is_empty());
        assert!(moderation::my_acts(&portal.cx(one(1))).await.expect("acts").is_empty(), "nothing to tell");
        let mut conn = desk.read().await.expect("a connection");
        assert_eq!(moderation::to_read_news(&mut conn, post).await.expect("read"), None);
    }

    async fn one_that_is_refused_is_read_by_its_author_alone_with_the_reason(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let desk = portal.cx(animator());
        discussions::set_read_first(&desk, 1).await.expect("set");
        let author = portal.cx(one(1));
        let (topic, _) = discussions::open_topic(&author, &topic_form(&portal, space, "Promotion"), None).await.expect("a topic");
        let post = moderation::waiting(&desk).await.expect("a queue")[0].context.post.id;
        let id = moderation::act(&desk, Target::Post(post), &act("refused")).await.expect("refused");
        assert!(matches!(discussions::topic(&portal.cx(one(2)), topic, Where::Page(1)).await, Err(Error::NotFound)));
        let [own] = moderation::my_acts(&author).await.expect("acts").try_into().expect("one act");
        assert!(own.act.kind == ActKind::Refused && own.said.is_some() && own.may_appeal);
        let form = domain::moderation::AppealForm::read([("appeal", "Je ne vends rien.")]).expect("sound");
        moderation::appeal(&author, id, &form).await.expect("appealed");
        moderation::settle_appeal(&desk, id, false, "C’est vrai.").await.expect("undone");
        let page = discussions::topic(&portal.cx(one(2)), topic, Where::Page(1)).await.expect("it is shown now");
        assert_eq!(page.posts[0].position, Some(Position::OPENING));
        discussions::reply(&author, topic, &says("Merci.")).await.expect("no first message any more");
        assert!(moderation::waiting(&desk).await.expect("a queue").is_empty());
    }

    async fn a_first_message_that_changes_is_read_again_at_its_place(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author, reader) = (portal.cx(animator()), portal.cx(one(1)), portal.cx(one(2)));
        discussions::set_read_first(&desk, 1).await.expect("set");
        let post = said(&portal, one(1), topic, "Bonjour, je débute.").await;
        decided(&portal, post, "approved", 1).await.expect("let through");
        said(&portal, animator(), topic, "Bienvenue.").await;

        discussions::edit(&author, post, 1, &says("Achetez mes tablettes.")).await.expect("changed");
        let kept = seen(&portal, one(2), topic, post).await.expect("its place");
        assert_eq!((kept.state, kept.position, kept.body, kept.name.as_str()), (PostState::Waiting, Some(Position::new(2)), None, ""));
        for page in [discussions::post(&reader, post).await, discussions::post_history(&reader, post).await] {
            assert!(matches!(page, Err(Error::NotFound)), "what it said is not shown either: {page:?}");
        }
        assert!(matches!(discussions::quote(&reader, post).await, Err(Error::NotFound)));
        let own = discussions::post_history(&author, post).await.expect("its author reads both");
        assert!(own.before.len() == 1 && own.typed == "Achetez mes tablettes.", "{own:?}");
        assert_eq!(discussions::post_history(&desk, post).await.expect("so does who decides").before.len(), 1);
        assert_eq!(waiting(&portal).await, [(post, 2)]);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%post-to-read%'").await, 2);

        discussions::edit(&author, post, 2, &says("J’ai des tablettes.")).await.expect("changed once more");
        assert_eq!(discussions::post_history(&author, post).await.expect("a history").before.len(), 1, "what nobody has read leaves no trace");
        let new = told_as_new(&portal).await;
        decided(&portal, post, "approved", 3).await.expect("let through");
        let shown = seen(&portal, one(2), topic, post).await.expect("its place");
        assert_eq!((shown.state, shown.position, shown.body.is_some()), (PostState::Shown, Some(Position::new(2)), true));
        assert_eq!(told_as_new(&portal).await, new, "it appeared once");

        // What was read of others vouches for whoever wrote them.
        said(&portal, one(1), topic, "Merci.").await;
        discussions::edit(&author, post, 3, &says("J’ai deux tablettes.")).await.expect("changed");
        assert!(waiting(&portal).await.is_empty() && seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_some()));
    }

    async fn a_changed_title_or_first_message_is_read_again_with_its_topic(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        discussions::set_read_first(&desk, 1).await.expect("set");
        let (topic, _) = discussions::open_topic(&author, &topic_form(&portal, space, "Une question"), None).await.expect("a topic");
        let opening = waiting(&portal).await[0].0;
        discussions::retitle(&author, topic, "Une autre question").await.expect("another title");
        let stale = decided(&portal, opening, "approved", 1).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "it was read under another title: {stale:?}");
        decided(&portal, opening, "approved", 2).await.expect("let through");
        said(&portal, animator(), topic, "Laquelle ?").await;
        let new = told_as_new(&portal).await;

        discussions::edit(&author, opening, 2, &says("Achetez mes tablettes.")).await.expect("changed");
        assert_eq!((stands(&portal, 2, topic).await, stands(&portal, 1, topic).await), (None, Some(TopicState::Waiting)));
        decided(&portal, opening, "approved", 3).await.expect("let through");
        assert_eq!(stands(&portal, 2, topic).await, Some(TopicState::Shown));
        discussions::retitle(&author, topic, "Promotion").await.expect("another title");
        assert_eq!((stands(&portal, 2, topic).await, waiting(&portal).await), (None, vec![(opening, 4)]));
        decided(&portal, opening, "refused", 4).await.expect("refused");
        assert_eq!((stands(&portal, 2, topic).await, stands(&portal, 1, topic).await), (None, Some(TopicState::Hidden)));
        assert_eq!(told_as_new(&portal).await, new, "it appeared once");
        discussions::retitle(&desk, topic, "Une question").await.expect("who decides is not read first");
    }

    async fn what_is_let_through_is_what_was_read(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        discussions::set_read_first(&portal.cx(animator()), 1).await.expect("set");
        let post = said(&portal, one(1), topic, "Bonjour, je débute.").await;
        discussions::edit(&portal.cx(one(1)), post, 1, &says("Achetez mes tablettes.")).await.expect("changed meanwhile");
        for kind in ["approved", "refused"] {
            let stale = decided(&portal, post, kind, 1).await;
            assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{kind}: {stale:?}");
            let unread = ActForm::read([("kind", kind), ("reason", "other"), ("words", "Non.")]).expect("sound");
            let answer = moderation::act(&portal.cx(animator()), Target::Post(post), &unread).await;
            assert!(matches!(answer, Err(Error::Conflict(_))), "nobody says what was read: {answer:?}");
        }
        assert_eq!(waiting(&portal).await, [(post, 2)]);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM moderation_act").await, 0);
        decided(&portal, post, "approved", 2).await.expect("let through");
    }

    async fn a_scheduled_topic_that_is_read_after_its_minute_opens_then_and_is_told(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await.to_string();
        discussions::set_read_first(&portal.cx(animator()), 1).await.expect("set");
        let pairs = [("title", "Demain"), ("body", "Bonjour."), ("space", space.as_str()), ("opens", "2026-11-23T10:00")];
        let form = TopicForm::read(pairs, portal.portal.clock.now()).expect("sound");
        let author = portal.cx(one(1));
        let (topic, _) = discussions::open_topic(&author, &form, None).await.expect("a topic");
        let opening = waiting(&portal).await[0].0;
        decided(&portal, opening, "approved", 1).await.expect("let through");
        assert_eq!((stands(&portal, 1, topic).await, told_as_new(&portal).await), (Some(TopicState::Scheduled), 0));
        discussions::edit(&author, opening, 1, &says("Bonjour à tous.")).await.expect("changed");
        assert_eq!(stands(&portal, 1, topic).await, Some(TopicState::Waiting));
        portal.portal.clock.advance_ms(2 * HOUR_MS);
        assert_eq!(discussions::open_due(&portal.system()).await.expect("looked at"), 0, "nobody has read it yet");
        decided(&portal, opening, "approved", 2).await.expect("let through");
        assert_eq!((stands(&portal, 2, topic).await, told_as_new(&portal).await), (Some(TopicState::Shown), 1));
    }
}
