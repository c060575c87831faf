//! Who reads what: in lists, in counts, on pages.

use super::{form, opened, other, person, says, space, writer};
use crate::{
    cast::{animator, begun, form as sheet, published, settle},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed},
    ids::ProjectId,
};
use services::{
    discussions::{self, About, Where},
    error::Error,
};

both! {
    async fn what_one_may_read_is_what_one_finds(portal: TestPortal) {
        settle(&portal).await;
        let (public, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let (everyone, _) = space(&portal, "Salle des maîtres", &[("read", "official")]).await;
        let (bordeaux, _) = space(&portal, "Bordeaux", &[("commune", "33063"), ("read", "parent")]).await;
        let (heads, _) = space(&portal, "Direction", &[("post", "head")]).await;
        let cx = portal.cx(animator());
        let topics = [
            opened(&portal, &cx, "Public", &[public]).await,
            opened(&portal, &cx, "Maîtres", &[everyone]).await,
            opened(&portal, &cx, "Bordeaux", &[bordeaux]).await,
            opened(&portal, &cx, "Direction", &[heads]).await,
            opened(&portal, &cx, "Bordeaux et public", &[bordeaux, public]).await,
        ];
        let table = [
            (Viewer::Nobody, "1...5"),
            (writer(), "123.5"),
            (other(), "12..5"),
            (person(4, Role::Official, "33063"), "12..5"),
            (person(4, Role::Parent, "33063"), "1.3.5"),
            (person(4, Role::Parent, "33039"), "1...5"),
            (person(4, Role::Head, "33039"), "1..45"),
            (animator(), "12345"),
            (member(4, &[], &[]), "1...5"),
        ];
        for (viewer, expected) in table {
            let viewer_cx = portal.cx(viewer.clone());
            let mut listed = vec![false; topics.len()];
            for card in discussions::spaces(&viewer_cx).await.expect("spaces") {
                let (cards, many) = discussions::topics_of_space(&viewer_cx, &card.space, 1).await.expect("topics");
                assert_eq!((cards.len(), many, card.topics), (cards.len(), u32::try_from(cards.len()).expect("few"), many), "{viewer:?}");
                for (place, topic) in topics.iter().enumerate() {
                    listed[place] |= cards.iter().any(|card| card.id == *topic);
                }
            }
            for (place, topic) in topics.iter().enumerate() {
                let expected = expected.chars().nth(place) != Some('.');
                let page = discussions::topic(&viewer_cx, *topic, Where::Page(1)).await;
                assert_eq!(page.is_ok(), expected, "{viewer:?} {place}");
                assert!(expected || matches!(page, Err(Error::NotFound)), "{viewer:?} {place}");
                assert_eq!(listed[place], expected, "{viewer:?} {place} in a list");
                let recent = discussions::recent(&viewer_cx, portal.portal.clock.now().plus_ms(-1_000)).await.expect("recent");
                assert_eq!(recent.iter().any(|card| card.id == *topic), expected, "{viewer:?} {place} among the latest");
            }
        }
    }

    async fn what_stands_beside_a_project_is_read_by_those_of_the_community_who_read_it(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &sheet("La radio", "Une émission.")).await;
        let about = About::Project(saved.id);
        let cx = portal.cx(other());
        let (topic, _) = discussions::open_topic(&cx, &form(&portal, "Quel micro ?", "Bonjour.", &[]), Some(about)).await.expect("a topic");
        for (viewer, reads) in [(writer(), true), (person(4, Role::Official, "33063"), true), (person(4, Role::Parent, "33063"), false), (Viewer::Nobody, false)] {
            let viewer_cx = portal.cx(viewer.clone());
            assert_eq!(discussions::topic(&viewer_cx, topic, Where::Page(1)).await.is_ok(), reads, "{viewer:?}");
            assert_eq!(discussions::topics_about(&viewer_cx, about).await.expect("topics").len(), usize::from(reads), "{viewer:?}");
        }
        let draft = begun(&portal, &sheet("Un brouillon", "Rien.")).await;
        let beside = discussions::open_topic(&cx, &form(&portal, "Ah", "Bonjour.", &[]), Some(About::Project(draft.id))).await;
        assert!(matches!(beside, Err(Error::NotFound)), "a draft is its authors' alone: {beside:?}");
        let none = discussions::open_topic(&cx, &form(&portal, "Ah", "Bonjour.", &[]), Some(About::Project(ProjectId::new(9)))).await;
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    }

    async fn who_reads_does_not_always_write(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[("public", "yes"), ("read", "official")]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        let reply = |viewer| {
            let cx = portal.cx(viewer);
            async move { discussions::reply(&cx, topic, &says("Oui.")).await }
        };
        assert!(matches!(reply(Viewer::Nobody).await, Err(Error::SignIn)));
        assert!(matches!(reply(person(4, Role::Official, "33063")).await, Err(Error::Denied(_))));
        assert!(reply(other()).await.is_ok());
        let start = discussions::open_topic(&portal.cx(person(4, Role::Official, "33063")), &form(&portal, "Ah", "Bonjour", &[space]), None).await;
        assert!(matches!(start, Err(Error::Denied(_))), "{start:?}");
        let follow = |viewer, followed| {
            let cx = portal.cx(viewer);
            async move { discussions::follow(&cx, followed, Attention::Watch).await }
        };
        assert!(matches!(follow(Viewer::Nobody, Followed::Topic(topic)).await, Err(Error::SignIn)));
        assert!(follow(person(4, Role::Official, "33063"), Followed::Topic(topic)).await.is_ok());
        assert!(follow(person(4, Role::Official, "33063"), Followed::Space(space)).await.is_ok());
    }
}
