//! Former versions that nobody should read any more, erased one by one and not without trace.

use super::{erasing, one, report, said, says, talk};
use crate::{
    cast::{animator, count, settle},
    harness::both,
};
use services::{
    discussions,
    error::Error,
    moderation::{self, Target},
};

both! {
    async fn a_former_version_is_erased_and_what_stays_says_who_did_it_and_why(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let post = said(&portal, one(1), topic, "Lola habite au 3 rue Longue.").await;
        moderation::report_post(&portal.cx(one(2)), post, &report("personal", "")).await.expect("taken");
        discussions::edit(&author, post, 1, &says("Une élève habite tout près.")).await.expect("changed");
        discussions::edit(&author, post, 2, &says("Cela se trouve tout près.")).await.expect("changed");
        let former = moderation::to_decide(&desk, post).await.expect("a message").former;
        assert_eq!(former.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
        let refused = moderation::act(&author, Target::Post(post), &erasing(1)).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");

        let id = moderation::act(&desk, Target::Post(post), &erasing(1)).await.expect("erased");
        let before = discussions::post_history(&portal.cx(one(2)), post).await.expect("a history").before;
        assert_eq!(before.iter().map(|one| (one.version, one.said.is_some())).collect::<Vec<_>>(), [(2, true), (1, false)], "that there was one stays");
        let kept = "SELECT (SELECT COUNT(*) FROM post_version WHERE body LIKE '%Lola%') + (SELECT COUNT(*) FROM post WHERE body LIKE '%Lola%') \
                    + (SELECT COUNT(*) FROM post_report WHERE body LIKE '%Lola%') + (SELECT COUNT(*) FROM outbox WHERE event LIKE '%Lola%') \
                    + (SELECT COUNT(*) FROM audit WHERE object LIKE '%Lola%' OR outcome LIKE '%Lola%')";
        assert_eq!(count(&portal, kept).await, 0, "its words are nowhere");
        let trail = "SELECT COUNT(*) FROM audit WHERE action = 'moderate' AND actor = 'account:3' AND outcome = 'erased version:1'";
        assert_eq!(count(&portal, trail).await, 1, "who did it, and when");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM moderation_act WHERE kind = 'erased' AND reason = 'personal' AND words <> ''").await, 1);
        let item = moderation::to_decide(&desk, post).await.expect("a message");
        assert!(item.reported.is_some_and(|reported| reported.then.is_none()), "what is reported still waits, without the copy of those words");

        let [own] = moderation::my_acts(&author).await.expect("acts").try_into().expect("its author is told");
        assert!(own.act.id == id && !own.may_appeal, "nothing gives it back");
        for version in [1, 3, 9] {
            let again = moderation::act(&desk, Target::Post(post), &erasing(version)).await;
            assert!(matches!(again, Err(Error::NotFound)), "{version}: {again:?}");
        }
    }
}
