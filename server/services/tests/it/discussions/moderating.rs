//! What the animator does to topics and messages.

use super::{form, opened, other, says, space, writer};
use crate::{
    cast::{addressed, animator, count, letters, settle, sql, whole},
    harness::both,
};
use domain::{
    access::{Principal, Role, Viewer},
    discussions::{Position, PostState, TopicForm, TopicState},
    problem::Rule,
    time::Day,
};
use services::{
    discussions::{self, Where},
    error::Error,
    notifications,
};

const HOUR_MS: i64 = 3_600_000;

both! {
    async fn a_topic_that_is_scheduled_opens_at_its_minute_and_once(portal: TestPortal) {
        settle(&portal).await;
        let (space, slug) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let pairs = [("title", "Demain"), ("body", "Bonjour."), ("space", &*space.to_string()), ("opens", "2026-11-23T10:00")];
        let scheduled = TopicForm::read(pairs, portal.portal.clock.now()).expect("sound");
        let (topic, _) = discussions::open_topic(&portal.cx(writer()), &scheduled, None).await.expect("a topic");
        let reader = portal.cx(other());
        assert!(matches!(discussions::topic(&reader, topic, Where::Page(1)).await, Err(Error::NotFound)));
        assert!(discussions::topic(&portal.cx(writer()), topic, Where::Page(1)).await.is_ok(), "its author sees it");
        assert_eq!(discussions::open_due(&portal.system()).await.expect("looked at"), 0);
        portal.portal.clock.advance_ms(HOUR_MS);
        assert_eq!(discussions::open_due(&portal.system()).await.expect("opened"), 1);
        assert_eq!(discussions::open_due(&portal.system()).await.expect("looked at"), 0);
        assert!(discussions::topic(&reader, topic, Where::Page(1)).await.is_ok());
        let here = discussions::space(&reader, &slug).await.expect("a space");
        assert_eq!(discussions::topics_of_space(&reader, &here, 1).await.expect("topics").1, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%post-shown%'").await, 1);
    }

    async fn a_topic_that_waited_to_be_read_and_opens_later_is_told_once(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(animator());
        discussions::set_read_first(&cx, 1).await.expect("set");
        let pairs = [("title", "Demain"), ("body", "Bonjour."), ("space", &*space.to_string()), ("opens", "2026-11-23T10:00")];
        let scheduled = TopicForm::read(pairs, portal.portal.clock.now()).expect("sound");
        let (topic, _) = discussions::open_topic(&portal.cx(writer()), &scheduled, None).await.expect("a topic");
        let opening = discussions::topic(&cx, topic, Where::Page(1)).await.expect("who decides sees it").posts[0].id;
        let mut change = cx.begin().await.expect("a change");
        discussions::set_state(&cx, &mut change, opening, PostState::Shown, "").await.expect("let through");
        change.commit().await.expect("kept");
        let told = async || count(&portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%post-shown%'").await;
        assert_eq!((discussions::topic(&cx, topic, Where::Page(1)).await.expect("a page").topic.state, told().await), (TopicState::Scheduled, 0));
        portal.portal.clock.advance_ms(HOUR_MS);
        assert_eq!((discussions::open_due(&portal.system()).await.expect("opened"), told().await), (1, 1));
    }

    async fn a_topic_whose_author_may_not_open_it_any_more_stays_closed_and_who_decides_is_told(portal: TestPortal) {
        settle(&portal).await;
        letters(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let pairs = [("title", "Demain"), ("body", "Bonjour."), ("space", &*space.to_string()), ("opens", "2026-11-23T10:00")];
        let scheduled = TopicForm::read(pairs, portal.portal.clock.now()).expect("sound");
        let (topic, _) = discussions::open_topic(&portal.cx(writer()), &scheduled, None).await.expect("a topic");
        let due = || async { discussions::open_due(&portal.system()).await.expect("looked at") };
        sql(&portal, "UPDATE account SET suspended_ms = 1 WHERE id = 1").await;
        portal.portal.clock.advance_ms(HOUR_MS);
        assert_eq!((due().await, due().await), (0, 0));
        assert!(matches!(discussions::topic(&portal.cx(other()), topic, Where::Page(1)).await, Err(Error::NotFound)));
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("alix@exemple.fr", "Un sujet programmé reste fermé")]);
        assert!(!sent[0].text.contains("Demain") && sent[0].text.contains(&format!("/echanges/sujets/{topic}/reglages")), "{}", sent[0].text);
        let told = || async {
            let (notices, _) = notifications::notices(&portal.cx(animator()), 1).await.expect("notices");
            notices.into_iter().map(|notice| notice.line).collect::<Vec<_>>()
        };
        assert_eq!(told().await, ["Un sujet programmé reste fermé : Demain"], "once");

        sql(&portal, "UPDATE account SET suspended_ms = NULL WHERE id = 1; INSERT INTO silence (account_id, until_ms) VALUES (1, 9999999999999)").await;
        assert_eq!(due().await, 0, "nor who is asked not to write");
        assert_eq!(letters(&portal).await, []);
        sql(&portal, "DELETE FROM silence").await;
        assert_eq!(due().await, 1, "once they may write again, it opens by itself");
        assert!(discussions::topic(&portal.cx(other()), topic, Where::Page(1)).await.is_ok());
        assert_eq!(told().await, Vec::<String>::new());
    }

    async fn what_is_pinned_stands_first_until_the_end_of_its_day(portal: TestPortal) {
        settle(&portal).await;
        let (space, slug) = space(&portal, "Entraide", &[]).await;
        let first = opened(&portal, &portal.cx(writer()), "Ancien", &[space]).await;
        portal.portal.clock.advance_ms(HOUR_MS);
        opened(&portal, &portal.cx(writer()), "Nouveau", &[space]).await;
        let titles = || async {
            let cx = portal.cx(other());
            let space = discussions::space(&cx, &slug).await.expect("a space");
            let (cards, _) = discussions::topics_of_space(&cx, &space, 1).await.expect("topics");
            cards.into_iter().map(|card| card.title).collect::<Vec<_>>()
        };
        let today = Day::containing(portal.portal.clock.now());
        assert!(matches!(discussions::pin(&portal.cx(writer()), first, Some(today)).await, Err(Error::Denied(_))));
        discussions::pin(&portal.cx(animator()), first, Some(today)).await.expect("pinned");
        assert_eq!(titles().await, ["Ancien", "Nouveau"]);
        portal.portal.clock.advance_ms(24 * HOUR_MS);
        assert_eq!(titles().await, ["Nouveau", "Ancien"]);
        assert!(matches!(discussions::pin(&portal.cx(animator()), first, Some(today)).await, Err(Error::Invalid(_))), "a day that is over");
    }

    async fn a_topic_is_shown_in_several_spaces_without_a_copy(portal: TestPortal) {
        settle(&portal).await;
        let (one, one_slug) = space(&portal, "Entraide", &[]).await;
        let (two, two_slug) = space(&portal, "Direction", &[("post", "head"), ("public", "yes")]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Partout", &[one]).await;
        assert!(matches!(discussions::topic(&portal.cx(Viewer::Nobody), topic, Where::Page(1)).await, Err(Error::NotFound)));
        discussions::move_to(&portal.cx(animator()), topic, &[one, two], &[Principal::Public]).await.expect("shown in both");
        assert!(discussions::topic(&portal.cx(Viewer::Nobody), topic, Where::Page(1)).await.is_ok());
        for slug in [&one_slug, &two_slug] {
            let cx = portal.cx(animator());
            let space = discussions::space(&cx, slug).await.expect("a space");
            assert_eq!(discussions::topics_of_space(&cx, &space, 1).await.expect("topics").0[0].id, topic);
        }
        assert!(matches!(discussions::move_to(&portal.cx(animator()), topic, &[], &[]).await, Err(Error::Invalid(_))));
    }

    async fn nothing_is_shown_to_more_readers_unless_they_were_agreed_on(portal: TestPortal) {
        settle(&portal).await;
        let (teachers, _) = space(&portal, "Entraide", &[]).await;
        let (heads, _) = space(&portal, "Direction", &[("post", "head"), ("read", "official")]).await;
        let (public, _) = space(&portal, "Tout le monde", &[("public", "yes")]).await;
        let (mine, desk) = (portal.cx(writer()), portal.cx(animator()));
        let topic = opened(&portal, &mine, "Entre nous", &[teachers]).await;
        let (more, all) = ([Principal::Role(Role::Head), Principal::Role(Role::Official)], [Principal::Public]);
        let asked = |answer: Result<(), Error>| match answer {
            Err(Error::Invalid(problems)) => problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let of = |groups: &[Principal]| vec![("agreed", Rule::MoreReaders(groups.to_vec()))];
        assert_eq!(asked(discussions::move_to(&desk, topic, &[heads], &[]).await), of(&more));
        assert_eq!(asked(discussions::move_to(&desk, topic, &[heads, teachers], &more[..1]).await), of(&more), "some of them is not all");
        assert_eq!(asked(discussions::move_to(&desk, topic, &[public], &more).await), of(&all), "others than were agreed on");
        let into = opened(&portal, &desk, "Pour tous", &[public]).await;
        assert_eq!(asked(discussions::merge(&desk, topic, into, &[]).await), of(&all));
        let seen = discussions::topic(&mine, topic, Where::Page(1)).await.expect("a page");
        let spaces: Vec<_> = seen.topic.spaces.iter().map(|space| space.id).collect();
        assert_eq!((spaces, seen.topic.state, seen.posts.len()), (vec![teachers], TopicState::Shown, 1), "nothing has happened");
        assert!(matches!(discussions::move_to(&mine, topic, &[public], &[]).await, Err(Error::Denied(_))), "it is asked of who may do it");
        discussions::move_to(&desk, topic, &[heads, teachers], &more).await.expect("shown to both");
        discussions::move_to(&desk, topic, &[teachers], &[]).await.expect("fewer read it: nothing is asked");
        discussions::merge(&desk, into, topic, &[]).await.expect("fewer read it: nothing is asked");
        let into = opened(&portal, &desk, "Pour tous, encore", &[public]).await;
        discussions::merge(&desk, topic, into, &all).await.expect("agreed on");
        assert_eq!(discussions::topic(&portal.cx(Viewer::Nobody), into, Where::Page(1)).await.expect("a page").posts.len(), 3);
    }

    async fn two_topics_become_one_and_one_becomes_two(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let (mine, theirs) = (portal.cx(writer()), portal.cx(other()));
        let into = opened(&portal, &mine, "Les tablettes", &[space]).await;
        let from = opened(&portal, &theirs, "Des tablettes", &[space]).await;
        let late = discussions::reply(&mine, from, &says("Voir l’autre sujet.")).await.expect("written");
        let cx = portal.cx(animator());
        assert!(matches!(discussions::merge(&mine, from, into, &[]).await, Err(Error::Denied(_))));
        assert!(matches!(discussions::merge(&cx, into, into, &[]).await, Err(Error::Invalid(_))));
        discussions::merge(&cx, from, into, &[]).await.expect("merged");
        let gone = discussions::topic(&theirs, from, Where::Page(1)).await.expect("its address leads on");
        assert_eq!((gone.topic.state, gone.topic.merged_into, gone.posts.len()), (TopicState::Merged, Some(into), 0));
        let page = discussions::topic(&theirs, into, Where::Page(1)).await.expect("a page");
        assert_eq!(page.posts.iter().map(|post| post.position.map(Position::get)).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
        assert!(matches!(discussions::reply(&theirs, from, &says("Ah.")).await, Err(Error::Conflict(_))), "nothing more goes there");
        let out = discussions::split(&cx, into, &[page.posts[1].id, late], "Une autre question").await.expect("split");
        let (left, right) = (discussions::topic(&mine, into, Where::Page(1)).await.expect("one"), discussions::topic(&mine, out, Where::Page(1)).await.expect("two"));
        assert_eq!((left.posts.len(), right.posts.len(), right.posts[1].id, right.topic.last), (1, 2, late, Some(Position::new(2))));
        assert_eq!(discussions::reply(&theirs, into, &says("Suite.")).await.map(|_| ()).ok(), Some(()));
        assert_eq!(discussions::topic(&mine, into, Where::Last).await.expect("one").posts.len(), 2);
        let opening = left.posts[0].id;
        assert!(matches!(discussions::split(&cx, into, &[opening], "Ah").await, Err(Error::Invalid(_))), "its first message stays");
    }

    async fn a_message_from_the_middle_goes_out_and_the_others_close_up(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let (mine, cx) = (portal.cx(writer()), portal.cx(animator()));
        let topic = opened(&portal, &mine, "Les tablettes", &[space]).await;
        let middle = discussions::reply(&mine, topic, &says("Autre chose.")).await.expect("written");
        let last = discussions::reply(&mine, topic, &says("La suite.")).await.expect("written");
        notifications::read_topic(&portal.cx(other()), topic, Some(Position::new(3))).await.expect("noted");
        let out = discussions::split(&cx, topic, &[middle], "Autre chose").await.expect("split");
        let seen = discussions::topic(&portal.cx(other()), topic, Where::Last).await.expect("a page");
        assert_eq!((seen.posts.len(), seen.posts[1].id, seen.topic.last), (2, last, Some(Position::new(2))));
        assert_eq!(discussions::topic(&mine, out, Where::Last).await.expect("a page").posts[0].id, middle);
        discussions::reply(&mine, topic, &says("Encore.")).await.expect("written");
        let seen = discussions::topic(&portal.cx(other()), topic, Where::FirstUnread).await.expect("a page");
        assert_eq!(seen.first_unread, Some(Position::new(3)), "what comes next was read by nobody");
    }

    async fn what_is_hidden_is_its_author_s_only_where_they_read(portal: TestPortal) {
        settle(&portal).await;
        let (here, _) = space(&portal, "Entraide", &[]).await;
        let (heads, _) = space(&portal, "Direction", &[("post", "head")]).await;
        let (mine, cx) = (portal.cx(writer()), portal.cx(animator()));
        let topic = opened(&portal, &mine, "Les tablettes", &[here]).await;
        discussions::move_to(&cx, topic, &[heads], &[Principal::Role(Role::Head)]).await.expect("moved");
        assert!(matches!(discussions::topic(&mine, topic, Where::Page(1)).await, Err(Error::NotFound)));
        whole(&cx, topic, PostState::Hidden).await;
        assert!(matches!(discussions::topic(&mine, topic, Where::Page(1)).await, Err(Error::NotFound)), "hidden or not");
    }

    async fn first_messages_wait_when_the_animator_wants_it_so(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(animator());
        let topic = opened(&portal, &cx, "Bienvenue", &[space]).await;
        discussions::set_read_first(&cx, 1).await.expect("set");
        assert!(matches!(discussions::set_read_first(&portal.cx(writer()), 0).await, Err(Error::Denied(_))));
        let mine = portal.cx(writer());
        let post = discussions::reply(&mine, topic, &says("Bonjour !")).await.expect("written");
        let (waiting, _) = discussions::open_topic(&mine, &form(&portal, "Ma question", "Bonjour.", &[space]), None).await.expect("a topic");
        let theirs = portal.cx(other());
        assert_eq!(discussions::topic(&theirs, topic, Where::Last).await.expect("a page").posts.len(), 1);
        assert!(matches!(discussions::topic(&theirs, waiting, Where::Page(1)).await, Err(Error::NotFound)));
        let seen = discussions::topic(&mine, topic, Where::Last).await.expect("a page");
        assert_eq!((seen.posts[1].state, seen.posts[1].position), (PostState::Waiting, None), "its author sees that it waits");
        let mut change = cx.begin().await.expect("a change");
        discussions::set_state(&cx, &mut change, post, PostState::Shown, "").await.expect("let through");
        change.commit().await.expect("kept");
        assert_eq!(discussions::topic(&theirs, topic, Where::Last).await.expect("a page").posts[1].position, Some(Position::new(2)));
        let next = discussions::reply(&mine, topic, &says("Et encore.")).await.expect("written");
        assert_eq!(discussions::post(&theirs, next).await.expect("at once").post.state, PostState::Shown);
        let opening = discussions::topic(&mine, waiting, Where::Page(1)).await.expect("a page").posts[0].id;
        let mut change = cx.begin().await.expect("a change");
        discussions::set_state(&cx, &mut change, opening, PostState::Shown, "").await.expect("let through");
        change.commit().await.expect("kept");
        assert!(discussions::topic(&theirs, waiting, Where::Page(1)).await.is_ok());
    }

    async fn what_is_removed_is_read_by_its_author_with_the_reason(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        let theirs = portal.cx(other());
        let post = discussions::reply(&theirs, topic, &says("Une publicité.")).await.expect("written");
        let cx = portal.cx(animator());
        let mut change = cx.begin().await.expect("a change");
        discussions::set_state(&cx, &mut change, post, PostState::Removed, "Une publicité.").await.expect("removed");
        change.commit().await.expect("kept");
        let seen = |cx: services::cx::Cx| async move { discussions::topic(&cx, topic, Where::Last).await.expect("a page").posts[1].clone() };
        let (author, reader, decides) = (seen(theirs).await, seen(portal.cx(writer())).await, seen(cx.clone()).await);
        assert!(author.body.is_some() && author.reason == "Une publicité." && !author.may_edit);
        assert!(reader.body.is_none() && reader.reason.is_empty() && reader.name.is_empty() && reader.author.is_none());
        assert!(decides.body.is_some());
        whole(&cx, topic, PostState::Hidden).await;
        assert!(matches!(discussions::topic(&portal.cx(other()), topic, Where::Page(1)).await, Err(Error::NotFound)));
        whole(&cx, topic, PostState::Shown).await;
        assert!(discussions::topic(&portal.cx(other()), topic, Where::Page(1)).await.is_ok());
    }
}
