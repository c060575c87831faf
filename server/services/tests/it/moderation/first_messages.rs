//! First messages wait when the setting says so, and are let through one by one (M6).

use super::{act, one, said, says, seen, space, talk, topic_form};
use crate::{
    cast::{animator, settle},
    harness::both,
};
use domain::{
    discussions::{Position, PostState},
    moderation::ActKind,
};
use services::{
    discussions::{self, Where},
    error::Error,
    moderation::{self, HowMuchWaits, Target},
};

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
}
