//! What the person concerned reads, says against it, and is answered.

use super::{act, letters, one, said, says, seen, talk};
use crate::{
    cast::{animator, settle},
    harness::both,
};
use domain::{
    access::Viewer,
    discussions::PostState,
    ids::{AccountId, ActId},
    moderation::{ActKind, AppealForm, ReportReason},
    notifications::LetterKind,
};
use services::{
    discussions,
    error::{Conflict, Error},
    moderation::{self, Target},
    notifications,
};

const DAY_MS: i64 = 86_400_000;

fn against(text: &str) -> AppealForm {
    AppealForm::read([("appeal", text)]).expect("a sound appeal")
}

both! {
    async fn an_author_reads_what_was_taken_away_and_appeals_once(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Tu n’y connais **rien**.").await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        assert!(!moderation::is_concerned(&author).await.expect("read"));
        let id = moderation::act(&desk, Target::Post(post), &act("removed")).await.expect("removed");
        let opening = discussions::opening(&desk, topic).await.expect("a topic").expect("its first message");
        moderation::act(&desk, Target::Post(opening), &act("hidden")).await.expect("hidden as a whole");
        assert!(moderation::is_concerned(&author).await.expect("read"));
        let [own] = moderation::my_acts(&author).await.expect("acts").try_into().expect("one act");
        assert_eq!((own.act.id, own.act.kind, own.act.reason, own.may_appeal), (id, ActKind::Removed, Some(ReportReason::Insult), true));
        assert_eq!((own.act.words.as_str(), own.act.by_name.as_str()), ("Restons courtois.", "Alix Martin"));
        let (title, words) = own.said.expect("one’s own words stay one’s own");
        assert!(title == "Les tablettes" && words.as_str().contains("<strong>rien</strong>"), "{words:?}");
        assert!(moderation::my_acts(&portal.cx(one(2))).await.expect("acts").is_empty(), "nobody else’s");
        assert!(matches!(moderation::my_acts(&portal.cx(Viewer::Nobody)).await, Err(Error::SignIn)));
        moderation::act(&desk, Target::Post(opening), &act("shown")).await.expect("shown");

        assert!(matches!(moderation::appeal(&portal.cx(one(2)), id, &against("Non.")).await, Err(Error::NotFound)));
        moderation::appeal(&author, id, &against("C’était une blague.")).await.expect("appealed");
        moderation::appeal(&author, id, &against("C’était une blague.")).await.expect("sent twice, said once");
        let again = moderation::appeal(&author, id, &against("Vraiment.")).await;
        assert!(matches!(again, Err(Error::Conflict(Conflict::Moderated))), "{again:?}");
        let [waiting] = moderation::appeals(&desk).await.expect("a queue").try_into().expect("one appeal");
        assert!(waiting.mine && waiting.context.is_some_and(|context| context.post.id == post));
        assert_eq!(waiting.act.appeal.map(|appeal| appeal.text).as_deref(), Some("C’était une blague."));
        let mut conn = desk.read().await.expect("a connection");
        let news = moderation::appeal_news(&mut conn, id).await.expect("read").expect("it waits");
        drop(conn);
        assert_eq!((news.kind, news.animators.len()), (ActKind::Removed, 1));

        assert!(matches!(moderation::settle_appeal(&desk, id, false, " ").await, Err(Error::Invalid(_))), "it is answered in words");
        moderation::settle_appeal(&desk, id, false, "Vous avez raison.").await.expect("undone");
        assert!(matches!(moderation::settle_appeal(&desk, id, true, "Non.").await, Err(Error::NotFound)), "once");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.state == PostState::Shown && seen.body.is_some()));
        let mut conn = desk.read().await.expect("a connection");
        assert_eq!(moderation::appeal_news(&mut conn, id).await.expect("read"), None);
        let news = moderation::act_news(&mut conn, id, desk.now()).await.expect("read").expect("news");
        assert!(!news.may_appeal && news.answered.is_some_and(|answered| !answered.kept && answered.answer == "Vous avez raison."));
    }

    async fn what_is_kept_stays_and_what_was_decided_anew_is_not_undone(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let kept = moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        moderation::appeal(&author, kept, &against("Non.")).await.expect("appealed");
        moderation::settle_appeal(&desk, kept, true, "Relisez-vous.").await.expect("kept");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_none()));
        let [own] = moderation::my_acts(&author).await.expect("acts").try_into().expect("one act");
        assert!(!own.may_appeal && own.act.appeal.and_then(|appeal| appeal.settled).is_some_and(|settled| settled.kept));

        portal.portal.clock.advance_ms(1_000);
        let shown = moderation::act(&desk, Target::Post(post), &act("shown")).await.expect("shown");
        assert!(matches!(moderation::appeal(&author, shown, &against("Non.")).await, Err(Error::NotFound)), "nothing was lost by it");
        let first = moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        moderation::appeal(&author, first, &against("Non.")).await.expect("appealed");
        portal.portal.clock.advance_ms(1_000);
        moderation::act(&desk, Target::Post(post), &act("shown")).await.expect("shown");
        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden for another reason");
        moderation::settle_appeal(&desk, first, false, "D’accord.").await.expect("undone");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_none()), "by what was decided since");
    }

    async fn the_answer_to_an_appeal_is_told_once(portal: TestPortal) {
        settle(&portal).await;
        letters(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let id = moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        assert_eq!(letters(&portal).await.len(), 1);
        moderation::appeal(&author, id, &against("C’était une blague.")).await.expect("appealed");
        letters(&portal).await;
        moderation::settle_appeal(&desk, id, false, "Soit.").await.expect("undone");
        let sent = letters(&portal).await;
        assert!(sent.len() == 1 && sent[0].0 == "camille@exemple.fr" && sent[0].1.contains("La décision est annulée."), "{sent:?}");
        let (notices, _) = notifications::notices(&author, 1).await.expect("notices");
        let told: Vec<_> = notices.iter().filter(|notice| notice.kind == LetterKind::Moderation).map(|notice| notice.line.as_str()).collect();
        assert_eq!(told, ["Réponse à votre recours (« Les tablettes »)"]);
    }

    async fn a_silence_that_is_appealed_ends_and_a_later_one_does_not(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let person = Target::Account(AccountId::new(1));
        let first = moderation::act(&desk, person, &act("silenced")).await.expect("silenced");
        moderation::appeal(&author, first, &against("Ce n’était pas moi.")).await.expect("who is silenced may appeal");
        portal.portal.clock.advance_ms(1_000);
        let second = moderation::act(&desk, person, &act("silenced")).await.expect("silenced");
        moderation::settle_appeal(&desk, first, false, "En effet.").await.expect("undone");
        assert!(discussions::reply(&author, topic, &says("Ah.")).await.is_err());
        moderation::appeal(&author, second, &against("Ni cette fois.")).await.expect("appealed");
        moderation::settle_appeal(&desk, second, false, "En effet.").await.expect("undone");
        said(&portal, one(1), topic, "Merci.").await;
    }

    async fn an_act_is_appealed_within_thirty_days(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let id = moderation::act(&desk, Target::Post(post), &act("warned")).await.expect("warned");
        portal.portal.clock.advance_ms(30 * DAY_MS);
        let late = moderation::appeal(&author, id, &against("Non.")).await;
        assert!(matches!(late, Err(Error::Conflict(Conflict::Moderated))), "{late:?}");
        assert!(!moderation::my_acts(&author).await.expect("acts")[0].may_appeal);
        assert!(matches!(moderation::appeal(&author, ActId::new(9), &against("Non.")).await, Err(Error::NotFound)));
    }
}
