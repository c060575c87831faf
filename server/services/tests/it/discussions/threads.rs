//! Messages: there once, in their order, with their history; and how one comes into a long topic.

use super::{fifty, form, opened, other, person, says, sent, space, writer};
use crate::{
    cast::{animator, settle},
    harness::both,
};
use domain::{
    access::Role,
    discussions::{Attention, Followed, Position, PostState, Reaction},
    time::Day,
};
use futures::future::join_all;
use services::{
    discussions::{self, DraftPlace, Where},
    error::{Conflict, Error},
    notifications,
};

const DAY_MS: i64 = 86_400_000;

both! {
    async fn fifty_write_at_once_and_each_message_is_there_once(portal: TestPortal) {
        settle(&portal).await;
        fifty(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        let each = (100..150).flat_map(|id| [id, id]).map(|id| {
            let cx = portal.cx(person(id, Role::Teacher, "33063"));
            // Each is sent twice, as by a double click.
            async move { discussions::reply(&cx, topic, &sent(&format!("Message de {id}"), &format!("mark{id}"))).await.expect("written") }
        });
        let mut ids = join_all(each).await;
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 50);
        let cx = portal.cx(writer());
        let first = discussions::topic(&cx, topic, Where::Page(1)).await.expect("a page");
        let second = discussions::topic(&cx, topic, Where::Page(2)).await.expect("a page");
        assert_eq!((first.pages, first.posts.len(), second.posts.len()), (2, 50, 1));
        let places: Vec<_> = first.posts.iter().chain(&second.posts).map(|post| post.position.expect("a place").get()).collect();
        assert_eq!(places, (1..=51).collect::<Vec<_>>());
    }

    async fn a_topic_sent_twice_is_opened_once(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let mut twice = form(&portal, "Une question", "Bonjour.", &[space]);
        twice.post = sent("Bonjour.", "abc");
        let cx = portal.cx(writer());
        let one = discussions::open_topic(&cx, &twice, None).await.expect("a topic");
        assert_eq!(discussions::open_topic(&cx, &twice, None).await.expect("the same"), one);
        assert_eq!(discussions::recent(&cx, portal.portal.clock.now()).await.expect("recent").len(), 1);
    }

    async fn what_is_written_to_a_topic_that_closes_is_kept_as_a_draft(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        discussions::lock(&portal.cx(animator()), topic, true).await.expect("locked");
        let cx = portal.cx(other());
        let late = discussions::reply(&cx, topic, &says("Une longue réponse.")).await;
        assert!(matches!(late, Err(Error::Conflict(Conflict::TopicClosed))), "{late:?}");
        let kept = discussions::draft(&cx, DraftPlace::Topic(topic)).await.expect("read").expect("kept");
        assert_eq!(kept.body, "Une longue réponse.");
        assert_eq!(discussions::draft(&portal.cx(writer()), DraftPlace::Topic(topic)).await.expect("read"), None, "nobody else's");
        discussions::lock(&portal.cx(animator()), topic, false).await.expect("open");
        discussions::reply(&cx, topic, &says(&kept.body)).await.expect("written");
        assert_eq!(discussions::draft(&cx, DraftPlace::Topic(topic)).await.expect("read"), None, "sent is no draft");
    }

    async fn a_message_is_changed_by_its_author_and_its_history_stays(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        let cx = portal.cx(other());
        let post = discussions::reply(&cx, topic, &says("Prenez des **stylets**.")).await.expect("written");
        portal.portal.clock.advance_ms(60_000);
        assert!(matches!(discussions::edit(&portal.cx(writer()), post, 1, &says("Non.")).await, Err(Error::Denied(_))));
        discussions::edit(&cx, post, 1, &says("Prenez des casques.")).await.expect("changed");
        let stale = discussions::edit(&cx, post, 1, &says("Prenez des tapis.")).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{stale:?}");
        let page = discussions::post_history(&portal.cx(writer()), post).await.expect("a message");
        assert!(page.post.edited.is_some() && page.typed.is_empty(), "only its author has it to change");
        assert_eq!(page.before.len(), 1);
        assert!(page.before[0].said.as_ref().is_some_and(|said| said.as_str().contains("<strong>stylets</strong>")));
        discussions::withdraw(&cx, post).await.expect("taken back");
        let seen = discussions::topic(&portal.cx(writer()), topic, Where::Last).await.expect("a page");
        assert_eq!((seen.posts[1].state, seen.posts[1].body.as_ref(), seen.posts[1].name.as_str()), (PostState::Withdrawn, None, ""));
        assert!(matches!(discussions::post(&portal.cx(writer()), post).await, Err(Error::NotFound)), "nor its history");
    }

    async fn a_topic_of_one_message_goes_with_it(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        let first = discussions::topic(&cx, topic, Where::Page(1)).await.expect("a page").posts[0].id;
        discussions::withdraw(&cx, first).await.expect("taken back");
        assert!(matches!(discussions::topic(&portal.cx(other()), topic, Where::Page(1)).await, Err(Error::NotFound)));
        assert_eq!(discussions::recent(&portal.cx(other()), portal.portal.clock.now()).await.expect("recent").len(), 0);
    }

    async fn one_press_says_it_once_and_never_of_ones_own(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        let post = discussions::topic(&cx, topic, Where::Page(1)).await.expect("a page").posts[0].id;
        assert!(discussions::react(&cx, post, Reaction::Thanks, true).await.is_err());
        for _ in 0..2 {
            discussions::react(&portal.cx(other()), post, Reaction::Thanks, true).await.expect("said");
        }
        let said = discussions::topic(&portal.cx(other()), topic, Where::Page(1)).await.expect("a page").posts[0].said.clone();
        assert_eq!((said.len(), said[0].by.clone(), said[0].mine), (1, vec!["Dominique Petit".to_owned()], true));
        discussions::react(&portal.cx(other()), post, Reaction::Thanks, false).await.expect("no longer");
        assert!(discussions::topic(&cx, topic, Where::Page(1)).await.expect("a page").posts[0].said.is_empty());
    }

    async fn one_comes_into_a_long_topic_where_one_left_it(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        let mut answer = None;
        for number in 2..=120 {
            if number == 80 {
                portal.portal.clock.advance_ms(DAY_MS);
            }
            // The animator: nobody else writes that fast.
            let post = discussions::reply(&portal.cx(animator()), topic, &says(&format!("Message {number}"))).await.expect("written");
            if number == 60 {
                answer = Some(post);
            }
        }
        let reader = portal.cx(other());
        let page = |at| {
            let reader = reader.clone();
            async move { discussions::topic(&reader, topic, at).await.expect("a page") }
        };
        assert_eq!((page(Where::FirstUnread).await.page, page(Where::Last).await.page, page(Where::Page(99)).await.page), (1, 3, 3));
        notifications::read_topic(&reader, topic, Some(Position::new(73))).await.expect("noted");
        notifications::read_topic(&reader, topic, Some(Position::new(50))).await.expect("never back");
        let seen = page(Where::FirstUnread).await;
        assert_eq!((seen.page, seen.first_unread), (2, Some(Position::new(74))));
        assert_eq!(page(Where::Day(Day::containing(portal.portal.clock.now()))).await.page, 2, "message 80");
        discussions::accept(&cx, topic, answer).await.expect("accepted");
        let seen = page(Where::Answer).await;
        assert_eq!((seen.page, seen.answer_at), (2, Some(Position::new(60))));
        assert!(seen.posts.iter().any(|post| post.is_answer && post.position == Some(Position::new(60))));
        assert!(matches!(discussions::accept(&reader, topic, None).await, Err(Error::Denied(_))), "who opened it says so");
        let card = &discussions::recent(&reader, portal.portal.clock.now().plus_ms(-DAY_MS)).await.expect("recent")[0];
        assert_eq!((card.replies, card.unread, card.answered), (119, Some(47), true));
    }

    async fn what_one_wrote_in_is_followed_until_one_says_otherwise(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        assert_eq!(discussions::unread(&cx).await.expect("counted"), 0);
        discussions::reply(&portal.cx(other()), topic, &says("Oui.")).await.expect("written");
        assert_eq!((discussions::unread(&cx).await.expect("counted"), discussions::unread(&portal.cx(animator())).await.expect("counted")), (1, 0));
        assert_eq!(discussions::attention(&cx, Followed::Topic(topic)).await.expect("read"), Some(Attention::Watch));
        discussions::follow(&cx, Followed::Topic(topic), Attention::Mute).await.expect("muted");
        assert_eq!(discussions::unread(&cx).await.expect("counted"), 0);
        assert_eq!(discussions::followed(&cx).await.expect("read"), [(Followed::Topic(topic), Attention::Mute)]);
    }
}
