//! Trainings and sessions are found by those who see them, from the minute on at which they do.

use crate::{
    cast::{animator, port, settle, sql, tilleuls},
    harness::{TestPortal, both, member},
    training::{asks, radio, session, teacher, teachers},
};
use domain::{
    access::{Member, Role, Viewer},
    events::Event,
    ids::{AccountId, SessionId, WishId},
    paths,
    projects::Cycle,
    search::Thing,
    territory::{Insee, Uai},
    time::Timestamp,
    training::{CalendarQuery, SessionMove, SessionState, Standing, TrainingForm, WishForm},
};
use services::{
    identity::{self, NewPerson},
    index::document::Document,
    outbox, training,
};
use std::collections::{BTreeMap, BTreeSet};

const DAY_MS: i64 = 24 * 3_600_000;

/// Everyone whose view of trainings may differ.
fn everyone() -> Vec<Viewer> {
    vec![
        Viewer::Nobody,
        teacher(101, tilleuls()),
        // Wished for it.
        teacher(100, tilleuls()),
        // Asked for a place.
        teacher(102, tilleuls()),
        // Leads it.
        member(3, &[Role::Teacher], &[port()]),
        // Must agree that the teacher comes.
        member(1, &[Role::Head], &[tilleuls()]),
        member(2, &[Role::Head], &[port()]),
        member(4, &[Role::Advisor], &[]),
        animator(),
        delegate("33039"),
        member(4, &[Role::Official], &[]),
        member(4, &[Role::Parent], &[tilleuls()]),
        member(4, &[], &[]),
        Viewer::System("a test"),
    ]
}

fn insee(code: &str) -> Insee {
    Insee::parse(code).expect("a code")
}

fn delegate(commune: &str) -> Viewer {
    match member(4, &[Role::Delegate], &[]) {
        Viewer::Member(member) => Viewer::Member(Member { animates: vec![insee(commune)], ..member }),
        other => other,
    }
}

fn at(typed: &str) -> Timestamp {
    Timestamp::from_paris(typed).expect("an instant")
}

/// Two schools with their heads, and a training that answers a wish of two of the first one's teachers.
async fn answered(portal: &TestPortal) -> (WishId, String) {
    settle(portal).await;
    teachers(portal).await;
    sql(
        portal,
        "INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'), (2, '0990002P');
         INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (1, 'head', 'ent', 0), (2, 'head', 'ent', 0);",
    )
    .await;
    let wish = WishForm { title: "Des robots dehors".into(), why: "Pour la géométrie.".into(), cycle: Cycle::Two };
    let wish = training::make_wish(&portal.cx(teacher(100, tilleuls())), &wish).await.expect("a wish");
    training::back(&portal.cx(teacher(102, tilleuls())), wish, Cycle::Two).await.expect("backed");
    (wish, training::make(&portal.cx(animator()), &radio(), Some(wish)).await.expect("a training"))
}

/// A session of the training at `slug` that is being prepared, led by account 3.
async fn prepared(portal: &TestPortal, slug: &str, more: &[(&'static str, &'static str)]) -> SessionId {
    training::prepare(&portal.cx(animator()), slug, session(more), &[AccountId::new(3)]).await.expect("a session")
}

async fn moved(portal: &TestPortal, id: SessionId, by: SessionMove) {
    training::move_session(&portal.cx(animator()), id, by).await.expect("moved");
}

/// Every document, as it is made now.
async fn documents(portal: &TestPortal) -> Vec<Document> {
    let mut conn = portal.system().read().await.expect("a connection");
    let things = training::all_things(&mut conn).await.expect("things");
    training::documents(&mut conn, &things, portal.portal.clock.now()).await.expect("documents")
}

fn of(documents: &[Document], thing: Thing) -> Document {
    documents.iter().find(|document| document.thing == thing).cloned().expect("a document")
}

/// Checks that each person finds what they see, whoever is asked: the documents, the database, results, the calendar, the list of addresses; how
/// many things each does.
async fn agree(portal: &TestPortal, documents: &[Document]) -> Vec<usize> {
    let now = portal.portal.clock.now();
    let all: Vec<Thing> = documents.iter().map(|document| document.thing.clone()).collect();
    let mut counts = Vec::new();
    for viewer in everyone() {
        let cx = portal.cx(viewer.clone());
        let included = documents.iter().filter(|document| document.readers.include(&viewer, now));
        let found: BTreeSet<Thing> = included.map(|document| document.thing.clone()).collect();
        let readable: BTreeSet<Thing> = training::readable_things(&cx).await.expect("things").into_iter().collect();
        assert_eq!(found, readable, "{viewer:?}");
        let trainings = training::found_trainings(&cx, &all).await.expect("trainings");
        let sessions = training::found_sessions(&cx, &all).await.expect("sessions");
        let shown: BTreeSet<Thing> =
            trainings.iter().map(|found| found.thing.clone()).chain(sessions.iter().map(|found| found.thing.clone())).collect();
        assert_eq!(shown, readable, "{viewer:?}");
        let coming = sessions.iter().filter(|found| found.half_days.last().is_some_and(|last| now < last.until));
        let coming: BTreeSet<Thing> = coming.map(|found| found.thing.clone()).collect();
        let calendar = training::calendar(&cx, &CalendarQuery::default()).await.expect("a calendar");
        assert_eq!(coming, calendar.iter().map(|card| Thing::Session(card.id)).collect::<BTreeSet<_>>(), "{viewer:?}");
        let listed = training::shown_trainings(&cx).await.expect("addresses");
        let listed: BTreeSet<String> = listed.iter().map(|(slug, _)| paths::training(slug)).collect();
        assert_eq!(trainings.iter().map(|found| found.address.clone()).collect::<BTreeSet<_>>(), listed, "{viewer:?}");
        counts.push(found.len());
    }
    counts
}

/// Documents kept as the index keeps them: made again when an event concerns them.
#[derive(Default)]
struct Kept {
    seq: i64,
    documents: BTreeMap<Thing, Document>,
}

/// Follows what was told, and checks that nothing changed of which nothing was.
async fn follow(portal: &TestPortal, kept: &mut Kept, what: &str) {
    training::announce(&portal.system()).await.expect("looked");
    let mut conn = portal.system().read().await.expect("a connection");
    for entry in outbox::after(&mut conn, kept.seq, 1_000).await.expect("events") {
        let things = training::concerned(&mut conn, &entry.event).await.expect("things");
        kept.documents.retain(|thing, _| !things.contains(thing));
        for document in training::documents(&mut conn, &things, portal.portal.clock.now()).await.expect("documents") {
            kept.documents.insert(document.thing.clone(), document);
        }
        kept.seq = entry.seq;
    }
    drop(conn);
    let fresh: BTreeMap<_, _> = documents(portal).await.into_iter().map(|document| (document.thing.clone(), document)).collect();
    assert_eq!(kept.documents, fresh, "{what}");
}

async fn tell(portal: &TestPortal, event: Event) {
    let mut change = portal.system().begin().await.expect("a change");
    change.tell(event);
    change.commit().await.expect("told");
}

/// Changes a session as it is now.
async fn changed(portal: &TestPortal, id: SessionId, more: &[(&'static str, &'static str)], trainers: &[AccountId]) {
    let cx = portal.cx(animator());
    let seen = training::session_desk(&cx, id).await.expect("a desk").session.updated;
    training::change_session(&cx, id, seen, session(more), trainers).await.expect("changed");
}

both! {
    async fn who_finds_a_training_or_a_session_is_who_sees_it(portal: TestPortal) {
        let (wish, slug) = answered(&portal).await;
        let cx = portal.cx(animator());
        let held = prepared(&portal, &slug, &[("approval", "head")]).await;
        moved(&portal, held, SessionMove::Open).await;
        let awaiting = teacher(102, tilleuls());
        assert_eq!(asks(&portal, held, 102).await.standing, Standing::Asked);
        training::back_no_more(&portal.cx(awaiting), wish).await.expect("taken back");
        let draft = prepared(&portal, &slug, &[("day-1", "2026-12-09")]).await;
        let open = training::make(&cx, &radio(), None).await.expect("a training");
        let public = prepared(&portal, &open, &[("day-1", "2026-12-10"), ("commune", "33039")]).await;
        moved(&portal, public, SessionMove::Open).await;
        let called_off = prepared(&portal, &open, &[("day-1", "2026-12-11")]).await;
        moved(&portal, called_off, SessionMove::Cancel).await;
        let secret = training::make(&cx, &TrainingForm { title: "Plus tard".into(), ..radio() }, None).await.expect("a training");
        prepared(&portal, &secret, &[("day-1", "2026-12-14")]).await;

        let before = documents(&portal).await;
        assert!(before.iter().all(|document| document.thing != Thing::Session(draft)), "what is being prepared is not searched");
        // Two trainings and three sessions, of which one training and two sessions are everyone's.
        let first = [3, 3, 5, 5, 5, 5, 3, 5, 5, 3, 3, 3, 3, 5];
        assert_eq!(agree(&portal, &before).await, first);
        portal.portal.clock.advance_ms(DAY_MS - 1);
        assert_eq!(agree(&portal, &before).await, first, "from Monday at nine to Tuesday at nine");
        portal.portal.clock.advance_ms(1);
        assert_eq!(agree(&portal, &before).await, [5; 14], "the index need not be told");
        assert_eq!(agree(&portal, &documents(&portal).await).await, [5; 14]);

        portal.portal.clock.advance_ms(9 * DAY_MS);
        moved(&portal, held, SessionMove::Hold).await;
        moved(&portal, public, SessionMove::Cancel).await;
        training::save_report(&cx, held, "Nous avons **émis**.", false).await.expect("kept");
        assert!(!of(&documents(&portal).await, Thing::Session(held)).text.contains("émis"), "not shown yet");
        training::save_report(&cx, held, "Nous avons **émis**.", true).await.expect("shown");
        let after = documents(&portal).await;
        assert!(of(&after, Thing::Session(held)).text.ends_with("Nous avons émis."), "{after:?}");
        assert_eq!(agree(&portal, &after).await, [5; 14]);
    }

    async fn a_document_says_what_all_its_readers_see(portal: TestPortal) {
        let (_, slug) = answered(&portal).await;
        let more = [("mode", "both"), ("online", "https://visio.example/secret"), ("room", "Salle 2")];
        let held = prepared(&portal, &slug, &more).await;
        moved(&portal, held, SessionMove::Open).await;
        let open = training::make(&portal.cx(animator()), &TrainingForm { cycles: Vec::new(), ..radio() }, None).await.expect("a training");
        let public = prepared(&portal, &open, &[("day-1", "2026-12-10"), ("commune", "33039")]).await;
        moved(&portal, public, SessionMove::Open).await;
        let id = training::training(&portal.cx(animator()), &slug).await.expect("a training").training.id;
        let all = documents(&portal).await;

        let session = of(&all, Thing::Session(held));
        assert_eq!((session.title.as_str(), session.values.cycles.as_slice()), ("Radio en classe", &[Cycle::Two][..]));
        assert_eq!((session.values.communes, session.published), (vec![insee("33063")], Some(at("2026-11-24T09:00"))));
        for said in ["mercredi 2\u{a0}décembre 2026", "École des Tilleuls", "Salle 2", "Bordeaux", "Alix Martin"] {
            assert!(session.text.contains(said), "{said}: {}", session.text);
        }
        assert!(!session.text.contains("visio"), "where one connects is for those who have a seat");
        let other = of(&all, Thing::Session(public));
        assert_eq!((other.values.cycles, other.published), (Cycle::ALL.to_vec(), Some(at("2026-11-23T09:00"))));

        // Whoever sees one session of a training need not see the other.
        let training_of = async || of(&documents(&portal).await, Thing::Training(id));
        let training = training_of().await;
        assert_eq!((training.values.communes.len(), training.text.contains("Bordeaux")), (0, false), "{}", training.text);
        assert_eq!((training.published, training.text.starts_with("Une demi-journée pour émettre.")), (Some(at("2026-11-24T09:00")), true));
        portal.portal.clock.advance_ms(DAY_MS);
        assert_eq!(training::announce(&portal.system()).await.expect("told"), 1);
        assert_eq!(training::announce(&portal.system()).await.expect("looked"), 0, "once");
        let training = training_of().await;
        assert_eq!((training.values.communes, training.text.contains("Bordeaux")), (vec![insee("33063")], true));

        let things = [Thing::Session(public), Thing::Training(id), Thing::Session(held)];
        let nobody = portal.cx(Viewer::Nobody);
        let sessions = training::found_sessions(&nobody, &things).await.expect("sessions");
        assert_eq!(sessions.iter().map(|found| found.thing.clone()).collect::<Vec<_>>(), [Thing::Session(public), Thing::Session(held)]);
        let [found] = training::found_trainings(&nobody, &things).await.expect("trainings").try_into().expect("one");
        assert_eq!((found.title.as_str(), found.next.as_slice()), ("Radio en classe", &[at("2026-12-02T14:00")][..]));
        assert_eq!((sessions[1].starts, sessions[1].state, sessions[1].commune.as_str()), (Some(at("2026-12-02T14:00")), SessionState::Open, "Bordeaux"));
    }

    async fn what_changes_a_document_is_told(portal: TestPortal) {
        let (wish, slug) = answered(&portal).await;
        let (cx, mut kept, led) = (portal.cx(animator()), Kept::default(), [AccountId::new(3)]);
        let id = prepared(&portal, &slug, &[("approval", "head")]).await;
        follow(&portal, &mut kept, "prepared").await;
        moved(&portal, id, SessionMove::Open).await;
        follow(&portal, &mut kept, "open").await;
        let asked = asks(&portal, id, 102).await;
        follow(&portal, &mut kept, "asked for").await;
        changed(&portal, id, &[("approval", "inspector")], &led).await;
        follow(&portal, &mut kept, "heads are asked no more").await;
        changed(&portal, id, &[("approval", "head")], &[]).await;
        follow(&portal, &mut kept, "and are again, and nobody leads it").await;
        changed(&portal, id, &[("approval", "head"), ("room", "Salle 2")], &led).await;
        follow(&portal, &mut kept, "elsewhere").await;

        let head = |roles: &[Role], schools: &[Uai]| NewPerson {
            provider: identity::DEMO_PROVIDER.to_owned(),
            subject: "directrice".to_owned(),
            name: "Dominique Petit".to_owned(),
            email: None,
            roles: roles.to_vec(),
            schools: schools.to_vec(),
            communes: Vec::new(),
        };
        let readers = kept.documents[&Thing::Session(id)].readers.groups.len();
        let mut seen = Vec::new();
        for (roles, schools) in [([Role::Head], tilleuls()), ([Role::Teacher], tilleuls()), ([Role::Head], port()), ([Role::Head], tilleuls())] {
            identity::ensure_account(&portal.system(), &head(&roles, &[schools])).await.expect("an account");
            follow(&portal, &mut kept, "a head").await;
            seen.push(kept.documents[&Thing::Session(id)].readers.groups.len() - readers);
        }
        assert_eq!(seen, [1, 0, 0, 1]);
        identity::grant_to(&portal.system(), AccountId::new(101), Role::Head).await.expect("given");
        follow(&portal, &mut kept, "a head by hand").await;
        identity::revoke(&portal.system(), AccountId::new(101), Role::Head).await.expect("taken");
        follow(&portal, &mut kept, "and no more").await;

        training::back_no_more(&portal.cx(teacher(100, tilleuls())), wish).await.expect("taken back");
        follow(&portal, &mut kept, "wished for no more").await;
        training::decide(&cx, asked.id, true).await.expect("agreed");
        follow(&portal, &mut kept, "agreed").await;
        let wish = WishForm { title: "De la radio".into(), why: "Pour l’oral.".into(), cycle: Cycle::Two };
        let wish = training::make_wish(&portal.cx(teacher(103, tilleuls())), &wish).await.expect("a wish");
        training::answer_wish(&cx, wish, &slug).await.expect("answered");
        follow(&portal, &mut kept, "wished for by someone else").await;
        training::save(&cx, &slug, &TrainingForm { title: "Radio dehors".into(), ..radio() }).await.expect("saved");
        follow(&portal, &mut kept, "called otherwise").await;
        sql(&portal, "UPDATE account SET name = 'Alix Bernard' WHERE id = 3; UPDATE commune SET name = 'Bordeaux-Bastide' WHERE insee = '33063'").await;
        tell(&portal, Event::AuthorRenamed { account: AccountId::new(3) }).await;
        tell(&portal, Event::CommuneChanged { commune: insee("33063") }).await;
        follow(&portal, &mut kept, "other names").await;

        portal.portal.clock.advance_ms(DAY_MS);
        follow(&portal, &mut kept, "announced to everyone").await;
        training::give_up(&portal.cx(teacher(102, tilleuls())), id).await.expect("given up");
        follow(&portal, &mut kept, "a place given up").await;
        portal.portal.clock.advance_ms(9 * DAY_MS);
        moved(&portal, id, SessionMove::Hold).await;
        follow(&portal, &mut kept, "held").await;
        for (report, publish) in [("Un brouillon", false), ("Nous avons émis.", true), ("Nous avons bien émis.", true)] {
            training::save_report(&cx, id, report, publish).await.expect("kept");
            follow(&portal, &mut kept, report).await;
        }
        let other = prepared(&portal, &slug, &[("day-1", "2026-12-16")]).await;
        moved(&portal, other, SessionMove::Cancel).await;
        follow(&portal, &mut kept, "called off").await;
        moved(&portal, id, SessionMove::Close).await;
        follow(&portal, &mut kept, "closed").await;
    }
}
