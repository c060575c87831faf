//! What waits for a decision, told to the delegates who take it too (G8).

use super::{act, one, report, said};
use crate::{
    cast::{animator, form, published, settle, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Member, Role, Viewer},
    discussions::TopicForm,
    ids::{AccountId, PostId, TopicId},
    notifications::LetterKind,
    territory::Insee,
};
use services::{
    discussions::{self, About},
    error::Error,
    identity,
    moderation::{self, Target},
    notifications,
    projects::{self, Opened},
};

/// A topic beside a project of a school of 33063, with a message of member 1's.
async fn beside(portal: &TestPortal) -> (TopicId, PostId) {
    let slug = published(portal, &form("Potager", "Texte")).await.slug;
    let cx = portal.cx(teacher());
    let Opened::Sheet(sheet) = projects::open(&cx, &slug).await.expect("a sheet") else { panic!("it moved") };
    let pairs = [("title", "Et en hiver ?"), ("body", "Que faire ?")];
    let form = TopicForm::read(pairs, portal.portal.clock.now()).expect("a sound topic");
    let (topic, _) = discussions::open_topic(&portal.cx(one(2)), &form, Some(About::Project(sheet.project.id))).await.expect("a topic");
    (topic, said(portal, one(1), topic, "Tu n’y connais rien.").await)
}

fn delegate(id: i64, commune: &str) -> Viewer {
    match member(id, &[Role::Delegate], &[]) {
        Viewer::Member(member) => Viewer::Member(Member { animates: vec![Insee::parse(commune).expect("a code")], ..member }),
        other => other,
    }
}

both! {
    async fn what_is_reported_is_told_to_the_delegates_of_its_communes(portal: TestPortal) {
        settle(&portal).await;
        notifications::catch_up(portal.portal.clone()).await.expect("what comes from here on is told");
        let (_, post) = beside(&portal).await;
        for (account, commune) in [(4, "33063"), (2, "33039")] {
            let there = Insee::parse(commune).expect("a code");
            identity::delegate(&portal.system(), AccountId::new(account), &[there]).await.expect("given");
        }
        let reported = moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        let mut conn = portal.system().read().await.expect("a connection");
        let news = moderation::report_news(&mut conn, reported).await.expect("read").expect("it waits");
        drop(conn);
        let told: Vec<_> = news.animators.iter().map(|reader| reader.account.get()).collect();
        assert_eq!(told, [3, 4], "and not of other communes");
        notifications::catch_up(portal.portal.clone()).await.expect("told");
        portal.portal.mailer.take_letters();
        let (notices, _) = notifications::notices(&portal.cx(delegate(4, "33063")), 1).await.expect("notices");
        assert!(notices.iter().any(|notice| notice.kind == LetterKind::Desk && notice.line.contains("Un message signalé")), "{notices:?}");
        // What was told can be decided on; what counts in every commune cannot.
        let here = portal.cx(delegate(4, "33063"));
        assert_eq!(moderation::reports(&here).await.expect("a queue").len(), 1);
        let warned = moderation::act(&here, Target::Post(post), &act("warned")).await;
        assert!(matches!(warned, Err(Error::Denied(Denial::Role))), "{warned:?}");
        moderation::act(&here, Target::Post(post), &act("hidden")).await.expect("hidden");
        assert!(moderation::reports(&portal.cx(animator())).await.expect("a queue").is_empty());
    }
}
