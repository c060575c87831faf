//! What passes between some people: in the hands of who decides only as long as something about it waits for them.

use super::{act, one, picture_file, report, said};
use crate::{
    cast::{animator, settle, sql},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    ids::{PictureId, PostId, TopicId},
    moderation::{AppealForm, Asker, Decision, RemovalForm},
};
use services::{
    discussions,
    error::Error,
    moderation::{self, Target},
    projects,
};

/// A topic between the first two teachers.
async fn partners(portal: &TestPortal) -> TopicId {
    settle(portal).await;
    sql(
        portal,
        "INSERT INTO topic (id, slug, title, kind, state, author_id, is_private, last_position, last_post_ms, created_ms, updated_ms) \
         VALUES (500, 'entre-nous', 'Entre nous', 'talk', 'shown', 1, TRUE, 1, 0, 0, 0);
         INSERT INTO topic_person (topic_id, account_id) VALUES (500, 1), (500, 2);
         INSERT INTO post (id, topic_id, position, author_id, state, body, version, created_ms, reason) VALUES \
         (501, 500, 1, 1, 'shown', 'Bonjour.', 1, 0, '');",
    )
    .await;
    TopicId::new(500)
}

/// As the endpoint of files asks.
async fn sees(portal: &TestPortal, viewer: Viewer, picture: PictureId) -> bool {
    let cx = portal.cx(viewer);
    let answers = [
        projects::picture_seen(&cx, picture).await,
        discussions::picture_seen(&cx, picture).await,
        moderation::picture_seen(&cx, picture).await,
    ];
    answers.into_iter().any(|answer| match answer {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    })
}

/// Whether the animator reads the message, and sees its picture.
async fn decides(portal: &TestPortal, post: PostId, picture: PictureId) -> (bool, bool) {
    let read = match moderation::to_decide(&portal.cx(animator()), post).await {
        Ok(item) => item.context.post.body.is_some(),
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    };
    (read, sees(portal, animator(), picture).await)
}

both! {
    async fn what_passes_between_partners_is_theirs_again_once_it_is_settled(portal: TestPortal) {
        let topic = partners(&portal).await;
        let (one_of_them, other, desk) = (portal.cx(one(1)), portal.cx(one(2)), portal.cx(animator()));
        let picture = discussions::add_picture(&one_of_them, picture_file(), "robot.png", "Un robot", true).await.expect("a picture");
        let post = said(&portal, one(1), topic, &format!("Regarde ![](image:{picture})")).await;
        assert!(sees(&portal, one(2), picture).await);
        assert_eq!(decides(&portal, post, picture).await, (false, false));

        let first = moderation::report_post(&other, post, &report("insult", "")).await.expect("taken");
        assert_eq!(decides(&portal, post, picture).await, (true, true));
        for stranger in [Viewer::Nobody, one(4)] {
            assert!(!sees(&portal, stranger, picture).await);
        }
        moderation::dismiss(&desk, first).await.expect("settled");
        assert_eq!(decides(&portal, post, picture).await, (false, false), "a report that is settled hands nothing over");

        let asked = RemovalForm { medium: picture.into(), asker: Asker::Parent, message: String::new(), contact: None };
        let request = moderation::ask(&other, &asked).await.expect("taken");
        assert!(!sees(&portal, one(2), picture).await);
        assert_eq!(decides(&portal, post, picture).await, (true, true), "who decides on the picture sees what it stands in");
        moderation::decide(&desk, request, Decision::Kept, "").await.expect("decided");
        assert_eq!((decides(&portal, post, picture).await, sees(&portal, one(2), picture).await), ((false, false), true));

        moderation::report_post(&other, post, &report("insult", "")).await.expect("taken");
        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        assert_eq!(decides(&portal, post, picture).await, (true, false), "it may be given back");
        moderation::act(&desk, Target::Post(post), &act("shown")).await.expect("given back");
        assert_eq!(decides(&portal, post, picture).await, (false, false));

        moderation::report_post(&other, post, &report("insult", "")).await.expect("taken");
        let warned = moderation::act(&desk, Target::Post(post), &act("warned")).await.expect("warned");
        assert_eq!(decides(&portal, post, picture).await, (false, false));
        let form = AppealForm::read([("appeal", "C’est un robot.")]).expect("sound");
        moderation::appeal(&one_of_them, warned, &form).await.expect("appealed");
        assert_eq!(decides(&portal, post, picture).await, (true, true), "while the appeal waits");
        assert!(moderation::appeals(&desk).await.expect("a queue")[0].context.is_some());
        moderation::settle_appeal(&desk, warned, false, "En effet.").await.expect("undone");
        assert_eq!(decides(&portal, post, picture).await, (false, false));
    }

    async fn what_was_hidden_between_partners_is_given_back_by_an_appeal(portal: TestPortal) {
        let topic = partners(&portal).await;
        let desk = portal.cx(animator());
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        let hidden = moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        let form = AppealForm::read([("appeal", "C’était une blague.")]).expect("sound");
        moderation::appeal(&portal.cx(one(1)), hidden, &form).await.expect("appealed");
        moderation::settle_appeal(&desk, hidden, false, "Soit.").await.expect("undone");
        assert!(discussions::post(&portal.cx(one(2)), post).await.is_ok());
        let second = moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        moderation::dismiss(&desk, second).await.expect("settled");
        assert!(matches!(moderation::to_decide(&desk, post).await, Err(Error::NotFound)));
    }
}
