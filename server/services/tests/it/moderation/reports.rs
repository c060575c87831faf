//! What is reported: once, with what was said then, and by nobody who is named.

use super::{act, letters, one, report, said, says, talk};
use crate::{
    cast::{animator, count, settle, sql},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::{AccountId, PhraseId, PostId, ReportId},
    moderation::ReportReason,
};
use services::{
    discussions,
    error::Error,
    moderation::{self, HowMuchWaits, Target},
    notifications,
};

const DAY_MS: i64 = 86_400_000;

both! {
    async fn a_message_reported_twice_by_one_is_reported_once_and_nobody_is_named(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (2, 'head', 'ent', 0), (4, 'official', 'ent', 0)").await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let colleague = portal.cx(one(2));
        let first = moderation::report_post(&colleague, post, &report("insult", "")).await.expect("taken");
        assert_eq!(moderation::report_post(&colleague, post, &report("other", "Encore")).await.expect("the same"), first);
        portal.portal.clock.advance_ms(1_000);
        moderation::report_post(&portal.cx(member(4, &[Role::Official], &[])), post, &report("child", "Au fond")).await.expect("taken");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%post-reported%'").await, 2);

        let desk = portal.cx(animator());
        let [item] = moderation::reports(&desk).await.expect("a queue").try_into().expect("one message");
        let reported = item.reported.clone().expect("it is reported");
        assert_eq!((reported.id, reported.since, reported.then), (first, portal.portal.clock.now().plus_ms(-1_000), None));
        assert_eq!(reported.said, [(ReportReason::Insult, String::new()), (ReportReason::Child, "Au fond".to_owned())]);
        assert_eq!(reported.by_role, [(Role::Head, 1), (Role::Official, 1)]);
        let all = format!("{item:?}");
        for reporter in ["AccountId(2)", "AccountId(4)", "Dominique", "Noa"] {
            assert!(!all.contains(reporter), "{reporter} in {all}");
        }
        assert_eq!((item.context.before.len(), item.context.after.len(), item.context.topic.id), (1, 0, topic));
        let waits = moderation::how_much_waits(&desk).await.expect("counted");
        assert_eq!(waits, HowMuchWaits { reported: 1, to_read: 0, appeals: 0 });
        let mut conn = desk.read().await.expect("a connection");
        let news = moderation::report_news(&mut conn, first).await.expect("read").expect("it waits");
        drop(conn);
        assert_eq!((news.post, news.topic.title.as_str(), news.animators.len()), (post, "Les tablettes", 1));
        assert_eq!(news.reasons, [ReportReason::Insult, ReportReason::Child]);

        moderation::dismiss(&desk, first).await.expect("settled");
        assert!(moderation::reports(&desk).await.expect("a queue").is_empty(), "all about the same message");
        assert!(matches!(moderation::dismiss(&desk, first).await, Err(Error::NotFound)), "once");
        moderation::report_post(&colleague, post, &report("insult", "")).await.expect("it may be reported again");
    }

    async fn what_was_reported_is_kept_when_its_author_changes_it(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        said(&portal, one(4), topic, "Un.").await;
        let post = said(&portal, one(1), topic, "Tu n’y connais **rien**.").await;
        for after in ["Deux.", "Trois.", "Quatre."] {
            said(&portal, one(4), topic, after).await;
        }
        moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        discussions::edit(&portal.cx(one(1)), post, 1, &says("Je ne suis pas d’accord.")).await.expect("changed");
        let item = moderation::to_decide(&portal.cx(animator()), post).await.expect("a message");
        let then = item.reported.and_then(|reported| reported.then).expect("it said something else");
        assert!(then.as_str().contains("<strong>rien</strong>"), "{then:?}");
        assert_eq!(item.context.kept, "Je ne suis pas d’accord.");
        let texts = |posts: &[discussions::SeenPost]| posts.iter().filter_map(|post| post.body.clone()).map(|body| body.as_str().trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&item.context.before), ["<p>Bonjour à tous.</p>", "<p>Un.</p>"]);
        assert_eq!(texts(&item.context.after), ["<p>Deux.</p>", "<p>Trois.</p>"]);
    }

    async fn who_reports_and_who_decides(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let reports = |viewer: Viewer| {
            let cx = portal.cx(viewer);
            async move { moderation::report_post(&cx, post, &report("insult", "")).await }
        };
        assert!(matches!(reports(Viewer::Nobody).await, Err(Error::SignIn)));
        assert!(matches!(reports(one(1)).await, Err(Error::Denied(_))), "not one’s own");
        assert!(matches!(reports(member(2, &[], &[])).await, Err(Error::Denied(_))), "who has no role yet");
        let known = reports(member(4, &[Role::Parent], &[])).await.expect("who reads it may report it");
        let desk = portal.cx(animator());
        assert!(matches!(moderation::report_post(&desk, PostId::new(9), &report("insult", "")).await, Err(Error::NotFound)));
        for stranger in [Viewer::Nobody, one(2), member(2, &[Role::Advisor], &[]), member(2, &[Role::Official], &[]), member(4, &[Role::Admin], &[])] {
            let cx = portal.cx(stranger.clone());
            let refused = [
                moderation::reports(&cx).await.map(drop),
                moderation::waiting(&cx).await.map(drop),
                moderation::appeals(&cx).await.map(drop),
                moderation::silenced(&cx).await.map(drop),
                moderation::how_much_waits(&cx).await.map(drop),
                moderation::to_decide(&cx, post).await.map(drop),
                moderation::dismiss(&cx, known).await,
                moderation::act(&cx, Target::Post(post), &act("hidden")).await.map(drop),
                moderation::act(&cx, Target::Account(AccountId::new(1)), &act("warned")).await.map(drop),
                moderation::settle_appeal(&cx, domain::ids::ActId::new(1), true, "Oui.").await,
                moderation::phrases(&cx).await.map(drop),
                moderation::add_phrase(&cx, "Merci.").await,
                moderation::remove_phrase(&cx, PhraseId::new(1)).await,
            ];
            for answer in refused {
                assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{stranger:?}: {answer:?}");
            }
        }
        assert!(matches!(moderation::dismiss(&desk, ReportId::new(9)).await, Err(Error::NotFound)));
        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        assert!(matches!(reports(one(2)).await, Err(Error::NotFound)), "what is not seen is not reported");
    }

    async fn an_animator_without_an_address_is_told_in_the_portal(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "UPDATE account SET email = NULL WHERE id = 3").await;
        letters(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        assert!(letters(&portal).await.is_empty());
        let (notices, _) = notifications::notices(&portal.cx(animator()), 1).await.expect("notices");
        assert!(notices.iter().any(|notice| notice.line == "Un message signalé : Les tablettes"), "{notices:?}");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM letter").await, 0, "nothing waits that cannot leave");
    }

    async fn a_flood_of_reports_is_asked_to_come_back(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let colleague = portal.cx(one(2));
        let mut posts = Vec::new();
        for number in 0..31 {
            posts.push(said(&portal, animator(), topic, &format!("Message {number}")).await);
        }
        for post in &posts[..30] {
            moderation::report_post(&colleague, *post, &report("off-topic", "")).await.expect("taken");
        }
        assert!(matches!(moderation::report_post(&colleague, posts[30], &report("off-topic", "")).await, Err(Error::Slow(_))));
        moderation::report_post(&portal.cx(one(1)), posts[30], &report("off-topic", "")).await.expect("someone else may");
        portal.portal.clock.advance_ms(DAY_MS);
        moderation::report_post(&colleague, posts[30], &report("off-topic", "")).await.expect("a day later");
    }

    async fn justifications_are_at_hand_and_may_be_changed(portal: TestPortal) {
        settle(&portal).await;
        let desk = portal.cx(animator());
        let ready = moderation::phrases(&desk).await.expect("phrases");
        assert!(ready.len() > 3 && ready[0].text.contains("enfant"), "from the first day");
        moderation::add_phrase(&desk, " Merci de votre compréhension. ").await.expect("added");
        moderation::remove_phrase(&desk, ready[0].id).await.expect("taken away");
        let now = moderation::phrases(&desk).await.expect("phrases");
        assert_eq!((now.len(), now.last().map(|phrase| phrase.text.as_str())), (ready.len(), Some("Merci de votre compréhension.")));
        assert!(matches!(moderation::remove_phrase(&desk, ready[0].id).await, Err(Error::NotFound)));
        assert!(matches!(moderation::add_phrase(&desk, " ").await, Err(Error::Invalid(_))));
    }
}
