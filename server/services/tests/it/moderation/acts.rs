//! What is done about a message or a person: gone for readers, never for its author; and a silence that ends.

use super::{act, letters, one, report, said, says, seen, space, talk, topic_form};
use crate::{
    cast::{animator, count, settle, sql},
    harness::{both, member},
};
use domain::{
    access::{Denial, Role},
    discussions::PostState,
    ids::{AccountId, PostId, TopicId},
    moderation::{ActForm, ActKind},
    notifications::LetterKind,
};
use services::{
    discussions::{self, Where},
    error::{Conflict, Error},
    moderation::{self, Target},
    notifications,
};

const DAY_MS: i64 = 86_400_000;

both! {
    async fn what_is_hidden_is_gone_for_readers_and_its_reports_are_closed(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        moderation::report_post(&portal.cx(one(4)), post, &report("other", "Bof")).await.expect("taken");
        let desk = portal.cx(animator());
        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        assert!(moderation::reports(&desk).await.expect("a queue").is_empty());
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM post_report WHERE outcome = 'hidden' AND settled_ms IS NOT NULL").await, 2);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%moderated%'").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'moderate' AND outcome = 'hidden' AND object LIKE 'post:%'").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE object LIKE '%courtois%' OR outcome LIKE '%courtois%'").await, 0);

        let reader = seen(&portal, one(2), topic, post).await.expect("its place stays");
        assert_eq!((reader.body, reader.reason.as_str(), reader.name.as_str(), reader.author), (None, "", "", None));
        let author = seen(&portal, one(1), topic, post).await.expect("its place stays");
        assert!(author.body.is_some_and(|body| body.as_str().contains("rien")), "its author reads it");
        assert_eq!(author.reason, "Propos blessants ou irrespectueux\u{a0}: Restons courtois.");
        assert!(seen(&portal, animator(), topic, post).await.is_some_and(|seen| seen.body.is_some()), "so does who decides");
        assert_eq!(discussions::recent(&portal.cx(one(2)), portal.portal.clock.now()).await.expect("topics").len(), 1, "the topic is listed as before");

        let wrong = moderation::act(&desk, Target::Post(post), &act("hidden")).await;
        assert!(matches!(wrong, Err(Error::Conflict(Conflict::Moderated))), "it is hidden already: {wrong:?}");
        moderation::act(&desk, Target::Post(post), &act("shown")).await.expect("shown");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_some() && seen.reason.is_empty()));
        moderation::act(&desk, Target::Post(post), &act("removed")).await.expect("removed");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_none() && seen.state == PostState::Removed));
        let past = moderation::to_decide(&desk, post).await.expect("a message");
        assert_eq!(past.past.iter().map(|act| act.kind).collect::<Vec<_>>(), [ActKind::Hidden, ActKind::Shown, ActKind::Removed]);
        assert_eq!((past.against, past.past[0].by_name.as_str()), (2, "Alix Martin"));
    }

    async fn the_first_message_takes_its_topic_with_it_and_brings_it_back(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let (topic, _) = discussions::open_topic(&portal.cx(one(1)), &topic_form(&portal, space, "Une affaire"), None).await.expect("a topic");
        let opening = discussions::topic(&portal.cx(one(1)), topic, Where::Page(1)).await.expect("a page").posts[0].id;
        let desk = portal.cx(animator());
        moderation::act(&desk, Target::Post(opening), &act("removed")).await.expect("removed");
        let reader = portal.cx(one(2));
        assert!(matches!(discussions::topic(&reader, topic, Where::Page(1)).await, Err(Error::NotFound)));
        assert_eq!(discussions::recent(&reader, portal.portal.clock.now()).await.expect("topics").len(), 0);
        moderation::act(&desk, Target::Post(opening), &act("shown")).await.expect("shown");
        assert!(discussions::topic(&reader, topic, Where::Page(1)).await.is_ok());
    }

    async fn a_whole_topic_is_hidden_for_a_reason_that_its_author_is_told_and_may_appeal(portal: TestPortal) {
        settle(&portal).await;
        letters(&portal).await;
        let space = space(&portal).await;
        let author = portal.cx(one(1));
        let (topic, _) = discussions::open_topic(&author, &topic_form(&portal, space, "Une affaire"), None).await.expect("a topic");
        said(&portal, one(2), topic, "Laquelle ?").await;
        let desk = portal.cx(animator());
        assert!(discussions::opening(&author, topic).await.is_err(), "who decides asks for it");
        let opening = discussions::opening(&desk, topic).await.expect("a topic").expect("its first message");
        letters(&portal).await;
        moderation::act(&desk, Target::Post(opening), &act("hidden")).await.expect("hidden");
        assert!(matches!(discussions::topic(&portal.cx(one(2)), topic, Where::Page(1)).await, Err(Error::NotFound)));
        let [(to, text)] = letters(&portal).await.try_into().expect("one letter");
        assert_eq!(to, "camille@exemple.fr");
        for told in ["« Message masqué »", "Le sujet n’est plus montré à ses lecteurs.", "Restons courtois.", "demander que l’on y revienne"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        let (notices, _) = notifications::notices(&author, 1).await.expect("notices");
        assert_eq!(notices.iter().filter(|notice| notice.kind == LetterKind::Moderation).count(), 1);
        let [own] = moderation::my_acts(&author).await.expect("acts").try_into().expect("one act");
        assert!(own.may_appeal && own.act.kind == ActKind::Hidden);
        let log = moderation::moderation_log(&portal.cx(one(2)), 1).await.expect("the log");
        assert_eq!(log.lines.iter().map(|line| line.kind).collect::<Vec<_>>(), [ActKind::Hidden]);
    }

    async fn a_warning_leaves_the_message_and_settles_what_was_reported(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        let desk = portal.cx(animator());
        let warned = moderation::act(&desk, Target::Post(post), &act("warned")).await.expect("warned");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_some()));
        assert!(moderation::reports(&desk).await.expect("a queue").is_empty());
        let mut conn = desk.read().await.expect("a connection");
        let news = moderation::act_news(&mut conn, warned, desk.now()).await.expect("read").expect("news");
        assert_eq!((news.account, news.kind, news.may_appeal, news.words.as_str()), (AccountId::new(1), ActKind::Warned, true, "Restons courtois."));
        assert_eq!(news.reader.map(|reader| reader.email).as_deref(), Some("camille@exemple.fr"));
        assert_eq!(news.about.map(|(topic, post)| (topic.title, post)), Some(("Les tablettes".to_owned(), post)));
        drop(conn);
        sql(&portal, "UPDATE post SET author_id = NULL WHERE position = 2").await;
        assert!(matches!(moderation::act(&desk, Target::Post(post), &act("warned")).await, Err(Error::NotFound)), "there is nobody to say it to");
        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("it can be hidden all the same");
    }

    async fn who_is_silenced_reads_on_and_writes_again_when_the_time_is_over(portal: TestPortal) {
        settle(&portal).await;
        let space = space(&portal).await;
        let (topic, _) = discussions::open_topic(&portal.cx(animator()), &topic_form(&portal, space, "Les tablettes"), None).await.expect("a topic");
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let (desk, author) = (portal.cx(animator()), portal.cx(one(1)));
        moderation::act(&desk, Target::Post(post), &act("silenced")).await.expect("silenced");
        let refused = [
            discussions::reply(&author, topic, &says("Encore.")).await.map(drop),
            discussions::open_topic(&author, &topic_form(&portal, space, "Encore"), None).await.map(drop),
            discussions::edit(&author, post, 1, &says("Autre chose.")).await,
        ];
        for answer in refused {
            assert!(matches!(answer, Err(Error::Denied(Denial::Silenced))), "{answer:?}");
        }
        assert!(discussions::topic(&author, topic, Where::Page(1)).await.is_ok(), "they read on");
        let [quiet] = moderation::silenced(&desk).await.expect("a list").try_into().expect("one person");
        assert_eq!((quiet.account, quiet.until), (AccountId::new(1), desk.now().plus_ms(3 * DAY_MS)));
        portal.portal.clock.advance_ms(3 * DAY_MS - 1);
        assert!(matches!(discussions::reply(&author, topic, &says("Encore.")).await, Err(Error::Denied(Denial::Silenced))));
        portal.portal.clock.advance_ms(1);
        said(&portal, one(1), topic, "Me revoici.").await;
        assert!(moderation::silenced(&desk).await.expect("a list").is_empty());

        let person = Target::Account(AccountId::new(1));
        moderation::act(&desk, person, &act("silenced")).await.expect("silenced");
        assert!(discussions::reply(&author, topic, &says("Encore.")).await.is_err());
        moderation::act(&desk, person, &act("unsilenced")).await.expect("lifted");
        said(&portal, one(1), topic, "Merci.").await;
        assert!(matches!(moderation::act(&desk, person, &act("unsilenced")).await, Err(Error::NotFound)), "there is nothing to lift");
        assert!(matches!(moderation::act(&desk, person, &act("hidden")).await, Err(Error::NotFound)), "a person is not hidden");
        assert!(matches!(moderation::act(&desk, Target::Account(AccountId::new(9)), &act("warned")).await, Err(Error::NotFound)));
        let own = said(&portal, animator(), topic, "Bonjour.").await;
        assert!(matches!(moderation::act(&desk, Target::Post(own), &act("silenced")).await, Err(Error::Denied(_))), "who decides is not silenced here");
    }

    async fn what_passes_between_partners_stays_theirs_until_one_of_them_reports_it(portal: TestPortal) {
        settle(&portal).await;
        sql(
            &portal,
            "INSERT INTO topic (id, slug, title, kind, state, author_id, is_private, last_position, last_post_ms, created_ms, updated_ms) \
             VALUES (500, 'entre-nous', 'Entre nous', 'talk', 'shown', 1, TRUE, 2, 0, 0, 0);
             INSERT INTO topic_person (topic_id, account_id) VALUES (500, 1), (500, 2);
             INSERT INTO post (id, topic_id, position, author_id, state, body, version, created_ms, reason) VALUES \
             (501, 500, 1, 1, 'shown', 'Bonjour.', 1, 0, ''), (502, 500, 2, 1, 'shown', 'Tu n’y connais rien.', 1, 0, '');",
        )
        .await;
        let (topic, first, post) = (TopicId::new(500), PostId::new(501), PostId::new(502));
        let desk = portal.cx(animator());
        assert!(matches!(moderation::to_decide(&desk, post).await, Err(Error::NotFound)));
        assert!(matches!(moderation::act(&desk, Target::Post(post), &act("hidden")).await, Err(Error::NotFound)));
        moderation::report_post(&portal.cx(one(2)), post, &report("insult", "")).await.expect("taken");
        let [item] = moderation::reports(&desk).await.expect("a queue").try_into().expect("one message");
        assert!(item.context.post.body.is_some() && item.context.before.is_empty() && item.context.after.is_empty(), "that message alone");
        assert!(matches!(moderation::to_decide(&desk, first).await, Err(Error::NotFound)), "and no other");
        moderation::act(&desk, Target::Post(post), &act("hidden")).await.expect("hidden");
        assert!(seen(&portal, one(2), topic, post).await.is_some_and(|seen| seen.body.is_none()));
        discussions::set_read_first(&desk, 5).await.expect("set");
        let new = said(&portal, one(2), topic, "Bonjour.").await;
        assert!(seen(&portal, one(1), topic, new).await.is_some_and(|seen| seen.state == PostState::Shown), "nobody reads it first");
    }

    async fn phrases_are_put_beneath_the_words(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let post = said(&portal, member(1, &[Role::Teacher], &[]), topic, "Achetez mes tablettes.").await;
        let desk = portal.cx(animator());
        let phrase = moderation::phrases(&desk).await.expect("phrases").pop().expect("one").text;
        let form = ActForm::read([("kind", "removed"), ("reason", "advertisement"), ("words", ""), ("phrase", phrase.as_str())]).expect("sound");
        moderation::act(&desk, Target::Post(post), &form).await.expect("removed");
        let author = seen(&portal, one(1), topic, post).await.expect("its place stays");
        assert_eq!(author.reason, format!("Publicité\u{a0}: {phrase}"));
    }
}
