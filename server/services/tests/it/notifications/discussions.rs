//! Messages and topics: whom they are told to, by letter and in the portal, and what is never told.

use super::queue::go_to;
use crate::{
    cast::{addressed, animator, letters, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed, PostForm, PostState, Sent, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::{PostId, SpaceId, TopicId},
    notifications::{Frequency, LetterKind},
    projects::Subject,
};
use services::{discussions, notifications};

/// Another teacher, who reads letters.
pub(super) fn other() -> Viewer {
    member(2, &[Role::Teacher], &[])
}

/// The people of the cast, two of them teachers, from whose present on letters are written.
pub(super) async fn gathered(portal: &TestPortal) {
    settle(portal).await;
    sql(
        portal,
        "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (4, 'teacher', 'ent', 0)",
    )
    .await;
    assert_eq!(letters(portal).await, [], "the past is not written about");
}

pub(super) async fn space(portal: &TestPortal, public: bool) -> SpaceId {
    let access = SpaceAccess { public, read: Vec::new(), post: vec![Role::Teacher], communes: Vec::new() };
    let form = SpaceForm { name: "Entraide".into(), summary: String::new(), access, takes_needs: false };
    let cx = portal.cx(animator());
    let slug = discussions::make_space(&cx, &form).await.expect("a space");
    discussions::space(&cx, &slug).await.expect("a space").id
}

fn post(body: &str) -> PostForm {
    PostForm { body: body.into(), sent: Sent::default() }
}

pub(super) async fn opens(portal: &TestPortal, viewer: Viewer, space: SpaceId, title: &str, tags: &[Subject]) -> TopicId {
    let form = TopicForm {
        title: title.into(),
        kind: TopicKind::Talk,
        tags: tags.to_vec(),
        spaces: vec![space],
        opens: None,
        post: post("Bonjour à tous"),
    };
    discussions::open_topic(&portal.cx(viewer), &form, None).await.expect("opened").0
}

pub(super) async fn says(portal: &TestPortal, viewer: Viewer, topic: TopicId, body: &str) -> PostId {
    discussions::reply(&portal.cx(viewer), topic, &post(body)).await.expect("said")
}

pub(super) async fn follows(portal: &TestPortal, viewer: Viewer, followed: Followed, attention: Attention) {
    discussions::follow(&portal.cx(viewer), followed, attention).await.expect("followed");
}

pub(super) async fn hides(portal: &TestPortal, post: PostId) {
    let cx = portal.cx(animator());
    let mut change = cx.begin().await.expect("a change");
    discussions::set_state(&cx, &mut change, post, PostState::Removed, "Hors sujet").await.expect("removed");
    change.commit().await.expect("removed");
}

/// The message that opens a topic, which goes with it.
pub(super) async fn opening(portal: &TestPortal, topic: TopicId) -> PostId {
    discussions::opening(&portal.cx(animator()), topic).await.expect("a topic").expect("its first message")
}

/// What the portal tells someone: what of, and whether it is read.
pub(super) async fn told(portal: &TestPortal, viewer: Viewer) -> Vec<(LetterKind, String, bool)> {
    let (notices, more) = notifications::notices(&portal.cx(viewer), 1).await.expect("notices");
    assert!(!more);
    notices.into_iter().map(|notice| (notice.kind, notice.line, notice.read)).collect()
}

/// How much of it is not read.
pub(super) async fn unread(portal: &TestPortal, viewer: Viewer) -> u32 {
    notifications::count_unread(&portal.cx(viewer)).await.expect("a count")
}

pub(super) async fn at_once(portal: &TestPortal, viewer: Viewer, kind: LetterKind) {
    notifications::choose(&portal.cx(viewer), &[(kind, Frequency::AtOnce)]).await.expect("chosen");
}

both! {
    async fn one_message_is_one_letter_and_one_notice_to_each_whom_it_concerns(portal: TestPortal) {
        gathered(&portal).await;
        at_once(&portal, teacher(), LetterKind::Replies).await;
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        assert_eq!(letters(&portal).await, [], "nobody follows anything yet");
        let answer = says(&portal, other(), topic, "Il en reste deux.").await;
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("camille@exemple.fr", "Nouveau message : Des tablettes")]);
        assert!(sent[0].text.contains("Dominique Petit a écrit") && sent[0].text.contains("#message-2"), "{}", sent[0].text);
        assert!(!sent[0].text.contains("Il en reste") && sent[0].unsubscribe.is_some(), "what it says is read in the portal: {}", sent[0].text);
        assert_eq!(told(&portal, teacher()).await, [(LetterKind::Replies, "Dominique Petit a écrit dans « Des tablettes »".to_owned(), false)]);
        assert_eq!((told(&portal, other()).await, unread(&portal, other()).await), (Vec::new(), 0), "nobody is told of their own");
        // Named, and following: one letter, the one that cannot wait.
        says(&portal, teacher(), topic, "Merci @Dominique Petit, je passe demain.").await;
        assert_eq!(addressed(&letters(&portal).await), [("dominique@exemple.fr", "Un message vous nomme : Des tablettes")]);
        assert_eq!(told(&portal, other()).await, [(LetterKind::Mentions, "Camille Durand vous nomme dans « Des tablettes »".to_owned(), false)]);
        // Changed, and said to be good: it appeared once.
        discussions::edit(&portal.cx(other()), answer, 1, &post("Il en reste trois.")).await.expect("changed");
        discussions::react(&portal.cx(teacher()), answer, domain::discussions::Reaction::Thanks, true).await.expect("thanked");
        assert_eq!(letters(&portal).await, []);
        assert_eq!((unread(&portal, teacher()).await, unread(&portal, other()).await), (1, 1));
    }

    async fn what_is_muted_is_told_neither_way(portal: TestPortal) {
        gathered(&portal).await;
        for viewer in [teacher(), other(), animator()] {
            at_once(&portal, viewer, LetterKind::Replies).await;
        }
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        says(&portal, other(), topic, "Deux.").await;
        assert_eq!(letters(&portal).await.len(), 1);
        follows(&portal, other(), Followed::Topic(topic), Attention::Mute).await;
        follows(&portal, animator(), Followed::Topic(topic), Attention::Watch).await;
        says(&portal, teacher(), topic, "Merci @Dominique Petit").await;
        assert_eq!(addressed(&letters(&portal).await), [("alix@exemple.fr", "Nouveau message : Des tablettes")]);
        assert_eq!((told(&portal, other()).await.len(), told(&portal, animator()).await.len()), (0, 1));
        follows(&portal, other(), Followed::Topic(topic), Attention::Normal).await;
        says(&portal, teacher(), topic, "Je passe demain.").await;
        assert_eq!(addressed(&letters(&portal).await).len(), 1, "to the animator alone");
        says(&portal, teacher(), topic, "@Dominique Petit, à demain").await;
        assert_eq!(letters(&portal).await.len(), 2, "and to whom it names");
        // What was told before is told no more, nor counted.
        assert_eq!((told(&portal, animator()).await.len(), unread(&portal, animator()).await), (3, 3));
        follows(&portal, animator(), Followed::Topic(topic), Attention::Mute).await;
        assert_eq!((unread(&portal, animator()).await, told(&portal, animator()).await), (0, Vec::new()));
    }

    async fn a_new_topic_is_told_to_who_follows_its_space_or_what_it_is_about(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        follows(&portal, other(), Followed::Space(space), Attention::Watch).await;
        follows(&portal, animator(), Followed::Tag(Subject::Eps), Attention::Watch).await;
        opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        opens(&portal, teacher(), space, "Des cerceaux", &[Subject::Eps]).await;
        follows(&portal, other(), Followed::Tag(Subject::Emc), Attention::Mute).await;
        let debate = opens(&portal, teacher(), space, "Débattre", &[Subject::Emc]).await;
        says(&portal, teacher(), debate, "Un message de plus n’ouvre rien.").await;
        assert_eq!(letters(&portal).await, [], "once a week is enough");
        let lines = |told: Vec<(LetterKind, String, bool)>| told.into_iter().map(|(_, line, _)| line).collect::<Vec<_>>();
        let opened = |title: &str| format!("Camille Durand ouvre le sujet « {title} »");
        assert_eq!(lines(told(&portal, other()).await), [opened("Des cerceaux"), opened("Des tablettes")]);
        assert_eq!(lines(told(&portal, animator()).await), [opened("Des cerceaux")]);
        go_to(&portal, "2026-11-30T07:30");
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("dominique@exemple.fr", "Préau : 2 nouvelles"), ("alix@exemple.fr", "Nouveau sujet : Des cerceaux")]);
    }

    async fn what_is_hidden_meanwhile_is_neither_in_the_digest_nor_in_the_portal(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        says(&portal, other(), topic, "Une.").await;
        let hidden = says(&portal, other(), topic, "Deux.").await;
        says(&portal, other(), topic, "Trois.").await;
        assert_eq!(letters(&portal).await, [], "messages of what one follows come once a day");
        assert_eq!((told(&portal, teacher()).await.len(), unread(&portal, teacher()).await), (3, 3));
        hides(&portal, hidden).await;
        assert_eq!(unread(&portal, teacher()).await, 2, "at once");
        assert_eq!(told(&portal, teacher()).await.len(), 2);
        go_to(&portal, "2026-11-24T07:30");
        let sent = letters(&portal).await;
        assert_eq!(addressed(&sent), [("camille@exemple.fr", "Préau : 2 nouvelles")]);
        assert_eq!(sent[0].text.matches("Nouveau message : Des tablettes").count(), 2);
        says(&portal, other(), topic, "Quatre.").await;
        letters(&portal).await;
        hides(&portal, opening(&portal, topic).await).await;
        assert_eq!((unread(&portal, teacher()).await, told(&portal, teacher()).await), (0, Vec::new()));
        go_to(&portal, "2026-11-25T07:30");
        assert_eq!(letters(&portal).await, [], "an empty digest does not leave");
    }

    async fn who_may_not_read_it_any_more_is_told_nothing(portal: TestPortal) {
        gathered(&portal).await;
        at_once(&portal, teacher(), LetterKind::Replies).await;
        let space = space(&portal, false).await;
        let topic = opens(&portal, teacher(), space, "Entre nous", &[]).await;
        says(&portal, other(), topic, "Bonjour @Camille Durand").await;
        assert_eq!(letters(&portal).await.len(), 1);
        assert_eq!(told(&portal, teacher()).await.len(), 1);
        sql(&portal, "DELETE FROM account_role WHERE account_id = 1").await;
        let nobody_special = || member(1, &[], &[]);
        says(&portal, other(), topic, "@Camille Durand, es-tu là ?").await;
        // Named in spite of all: a row that no use case writes.
        sql(&portal, "INSERT INTO post_mention (post_id, account_id) SELECT p.id, 1 FROM post p WHERE p.position = 3").await;
        assert_eq!(letters(&portal).await, []);
        assert_eq!((unread(&portal, nobody_special()).await, told(&portal, nobody_special()).await), (0, Vec::new()), "nor of what was told before");
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (1, 'teacher', 'ent', 0); UPDATE account SET suspended_ms = 1 WHERE id = 1").await;
        says(&portal, other(), topic, "Toujours personne ?").await;
        assert_eq!((letters(&portal).await, told(&portal, teacher()).await), (Vec::new(), Vec::new()), "whose account is suspended");
    }

    async fn what_not_everyone_may_read_is_not_copied_into_a_letter(portal: TestPortal) {
        gathered(&portal).await;
        for kind in [LetterKind::Replies, LetterKind::Topics] {
            at_once(&portal, other(), kind).await;
        }
        let space = space(&portal, false).await;
        follows(&portal, other(), Followed::Space(space), Attention::Watch).await;
        let topic = opens(&portal, teacher(), space, "Licenciements", &[]).await;
        says(&portal, other(), topic, "Qui ?").await;
        says(&portal, teacher(), topic, "Personne, j’espère.").await;
        says(&portal, teacher(), topic, "@Dominique Petit, tu sais ?").await;
        let sent = letters(&portal).await;
        let subjects: Vec<_> = sent.iter().filter(|letter| letter.to.starts_with("dominique")).map(|letter| letter.subject.as_str()).collect();
        assert_eq!(subjects, ["Un sujet dans un espace que vous suivez", "Un message dans un sujet que vous suivez", "Un message vous nomme"]);
        for letter in &sent {
            let whole = format!("{} {}", letter.subject, letter.text).to_lowercase();
            for kept in ["licenciements", "entraide", "camille", "personne, j", "tu sais", "bonjour à tous"] {
                assert!(!whole.contains(kept), "{kept}: {whole}");
            }
            assert!(whole.contains("https://preau.example.fr/echanges/messages/"), "{whole}");
        }
        let lines: Vec<_> = told(&portal, other()).await.into_iter().map(|(_, line, _)| line).collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.contains("Licenciements")), "in the portal they read it: {lines:?}");
    }

    async fn at_night_the_portal_tells_and_letters_wait(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        go_to(&portal, "2026-11-27T20:00");
        says(&portal, other(), topic, "@Camille Durand, deux").await;
        assert_eq!(letters(&portal).await, [], "on a Friday evening");
        assert_eq!(unread(&portal, teacher()).await, 1);
        go_to(&portal, "2026-11-30T07:30");
        assert_eq!(addressed(&letters(&portal).await), [("camille@exemple.fr", "Un message vous nomme : Des tablettes")]);
    }

    async fn a_message_that_moves_is_told_where_it_stands(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let kept = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        let merged = opens(&portal, teacher(), space, "Encore des tablettes", &[]).await;
        says(&portal, other(), merged, "Deux.").await;
        assert_eq!(letters(&portal).await, []);
        discussions::merge(&portal.cx(animator()), merged, kept, &[]).await.expect("merged");
        assert_eq!(letters(&portal).await, [], "what only moves is no news");
        let (notices, _) = notifications::notices(&portal.cx(teacher()), 1).await.expect("notices");
        let [notice] = notices.as_slice() else { panic!("{notices:?}") };
        assert_eq!(notice.line, "Dominique Petit a écrit dans « Des tablettes »");
        let path = notice.path.as_deref().unwrap_or_default();
        assert!(path.contains(&format!("/{kept}-")) && path.ends_with("#message-3"), "{path}");
        notifications::read_topic(&portal.cx(teacher()), kept, None).await.expect("read");
        assert_eq!(unread(&portal, teacher()).await, 0);
    }
}
