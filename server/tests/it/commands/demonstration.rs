//! `preau demo`: what it makes, says, and goes on with.

use super::program::Home;
use crate::harness::{self, Site};
use domain::access::Viewer;
use sample::{
    Filled, Filling,
    cast::{ADVISOR, ANIMATOR, CAST, HEAD, OFFICIAL, OTHER_TEACHER, PARENT, Person, TEACHER},
    fill,
    sheets::sheets,
};
use services::{
    cx::Cx,
    discussions::{self, Where},
    identity,
    projects::{self, Shelf},
    territory::{self, Mode},
};
use std::{collections::BTreeSet, net::TcpListener};

const WITHOUT_PICTURES: Filling = Filling { times: 1, picture_width: None };

#[tokio::test]
async fn a_demo_that_was_stopped_while_it_was_filled_is_gone_on_with() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let portal = harness::portal(folder.path(), harness::ORIGIN, Vec::new()).await;
    let (told, mut telling) = tokio::sync::mpsc::unbounded_channel();
    let filling = tokio::spawn({
        let portal = portal.clone();
        async move { fill(&portal, WITHOUT_PICTURES, move |done, _| told.send(done).expect("someone listens")).await }
    });
    while telling.recv().await.expect("it goes on") < 10 {}
    filling.abort();
    assert!(filling.await.is_err_and(|error| error.is_cancelled()), "it was stopped in the middle");

    let Filled::Made(made) = fill(&portal, WITHOUT_PICTURES, |_, _| ()).await.expect("filled") else { panic!("it looked whole") };
    let all = sheets().expect("sheets").len();
    assert!((1..=all - 10).contains(&made), "{made}");
    let cx = Cx::system(portal.clone(), "a test");
    let cards = projects::cards(&cx, &projects::readable(&cx, Shelf::All).await.expect("ids")).await.expect("cards");
    let titles: BTreeSet<_> = cards.iter().map(|card| &card.title).collect();
    assert_eq!((cards.len(), titles.len()), (all, all), "each once");
    assert_eq!(fill(&portal, WITHOUT_PICTURES, |_, _| ()).await.expect("filled"), Filled::AlreadyThere);
}

#[tokio::test]
async fn a_portal_with_people_s_own_projects_is_not_filled() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let portal = harness::portal(folder.path(), harness::ORIGIN, Vec::new()).await;
    harness::write_project(&portal, "Un vrai projet").await;
    assert_eq!(fill(&portal, WITHOUT_PICTURES, |_, _| ()).await.expect("asked"), Filled::AlreadyThere);
    assert_eq!(projects::readable(&Cx::system(portal, "a test"), Shelf::All).await.expect("ids").len(), 1);
}

#[tokio::test]
async fn a_portal_with_real_schools_or_people_is_not_filled() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let portal = harness::portal(folder.path(), harness::ORIGIN, Vec::new()).await;
    let cx = Cx::system(portal.clone(), "a test");
    let file = include_str!("../../../services/tests/it/territory/annuaire-2026.csv");
    let report = territory::import_schools(&cx, file.as_bytes(), Mode::Apply, |_, _| ()).await.expect("an import");
    let communes = report.communes.len();
    assert_eq!(report.added.len(), 10);
    assert_eq!(fill(&portal, WITHOUT_PICTURES, |_, _| ()).await.expect("asked"), Filled::AlreadyThere);
    assert_eq!(territory::communes(&cx).await.expect("communes").len(), communes, "nothing came beside them");
}

async fn as_(site: &Site, person: Option<Person>) -> Cx {
    let system = site.system();
    let Some(person) = person else { return system.as_viewer(Viewer::Nobody) };
    let id = identity::ensure_account(&system, &person.account()).await.expect("an account");
    let viewer = identity::person(&mut system.read().await.expect("a connection"), id).await.expect("asked");
    system.as_viewer(viewer.expect("a person"))
}

#[tokio::test]
async fn the_demo_s_people_talk_and_each_reads_what_is_for_them() {
    const SPACES: [&str; 6] = [
        "entraide-numerique",
        "salle-des-maitres",
        "directrices-et-directeurs",
        "besoins-des-ecoles",
        "bordeaux-les-ecoles",
        "coin-des-familles",
    ];
    let site = Site::open().await;
    let table = [
        (None, "x....x"),
        (Some(PARENT), "x....x"),
        (Some(OFFICIAL), "x..x.x"),
        (Some(OTHER_TEACHER), "xx.x.x"),
        (Some(TEACHER), "xx.xxx"),
        (Some(ADVISOR), "xxxx.x"),
        (Some(HEAD), "xxxxxx"),
        (Some(ANIMATOR), "xxxxxx"),
    ];
    for (person, expected) in table {
        let read: Vec<_> =
            discussions::spaces(&as_(&site, person).await).await.expect("spaces").into_iter().map(|card| card.space.slug).collect();
        let marks: String = SPACES.iter().map(|slug| if read.iter().any(|known| known == slug) { 'x' } else { '.' }).collect();
        assert_eq!((marks.as_str(), read.len()), (expected, expected.matches('x').count()), "{person:?}: {read:?}");
    }

    let cx = as_(&site, Some(TEACHER)).await;
    let space = discussions::space(&cx, "salle-des-maitres").await.expect("a space");
    let (topics, _) = discussions::topics_of_space(&cx, &space, 1).await.expect("topics");
    let long = topics.iter().find(|topic| topic.replies == 119).expect("a long topic");
    let page = discussions::topic(&cx, long.id, Where::Last).await.expect("a page");
    assert_eq!((page.page, page.pages, page.posts.len()), (3, 3, 20));
    let first = discussions::topic(&cx, long.id, Where::Page(1)).await.expect("a page").posts;
    let named = |post: &discussions::SeenPost| post.body.as_ref().is_some_and(|body| body.as_str().contains("<strong>@"));
    assert!(first.iter().any(named), "those who are named are named");
    assert!(topics.iter().all(|topic| topic.last_post < cx.now()), "all is of the past");
    assert!(discussions::open_due(&site.system()).await.expect("asked") == 0, "what is scheduled is to come");
}

#[tokio::test]
async fn a_demo_says_where_it_is_and_as_whom_to_come_in() {
    let home = Home::demo().await;
    let server = home.start(&["demo"]);
    server.terminate();
    let (code, log, said) = server.ended_saying();
    assert_eq!(code, Some(0), "{log}");
    assert!(said.contains(&format!("Préau est à l’adresse  {}/", harness::ORIGIN)), "{said}");
    for person in CAST {
        assert!(said.contains(person.key) && said.contains(person.name), "{}: {said}", person.key);
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_before_anything_is_made() {
    let home = Home::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    for command in ["demo", "serve"] {
        let done = home.preau_with(&[command], &[("PREAU_ADDR", &address)]);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{}", done.err);
        assert!(done.err.contains(&format!("l’adresse {address} ne peut pas être écoutée")), "{}", done.err);
        assert!(!home.path("data").exists(), "nothing was made");
    }
}
