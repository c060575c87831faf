//! Who listens to what happens, in this process and in others.

use crate::{
    cast::{animator, settle, teacher},
    harness::{TestPortal, both},
};
use domain::{
    access::{Role, Viewer},
    discussions::{PostForm, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    events::Event,
    ids::{AccountId, ProjectId, TopicId},
};
use services::{
    discussions,
    error::Error,
    live::{self, Listening, Missed, Told, Who},
};
use std::time::Duration;

/// How long anything here may take, at the very most.
const AT_MOST: Duration = Duration::from_secs(10);
const SOMEONE: Who = Who::Visitor(None);

fn post() -> PostForm {
    PostForm { body: "Bonjour".into(), ..PostForm::default() }
}

/// A topic of one message, which teachers read.
async fn topic(portal: &TestPortal) -> TopicId {
    let cx = portal.cx(animator());
    let access = SpaceAccess { post: vec![Role::Teacher], ..SpaceAccess::default() };
    let form = SpaceForm { name: "Entraide".into(), summary: String::new(), access, takes_needs: false };
    let slug = discussions::make_space(&cx, &form).await.expect("a space");
    let space = discussions::space(&cx, &slug).await.expect("the space").id;
    let title = "Des tablettes".to_owned();
    let form = TopicForm { title, kind: TopicKind::Talk, tags: Vec::new(), spaces: vec![space], opens: None, post: post() };
    discussions::open_topic(&cx, &form, None).await.expect("a topic").0
}

async fn reply(portal: &TestPortal, topic: TopicId) {
    discussions::reply(&portal.cx(teacher()), topic, &post()).await.expect("a reply");
}

async fn caught_up(portal: &TestPortal) -> usize {
    live::catch_up(&portal.portal).await.expect("caught up")
}

async fn heard(listening: &mut Listening) -> Option<Told> {
    tokio::time::timeout(AT_MOST, listening.next()).await.expect("in time")
}

both! {
    async fn each_event_of_a_topic_is_told_once_and_in_order(portal: TestPortal) {
        settle(&portal).await;
        let topic = topic(&portal).await;
        assert_eq!(caught_up(&portal).await, 0, "what had happened before is no news");
        let from = discussions::readable(&portal.cx(teacher()), topic).await.expect("read").seq;
        let (mut one, mut other) = (portal.portal.live.listen(SOMEONE).expect("room"), portal.portal.live.listen(SOMEONE).expect("room"));
        reply(&portal, topic).await;
        let mut change = portal.system().begin().await.expect("a change");
        change.tell(Event::ProjectChanged { project: ProjectId::new(1) });
        change.tell(Event::TopicChanged { topic });
        change.commit().await.expect("a commit");
        assert_eq!(caught_up(&portal).await, 2);
        assert_eq!(caught_up(&portal).await, 0);
        for listening in [&mut one, &mut other] {
            for (seq, changed) in [(from + 1, false), (from + 3, true)] {
                assert_eq!(heard(listening).await, Some(Told::Topic { topic, seq, changed }), "a reply changes nothing that was there");
            }
        }
        portal.portal.live.stop();
        assert_eq!((heard(&mut one).await, heard(&mut other).await), (None, None));
        assert!(portal.portal.live.listen(SOMEONE).is_none());
    }

    async fn what_happens_while_nobody_listens_is_passed_over(portal: TestPortal) {
        settle(&portal).await;
        let topic = topic(&portal).await;
        let reader = portal.cx(teacher());
        caught_up(&portal).await;
        let before = discussions::readable(&reader, topic).await.expect("read");
        reply(&portal, topic).await;
        let mut listening = portal.portal.live.listen(SOMEONE).expect("room");
        // What they did not hear they read.
        let after = discussions::readable(&reader, topic).await.expect("read");
        assert_eq!(after.last.map(|last| last.get()), Some(2));
        let missed = live::concerned_since(&reader, topic, before.seq).await.expect("read");
        assert_eq!(missed, Missed { anything: true, changed: false });
        assert_eq!(live::concerned_since(&reader, topic, after.seq).await.expect("read"), Missed::default());
        assert_eq!(caught_up(&portal).await, 1, "told all the same, to one who knows");
        assert_eq!(heard(&mut listening).await, Some(Told::Topic { topic, seq: after.seq, changed: false }));
        drop(listening);
        reply(&portal, topic).await;
        assert_eq!(caught_up(&portal).await, 0);
        let mut late = portal.portal.live.listen(SOMEONE).expect("room");
        reply(&portal, topic).await;
        assert_eq!(caught_up(&portal).await, 1);
        let seq = discussions::readable(&reader, topic).await.expect("read").seq;
        assert_eq!(heard(&mut late).await, Some(Told::Topic { topic, seq, changed: false }), "only what came since");
    }

    async fn how_far_a_topic_goes_is_for_its_readers(portal: TestPortal) {
        settle(&portal).await;
        let topic = topic(&portal).await;
        assert_eq!(discussions::readable(&portal.cx(teacher()), topic).await.expect("read").last.map(|last| last.get()), Some(1));
        for (viewer, id) in [(Viewer::Nobody, topic), (teacher(), TopicId::new(1))] {
            assert!(matches!(discussions::readable(&portal.cx(viewer), id).await, Err(Error::NotFound)));
        }
    }

    async fn what_a_message_becomes_is_no_new_message(portal: TestPortal) {
        settle(&portal).await;
        let topic = topic(&portal).await;
        let writer = portal.cx(teacher());
        let post = discussions::reply(&writer, topic, &post()).await.expect("a reply");
        caught_up(&portal).await;
        let mut listening = portal.portal.live.listen(SOMEONE).expect("room");
        let before = discussions::readable(&writer, topic).await.expect("read");
        discussions::withdraw(&writer, post).await.expect("taken back");
        caught_up(&portal).await;
        let after = discussions::readable(&writer, topic).await.expect("read");
        assert_eq!(after.last, before.last);
        assert_eq!(heard(&mut listening).await, Some(Told::Topic { topic, seq: after.seq, changed: true }));
        assert_eq!(live::concerned_since(&writer, topic, before.seq).await.expect("read"), Missed::EVERYTHING);
    }

    async fn how_much_a_space_holds_is_for_its_readers(portal: TestPortal) {
        settle(&portal).await;
        let topic = topic(&portal).await;
        let reader = portal.cx(teacher());
        let before = discussions::readable_space(&reader, "entraide").await.expect("read");
        reply(&portal, topic).await;
        let after = discussions::readable_space(&reader, "entraide").await.expect("read");
        assert_eq!((before.posts, after.posts), (1, 2));
        assert!(after.seq > before.seq);
        for (viewer, slug) in [(Viewer::Nobody, "entraide"), (teacher(), "rien-de-tel")] {
            assert!(matches!(discussions::readable_space(&portal.cx(viewer), slug).await, Err(Error::NotFound)));
        }
    }

    async fn someone_s_pages_are_told_once_the_change_has_happened(portal: TestPortal) {
        settle(&portal).await;
        let mut listening = portal.portal.live.listen(SOMEONE).expect("room");
        let (given_up, kept) = (AccountId::new(2), AccountId::new(1));
        let mut change = portal.system().begin().await.expect("a change");
        change.tell_account(given_up);
        drop(change);
        let mut change = portal.system().begin().await.expect("a change");
        change.tell_account(kept);
        change.commit().await.expect("a commit");
        assert_eq!(heard(&mut listening).await, Some(Told::Account(kept)));
    }

    async fn one_who_is_far_behind_is_told_so(portal: TestPortal) {
        let mut listening = portal.portal.live.listen(SOMEONE).expect("room");
        for _ in 0..5_000 {
            portal.portal.live.tell_account(AccountId::new(1));
        }
        assert_eq!(heard(&mut listening).await, Some(Told::Anything));
        assert_eq!(heard(&mut listening).await, Some(Told::Account(AccountId::new(1))));
    }
}

mod postgres {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn rings_in_another_process_as_soon_as_something_is_committed() {
        let portal = TestPortal::postgres().await;
        settle(&portal).await;
        // Nothing looks again here: whatever wakes this one has rung.
        let other = portal.reopened(500_000).await;
        let begun = other.portal.wake.notified();
        let listener = tokio::spawn({
            let portal = other.portal.clone();
            async move { live::listen(&portal).await }
        });
        tokio::time::timeout(AT_MOST, begun).await.expect("it listens");
        let mut listening = other.portal.live.listen(SOMEONE).expect("room");
        assert_eq!(caught_up(&other).await, 0);

        let rung = other.portal.wake.notified();
        let topic = topic(&portal).await;
        tokio::time::timeout(AT_MOST, rung).await.expect("it rings");
        assert!(caught_up(&other).await > 0);
        assert!(matches!(heard(&mut listening).await, Some(Told::Topic { topic: told, .. }) if told == topic));

        let mut change = portal.system().begin().await.expect("a change");
        change.tell_account(AccountId::new(1));
        change.commit().await.expect("a commit");
        while heard(&mut listening).await != Some(Told::Account(AccountId::new(1))) {}
        listener.abort();
        assert!(listener.await.is_err());
    }
}
