//! A topic whose first message its author took back, and which others' answers keep: hidden in one go, told, and appealed.

use super::{act, letters, one, said, says, seen, space, topic_form};
use crate::{
    cast::{animator, settle},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    discussions::{PostState, TopicState},
    ids::{PostId, TopicId},
    moderation::{ActKind, AppealForm},
};
use services::{
    discussions::{self, Where},
    error::{Conflict, Error},
    moderation::{self, Target},
};

/// A topic of member 1's that member 2 answered, with its first message.
async fn answered(portal: &TestPortal) -> (TopicId, PostId) {
    settle(portal).await;
    let space = space(portal).await;
    let (topic, _) = discussions::open_topic(&portal.cx(one(1)), &topic_form(portal, space, "Les tablettes"), None).await.expect("a topic");
    said(portal, one(2), topic, "Tu n’y connais rien.").await;
    let opening = discussions::opening(&portal.cx(animator()), topic).await.expect("a topic").expect("its first message");
    (topic, opening)
}

/// Whether member 4 finds a topic.
async fn is_there(portal: &TestPortal, topic: TopicId) -> bool {
    discussions::topic(&portal.cx(one(4)), topic, Where::Page(1)).await.is_ok()
}

both! {
    async fn a_topic_whose_first_message_was_taken_back_is_hidden_as_a_whole(portal: TestPortal) {
        let (topic, opening) = answered(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let hide = async || moderation::act(&desk, Target::Post(opening), &act("topic-hidden")).await;
        let refused = hide().await;
        assert!(matches!(refused, Err(Error::Conflict(Conflict::Moderated))), "it goes with its first message: {refused:?}");
        discussions::withdraw(&author, opening).await.expect("taken back");
        assert!(is_there(&portal, topic).await, "the answers stay");
        let stranger = moderation::act(&author, Target::Post(opening), &act("topic-hidden")).await;
        assert!(matches!(stranger, Err(Error::Denied(_))), "{stranger:?}");
        letters(&portal).await;

        let id = hide().await.expect("hidden");
        assert!(!is_there(&portal, topic).await);
        assert!(matches!(hide().await, Err(Error::Conflict(Conflict::Moderated))), "once");
        let told = letters(&portal).await;
        assert!(told.len() == 1 && told[0].0 == "camille@exemple.fr" && told[0].1.contains("Sujet masqué"), "{told:?}");
        let [own] = moderation::my_acts(&author).await.expect("acts").try_into().expect("one act");
        assert_eq!((own.act.id, own.act.kind, own.may_appeal), (id, ActKind::TopicHidden, true));

        let appeal = AppealForm::read([("appeal", "Les réponses servent.")]).expect("a sound appeal");
        moderation::appeal(&author, id, &appeal).await.expect("appealed");
        moderation::settle_appeal(&desk, id, false, "Vous avez raison.").await.expect("undone");
        assert!(is_there(&portal, topic).await);
        let page = discussions::topic(&desk, topic, Where::Page(1)).await.expect("a page");
        assert_eq!((page.topic.state, page.posts[0].state), (TopicState::Shown, PostState::Withdrawn), "what was taken back stays so");
        hide().await.expect("hidden anew");
        moderation::act(&desk, Target::Post(opening), &act("topic-shown")).await.expect("shown");
        assert!(is_there(&portal, topic).await);
    }

    async fn one_without_an_answer_goes_with_its_first_message(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let author = portal.cx(one(1));
        let (topic, _) = discussions::open_topic(&author, &topic_form(&portal, space, "Les tablettes"), None).await.expect("a topic");
        let desk = portal.cx(animator());
        let opening = discussions::opening(&desk, topic).await.expect("a topic").expect("its first message");
        discussions::withdraw(&author, opening).await.expect("taken back");
        for kind in ["topic-hidden", "topic-shown"] {
            let refused = moderation::act(&desk, Target::Post(opening), &act(kind)).await;
            assert!(matches!(refused, Err(Error::Conflict(Conflict::Moderated))), "{kind}: {refused:?}");
        }
        assert!(!is_there(&portal, topic).await);
    }

    async fn whoever_changes_a_message_is_told_before_that_it_is_read_again(portal: TestPortal) {
        let (topic, opening) = answered(&portal).await;
        let reply = said(&portal, one(2), topic, "Je me suis emporté.").await;
        let read_again = async |who: Viewer, post: PostId| discussions::post(&portal.cx(who), post).await.expect("a message").read_again;
        assert!(!read_again(one(1), opening).await, "nothing is read first");
        discussions::set_read_first(&portal.cx(animator()), 1).await.expect("set");
        assert!(read_again(one(1), opening).await, "their only message does not vouch for itself");
        assert!(!read_again(one(2), reply).await, "another one does");
        assert!(!read_again(one(2), opening).await, "it is not theirs to change");
        assert!(!read_again(animator(), opening).await);
        // And so it is.
        discussions::edit(&portal.cx(one(1)), opening, 1, &says("Autre chose.")).await.expect("changed");
        assert!(!read_again(one(1), opening).await, "it waits already");
        discussions::edit(&portal.cx(one(2)), reply, 1, &says("Je m’excuse.")).await.expect_err("the topic waits with it");
        assert!(seen(&portal, animator(), topic, opening).await.is_some_and(|post| post.state == PostState::Waiting));
    }
}
