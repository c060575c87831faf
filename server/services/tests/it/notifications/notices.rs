//! What the portal tells each member: read, forgotten, and never anyone else's.

use super::{
    caught_up,
    discussions::{follows, gathered, opens, other, says, space, told, unread},
    taken, to,
};
use crate::{
    cast::{animator, count, form, letters, published, sql, teacher, whole},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed, Position, PostState},
    notifications::{Frequency, LetterKind},
    projects::Subject,
};
use services::{discussions, error::Error, notifications, projects};

const DAY_MS: i64 = 24 * 3_600_000;

both! {
    async fn reading_a_topic_reads_what_was_told_of_it(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        let elsewhere = opens(&portal, teacher(), space, "Des cerceaux", &[]).await;
        for (topic, body) in [(topic, "Une."), (topic, "Deux."), (elsewhere, "Trois.")] {
            says(&portal, other(), topic, body).await;
        }
        letters(&portal).await;
        let cx = portal.cx(teacher());
        assert_eq!(unread(&portal, teacher()).await, 3);
        notifications::read_topic(&portal.cx(other()), topic, None).await.expect("nothing of theirs");
        notifications::read_topic(&portal.cx(Viewer::Nobody), topic, None).await.expect("nobody’s");
        assert_eq!(unread(&portal, teacher()).await, 3, "others read for themselves");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM topic_reading WHERE account_id = 1 AND position = 3").await, 0);
        notifications::read_topic(&cx, topic, Some(Position::new(3))).await.expect("read");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM topic_reading WHERE account_id = 1 AND position = 3").await, 1, "both at once");
        assert_eq!(told(&portal, teacher()).await.into_iter().map(|(_, _, read)| read).collect::<Vec<_>>(), [false, true, true]);
        let (notices, _) = notifications::notices(&cx, 1).await.expect("notices");
        notifications::read_one(&portal.cx(other()), &notices[0].id).await.expect("not theirs");
        assert_eq!(unread(&portal, teacher()).await, 1);
        notifications::read_one(&cx, &notices[0].id).await.expect("read");
        assert_eq!(unread(&portal, teacher()).await, 0);
        says(&portal, other(), topic, "Quatre.").await;
        letters(&portal).await;
        notifications::read_all(&cx).await.expect("read");
        assert_eq!((unread(&portal, teacher()).await, told(&portal, teacher()).await.len()), (0, 4));
        for refused in [notifications::read_all(&portal.cx(Viewer::Nobody)).await, notifications::read_one(&portal.cx(Viewer::Nobody), "x").await] {
            assert!(matches!(refused, Err(Error::SignIn)), "{refused:?}");
        }
        assert!(matches!(notifications::notices(&portal.cx(Viewer::Nobody), 1).await, Err(Error::SignIn)));
        assert_eq!(unread(&portal, Viewer::Nobody).await, 0);
    }

    async fn the_portal_tells_whatever_was_chosen_of_letters_and_where_none_can_go(portal: TestPortal) {
        gathered(&portal).await;
        let unreachable = || member(4, &[Role::Teacher], &[]);
        notifications::choose(&portal.cx(teacher()), &[(LetterKind::Replies, Frequency::Never)]).await.expect("chosen");
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        // What came before they followed it is not told.
        assert_eq!(letters(&portal).await, []);
        follows(&portal, unreachable(), Followed::Topic(topic), Attention::Watch).await;
        notifications::choose(&portal.cx(unreachable()), &[(LetterKind::Replies, Frequency::AtOnce)]).await.expect("chosen");
        says(&portal, other(), topic, "Deux.").await;
        assert_eq!(letters(&portal).await, []);
        assert_eq!((unread(&portal, teacher()).await, unread(&portal, unreachable()).await), (1, 1));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM letter").await, 0, "nothing waits that cannot leave");
    }

    async fn all_that_is_written_by_letter_is_told_in_the_portal_while_it_is_so(portal: TestPortal) {
        gathered(&portal).await;
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        caught_up(&portal).await;
        assert_eq!(taken(&portal), [to("camille", "Votre projet « Radio » est publié")], "what was handed over is read already");
        let (notices, _) = notifications::notices(&portal.cx(teacher()), 1).await.expect("notices");
        let [notice] = notices.as_slice() else { panic!("{notices:?}") };
        assert_eq!((notice.kind, notice.line.as_str(), notice.path.as_deref()), (LetterKind::Review, "Votre projet « Radio » est publié", Some("/projets/radio")));
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        assert_eq!(told(&portal, teacher()).await, []);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM notice").await, 0, "what is no longer so is forgotten");
    }

    async fn old_notices_are_forgotten(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        says(&portal, other(), topic, "Une.").await;
        letters(&portal).await;
        notifications::read_topic(&portal.cx(teacher()), topic, None).await.expect("read");
        says(&portal, other(), topic, "Deux.").await;
        letters(&portal).await;
        let mut swept = Vec::new();
        for days in [89, 2, 273, 2] {
            portal.portal.clock.advance_ms(days * DAY_MS);
            swept.push(notifications::sweep_notices(&portal.system()).await.expect("swept"));
        }
        assert_eq!(swept, [0, 1, 0, 1], "three months when read, else a year");
    }

    async fn a_page_holds_twenty_and_what_is_gone_leaves_no_hole(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, true).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        for number in 0..25 {
            says(&portal, other(), topic, &format!("Message {number}")).await;
        }
        letters(&portal).await;
        sql(&portal, "UPDATE post SET state = 'removed' WHERE position IN (25, 26)").await;
        let cx = portal.cx(teacher());
        let (first, more) = notifications::notices(&cx, 1).await.expect("notices");
        assert_eq!((first.len(), more), (20, true));
        let (second, more) = notifications::notices(&cx, 2).await.expect("notices");
        assert_eq!((second.len(), more), (3, false));
        assert!(first.iter().all(|notice| second.iter().all(|other| other.id != notice.id)));
        assert_eq!(unread(&portal, teacher()).await, 23);
    }

    async fn what_one_follows_is_named_as_long_as_one_may_read_it(portal: TestPortal) {
        gathered(&portal).await;
        let space = space(&portal, false).await;
        let topic = opens(&portal, teacher(), space, "Des tablettes", &[]).await;
        follows(&portal, other(), Followed::Space(space), Attention::Watch).await;
        portal.portal.clock.advance_ms(1);
        follows(&portal, other(), Followed::Topic(topic), Attention::Mute).await;
        let named = |viewer: Viewer| {
            let cx = portal.cx(viewer);
            async move {
                let titles = discussions::followed_titles(&cx, 1).await.expect("titles").titles;
                titles.into_iter().map(|one| (one.label, one.attention)).collect::<Vec<_>>()
            }
        };
        assert_eq!(named(other()).await, [("Des tablettes".to_owned(), Attention::Mute), ("Entraide".to_owned(), Attention::Watch)]);
        assert_eq!(named(member(2, &[], &[])).await, []);
        follows(&portal, other(), Followed::Space(space), Attention::Normal).await;
        assert_eq!(named(other()).await.len(), 1, "what is neither followed nor muted is not listed");
    }

    async fn what_one_follows_goes_by_pages_and_what_one_may_not_read_is_in_no_count(portal: TestPortal) {
        gathered(&portal).await;
        let (open, closed) = (space(&portal, true).await, space(&portal, false).await);
        for space in [open, closed] {
            follows(&portal, other(), Followed::Space(space), Attention::Watch).await;
        }
        for tag in Subject::ALL {
            follows(&portal, other(), Followed::Tag(*tag), Attention::Watch).await;
        }
        let read = opens(&portal, animator(), open, "Des tablettes", &[Subject::Emi]).await;
        let hidden = opens(&portal, animator(), open, "À masquer", &[Subject::Emi]).await;
        for topic in [read, hidden] {
            portal.portal.clock.advance_ms(1);
            follows(&portal, other(), Followed::Topic(topic), Attention::Watch).await;
        }
        whole(&portal.cx(animator()), hidden, PostState::Hidden).await;
        let all = 2 + Subject::ALL.len() + 1;
        let cx = portal.cx(other());
        let mut seen = Vec::new();
        for number in [1, 2] {
            let page = discussions::followed_titles(&cx, number).await.expect("a page");
            let listed = if number == 1 { 20 } else { all - 20 };
            assert_eq!((usize::try_from(page.total), page.page, page.pages, page.titles.len()), (Ok(all), number, 2, listed));
            seen.extend(page.titles);
        }
        assert_eq!(seen[0].label, "Des tablettes", "the latest first, and of what is hidden no trace");
        seen.sort_by_key(|one| one.followed);
        seen.dedup_by_key(|one| one.followed);
        assert_eq!(seen.len(), all, "each is on one page");
        assert_eq!(discussions::followed_titles(&cx, 99).await.expect("the last page").page, 2);
        let tag = seen.iter().find(|one| one.followed == Followed::Tag(Subject::Emi)).expect("followed");
        assert_eq!(tag.path, "/echanges?matiere=emi");
    }

    async fn the_topics_of_a_tag_are_those_that_one_may_read(portal: TestPortal) {
        gathered(&portal).await;
        let (open, closed) = (space(&portal, true).await, space(&portal, false).await);
        for number in 0..41 {
            opens(&portal, animator(), open, &format!("Sujet {number}"), &[Subject::Emi]).await;
        }
        opens(&portal, animator(), open, "Autre matière", &[Subject::Eps]).await;
        opens(&portal, animator(), closed, "Entre nous", &[Subject::Emi, Subject::Eps]).await;
        for (viewer, many, left) in [(other(), 42, 2), (Viewer::Nobody, 41, 1)] {
            let cx = portal.cx(viewer);
            let (first, total) = discussions::topics_tagged(&cx, Subject::Emi, 1).await.expect("topics");
            let (second, _) = discussions::topics_tagged(&cx, Subject::Emi, 2).await.expect("topics");
            assert_eq!((first.len(), total, second.len()), (40, many, left));
        }
        let (eps, _) = discussions::topics_tagged(&portal.cx(Viewer::Nobody), Subject::Eps, 1).await.expect("topics");
        assert_eq!(eps.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["Autre matière"]);
    }
}
