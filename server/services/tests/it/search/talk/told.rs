//! Whatever changes what is indexed of topics, needs and messages, or who reads it, is told: the index is never other than the database.

use super::{DAY_MS, HOUR_MS, agree, bordeaux, documents, filed, for_needs, one, replied, scheduled, set_state, shown};
use crate::{
    cast::{animator, form as sheet, published, settle, sql, tilleuls, whole},
    discussions::{form, opened, other, person, says, space, writer},
    harness::{TestPortal, both},
};
use domain::{
    access::{Role, Viewer},
    discussions::{NeedStatus, PostState, Reaction, SpaceForm},
    events::Event,
    ids::{AccountId, PostId, TopicId},
    projects::{Cycle, Visibility},
    search::Thing,
    training::{SessionForm, SessionMove, TrainingForm, WishForm},
};
use services::{
    cx::Cx,
    discussions::{self, About, Where},
    index::Document,
    outbox, projects, training,
};
use std::collections::{BTreeMap, BTreeSet};

/// What whoever follows the database holds of it.
#[derive(Default)]
struct Kept {
    documents: BTreeMap<Thing, Document>,
    seq: i64,
}

impl Kept {
    /// Takes in what was told since the last time, and checks that nothing else is to be known; says how many things it was about.
    async fn follow(&mut self, portal: &TestPortal, why: &str) -> usize {
        let cx = portal.system();
        let mut conn = cx.read().await.expect("a connection");
        let mut concerned = BTreeSet::new();
        for entry in outbox::after(&mut conn, self.seq, 10_000).await.expect("events") {
            concerned.extend(discussions::concerned(&mut conn, &entry.event).await.expect("things"));
            self.seq = entry.seq;
        }
        drop(conn);
        let things: Vec<_> = concerned.into_iter().collect();
        let mut made = documents(portal, &things).await;
        for thing in &things {
            match made.remove(thing) {
                Some(document) => drop(self.documents.insert(thing.clone(), document)),
                None => drop(self.documents.remove(thing)),
            }
        }
        assert_eq!(self.documents, documents(portal, &shown(portal).await).await, "{why}");
        things.len()
    }
}

/// A training that the writer wished for, and that is announced to everyone a day later.
async fn announced_later(portal: &TestPortal) -> About {
    let (backer, desk) = (portal.cx(writer()), portal.cx(animator()));
    let wish = WishForm { title: "De la radio".into(), why: "Pour l’oral.".into(), cycle: Cycle::Two };
    let wish = training::make_wish(&backer, &wish).await.expect("a wish");
    let form = TrainingForm::read([("title", "Radio en classe"), ("summary", "Une demi-journée pour émettre."), ("cycles", "2")]);
    let slug = training::make(&desk, &form, Some(wish)).await.expect("a training");
    let pairs = [
        ("mode", "on-site"),
        ("place", "École des Tilleuls"),
        ("commune", "33063"),
        ("day-1", "2026-12-02"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "2"),
    ];
    let session = SessionForm::read(pairs.to_vec()).expect("a sound session");
    let session = training::prepare(&desk, &slug, session, &[AccountId::new(3)]).await.expect("a session");
    training::move_session(&desk, session, SessionMove::Open).await.expect("open");
    About::Training(training::training(&backer, &slug).await.expect("who wished for it sees it").training.id)
}

async fn beside(portal: &TestPortal, about: About, title: &str) -> TopicId {
    let opened = discussions::open_topic(&portal.cx(writer()), &form(portal, title, "Bonjour.", &[]), Some(about)).await;
    opened.expect("a topic").0
}

/// The first message of a topic.
async fn opening(cx: &Cx, topic: TopicId) -> PostId {
    discussions::topic(cx, topic, Where::Page(1)).await.expect("a page").posts.first().expect("its first message").id
}

both! {
    async fn who_reads_what_is_written_beside_a_project_is_who_of_the_community_reads_the_project(portal: TestPortal) {
        settle(&portal).await;
        let mut all = Vec::new();
        for visibility in Visibility::ALL {
            let mut form = sheet(&format!("Robots {}", visibility.key()), "Programmer ensemble.");
            form.draft.visibility = *visibility;
            let saved = published(&portal, &form).await;
            let topic = beside(&portal, About::Project(saved.id), "Quel robot ?").await;
            replied(&portal, animator(), topic, "Le petit.").await;
            all.push((saved.slug, topic));
        }
        let mut kept = Kept::default();
        kept.follow(&portal, "all is new").await;
        assert!(agree(&portal, &kept.documents).await > 2, "the cast reads different things");
        let (slug, topic) = all.first().expect("a project");
        assert!(!kept.documents[&Thing::Topic(*topic)].readers.include(&Viewer::Nobody, portal.system().now()), "between colleagues");
        projects::withdraw(&portal.cx(animator()), slug).await.expect("withdrawn");
        kept.follow(&portal, "its readers are not what they were").await;
        agree(&portal, &kept.documents).await;
        assert!(discussions::found(&portal.cx(other()), &[Thing::Topic(*topic)]).await.expect("found").is_empty());
        assert_eq!(one(&portal, writer(), Thing::Topic(*topic)).await.beside.as_deref(), Some("Robots public"));
    }

    async fn who_reads_what_is_written_beside_a_training_is_who_sees_the_training_at_the_time(portal: TestPortal) {
        settle(&portal).await;
        let topic = beside(&portal, announced_later(&portal).await, "Quel micro ?").await;
        replied(&portal, animator(), topic, "Celui de la salle.").await;
        let mut kept = Kept::default();
        kept.follow(&portal, "all is new").await;
        let before = agree(&portal, &kept.documents).await;
        let reads = async |viewer: Viewer| discussions::readable_things(&portal.cx(viewer)).await.expect("things").len();
        assert_eq!((reads(writer()).await, reads(other()).await, before), (2, 0, 2));
        portal.portal.clock.advance_ms(DAY_MS);
        agree(&portal, &kept.documents).await;
        assert_eq!((reads(other()).await, reads(person(4, Role::Parent, "33063")).await), (2, 0), "those who were told of it nothing new");
    }

    async fn whatever_changes_a_document_is_told(portal: TestPortal) {
        settle(&portal).await;
        let (mine, desk) = (portal.cx(writer()), portal.cx(animator()));
        let (public, slug) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let (everyone, _) = space(&portal, "Salle des maîtres", &[("read", "official")]).await;
        let needs = for_needs(&portal).await;
        let mut kept = Kept::default();
        let first = opened(&portal, &mine, "Les tablettes", &[public]).await;
        let (second, third) = (opened(&portal, &desk, "Les robots", &[public]).await, opened(&portal, &desk, "La radio", &[public]).await);
        let need = filed(&portal, needs, "Du réseau").await;
        kept.follow(&portal, "opened").await;
        let reply = replied(&portal, other(), first, "Une réponse.").await;
        let answer = replied(&portal, writer(), second, "Une autre.").await;
        assert_eq!(kept.follow(&portal, "said").await, 2, "a message alone");
        discussions::edit(&portal.cx(other()), reply, 1, &says("Une réponse de plus.")).await.expect("changed");
        kept.follow(&portal, "changed").await;
        discussions::react(&mine, reply, Reaction::Thanks, true).await.expect("thanked");
        kept.follow(&portal, "thanked").await;
        discussions::retitle(&mine, first, "Des tablettes").await.expect("called otherwise");
        discussions::accept(&mine, first, Some(reply)).await.expect("accepted");
        discussions::lock(&desk, first, true).await.expect("locked");
        kept.follow(&portal, "tended").await;
        discussions::move_to(&desk, first, &[everyone], &[]).await.expect("moved");
        kept.follow(&portal, "moved").await;
        agree(&portal, &kept.documents).await;
        discussions::merge(&desk, third, second, &[]).await.expect("merged");
        kept.follow(&portal, "merged").await;
        let apart = discussions::split(&desk, second, &[answer], "À part").await.expect("split");
        kept.follow(&portal, "split").await;
        assert!(kept.documents.contains_key(&Thing::Topic(apart)) && !kept.documents.contains_key(&Thing::Post(answer)), "it opens a topic now");
        agree(&portal, &kept.documents).await;
        set_state(&portal, reply, PostState::Hidden).await;
        kept.follow(&portal, "hidden").await;
        set_state(&portal, reply, PostState::Shown).await;
        kept.follow(&portal, "shown again").await;
        whole(&desk, second, PostState::Hidden).await;
        kept.follow(&portal, "hidden with its topic").await;
        whole(&desk, second, PostState::Shown).await;
        kept.follow(&portal, "shown with its topic").await;
        discussions::withdraw(&mine, answer).await.expect("taken back");
        kept.follow(&portal, "taken back with its topic").await;
        discussions::open_topic(&mine, &scheduled(&portal, public), None).await.expect("a topic");
        kept.follow(&portal, "scheduled").await;
        portal.portal.clock.advance_ms(2 * HOUR_MS);
        assert_eq!(discussions::open_due(&portal.system()).await.expect("opened"), 1);
        kept.follow(&portal, "opened at its minute").await;
        let pairs = [("name", "Entraide"), ("post", "teacher"), ("commune", "33039")];
        let form = SpaceForm::read(pairs).expect("a sound space");
        discussions::change_space(&desk, &slug, &form, false).await.expect("changed");
        kept.follow(&portal, "for others").await;
        agree(&portal, &kept.documents).await;
        discussions::answer_need(&portal.cx(animator()), need, None, NeedStatus::Heard, "La fibre arrive.").await.expect("answered");
        kept.follow(&portal, "answered").await;
        discussions::set_read_first(&desk, 20).await.expect("set");
        discussions::edit(&mine, opening(&mine, need).await, 1, &says("Rien.")).await.expect("changed");
        kept.follow(&portal, "read again").await;
        assert!(!kept.documents.contains_key(&Thing::Need(need)));
        set_state(&portal, opening(&mine, need).await, PostState::Shown).await;
        kept.follow(&portal, "let through").await;
        sql(
            &portal,
            "UPDATE school SET name = 'École Joséphine-Baker'; UPDATE commune SET name = 'Burdigala' WHERE insee = '33063';
             UPDATE account SET name = 'Camille Vasseur' WHERE id = 1",
        )
        .await;
        let mut change = portal.system().begin().await.expect("a change");
        change.tell(Event::SchoolChanged { school: tilleuls() });
        change.tell(Event::CommuneChanged { commune: bordeaux() });
        change.tell(Event::AuthorRenamed { account: AccountId::new(1) });
        change.commit().await.expect("kept");
        kept.follow(&portal, "called otherwise").await;
        let text = &kept.documents[&Thing::Need(need)].text;
        for word in ["Rien.", "La fibre arrive.", "Réseau", "Entendu", "Joséphine-Baker", "Burdigala", "Camille Vasseur"] {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}
