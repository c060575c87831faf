//! Questions that nobody answers stand on the desk (E1).

use super::{form, opened, other, says, space, writer};
use crate::{
    cast::{animator, settle},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    discussions::{PostState, TopicForm, TopicKind},
    ids::TopicId,
};
use services::{discussions, error::Error};

const DAY_MS: i64 = 24 * 60 * 60_000;

async fn waiting(portal: &TestPortal, viewer: Viewer) -> Vec<TopicId> {
    let before = portal.portal.clock.now().plus_ms(-5 * DAY_MS);
    discussions::unanswered(&portal.cx(viewer), before).await.expect("a list").into_iter().map(|card| card.id).collect()
}

both! {
    async fn a_question_that_nobody_answers_waits_on_the_desk(portal: TestPortal) {
        settle(&portal).await;
        let (teachers, _) = space(&portal, "Entraide", &[("read", "advisor")]).await;
        let (heads, _) = space(&portal, "Direction", &[("post", "head")]).await;
        let (cx, colleague, desk) = (portal.cx(writer()), portal.cx(other()), portal.cx(animator()));
        let asked = opened(&portal, &cx, "Quel micro ?", &[teachers]).await;
        let answered = opened(&portal, &cx, "Quel câble ?", &[teachers]).await;
        let reply = discussions::reply(&colleague, answered, &says("Celui-ci.")).await.expect("said");
        let closed = opened(&portal, &cx, "Quelle salle ?", &[teachers]).await;
        discussions::lock(&desk, closed, true).await.expect("locked");
        let talk = TopicForm { kind: TopicKind::Talk, ..form(&portal, "Bonne rentrée", "À tous.", &[teachers]) };
        discussions::open_topic(&desk, &talk, None).await.expect("opened");
        let of_heads = opened(&portal, &desk, "Quel budget ?", &[heads]).await;
        assert!(waiting(&portal, animator()).await.is_empty(), "not at once");

        portal.portal.clock.advance_ms(5 * DAY_MS);
        assert_eq!(waiting(&portal, animator()).await, [asked, of_heads], "the one that waits longest first");
        let advisor = member(2, &[Role::Advisor], &[]);
        assert_eq!(waiting(&portal, advisor).await, [asked], "of what they may read");
        let now = portal.portal.clock.now();
        assert!(matches!(discussions::unanswered(&cx, now).await, Err(Error::Denied(Denial::Role))));
        assert!(matches!(discussions::unanswered(&portal.cx(Viewer::Nobody), now).await, Err(Error::SignIn)));

        let mut change = desk.begin().await.expect("a change");
        discussions::set_state(&desk, &mut change, reply, PostState::Hidden, "").await.expect("hidden");
        change.commit().await.expect("a commit");
        assert_eq!(waiting(&portal, animator()).await, [asked, answered, of_heads], "what was taken away answers nothing");
        discussions::reply(&cx, asked, &says("Personne ?")).await.expect("said");
        assert_eq!(waiting(&portal, animator()).await, [answered, of_heads], "who asks again waits from then on");
        portal.portal.clock.advance_ms(5 * DAY_MS);
        assert_eq!(waiting(&portal, animator()).await, [answered, of_heads, asked], "and has no answer for having asked twice");
    }
}
