//! How many will be told, said before it is done: those who are told once it is.

use super::discussions::{follows, gathered, opens, other, space, told};
use crate::{
    cast::{animator, letters, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed},
    ids::SpaceId,
    notifications::{Frequency, LetterKind},
    projects::Subject,
    training::{SessionForm, SessionMove, TrainingForm},
};
use services::{
    error::Error,
    notifications::{self, Reach},
    training,
};

async fn reach(portal: &TestPortal, viewer: Viewer, space: SpaceId, tags: &[Subject]) -> Reach {
    notifications::reach_of_topic(&portal.cx(viewer), &[space], tags, None).await.expect("counted")
}

both! {
    async fn those_who_are_counted_before_a_topic_opens_are_those_who_are_told(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let emi = Subject::ALL[0];
        assert_eq!(reach(&portal, teacher(), space, &[emi]).await, Reach::default(), "nobody follows anything yet");
        // One has no address, one wants no letters, one writes it, one has muted what the topic is about.
        follows(&portal, member(4, &[Role::Teacher], &[]), Followed::Space(space), Attention::Watch).await;
        follows(&portal, other(), Followed::Tag(emi), Attention::Watch).await;
        follows(&portal, teacher(), Followed::Space(space), Attention::Watch).await;
        follows(&portal, animator(), Followed::Space(space), Attention::Watch).await;
        assert_eq!(reach(&portal, teacher(), space, &[]).await, Reach { told: 2, by_letter: 1 }, "not oneself");
        assert_eq!(reach(&portal, teacher(), space, &[emi]).await, Reach { told: 3, by_letter: 2 });
        notifications::choose(&portal.cx(animator()), &[(LetterKind::Topics, Frequency::Never)]).await.expect("chosen");
        assert_eq!(reach(&portal, teacher(), space, &[emi]).await, Reach { told: 3, by_letter: 1 });
        follows(&portal, animator(), Followed::Tag(emi), Attention::Mute).await;
        let counted = reach(&portal, teacher(), space, &[emi]).await;
        assert_eq!(counted, Reach { told: 2, by_letter: 1 }, "whatever is muted outweighs");

        opens(&portal, teacher(), space, "Les écrans", &[emi]).await;
        letters(&portal).await;
        let mut notices = 0;
        for viewer in [member(4, &[Role::Teacher], &[]), other(), teacher(), animator()] {
            notices += told(&portal, viewer).await.len();
        }
        assert_eq!(u32::try_from(notices), Ok(counted.told));
        sql(&portal, "UPDATE space SET closed_ms = 1").await;
        let closed = notifications::reach_of_topic(&portal.cx(teacher()), &[space], &[], None).await;
        assert!(matches!(closed, Err(Error::Invalid(_))), "{closed:?}");
        let stranger = portal.cx(member(4, &[Role::Parent], &[]));
        assert!(matches!(notifications::reach_of_topic(&stranger, &[space], &[], None).await, Err(Error::Denied(_) | Error::NotFound)));
    }

    async fn those_who_are_counted_before_a_session_is_cancelled_are_those_who_are_told(portal: TestPortal) {
        gathered(&portal).await;
        let cx = portal.cx(animator());
        let form = TrainingForm::read([("title", "Radio en classe"), ("summary", "Une demi-journée."), ("cycles", "2")]);
        let slug = training::make(&cx, &form, None).await.expect("a training");
        // Two half-days are two letters, to one person.
        let pairs = [
            ("mode", "on-site"), ("place", "École"), ("commune", "33063"), ("capacity", "1"),
            ("day-1", "2026-12-02"), ("from-1", "14:00"), ("until-1", "17:00"),
            ("day-2", "2026-12-09"), ("from-2", "14:00"), ("until-2", "17:00"),
        ];
        let id = training::prepare(&cx, &slug, SessionForm::read(pairs).expect("a sound session"), &[]).await.expect("a session");
        training::move_session(&cx, id, SessionMove::Open).await.expect("open");
        for viewer in [teacher(), other(), member(4, &[Role::Teacher], &[])] {
            training::register(&portal.cx(viewer), id).await.expect("a place, or a number");
        }
        letters(&portal).await;
        let reach = notifications::reach_of_session(&cx, id).await.expect("counted");
        assert_eq!(reach.changed, Reach { told: 2, by_letter: 2 }, "who waits too, and not who has no address");
        assert_eq!((reach.reported, reach.opened), (Reach { told: 1, by_letter: 1 }, Reach::default()));
        assert!(matches!(notifications::reach_of_session(&portal.cx(teacher()), id).await, Err(Error::Denied(_))));
        training::move_session(&cx, id, SessionMove::Cancel).await.expect("cancelled");
        let mut readers: Vec<_> = letters(&portal).await.into_iter().map(|letter| letter.to).collect();
        readers.sort();
        readers.dedup();
        assert_eq!(readers, ["camille@exemple.fr", "dominique@exemple.fr"]);
    }
}
