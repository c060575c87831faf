//! What was written and refused: kept for its writer, whatever the reason.

use super::{form, needs, opened, other, partners, says, space, writer};
use crate::{
    cast::{animator, settle, sql, tilleuls, whole},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    discussions::{PostForm, PostState, Sent, Service},
    ids::{ProjectId, SpaceId, TopicId},
};
use services::{
    cx::Cx,
    discussions::{self, DraftPlace, Where},
    error::{Conflict, Error},
    projects,
};

async fn kept(cx: &Cx, place: DraftPlace) -> Option<(String, String)> {
    discussions::draft(cx, place).await.expect("read").map(|draft| (draft.title, draft.body))
}

fn said(title: &str, body: &str) -> Option<(String, String)> {
    Some((title.to_owned(), body.to_owned()))
}

/// Asks accounts 1 and 2 not to write for long.
async fn silence(portal: &TestPortal) {
    sql(portal, "INSERT INTO silence (account_id, until_ms) VALUES (1, 9000000000000), (2, 9000000000000)").await;
}

both! {
    async fn whoever_is_asked_not_to_write_keeps_what_they_wrote_wherever_that_was(portal: TestPortal) {
        let slug = partners::calling(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(other());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        let post = discussions::topic(&cx, topic, Where::Last).await.expect("a page").posts[0].id;
        silence(&portal).await;
        let silenced = |answer: Result<(), Error>| assert!(matches!(answer, Err(Error::Denied(_))), "{answer:?}");
        silenced(discussions::reply(&cx, topic, &says("Une réponse.")).await.map(drop));
        silenced(discussions::open_topic(&cx, &form(&portal, "Une question", "Laquelle ?", &[space]), None).await.map(drop));
        silenced(discussions::edit(&cx, post, 1, &says("Autre chose.")).await);
        silenced(discussions::answer_call(&cx, &slug, "Nous, des CE2.", &Sent::default()).await.map(drop));
        let project = projects::partners(&cx, &slug).await.expect("its page").project.id;
        assert_eq!(kept(&cx, DraftPlace::Topic(topic)).await, said("", "Une réponse."));
        assert_eq!(kept(&cx, DraftPlace::Space(space)).await, said("Une question", "Laquelle ?"));
        assert_eq!(kept(&cx, DraftPlace::Post(post)).await, said("", "Autre chose."));
        assert_eq!(kept(&cx, DraftPlace::Answer(project)).await, said("", "Nous, des CE2."));
        assert_eq!(discussions::drafts(&cx).await.expect("a list").len(), 4);
        assert!(discussions::drafts(&portal.cx(writer())).await.expect("a list").is_empty(), "they are nobody else's");

        // Once they write again, what is sent is no draft any more.
        sql(&portal, "DELETE FROM silence").await;
        discussions::edit(&cx, post, 1, &says("Autre chose.")).await.expect("changed");
        discussions::answer_call(&cx, &slug, "Nous, des CE2.", &Sent::default()).await.expect("answered");
        assert_eq!((kept(&cx, DraftPlace::Post(post)).await, kept(&cx, DraftPlace::Answer(project)).await), (None, None));
    }

    async fn a_need_that_is_refused_is_kept(portal: TestPortal) {
        needs::settled(&portal).await;
        needs::space(&portal, "Besoins", &[]).await;
        silence(&portal).await;
        let cx = portal.cx(needs::here());
        let need = needs::form("Du réseau", Service::Network, &tilleuls(), None);
        assert!(matches!(discussions::file_need(&cx, &need).await, Err(Error::Denied(_))));
        assert_eq!(kept(&cx, DraftPlace::Need).await, said("Du réseau", "Rien ne passe."));
    }

    async fn what_goes_nowhere_any_more_is_kept(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(other());
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        let post = discussions::reply(&cx, topic, &says("Une réponse.")).await.expect("written");
        discussions::edit(&cx, post, 1, &says("Une autre.")).await.expect("changed");
        let stale = discussions::edit(&cx, post, 1, &says("Une troisième.")).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { current: 2 }))), "{stale:?}");
        assert_eq!(kept(&cx, DraftPlace::Post(post)).await, said("", "Une troisième."));
        sql(&portal, "UPDATE space SET closed_ms = 1").await;
        let late = discussions::open_topic(&cx, &form(&portal, "Une question", "Laquelle ?", &[space]), None).await;
        assert!(matches!(late, Err(Error::Invalid(_))), "{late:?}");
        assert_eq!(kept(&cx, DraftPlace::Space(space)).await, said("Une question", "Laquelle ?"));
        assert!(matches!(discussions::reply(&cx, topic, &says("Trop tard.")).await, Err(Error::Conflict(Conflict::TopicClosed))));
        assert_eq!(kept(&cx, DraftPlace::Topic(topic)).await, said("", "Trop tard."));
        whole(&portal.cx(animator()), topic, PostState::Hidden).await;
        assert!(matches!(discussions::reply(&cx, topic, &says("Encore plus tard.")).await, Err(Error::NotFound)));
        assert_eq!(kept(&cx, DraftPlace::Topic(topic)).await, said("", "Encore plus tard."));
        assert!(matches!(discussions::reply(&cx, topic, &PostForm::default()).await.map(drop), Err(Error::NotFound)));
        assert_eq!(kept(&cx, DraftPlace::Topic(topic)).await, said("", "Encore plus tard."), "nothing takes its place");
        let nowhere = form(&portal, "Une question", "Où donc ?", &[SpaceId::new(9)]);
        assert!(matches!(discussions::open_topic(&cx, &nowhere, None).await, Err(Error::NotFound)));
        assert_eq!(kept(&cx, DraftPlace::Space(SpaceId::new(9))).await, said("Une question", "Où donc ?"));
        let nobody = portal.cx(Viewer::Nobody);
        assert!(matches!(discussions::reply(&nobody, topic, &says("Personne.")).await, Err(Error::SignIn)));
        assert_eq!(kept(&nobody, DraftPlace::Topic(topic)).await, None);
    }

    async fn a_topic_without_a_space_is_kept_until_one_is_chosen(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(writer());
        let placeless = discussions::open_topic(&cx, &form(&portal, "Une question", "Laquelle ?", &[]), None).await;
        assert!(matches!(&placeless, Err(Error::Invalid(problems)) if problems.of("space").next().is_some()), "{placeless:?}");
        assert_eq!(kept(&cx, DraftPlace::New).await, said("Une question", "Laquelle ?"));
        assert_eq!(kept(&portal.cx(other()), DraftPlace::New).await, None, "nobody else's");
        opened(&portal, &cx, "Une autre", &[space]).await;
        assert_eq!(kept(&cx, DraftPlace::New).await, said("Une question", "Laquelle ?"), "another topic leaves it where it is");
    }

    async fn what_is_too_long_for_a_message_is_kept_all_the_same(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(writer());
        let place = DraftPlace::Topic(TopicId::new(7));
        let long = "é".repeat(50_000);
        discussions::keep_draft(&cx, place, "", &long).await.expect("kept");
        assert_eq!(kept(&cx, place).await, said("", &long));
        let far_too_long = "é".repeat(100_001);
        let refused = discussions::keep_draft(&cx, place, "", &far_too_long).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|problem| problem.field == "body")), "{refused:?}");
        discussions::keep_refused(&cx, place, "", &far_too_long).await.expect("as much of it as can be");
        assert_eq!(kept(&cx, place).await.map(|(_, body)| body.chars().count()), Some(100_000));
        for place in [place, DraftPlace::Post(domain::ids::PostId::new(3)), DraftPlace::Answer(ProjectId::new(4)), DraftPlace::Need, DraftPlace::New] {
            assert_eq!(place.key().parse::<DraftPlace>(), Ok(place));
        }
    }
}
