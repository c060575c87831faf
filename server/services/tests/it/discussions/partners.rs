//! Answers to calls for partner classes, which go on as topics between those whom they concern.

use super::{colleague, says};
use crate::{
    cast::{addressed, animator, count, form, letters, port, published, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed, PostState, Sent},
    ids::TopicId,
    projects::{PartnerCall, Reach},
    time::Day,
};
use services::{
    cx::Cx,
    discussions::{self, TopicPage, Where},
    error::{Error, Result},
    projects,
};

/// A published project of the first teacher's that seeks partners; gives its address.
pub(super) async fn calling(portal: &TestPortal) -> String {
    settle(portal).await;
    sql(portal, "INSERT INTO account_school (account_id, uai) VALUES (2, '0990002P')").await;
    let saved = published(portal, &form("Radio", "Un texte")).await;
    let until = Day::containing(portal.system().now().plus_ms(86_400_000));
    let call = PartnerCall { message: "Échanger des lettres sonores".into(), cycles: Vec::new(), reach: Reach::Anywhere, until };
    projects::seek_partners(&portal.cx(teacher()), &saved.slug, Some(&call)).await.expect("asked");
    saved.slug
}

async fn read(cx: &Cx, id: TopicId) -> Result<TopicPage> {
    discussions::topic(cx, id, Where::Page(1)).await
}

async fn said(cx: &Cx, id: TopicId) -> Vec<String> {
    let page = read(cx, id).await.expect("a topic");
    page.posts.into_iter().filter_map(|post| post.body).map(|body| body.as_str().trim().to_owned()).collect()
}

both! {
    async fn an_answer_begins_a_topic_between_who_wrote_it_and_the_authors(portal: TestPortal) {
        let slug = calling(&portal).await;
        let (author, other) = (portal.cx(teacher()), portal.cx(colleague()));
        let empty = discussions::answer_call(&other, &slug, " ", &Sent::default()).await;
        assert!(matches!(&empty, Err(Error::Invalid(problems)) if problems.iter().all(|problem| problem.field == "answer")), "{empty:?}");
        assert_eq!(count(&portal, "SELECT (SELECT COUNT(*) FROM topic) + (SELECT COUNT(*) FROM project_call_answer)").await, 0);
        letters(&portal).await;
        let (id, address) = discussions::answer_call(&other, &slug, "Nous, des CE2.", &Sent::default()).await.expect("answered");
        assert_eq!(address, "partenaires-radio");
        let page = read(&author, id).await.expect("its authors read it");
        assert_eq!((page.topic.title.as_str(), page.topic.people.map(|people| people.len())), ("Partenaires\u{a0}: Radio", Some(2)));
        assert_eq!(said(&author, id).await, ["<p>Nous, des CE2.</p>"]);
        for stranger in [Viewer::Nobody, animator(), member(4, &[Role::Teacher], &[port()]), member(4, &[Role::Official], &[])] {
            let cx = portal.cx(stranger);
            assert!(matches!(read(&cx, id).await, Err(Error::NotFound)));
            assert!(discussions::my_private_topics(&cx).await.expect("a list").is_empty());
            assert!(discussions::partner_topics(&cx, project(&portal, &slug).await).await.expect("a list").is_empty());
        }
        let sent = letters(&portal).await;
        let address = format!("/echanges/sujets/{id}-partenaires-radio");
        let told: Vec<_> = sent.iter().filter(|letter| letter.text.contains(&address)).cloned().collect();
        assert_eq!(addressed(&told), [("camille@exemple.fr", "Une classe partenaire pour « Radio » ?")]);

        // Each finds it, and follows it without having asked.
        assert_eq!(discussions::attention(&author, Followed::Topic(id)).await.expect("known"), Some(Attention::Watch));
        assert_eq!((discussions::unread(&author).await.expect("a number"), discussions::unread(&other).await.expect("a number")), (1, 0));
        discussions::reply(&author, id, &says("Volontiers !")).await.expect("said");
        let cards = discussions::my_private_topics(&other).await.expect("a list");
        assert_eq!(cards.iter().map(|card| (card.id, card.replies, card.unread)).collect::<Vec<_>>(), [(id, 1, Some(1))]);
    }

    async fn a_further_answer_goes_on_in_the_same_topic_and_who_comes_later_does_not_read_it(portal: TestPortal) {
        let slug = calling(&portal).await;
        let (author, other) = (portal.cx(teacher()), portal.cx(colleague()));
        let (first, _) = discussions::answer_call(&other, &slug, "Nous, des CE2.", &Sent::default()).await.expect("answered");
        portal.portal.clock.advance_ms(1_000);
        let (second, _) = discussions::answer_call(&other, &slug, "Et des CM1.", &Sent::default()).await.expect("answered");
        assert_eq!(first, second);
        assert_eq!(said(&author, first).await, ["<p>Nous, des CE2.</p>", "<p>Et des CM1.</p>"]);
        assert_eq!(projects::partners(&author, &slug).await.expect("its page").answers.len(), 2);

        // Someone else comes to sign the project.
        let secret = projects::invite(&author, &slug).await.expect("invited");
        let third = portal.cx(member(4, &[Role::Teacher], &[port()]));
        projects::join(&third, &secret, None).await.expect("joined");
        assert!(matches!(read(&third, first).await, Err(Error::NotFound)));
        portal.portal.clock.advance_ms(1_000);
        let (later, _) = discussions::answer_call(&other, &slug, "Toujours là.", &Sent::default()).await.expect("answered");
        assert_ne!(later, first);
        assert_eq!(said(&third, later).await, ["<p>Toujours là.</p>"]);
        let id = project(&portal, &slug).await;
        for (cx, expected) in [(&author, vec![later, first, first]), (&other, vec![later, first, first]), (&third, vec![later])] {
            let topics = discussions::partner_topics(cx, id).await.expect("a list");
            assert_eq!(topics.iter().map(|topic| topic.topic).collect::<Vec<_>>(), expected);
        }
    }

    async fn an_answer_sent_twice_is_there_once(portal: TestPortal) {
        let slug = calling(&portal).await;
        let (author, other) = (portal.cx(teacher()), portal.cx(colleague()));
        let mark = Sent::new("abc");
        let twice = || discussions::answer_call(&other, &slug, "Nous, des CE2.", &mark);
        let (one, two) = tokio::join!(twice(), twice());
        let first = one.expect("answered");
        assert_eq!(two.expect("answered"), first);
        assert_eq!(twice().await.expect("a browser that tries again"), first);
        assert_eq!(said(&author, first.0).await, ["<p>Nous, des CE2.</p>"]);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_call_answer").await, 1);
        let again = discussions::answer_call(&other, &slug, "Nous, des CE2.", &Sent::new("def")).await.expect("answered");
        assert_eq!((again, said(&author, first.0).await.len()), (first, 2), "who says it again has said it twice");
    }

    async fn what_is_between_partners_waits_for_nobody(portal: TestPortal) {
        let slug = calling(&portal).await;
        discussions::set_read_first(&portal.cx(animator()), 3).await.expect("set");
        let other = portal.cx(colleague());
        let (id, _) = discussions::answer_call(&other, &slug, "Nous, des CE2.", &Sent::default()).await.expect("answered");
        discussions::reply(&other, id, &says("Dès janvier.")).await.expect("said");
        let states: Vec<_> = read(&other, id).await.expect("a topic").posts.into_iter().map(|post| post.state).collect();
        assert_eq!(states, [PostState::Shown, PostState::Shown]);
        sql(&portal, "INSERT INTO silence (account_id, until_ms) VALUES (2, 9000000000000)").await;
        assert!(matches!(discussions::answer_call(&other, &slug, "Encore", &Sent::default()).await, Err(Error::Denied(_))));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_call_answer").await, 1, "nothing of it is kept");
    }
}

async fn project(portal: &TestPortal, slug: &str) -> domain::ids::ProjectId {
    projects::partners(&portal.cx(teacher()), slug).await.expect("its page").project.id
}
