//! What stands beside a training that is not announced to everyone yet: between those who see the training, and without a trace for others.

use super::{form, other, person, says, writer};
use crate::{
    cast::{addressed, animator, letters, settle, sql},
    harness::{TestPortal, both},
};
use domain::{
    access::{Role, Viewer},
    ids::{AccountId, TopicId},
    notifications::{Frequency, LetterKind},
    projects::Cycle,
    training::{SessionForm, SessionMove, TrainingForm, WishForm},
};
use services::{
    discussions::{self, About, Where},
    error::Error,
    notifications, training,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// A training that answers a wish of the writer's, open to those who wished for it a day before everyone; the second account is a teacher who
/// reads letters.
async fn answered(portal: &TestPortal) -> About {
    settle(portal).await;
    sql(portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0)").await;
    let (backer, desk) = (portal.cx(writer()), portal.cx(animator()));
    let wish = WishForm { title: "De la radio".into(), why: "Pour l’oral.".into(), cycle: Cycle::Two };
    let wish = training::make_wish(&backer, &wish).await.expect("a wish");
    let form = TrainingForm::read([("title", "Radio en classe"), ("summary", "Une demi-journée pour émettre."), ("cycles", "2")]);
    let slug = training::make(&desk, &form, Some(wish)).await.expect("a training");
    let pairs = [
        ("mode", "on-site"),
        ("place", "École des Tilleuls"),
        ("commune", "33063"),
        ("day-1", "2026-12-02"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "2"),
    ];
    let session = SessionForm::read(pairs.to_vec()).expect("a sound session");
    let session = training::prepare(&desk, &slug, session, &[AccountId::new(3)]).await.expect("a session");
    training::move_session(&desk, session, SessionMove::Open).await.expect("open");
    About::Training(training::training(&backer, &slug).await.expect("who wished for it sees it").training.id)
}

/// Whether someone sees a topic, wherever there are topics; or nowhere.
async fn sees(portal: &TestPortal, viewer: Viewer, topic: TopicId, about: About) -> bool {
    let cx = portal.cx(viewer);
    let open = |answer: Result<(), Error>| match answer {
        Ok(()) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    };
    let on_its_page = open(discussions::topic(&cx, topic, Where::Page(1)).await.map(drop));
    let since = portal.portal.clock.now().plus_ms(-7 * DAY_MS);
    let elsewhere = [
        open(discussions::readable(&cx, topic).await.map(drop)),
        discussions::topics_about(&cx, about).await.expect("topics").iter().any(|card| card.id == topic),
        discussions::recent(&cx, since).await.expect("topics").iter().any(|card| card.id == topic),
        discussions::beside(&cx, about).await.expect("topics").topics.iter().any(|card| card.id == topic),
        discussions::neighbour(&cx, about).await.expect("a title").is_some() && cx.account().is_some(),
    ];
    assert_eq!(elsewhere, [on_its_page; 5], "{:?}", cx.viewer);
    on_its_page
}

both! {
    async fn a_topic_beside_a_training_is_seen_by_those_who_see_the_training(portal: TestPortal) {
        let about = answered(&portal).await;
        let refused = discussions::open_topic(&portal.cx(other()), &form(&portal, "Quel micro ?", "Bonjour.", &[]), Some(about)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        assert!(!discussions::beside(&portal.cx(other()), about).await.expect("nothing").may_open);
        let opened = discussions::open_topic(&portal.cx(writer()), &form(&portal, "Quel micro ?", "Bonjour.", &[]), Some(about)).await;
        let (topic, _) = opened.expect("who wished for it asks about it");
        for viewer in [writer(), animator(), person(4, Role::Advisor, "33063")] {
            assert!(sees(&portal, viewer, topic, about).await);
        }
        let others = [other(), person(4, Role::Official, "33063"), person(4, Role::Head, "33063")];
        for viewer in others.clone().into_iter().chain([Viewer::Nobody]) {
            assert!(!sees(&portal, viewer, topic, about).await);
        }
        let reply = discussions::reply(&portal.cx(other()), topic, &says("Ah.")).await;
        assert!(matches!(reply, Err(Error::NotFound)), "{reply:?}");
        portal.portal.clock.advance_ms(DAY_MS);
        for viewer in others {
            assert!(sees(&portal, viewer, topic, about).await, "from Tuesday at nine");
        }
        assert!(discussions::topic(&portal.cx(person(4, Role::Parent, "33063")), topic, Where::Page(1)).await.is_err(), "between colleagues");
    }

    async fn nobody_is_told_of_what_stands_beside_a_training_that_they_do_not_see_yet(portal: TestPortal) {
        let about = answered(&portal).await;
        let cx = portal.cx(other());
        notifications::choose(&cx, &[(LetterKind::Replies, Frequency::AtOnce)]).await.expect("chosen");
        letters(&portal).await;
        let mine = portal.cx(writer());
        let (topic, _) = discussions::open_topic(&mine, &form(&portal, "Quel micro ?", "Bonjour.", &[]), Some(about)).await.expect("a topic");
        // As one who followed it while they saw it.
        let follow = format!("INSERT INTO follow (account_id, followed, attention, at_ms) VALUES (2, 'topic:{topic}', 'watch', 0)");
        sql(&portal, Box::leak(follow.into_boxed_str())).await;
        discussions::reply(&mine, topic, &says("Ou deux micros ?")).await.expect("said");
        assert_eq!(addressed(&letters(&portal).await), []);
        let counted = async || {
            let notices = notifications::notices(&cx, 1).await.expect("notices").0.len();
            (notices, notifications::count_unread(&cx).await.expect("a count"), discussions::unread(&cx).await.expect("a count"))
        };
        assert_eq!(counted().await, (0, 0, 0));
        assert_eq!(discussions::followed_titles(&cx, 1).await.expect("titles").total, 0);
        portal.portal.clock.advance_ms(DAY_MS);
        discussions::reply(&mine, topic, &says("Trois.")).await.expect("said");
        assert_eq!(addressed(&letters(&portal).await), [("dominique@exemple.fr", "Un message dans un sujet que vous suivez")]);
        assert_eq!(counted().await, (1, 1, 1));
        assert_eq!(discussions::followed_titles(&cx, 1).await.expect("titles").total, 1);
    }
}
