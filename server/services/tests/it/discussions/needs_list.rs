//! The list of needs, how long each waits, who backs it, and whom an answer is told.

use super::needs::{elsewhere, filed, form, here, need, official, settled, space};
use crate::{
    cast::{addressed, animator, count, letters, port, sql, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Member, Role, Viewer},
    discussions::{NeedOrder, NeedQuery, NeedStatus, PostForm, Service, TopicKind},
    ids::{AccountId, NeedStepId, TopicId},
    territory::Insee,
};
use services::{
    discussions::{self, NeedsPage, Where},
    error::Error,
    notifications,
};

const DAY_MS: i64 = 86_400_000;

fn all() -> NeedQuery {
    NeedQuery { commune: None, service: None, status: None, order: NeedOrder::Waiting }
}

async fn listed(portal: &TestPortal, viewer: Viewer, asked: &NeedQuery) -> NeedsPage {
    discussions::needs(&portal.cx(viewer), asked, 1).await.expect("needs")
}

fn titles(page: &NeedsPage) -> Vec<&str> {
    page.cards.iter().map(|card| card.title.as_str()).collect()
}

/// Someone of the same school as another.
fn colleague_of(viewer: Viewer, id: i64) -> Viewer {
    match viewer {
        Viewer::Member(member) => Viewer::Member(Member { id: AccountId::new(id), ..member }),
        other => other,
    }
}

both! {
    async fn a_school_backs_a_need_once_whoever_of_it_does(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let id = filed(&portal, here(), "Du réseau", space).await;
        let own = need(&portal, here(), id).await;
        assert_eq!((own.may_back.len(), own.may_leave.as_slice()), (0, ["École des Tilleuls".to_owned()].as_slice()), "it backs what it files");
        let (colleague, theirs, others) = (portal.cx(colleague_of(here(), 4)), portal.cx(elsewhere()), portal.cx(colleague_of(elsewhere(), 4)));
        discussions::back_need(&colleague, id).await.expect("backed already");
        assert_eq!(need(&portal, here(), id).await.card.backers, 1);
        assert_eq!(need(&portal, elsewhere(), id).await.may_back, ["École du Port"]);
        let (one, other) = tokio::join!(discussions::back_need(&theirs, id), discussions::back_need(&others, id));
        assert!(one.is_ok() && other.is_ok());
        let seen = need(&portal, here(), id).await;
        assert_eq!((seen.card.backers, seen.schools.as_slice()), (2, ["École des Tilleuls".to_owned(), "École du Port".to_owned()].as_slice()));
        assert_eq!(seen.by_commune, [("Bègles".to_owned(), 1), ("Bordeaux".to_owned(), 1)]);
        assert!(!format!("{seen:?}").contains("Durand") && !format!("{seen:?}").contains("Dominique"), "nobody is named");
        discussions::back_no_more(&colleague, id).await.expect("its school backs it no more");
        discussions::back_no_more(&colleague, id).await.expect("nor does it now");
        let left = need(&portal, here(), id).await;
        assert_eq!((left.card.backers, left.card.mine_backed, left.schools.as_slice()), (1, false, ["École du Port".to_owned()].as_slice()));
        sql(&portal, "UPDATE school SET state = 'ferme' WHERE uai = '0990001N'").await;
        assert!(matches!(discussions::back_need(&portal.cx(here()), id).await, Err(Error::Invalid(_))), "a school that is closed");
        assert_eq!(need(&portal, here(), id).await.may_back, Vec::<String>::new());
    }

    async fn everyone_who_backs_a_need_is_told_and_their_school_counts_once(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let id = filed(&portal, here(), "Du réseau", space).await;
        let colleague = colleague_of(here(), 4);
        let before = need(&portal, colleague.clone(), id).await;
        assert_eq!((before.may_back.as_slice(), before.may_leave.as_slice()), (["École des Tilleuls".to_owned()].as_slice(), ["École des Tilleuls".to_owned()].as_slice()));
        for _ in 0..2 {
            discussions::back_need(&portal.cx(colleague.clone()), id).await.expect("backed");
        }
        let after = need(&portal, colleague.clone(), id).await;
        assert_eq!((after.may_back.len(), after.card.backers, after.schools.len()), (0, 1, 1), "the school counts once");
        assert_eq!(letters(&portal).await, [], "the past is not written about");
        let desk = portal.cx(animator());
        let counted = (need(&portal, animator(), id).await.told, need(&portal, colleague.clone(), id).await.told);
        assert_eq!(counted, (2, 0), "whoever answers knows before how many are told");
        let step = discussions::answer_need(&desk, id, None, NeedStatus::Heard, "Entendu.").await.expect("said");
        assert_eq!(addressed(&letters(&portal).await), [("camille@exemple.fr", "Réponse à un besoin")]);
        let notices = notifications::notices(&portal.cx(colleague.clone()), 1).await.expect("notices").0;
        assert_eq!(notices.iter().map(|notice| notice.line.as_str()).collect::<Vec<_>>(), ["Le besoin « Du réseau » a reçu une réponse : « Entendu »"]);
        let told = async |step: NeedStepId, topic: TopicId| {
            let news = discussions::need_news(&mut desk.read().await.expect("a connection"), topic, step, desk.now()).await;
            news.expect("an answer").expect("news").accounts
        };
        assert_eq!(told(step, id).await, [AccountId::new(1), AccountId::new(4)]);
        // One need goes into another: who backed either is told.
        let into = filed(&portal, elsewhere(), "Du réseau aussi", space).await;
        discussions::merge(&desk, id, into, &[]).await.expect("one");
        assert_eq!((told(step, into).await.len(), need(&portal, elsewhere(), into).await.card.backers), (3, 2));
        discussions::back_no_more(&portal.cx(here()), into).await.expect("no more");
        assert_eq!(told(step, into).await, [AccountId::new(2)], "the school backs it no more, nor anyone in its name");
    }

    async fn a_need_waits_from_its_filing_until_it_is_closed(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let begins = portal.portal.clock.now();
        let id = filed(&portal, here(), "Du réseau", space).await;
        let mut last = None;
        let due = begins.plus_ms(60 * DAY_MS);
        // How many days go by, what is answered then, and what is shown: days of waiting, whether an answer is due and late.
        for (days, status, expected) in [
            (0, None, (0, Some(due), false)),
            (12, None, (12, Some(due), false)),
            (48, None, (60, Some(due), false)),
            (1, None, (61, Some(due), true)),
            (0, Some(NeedStatus::Heard), (61, None, false)),
            (5, Some(NeedStatus::Done), (66, None, false)),
            (30, None, (66, None, false)),
            (4, Some(NeedStatus::Studied), (100, None, false)),
        ] {
            portal.portal.clock.advance_ms(days * DAY_MS);
            if let Some(status) = status {
                last = Some(discussions::answer_need(&portal.cx(animator()), id, last, status, "Voilà.").await.expect("said"));
            }
            let card = need(&portal, here(), id).await.card;
            assert_eq!((card.waiting_days, card.due, card.late), expected, "{days} {status:?}");
            assert_eq!(listed(&portal, here(), &all()).await.cards, [card], "the list says the same");
        }
    }

    async fn what_one_may_not_read_is_in_no_list_and_no_count(portal: TestPortal) {
        settled(&portal).await;
        let limited = space(&portal, "Bordeaux", &[("commune", "33063")]).await;
        let open = space(&portal, "Partout", &[]).await;
        filed(&portal, here(), "Un câble", limited).await;
        portal.portal.clock.advance_ms(DAY_MS);
        let ent = discussions::file_need(&portal.cx(elsewhere()), &form("L’ENT est lent", Service::Ent, &port(), Some(open))).await.expect("filed").0;
        portal.portal.clock.advance_ms(DAY_MS);
        let network = filed(&portal, elsewhere(), "Du réseau", open).await;
        discussions::back_need(&portal.cx(here()), network).await.expect("backed");
        discussions::answer_need(&portal.cx(animator()), ent, None, NeedStatus::Done, "C’est fait.").await.expect("said");
        let (bordeaux, begles) = (Insee::parse("33063").expect("a code"), Insee::parse("33039").expect("a code"));
        for viewer in [here(), official(&["33063"]), animator()] {
            let page = listed(&portal, viewer.clone(), &all()).await;
            assert_eq!(titles(&page), ["Un câble", "Du réseau", "L’ENT est lent"], "{viewer:?}: what is closed comes last");
            assert_eq!(page.by_status, [(NeedStatus::Filed, 2), (NeedStatus::Done, 1)]);
            assert_eq!(page.by_service, [(Service::Network, 2), (Service::Ent, 1)]);
            assert_eq!(page.by_commune, [(begles.clone(), "Bègles".to_owned(), 2), (bordeaux.clone(), "Bordeaux".to_owned(), 1)]);
        }
        for viewer in [elsewhere(), official(&["33039"]), official(&[])] {
            let page = listed(&portal, viewer.clone(), &all()).await;
            assert_eq!((titles(&page), page.total), (vec!["Du réseau", "L’ENT est lent"], 2), "{viewer:?}");
            assert_eq!(page.by_commune, [(begles.clone(), "Bègles".to_owned(), 2)]);
            assert_eq!(page.by_service, [(Service::Network, 1), (Service::Ent, 1)]);
            let narrowed = listed(&portal, viewer, &NeedQuery { commune: Some(bordeaux.clone()), ..all() }).await;
            assert_eq!((narrowed.total, narrowed.cards.len(), narrowed.by_status.len()), (0, 0, 0));
        }
        for viewer in [Viewer::Nobody, member(4, &[Role::Parent], &[tilleuls()]), member(4, &[], &[])] {
            let page = listed(&portal, viewer, &all()).await;
            assert_eq!((page.total, page.by_status.len(), page.by_service.len(), page.by_commune.len()), (0, 0, 0, 0));
        }
        for (asked, expected) in [
            (NeedQuery { service: Some(Service::Network), ..all() }, vec!["Un câble", "Du réseau"]),
            (NeedQuery { status: Some(NeedStatus::Done), ..all() }, vec!["L’ENT est lent"]),
            (NeedQuery { commune: Some(begles.clone()), service: Some(Service::Network), ..all() }, vec!["Du réseau"]),
            (NeedQuery { commune: Some(bordeaux), status: Some(NeedStatus::Done), ..all() }, vec![]),
            (NeedQuery { order: NeedOrder::Recent, ..all() }, vec!["Du réseau", "L’ENT est lent", "Un câble"]),
            (NeedQuery { order: NeedOrder::Backed, ..all() }, vec!["Du réseau", "Un câble", "L’ENT est lent"]),
        ] {
            let page = listed(&portal, here(), &asked).await;
            assert_eq!((titles(&page), page.total as usize), (expected.clone(), expected.len()), "{asked:?}");
        }
        let done = listed(&portal, here(), &NeedQuery { status: Some(NeedStatus::Done), ..all() }).await;
        assert_eq!((done.by_status.len(), done.by_service.len(), done.by_commune.len()), (2, 1, 1), "each count says what its choice would show");
        let mine: Vec<_> = listed(&portal, here(), &all()).await.cards.iter().map(|card| card.mine_backed).collect();
        assert_eq!(mine, [true, true, false]);
        let beyond = discussions::needs(&portal.cx(here()), &all(), 9).await.expect("needs");
        assert_eq!((beyond.page, beyond.pages, beyond.cards.len()), (1, 1, 3));
    }

    async fn what_says_nearly_the_same_is_offered_as_far_as_one_may_read_it(portal: TestPortal) {
        settled(&portal).await;
        let limited = space(&portal, "Bordeaux", &[("commune", "33063")]).await;
        let open = space(&portal, "Partout", &[]).await;
        filed(&portal, here(), "Le réseau du préau", limited).await;
        filed(&portal, elsewhere(), "Du réseau au préau", open).await;
        let closed = filed(&portal, elsewhere(), "Réseau, préau", open).await;
        discussions::answer_need(&portal.cx(animator()), closed, None, NeedStatus::Declined, "Non.").await.expect("said");
        filed(&portal, elsewhere(), "Des vidéoprojecteurs", open).await;
        let (bordeaux, begles) = (Insee::parse("33063").expect("a code"), Insee::parse("33039").expect("a code"));
        let both = vec!["Le réseau du préau", "Du réseau au préau"];
        for (viewer, title, commune, service, expected) in [
            (here(), "réseaux des préaux", Some(&bordeaux), Service::Network, both.clone()),
            (here(), "réseaux des préaux", Some(&begles), Service::Network, both.iter().rev().copied().collect()),
            (here(), "du reseau au preau", Some(&bordeaux), Service::Network, both.iter().rev().copied().collect()),
            (here(), "Réseau des préaux", None, Service::Ent, vec![]),
            (here(), "Des tablettes", None, Service::Network, vec![]),
            (elsewhere(), "Le réseau du préau", Some(&bordeaux), Service::Network, vec!["Du réseau au préau"]),
            (Viewer::Nobody, "Le réseau du préau", Some(&bordeaux), Service::Network, vec![]),
        ] {
            let alike = discussions::similar_needs(&portal.cx(viewer), title, commune, service).await.expect("needs");
            assert_eq!(alike.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), expected, "{title} {service:?}");
        }
    }

    async fn needs_that_become_one_are_backed_by_the_schools_of_both(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let into = filed(&portal, here(), "Du réseau", space).await;
        let from = filed(&portal, elsewhere(), "Du réseau aussi", space).await;
        let cx = portal.cx(animator());
        discussions::merge(&cx, from, into, &[]).await.expect("one");
        let page = listed(&portal, elsewhere(), &all()).await;
        assert_eq!((titles(&page), page.cards[0].backers, page.cards[0].mine_backed), (vec!["Du réseau"], 2, true));
        assert!(matches!(discussions::back_need(&portal.cx(here()), from).await, Err(Error::Denied(_))), "its address leads on, and it takes no more");
        let said = PostForm::read([("body", "Et le chauffage ?")]).expect("a sound message");
        let post = discussions::reply(&portal.cx(elsewhere()), into, &said).await.expect("written");
        let talk = discussions::split(&cx, into, &[post], "Le chauffage").await.expect("two");
        let topic = discussions::topic(&cx, talk, Where::Page(1)).await.expect("a topic").topic;
        assert_eq!((topic.kind, listed(&portal, here(), &all()).await.total), (TopicKind::Talk, 1), "what is said beside a need is none");
    }

    async fn an_answer_is_told_to_those_who_back_the_need_and_may_still_read_it(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let id = filed(&portal, here(), "Du réseau", space).await;
        discussions::back_need(&portal.cx(elsewhere()), id).await.expect("backed");
        let step = discussions::answer_need(&portal.cx(official(&["33063"])), id, None, NeedStatus::Planned, "Pour janvier.").await.expect("said");
        let told = || { let cx = portal.system(); async move { discussions::need_news(&mut cx.read().await.expect("a connection"), id, step, cx.now()).await.expect("news") } };
        let news = told().await.expect("news");
        assert_eq!((news.title.as_str(), news.slug.as_str(), news.status), ("Du réseau", "du-reseau", NeedStatus::Planned));
        assert_eq!(news.accounts, [AccountId::new(1), AccountId::new(2)], "each once, and not who answered");
        discussions::back_no_more(&portal.cx(here()), id).await.expect("no more");
        assert_eq!(told().await.expect("news").accounts, [AccountId::new(2), AccountId::new(1)], "who filed it is told all the same");
        sql(&portal, "UPDATE account SET suspended_ms = 1 WHERE id = 1").await;
        assert_eq!(told().await.expect("news").accounts, [AccountId::new(2)]);
        sql(&portal, "DELETE FROM account_role WHERE account_id = 2").await;
        assert_eq!(told().await.expect("news").accounts, [], "who may not read it is told nothing");
        sql(&portal, "DELETE FROM need_step").await;
        assert_eq!(told().await, None);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM need_backer").await, 1);
    }
}
