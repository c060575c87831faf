//! Topics, needs and messages in the index: found by those who may read them and by nobody else.

mod told;

use crate::{
    cast::{animator, form as sheet, port, published, settle, sql, teacher, tilleuls, whole},
    discussions::{colleague, form, opened, opened_saying, other, person, says, space, writer},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{LinkKey, Member, Principal, Role, Viewer},
    discussions::{NeedForm, PostState, Sent, TopicForm},
    ids::{AccountId, PostId, SpaceId, TopicId},
    projects::{PartnerCall, Reach, Subject},
    search::Thing,
    territory::Insee,
    time::Day,
};
use services::{
    cx::Cx,
    db::Db,
    discussions::{self, TalkFound, Where},
    error::Error,
    index::Document,
    projects,
};
use std::collections::{BTreeMap, BTreeSet};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn bordeaux() -> Insee {
    Insee::parse("33063").expect("a code")
}

/// Everyone whose view of what is said differs.
fn cast() -> Vec<Viewer> {
    let delegate = Member {
        id: AccountId::new(4),
        name: "Membre 4".into(),
        roles: vec![Role::Delegate],
        schools: Vec::new(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        animates: vec![bordeaux()],
        links: Vec::new(),
    };
    vec![
        Viewer::Nobody,
        Viewer::Holder(vec![LinkKey::new("un-secret")]),
        writer(),
        other(),
        colleague(),
        animator(),
        person(4, Role::Parent, "33063"),
        person(4, Role::Parent, "33039"),
        person(4, Role::Official, "33063"),
        person(4, Role::Official, "33039"),
        person(4, Role::Head, "33063"),
        person(4, Role::Advisor, "33063"),
        member(4, &[Role::Admin], &[]),
        member(4, &[Role::Teacher, Role::Parent], &[port()]),
        member(4, &[], &[tilleuls()]),
        Viewer::Member(delegate),
        Viewer::System("a test"),
    ]
}

async fn numbers(portal: &TestPortal, text: &'static str) -> Vec<i64> {
    match &portal.portal.db {
        Db::Sqlite { read, .. } => sqlx::query_scalar(text).fetch_all(read).await.expect("numbers"),
        Db::Postgres { write, .. } => sqlx::query_scalar(text).fetch_all(write).await.expect("numbers"),
    }
}

/// Whatever was written, in whatever state, as everything that it may be found as.
async fn everything(portal: &TestPortal) -> Vec<Thing> {
    let topics = numbers(portal, "SELECT id FROM topic ORDER BY id").await.into_iter().map(TopicId::new);
    let mut things: Vec<_> = topics.flat_map(|id| [Thing::Topic(id), Thing::Need(id)]).collect();
    things.extend(numbers(portal, "SELECT id FROM post ORDER BY id").await.into_iter().map(|id| Thing::Post(PostId::new(id))));
    things
}

async fn documents(portal: &TestPortal, things: &[Thing]) -> BTreeMap<Thing, Document> {
    let cx = portal.system();
    let made = discussions::documents(&mut cx.read().await.expect("a connection"), things, cx.now()).await.expect("documents");
    made.into_iter().map(|document| (document.thing.clone(), document)).collect()
}

async fn shown(portal: &TestPortal) -> Vec<Thing> {
    discussions::all_things(&mut portal.system().read().await.expect("a connection")).await.expect("things")
}

/// Whether its page is there for someone.
async fn is_open(cx: &Cx, thing: &Thing) -> bool {
    let answer = match thing {
        Thing::Topic(id) | Thing::Need(id) => discussions::topic(cx, *id, Where::Page(1)).await.map(drop),
        Thing::Post(id) => discussions::post(cx, *id).await.map(drop),
        other => panic!("{other} is said by nobody"),
    };
    match answer {
        Ok(()) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    }
}

/// Checks that everyone is let to read what their lists show, what its page shows them and what results show them; `kept` are documents, as old
/// as may be. Gives how many different views there are.
async fn agree(portal: &TestPortal, kept: &BTreeMap<Thing, Document>) -> usize {
    let everything = everything(portal).await;
    let told: BTreeSet<_> = kept.keys().cloned().collect();
    assert_eq!(told, shown(portal).await.into_iter().collect(), "what is shown is indexed, and no more");
    let mut views = BTreeSet::new();
    for viewer in cast() {
        let cx = portal.cx(viewer.clone());
        let readable: BTreeSet<_> = discussions::readable_things(&cx).await.expect("things").into_iter().collect();
        let included = kept.iter().filter(|(_, document)| document.readers.include(&viewer, cx.now())).map(|(thing, _)| thing.clone());
        assert_eq!(included.collect::<BTreeSet<_>>(), readable, "{viewer:?} by the index");
        let mut open = BTreeSet::new();
        for thing in kept.keys() {
            if is_open(&cx, thing).await {
                open.insert(thing.clone());
            }
        }
        assert_eq!(open, readable, "{viewer:?} on pages");
        let found = discussions::found(&cx, &everything).await.expect("found");
        let expected = everything.iter().filter(|thing| readable.contains(thing)).cloned();
        assert_eq!(found.into_iter().map(|found| found.thing).collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{viewer:?} in results");
        views.insert(readable);
    }
    views.len()
}

/// The same of documents made now.
async fn agree_now(portal: &TestPortal) -> usize {
    let made = documents(portal, &everything(portal).await).await;
    agree(portal, &made).await
}

async fn set_state(portal: &TestPortal, post: PostId, state: PostState) {
    let cx = portal.cx(animator());
    let mut change = cx.begin().await.expect("a change");
    discussions::set_state(&cx, &mut change, post, state, "").await.expect("decided");
    change.commit().await.expect("kept");
}

async fn replied(portal: &TestPortal, viewer: Viewer, topic: TopicId, body: &str) -> PostId {
    discussions::reply(&portal.cx(viewer), topic, &says(body)).await.expect("said")
}

/// A space that takes needs.
async fn for_needs(portal: &TestPortal) -> SpaceId {
    let pairs = [("needs", "yes"), ("post", "teacher"), ("post", "head"), ("read", "official"), ("commune", "33063")];
    space(portal, "Besoins", &pairs).await.0
}

async fn filed(portal: &TestPortal, space: SpaceId, title: &str) -> TopicId {
    let uai = tilleuls().to_string();
    let pairs = [("title", title), ("service", "network"), ("school", uai.as_str()), ("body", "Rien ne passe.")];
    let form = NeedForm { space: Some(space), ..NeedForm::read(pairs).expect("a sound need") };
    discussions::file_need(&portal.cx(writer()), &form).await.expect("filed").0
}

fn scheduled(portal: &TestPortal, space: SpaceId) -> TopicForm {
    let space = space.to_string();
    let pairs = [("title", "Demain"), ("body", "Bonjour."), ("space", space.as_str()), ("opens", "2026-11-23T10:00")];
    TopicForm::read(pairs, portal.portal.clock.now()).expect("sound")
}

/// A topic between the first teacher and a colleague, who answers their call.
async fn between(portal: &TestPortal) -> TopicId {
    sql(portal, "INSERT INTO account_school (account_id, uai) VALUES (2, '0990002P')").await;
    let saved = published(portal, &sheet("Radio", "Un texte")).await;
    let until = Day::containing(portal.system().now().plus_ms(DAY_MS));
    let call = PartnerCall { message: "Échanger des lettres sonores".into(), cycles: Vec::new(), reach: Reach::Anywhere, until };
    projects::seek_partners(&portal.cx(teacher()), &saved.slug, Some(&call)).await.expect("asked");
    discussions::answer_call(&portal.cx(colleague()), &saved.slug, "Nous, des CE2.", &Sent::default()).await.expect("answered").0
}

async fn one(portal: &TestPortal, viewer: Viewer, thing: Thing) -> TalkFound {
    discussions::found(&portal.cx(viewer), &[thing]).await.expect("found").pop().expect("it is there")
}

both! {
    async fn who_reads_what_is_indexed_is_who_reads_it_in_the_database(portal: TestPortal) {
        settle(&portal).await;
        let (public, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let (everyone, _) = space(&portal, "Salle des maîtres", &[("read", "official")]).await;
        let (commune, _) = space(&portal, "Bordeaux", &[("commune", "33063"), ("read", "parent"), ("read", "official")]).await;
        let (heads, _) = space(&portal, "Direction", &[("post", "head")]).await;
        let (advisors, _) = space(&portal, "Conseil", &[("post", "advisor"), ("commune", "33039")]).await;
        let cx = portal.cx(animator());
        for (title, spaces) in [
            ("Public", vec![public]),
            ("Maîtres", vec![everyone]),
            ("Bordeaux", vec![commune]),
            ("Direction", vec![heads]),
            ("Conseil", vec![advisors]),
            ("Bordeaux et direction", vec![commune, heads]),
            ("Partout", vec![commune, public]),
        ] {
            let topic = opened(&portal, &cx, title, &spaces).await;
            replied(&portal, animator(), topic, "Une réponse.").await;
        }
        let need = filed(&portal, for_needs(&portal).await, "Du réseau").await;
        replied(&portal, writer(), need, "Toujours rien.").await;
        assert!(agree_now(&portal).await > 6, "the cast reads different things");
    }

    async fn what_is_private_is_found_by_those_between_whom_it_is(portal: TestPortal) {
        settle(&portal).await;
        let topic = between(&portal).await;
        let answer = replied(&portal, teacher(), topic, "Volontiers !").await;
        let made = documents(&portal, &everything(&portal).await).await;
        agree(&portal, &made).await;
        let accounts = [1, 2].map(|id| Principal::Account(AccountId::new(id)));
        for thing in [Thing::Topic(topic), Thing::Post(answer)] {
            assert_eq!(made[&thing].readers.groups, accounts, "and nobody else, the animator neither");
        }
        assert!(one(&portal, colleague(), Thing::Post(answer)).await.private);
    }

    async fn what_is_not_shown_is_in_no_document(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let mine = portal.cx(writer());
        let topic = opened(&portal, &mine, "Les tablettes", &[space]).await;
        let mut posts = Vec::new();
        for body in ["Une.", "Deux.", "Trois.", "Quatre."] {
            posts.push(replied(&portal, writer(), topic, body).await);
        }
        set_state(&portal, posts[0], PostState::Hidden).await;
        set_state(&portal, posts[1], PostState::Removed).await;
        discussions::withdraw(&mine, posts[2]).await.expect("taken back");
        let hidden = opened(&portal, &mine, "Masqué", &[space]).await;
        let with_it = replied(&portal, other(), hidden, "Une réponse.").await;
        whole(&portal.cx(animator()), hidden, PostState::Hidden).await;
        discussions::open_topic(&mine, &scheduled(&portal, space), None).await.expect("a topic");
        discussions::set_read_first(&portal.cx(animator()), 20).await.expect("set");
        let waits = replied(&portal, other(), topic, "Je suis nouvelle.").await;
        agree_now(&portal).await;
        let made = documents(&portal, &everything(&portal).await).await;
        assert_eq!(made.into_keys().collect::<Vec<_>>(), [Thing::Topic(topic), Thing::Post(posts[3])]);
        for thing in [Thing::Post(posts[0]), Thing::Post(with_it), Thing::Topic(hidden), Thing::Post(waits), Thing::Need(topic)] {
            for viewer in [writer(), other(), animator()] {
                assert!(discussions::found(&portal.cx(viewer), std::slice::from_ref(&thing)).await.expect("found").is_empty(), "{thing}");
            }
        }
    }

    async fn a_message_is_found_by_what_it_says_itself_and_shown_with_where_it_stands(portal: TestPortal) {
        settle(&portal).await;
        let (open, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let (closed, _) = space(&portal, "Salle des maîtres", &[("read", "official")]).await;
        let cx = portal.cx(writer());
        let topic = opened_saying(&portal, &cx, "Les tablettes", "Qui en a **vu** ?", &[open, closed]).await;
        portal.portal.clock.advance_ms(HOUR_MS);
        let said = "> [Message 1](/echanges/messages/1) :\n>\n> Qui en a vu ?\n\nMoi, @Camille Durand, au *préau*.";
        let post = replied(&portal, animator(), topic, said).await;
        let made = documents(&portal, &shown(&portal).await).await;
        let (document, whole) = (&made[&Thing::Post(post)], &made[&Thing::Topic(topic)]);
        assert_eq!((document.title.as_str(), document.text.as_str()), ("", "Moi, , au préau. · Alix Martin"));
        assert_eq!((whole.title.as_str(), whole.text.as_str()), ("Les tablettes", "Qui en a vu ? · Camille Durand"));
        assert_eq!((document.published, document.updated), (Some(portal.system().now()), portal.system().now()));
        let found = one(&portal, writer(), Thing::Post(post)).await;
        assert_eq!((found.title.as_str(), found.text.as_str(), found.author.as_str()), ("Les tablettes", "Moi, @Camille Durand, au préau.", "Alix Martin"));
        assert_eq!(found.address, format!("/echanges/sujets/{topic}-les-tablettes#message-2"));
        assert_eq!((found.at, found.replies, found.answered, found.spaces), (portal.system().now(), 1, false, vec!["Entraide".into(), "Salle des maîtres".into()]));
        assert_eq!(one(&portal, Viewer::Nobody, Thing::Topic(topic)).await.spaces, ["Entraide"], "as far as one reads them");
        discussions::accept(&cx, topic, Some(post)).await.expect("accepted");
        assert!(one(&portal, Viewer::Nobody, Thing::Topic(topic)).await.answered && one(&portal, Viewer::Nobody, Thing::Post(post)).await.answered);
    }

    async fn what_a_topic_is_about_is_counted_without_saying_where_else_it_stands(portal: TestPortal) {
        settle(&portal).await;
        let (here, _) = space(&portal, "Bordeaux", &[("commune", "33063")]).await;
        let (two, _) = space(&portal, "Bordeaux et Bègles", &[("commune", "33063"), ("commune", "33039")]).await;
        let (open, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let desk = portal.cx(animator());
        let mut counted = Vec::new();
        for spaces in [vec![here], vec![here, two], vec![here, open]] {
            let mut form = form(&portal, "Les sciences", "Bonjour.", &spaces);
            form.tags = vec![Subject::Sciences];
            let topic = Thing::Topic(discussions::open_topic(&desk, &form, None).await.expect("a topic").0);
            let values = documents(&portal, std::slice::from_ref(&topic)).await.remove(&topic).expect("a document").values;
            assert_eq!(values.subjects, [Subject::Sciences]);
            counted.push(values.communes);
        }
        assert_eq!(counted, [vec![bordeaux()], vec![bordeaux()], Vec::new()]);
        let need = Thing::Need(filed(&portal, for_needs(&portal).await, "Du réseau").await);
        let values = documents(&portal, std::slice::from_ref(&need)).await.remove(&need).expect("a document").values;
        assert_eq!((values.communes, values.schools), (vec![bordeaux()], vec![tilleuls()]));
    }
}
