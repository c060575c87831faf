//! What the index holds of projects is what they say, and what a search shows of them is what may be read.

use super::{cast, caught_up};
use crate::{
    cast::{animator, begun, form, published, settle, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Principal, Role, Viewer},
    events::Event,
    ids::ProjectId,
    media::People,
    projects::{AttachmentWords, Crcn, Cycle, Equipment, Language, Level, Licence, State, Subject, TrialForm, Visibility},
    search::{Kind, Query, Thing},
    territory::Insee,
};
use services::{
    cx::Cx,
    index::document::{Document, Values},
    outbox,
    projects::{self, AttachedText},
    search,
};
use std::collections::BTreeSet;

fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[tilleuls()])
}

fn trial() -> TrialForm {
    TrialForm { level: Level::Ce2, on: "2026-01-12".parse().expect("a day"), adaptation: String::new(), outcome: "Très bien".into() }
}

async fn document(portal: &TestPortal, id: ProjectId) -> Document {
    let cx = portal.system();
    let mut conn = cx.read().await.expect("a connection");
    // Things of other slices are none of its business.
    let things = [Thing::School(tilleuls()), Thing::Project(id), Thing::Project(ProjectId::new(404))];
    let mut made = projects::documents(&mut conn, &things, cx.now()).await.expect("documents");
    assert_eq!(made.len(), 1, "of what is there and is a project");
    made.remove(0)
}

/// The last thing that was told.
async fn last_told(portal: &TestPortal) -> Event {
    let mut conn = portal.system().read().await.expect("a connection");
    outbox::after(&mut conn, 0, 1_000).await.expect("events").pop().expect("something was told").event
}

/// What a search of projects finds for `cx`.
async fn found(cx: &Cx) -> BTreeSet<Thing> {
    let results = search::find(cx, &Query { kinds: vec![Kind::Project], ..Query::default() }).await.expect("an answer");
    assert_eq!(results.total, results.hits.len(), "few enough for one page");
    results.hits.into_iter().map(|hit| hit.thing).collect()
}

both! {
    async fn a_document_holds_what_the_sheet_says_and_what_became_of_it(portal: TestPortal) {
        settle(&portal).await;
        let mut typed = form("L’òrt", "Avèm plantat de faves.");
        typed.draft.language = Language::Occitan;
        typed.draft.crcn = vec![Crcn::C12, Crcn::C32];
        typed.draft.equipment = vec![Equipment::Visualiser];
        let saved = published(&portal, &typed).await;
        let first = document(&portal, saved.id).await;
        assert_eq!((first.thing.clone(), first.title.as_str(), first.state, first.tried), (Thing::Project(saved.id), "L’òrt", Some(State::Published), 0));
        let expected = Values {
            cycles: vec![Cycle::Two],
            levels: vec![Level::Ce1],
            subjects: vec![Subject::Francais],
            competences: vec![Crcn::C12, Crcn::C32],
            equipment: vec![Equipment::Visualiser],
            communes: vec![Insee::parse("33063").expect("a code")],
            schools: vec![tilleuls()],
            licence: Some(Licence::CcBySa),
            language: Some(Language::Occitan),
        };
        assert_eq!(first.values, expected);
        let now = portal.system().now();
        assert_eq!((first.published, first.updated), (Some(now), now));
        assert!(first.readers.groups.contains(&Principal::Public) && !first.readers.of_the_community && first.readers.later.is_none());
        assert!(first.text.contains("Avèm plantat") && first.text.contains("École des Tilleuls") && first.text.contains("Camille Durand"));
        assert_eq!(first.attached, "");

        // Two classes try it, and one takes back what it told.
        let reader = portal.cx(colleague());
        let trials = [
            projects::report_trial(&reader, &saved.slug, &trial()).await.expect("told"),
            projects::report_trial(&reader, &saved.slug, &trial()).await.expect("told"),
        ];
        let told = last_told(&portal).await;
        let mut conn = reader.read().await.expect("a connection");
        assert_eq!(projects::concerned(&mut conn, &told).await.expect("things"), [Thing::Project(saved.id)]);
        assert!(projects::changed_by(&mut conn, &told).await.expect("projects").is_empty(), "its sheet says what it said");
        drop(conn);
        assert_eq!(document(&portal, saved.id).await.tried, 2);
        projects::remove_trial(&reader, &saved.slug, trials[0]).await.expect("taken away");
        assert_eq!(last_told(&portal).await, Event::ProjectChanged { project: saved.id });
        assert_eq!(document(&portal, saved.id).await.tried, 1);
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        let last = document(&portal, saved.id).await;
        assert_eq!((last.state, last.tried), (Some(State::Withdrawn), 0), "what is not shown does not count");
        assert!(!last.readers.groups.contains(&Principal::Public));
    }

    async fn what_a_file_says_is_had_with_the_sheet_and_once_it_is_shown(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Radio", "Une émission")).await;
        let sound = [vec![0xFF, 0xFB, 0x90, 0x64], vec![5; 400]].concat();
        let file = projects::attach(&author, &saved.slug, sound, "jingle.mp3").await.expect("attached");
        let words = AttachmentWords { title: "Le jingle".into(), transcript: "Un carillon.".into(), captions: None };
        projects::describe(&author, file, &words).await.expect("described");
        let said = async |viewer: Viewer| {
            projects::attached_texts(&portal.cx(viewer), &[saved.id]).await.expect("texts").remove(&saved.id).unwrap_or_default()
        };
        assert_eq!((said(Viewer::Nobody).await, said(teacher()).await), (Vec::new(), Vec::new()), "nobody said yet who is heard in it");
        assert!(!document(&portal, saved.id).await.text.contains("carillon"));
        projects::declare_people(&author, file, &People::Nobody).await.expect("declared");
        assert_eq!(said(Viewer::Nobody).await, [AttachedText { title: "Le jingle".into(), text: "Un carillon.".into() }]);
        let shown = document(&portal, saved.id).await;
        assert!(shown.text.contains("Un carillon.") && shown.attached.is_empty(), "a transcript is part of the sheet");
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        assert!(said(Viewer::Nobody).await.is_empty());
        assert_eq!(said(teacher()).await.len(), 1, "its author reads it still");
    }

    async fn each_person_finds_and_is_shown_the_projects_that_they_may_read(portal: TestPortal) {
        settle(&portal).await;
        for visibility in Visibility::ALL {
            for steps in 0..4 {
                let mut typed = form(&format!("Robots {} {steps}", visibility.key()), "Programmer ensemble");
                typed.draft.visibility = *visibility;
                let saved = begun(&portal, &typed).await;
                let (author, animator) = (portal.cx(teacher()), portal.cx(animator()));
                if steps > 0 { projects::submit(&author, &saved.slug, saved.version).await.expect("handed over"); }
                if steps > 1 { projects::publish(&animator, &saved.slug, saved.version).await.expect("published"); }
                if steps > 2 { projects::withdraw(&animator, &saved.slug).await.expect("withdrawn"); }
            }
        }
        let mut conn = portal.system().read().await.expect("a connection");
        let mut all = projects::all_things(&mut conn).await.expect("things");
        drop(conn);
        assert_eq!(all.len(), 12);
        caught_up(&portal).await;
        all.reverse();
        all.insert(0, Thing::School(tilleuls()));
        let mut views = BTreeSet::new();
        for viewer in cast() {
            let cx = portal.cx(viewer.clone());
            let readable: BTreeSet<_> = projects::readable_things(&cx).await.expect("things").into_iter().collect();
            assert_eq!(found(&cx).await, readable, "{viewer:?}");
            let shown = projects::found(&cx, &all).await.expect("projects");
            let expected: Vec<_> = all.iter().filter(|thing| readable.contains(thing)).cloned().collect();
            assert_eq!(shown.iter().map(|found| found.thing.clone()).collect::<Vec<_>>(), expected, "in the order given, {viewer:?}");
            for found in shown {
                assert_eq!(found.address, format!("/projets/{}", found.card.slug));
                let sheet = found.sheet.expect("what it says");
                assert!(sheet.title.text() == found.title && sheet.text.text().contains("Programmer ensemble"));
            }
            views.insert(readable.len());
        }
        assert!(views.len() > 3, "the cast sees different things: {views:?}");
    }
}
