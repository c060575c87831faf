//! Collections, schools and communes are found by whoever may open them, and what is near a school is what lies there.

use super::cast;
use crate::{
    cast::{animator, form, port, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    curation::CollectionForm,
    events::Event,
    ids::{AccountId, ProjectId},
    order::Shift,
    projects::{ProjectForm, Visibility},
    search::{Near, Thing},
    territory::{Insee, Membership, Position, SchoolKind, SchoolState, Uai},
    time::Timestamp,
};
use services::{
    curation,
    index::document::{Document, Readers, Values},
    outbox,
    projects::{self, Saved},
    territory::{self, PlaceFacts},
};
use std::collections::{BTreeSet, HashMap};

fn theme(title: &str) -> CollectionForm {
    CollectionForm { title: title.into(), summary: "Trois classes.".into(), body: "Par où **commencer**.".into() }
}

fn seen_by(visibility: Visibility, title: &str) -> ProjectForm {
    let mut form = form(title, "Un texte");
    form.draft.visibility = visibility;
    form
}

/// A collection that is being made; its address.
async fn gathered(portal: &TestPortal, title: &str, projects: &[&Saved]) -> String {
    let cx = portal.cx(animator());
    let slug = curation::make(&cx, &theme(title)).await.expect("made");
    for project in projects {
        curation::add(&cx, &slug, &project.slug).await.expect("added");
    }
    slug
}

async fn shown(portal: &TestPortal, title: &str, projects: &[&Saved]) -> String {
    let slug = gathered(portal, title, projects).await;
    curation::publish(&portal.cx(animator()), &slug).await.expect("published");
    slug
}

async fn thing(portal: &TestPortal, slug: &str) -> Thing {
    let all = curation::all_collections(&portal.cx(animator())).await.expect("a list");
    let card = all.into_iter().find(|card| card.collection.slug == slug).expect("a collection");
    Thing::Collection(card.collection.id)
}

async fn documents(portal: &TestPortal) -> Vec<Document> {
    let cx = portal.system();
    let mut conn = cx.read().await.expect("a connection");
    let all = curation::all_things(&mut conn).await.expect("ids");
    curation::documents(&mut conn, &all, cx.now()).await.expect("documents")
}

/// Everything that was told so far.
async fn told(portal: &TestPortal) -> Vec<Event> {
    let mut conn = portal.system().read().await.expect("a connection");
    outbox::after(&mut conn, 0, 1_000).await.expect("events").into_iter().map(|entry| entry.event).collect()
}

async fn concerned(portal: &TestPortal, events: &[Event]) -> BTreeSet<Thing> {
    let mut conn = portal.system().read().await.expect("a connection");
    let mut things = BTreeSet::new();
    for event in events {
        things.extend(curation::concerned(&mut conn, event).await.expect("things"));
    }
    things
}

fn reads(viewer: &Viewer, document: &Document) -> bool {
    let groups = viewer.principals();
    matches!(viewer, Viewer::System(_)) || document.readers.groups.iter().any(|group| groups.contains(group))
}

/// How many collections each of the cast reads: lists, pages, results and the readers that the index is told agree on which.
async fn agreed(portal: &TestPortal) -> Vec<usize> {
    let documents = documents(portal).await;
    let all = curation::all_collections(&portal.cx(animator())).await.expect("a list");
    let ids: Vec<_> = all.iter().map(|card| Thing::Collection(card.collection.id)).collect();
    let mut counts = Vec::new();
    for viewer in cast() {
        let cx = portal.cx(viewer.clone());
        let readable: BTreeSet<_> = curation::readable_things(&cx).await.expect("things").into_iter().collect();
        let listed = curation::collections(&cx).await.expect("a list");
        assert_eq!(listed.iter().map(|card| Thing::Collection(card.collection.id)).collect::<BTreeSet<_>>(), readable, "{viewer:?}");
        let indexed = documents.iter().filter(|document| reads(&viewer, document)).map(|document| document.thing.clone());
        assert_eq!(indexed.collect::<BTreeSet<_>>(), readable, "{viewer:?}");
        let found = curation::found(&cx, &ids).await.expect("results");
        let expected: Vec<_> = ids.iter().filter(|thing| readable.contains(*thing)).collect();
        assert_eq!(found.iter().map(|found| &found.thing).collect::<Vec<_>>(), expected, "in the order asked for, {viewer:?}");
        for found in &found {
            let card = listed.iter().find(|card| Thing::Collection(card.collection.id) == found.thing).expect("its card");
            assert_eq!(found.projects, card.projects.len() as i64, "{viewer:?}");
        }
        for (card, thing) in all.iter().zip(&ids) {
            let opened = curation::collection(&cx, &card.collection.slug).await.is_ok();
            assert_eq!(opened, readable.contains(thing), "{viewer:?} {}", card.collection.slug);
        }
        counts.push(readable.len());
    }
    counts
}

both! {
    async fn a_collection_is_there_for_those_who_read_something_of_it(portal: TestPortal) {
        settle(&portal).await;
        let open = published(&portal, &seen_by(Visibility::Public, "Radio")).await;
        let own = published(&portal, &seen_by(Visibility::School, "Jardin")).await;
        let between_us = published(&portal, &seen_by(Visibility::Community, "Robots")).await;
        let both = shown(&portal, "À l’antenne", &[&open, &own]).await;
        shown(&portal, "Dans la cour", &[&own]).await;
        shown(&portal, "Entre collègues", &[&between_us]).await;
        let making = gathered(&portal, "En préparation", &[&open]).await;
        let emptied = shown(&portal, "Vidé", &[&open]).await;
        curation::take_out(&portal.cx(animator()), &emptied, open.id).await.expect("out");
        assert_eq!(agreed(&portal).await, [1, 3, 2, 3, 2, 2, 3, 1, 3]);

        let before = told(&portal).await.len();
        projects::withdraw(&portal.cx(animator()), &open.slug).await.expect("withdrawn");
        let told = told(&portal).await.split_off(before);
        assert_eq!(concerned(&portal, &told).await, BTreeSet::from([thing(&portal, &both).await, thing(&portal, &making).await]));
        assert_eq!(agreed(&portal).await, [0, 3, 1, 3, 2, 1, 3, 0, 3], "what is withdrawn takes its readers along");
        let erased = Event::AccountErased { account: AccountId::new(1) };
        assert_eq!(concerned(&portal, &[erased]).await.len(), 5, "whose reader they were is no longer known");
    }

    async fn a_collection_is_found_by_what_it_says_itself(portal: TestPortal) {
        settle(&portal).await;
        let open = published(&portal, &seen_by(Visibility::Public, "Radio")).await;
        let own = published(&portal, &seen_by(Visibility::School, "Jardin")).await;
        let slug = shown(&portal, "À l’antenne", &[&open, &own]).await;
        let said = documents(&portal).await;
        let [document] = said.as_slice() else { panic!("{said:?}") };
        assert_eq!((document.title.as_str(), document.text.as_str()), ("À l’antenne", "Trois classes. · Par où commencer."));
        assert_eq!(document.values, Values::default(), "nothing of projects that not all of its readers may read");
        assert_eq!(document.published, Some(portal.system().now()));
        let things = [Thing::Project(open.id), document.thing.clone(), Thing::School(tilleuls())];
        let found = curation::found(&portal.cx(Viewer::Nobody), &things).await.expect("results");
        assert_eq!(found.len(), 1, "of its own things alone");
        assert_eq!((found[0].title.as_str(), found[0].text.as_str()), ("À l’antenne", document.text.as_str()));
        assert_eq!((found[0].summary.as_str(), found[0].address.as_str(), found[0].projects), ("Trois classes.", "/dossiers/a-l-antenne", 1));
        curation::withdraw(&portal.cx(animator()), &slug).await.expect("withdrawn");
        assert_eq!(documents(&portal).await, []);
        assert_eq!(curation::found(&portal.cx(Viewer::Nobody), &things).await.expect("results"), []);
    }

    async fn every_write_of_a_collection_is_told(portal: TestPortal) {
        settle(&portal).await;
        let (radio, jardin) = (published(&portal, &form("Radio", "Un texte")).await, published(&portal, &form("Jardin", "Un texte")).await);
        let cx = portal.cx(animator());
        let before = told(&portal).await.len();
        let slug = gathered(&portal, "À l’antenne", &[&radio, &jardin]).await;
        let collection = thing(&portal, &slug).await;
        assert_eq!(told(&portal).await.len(), before + 3);
        curation::add(&cx, &slug, &radio.slug).await.expect("it is in it already");
        assert_eq!(told(&portal).await.len(), before + 3, "that changes nothing");
        curation::shift(&cx, &slug, jardin.id, Shift::Up).await.expect("moved");
        curation::take_out(&cx, &slug, radio.id).await.expect("out");
        curation::save(&cx, &slug, &theme("La radio")).await.expect("saved");
        curation::publish(&cx, &slug).await.expect("published");
        curation::withdraw(&cx, &slug).await.expect("withdrawn");
        curation::delete(&cx, &slug).await.expect("deleted");
        let told = told(&portal).await.split_off(before);
        assert_eq!(told.len(), 9);
        for event in &told {
            assert_eq!(concerned(&portal, std::slice::from_ref(event)).await, BTreeSet::from([collection.clone()]), "{event:?}");
        }
        assert_eq!(documents(&portal).await, []);
    }

    async fn schools_and_communes_are_everyone_s_to_find(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "UPDATE school SET state = 'ferme', constituency = 'Circonscription du Port', priority = 'rep-plus' WHERE uai = '0990002P'").await;
        let (begles, bordeaux) = (Insee::parse("33039").expect("a code"), Insee::parse("33063").expect("a code"));
        let cx = portal.system();
        let mut conn = cx.read().await.expect("a connection");
        let all = territory::all_things(&mut conn).await.expect("things");
        assert_eq!(
            all,
            [Thing::School(tilleuls()), Thing::School(port()), Thing::Commune(begles.clone()), Thing::Commune(bordeaux.clone())],
            "a closed school keeps its page"
        );
        let documents = territory::documents(&mut conn, &all, cx.now()).await.expect("documents");
        let of = |thing: Thing, title: &str, text: &str, communes: Vec<Insee>, schools: Vec<Uai>| Document {
            text: text.into(),
            values: Values { communes, schools, ..Values::default() },
            ..Document::new(thing, Readers::everyone(), title, Timestamp::from_ms(0))
        };
        let closed = "École primaire · Bègles · 0990002P · Circonscription du Port · REP+";
        let expected = [
            of(all[0].clone(), "École des Tilleuls", "École élémentaire · Bordeaux · 0990001N", vec![bordeaux.clone()], vec![tilleuls()]),
            of(all[1].clone(), "École du Port", closed, vec![begles.clone()], vec![port()]),
            of(all[2].clone(), "Bègles", "33039", vec![begles.clone()], vec![]),
            of(all[3].clone(), "Bordeaux", "33063", vec![bordeaux.clone()], vec![]),
        ];
        assert_eq!(documents, expected);
        let unknown = Insee::parse("33550").expect("a code");
        let elsewhere = [Thing::Project(ProjectId::new(1)), Thing::School(Uai::from_number(990_099)), Thing::Commune(unknown)];
        assert_eq!(territory::documents(&mut conn, &elsewhere, cx.now()).await.expect("documents"), []);
        let school = territory::concerned(&mut conn, &Event::SchoolChanged { school: port() }).await.expect("things");
        let commune = territory::concerned(&mut conn, &Event::CommuneChanged { commune: begles.clone() }).await.expect("things");
        assert_eq!((school, commune), (vec![all[1].clone()], vec![all[2].clone(), all[1].clone()]), "its schools are found by its name too");
        let other = territory::concerned(&mut conn, &Event::ProjectChanged { project: ProjectId::new(1) }).await.expect("things");
        assert_eq!(other, []);
        drop(conn);

        for viewer in cast() {
            let cx = portal.cx(viewer);
            assert_eq!(territory::readable_things(&cx).await.expect("things"), all);
            for school in [tilleuls(), port()] {
                territory::school(&cx, &school).await.expect("its page");
            }
            for commune in [&begles, &bordeaux] {
                territory::commune(&cx, commune).await.expect("its page");
            }
            let asked = [all[3].clone(), elsewhere[0].clone(), elsewhere[1].clone(), all[1].clone()];
            let found = territory::found(&cx, &asked).await.expect("results");
            let shown: Vec<_> = found.iter().map(|place| (place.title.as_str(), place.address.as_str(), place.text.as_str())).collect();
            let port = ("École du Port", "/ecoles/0990002P", "0990002P · Circonscription du Port · REP+");
            assert_eq!(shown, [("Bordeaux", "/communes/33063-bordeaux", ""), port]);
            assert_eq!(found[0].facts, PlaceFacts::Commune { membership: Membership::Transferred, schools: 1 });
            let commune_name = "Bègles".to_owned();
            let facts = PlaceFacts::School { kind: SchoolKind::Primary, state: SchoolState::Closed, commune: begles.clone(), commune_name };
            assert_eq!(found[1].facts, facts);
        }
    }

    async fn what_is_near_a_school_is_what_lies_there(portal: TestPortal) {
        settle(&portal).await;
        // A spiral, out to some thirty kilometres.
        let place = |n: u32| {
            let (turn, out) = (f64::from(n) * 2.4, f64::from(n) * 0.001);
            let at = Position::new(44.84 + out * turn.cos(), -0.58 + out * turn.sin()).expect("on Earth");
            (Uai::from_number(991_000 + n), at)
        };
        let places: Vec<(Uai, Position)> = (0..300).map(place).collect();
        let row = |(uai, at): &(Uai, Position)| {
            let (latitude, longitude) = (at.latitude(), at.longitude());
            format!("('{uai}', 'École', 'ecole', 'elementaire', '151', TRUE, '33063', '', '', '', '', '', 'ouvert', '', 0, {latitude}, {longitude})")
        };
        let rows: Vec<_> = places.iter().map(row).collect();
        let insert = "INSERT INTO school (uai, name, name_key, kind, nature_code, public_sector, commune, address, postcode, constituency, \
                      constituency_code, pial, state, row_hash, updated_ms, latitude, longitude) VALUES ";
        sql(&portal, format!("{insert}{}", rows.join(", ")).leak()).await;

        let cx = portal.cx(Viewer::Nobody);
        let (middle, here) = &places[150];
        let mut before = 0;
        for km in Near::DISTANCES_KM {
            let all = places.iter().map(|(uai, at)| (uai, here.km_to(*at)));
            let away: HashMap<&Uai, f64> = all.filter(|(_, away)| *away <= f64::from(km)).collect();
            let around = territory::around(&cx, middle, km).await.expect("an answer").expect("it lies somewhere").metres;
            assert_eq!(around.keys().collect::<BTreeSet<_>>(), away.keys().copied().collect::<BTreeSet<_>>(), "{km} km");
            for (uai, metres) in &around {
                assert!((f64::from(*metres) - away[uai] * 1_000.0).abs() <= 0.5, "{uai} is {metres} m away");
            }
            assert_eq!(around.get(middle), Some(&0));
            assert!((before + 1..places.len()).contains(&around.len()), "{} within {km} km", around.len());
            before = around.len();
        }
        for nowhere in [tilleuls(), Uai::from_number(990_099)] {
            assert!(territory::around(&cx, &nowhere, 5).await.expect("an answer").is_none(), "{nowhere}");
        }

        let own = async |viewer: Viewer| territory::own_school(&portal.cx(viewer)).await.expect("an answer").map(|school| school.facts.uai);
        let schools = [tilleuls(), places[7].0.clone(), places[3].0.clone()];
        assert_eq!(own(member(1, &[Role::Teacher], &schools)).await, Some(places[7].0.clone()), "the first of which it is known where it is");
        for viewer in [Viewer::Nobody, teacher(), animator(), Viewer::System("a test")] {
            assert_eq!(own(viewer).await, None);
        }
    }
}
