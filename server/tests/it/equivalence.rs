//! Rights have one truth and many faces: for every person × every project, *may read* is the same everywhere.

use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use domain::{
    access::{Action, ProjectAction, Viewer, decide},
    ids::ProjectId,
    projects::State,
    search::{Query, Thing},
};
use sample::cast::{CAST, Person};
use services::{
    cx::Cx,
    outside::Secret,
    projects::{self, Opened, Shelf},
    search,
};
use std::collections::BTreeSet;

#[tokio::test]
async fn what_one_may_read_is_the_same_in_pages_lists_counts_search_and_feed() {
    let site = Site::open().await;
    let everything =
        projects::cards(&site.system(), &projects::readable(&site.system(), Shelf::All).await.expect("ids")).await.expect("cards");
    assert!(everything.len() >= 34);
    let mut people: Vec<(String, Browser, Viewer)> = vec![("nobody".to_owned(), site.nobody(), Viewer::Nobody)];
    for person in CAST {
        let (browser, viewer) = signed_in(&site, person).await;
        people.push((person.key.to_owned(), browser, viewer));
    }
    for (name, browser, viewer) in people {
        let cx = Cx::new(site.portal.clone(), viewer, "equivalence");
        let (mut decided, mut published) = (BTreeSet::new(), BTreeSet::new());
        for card in &everything {
            let Opened::Sheet(whole) = projects::open(&site.system(), &card.slug).await.expect("the system reads all") else {
                panic!("moved")
            };
            let may = decide(&cx.viewer, Action::Project(ProjectAction::Read, &whole.project.facts(cx.now()))).is_ok();
            let status = browser.get(&format!("/projets/{}", card.slug)).await.status;
            assert_eq!(status, if may { StatusCode::OK } else { StatusCode::NOT_FOUND }, "{name} {}", card.slug);
            if may {
                decided.insert(card.id);
                if card.state == State::Published {
                    published.insert(card.id);
                }
            }
        }
        assert_eq!(listed(&cx).await, decided, "{name}: the list");
        let counted: i64 = projects::counts(&cx).await.expect("counts").iter().map(|(_, count)| count).sum();
        assert_eq!(counted, decided.len() as i64, "{name}: the counts");
        let found = found(&cx).await;
        let projects: BTreeSet<_> = found.iter().filter_map(Thing::project).collect();
        assert_eq!(projects, decided, "{name}: search");
        assert_eq!(found, search::readable(&cx).await.expect("things"), "{name}: search of everything");
        assert_eq!(search::counts(&cx, &Query::default()).await.expect("counts").total, published.len(), "{name}: the facets' total");
        let feed = browser.get("/projets.atom").await.text();
        for card in &everything {
            let there = feed.contains(&format!("/projets/{}\"", card.slug));
            // The feed holds the latest fifty.
            let among_the_latest = latest(&cx).await.contains(&card.id);
            assert_eq!(there, published.contains(&card.id) && among_the_latest, "{name}: the feed, {}", card.slug);
        }
    }
}

async fn signed_in(site: &Site, person: Person) -> (Browser, Viewer) {
    let browser = site.as_(person).await;
    let secret = Secret::from_outside(browser.cookie.as_deref().unwrap_or_default());
    let viewer = services::identity::viewer(&site.portal, &secret).await.expect("a viewer");
    assert!(viewer.member().is_some());
    (browser, viewer)
}

async fn listed(cx: &Cx) -> BTreeSet<ProjectId> {
    projects::readable(cx, Shelf::All).await.expect("ids").into_iter().collect()
}

async fn latest(cx: &Cx) -> BTreeSet<ProjectId> {
    projects::latest(cx, 50).await.expect("cards").into_iter().map(|card| card.id).collect()
}

/// All pages of an empty search: everything that may be found.
async fn found(cx: &Cx) -> BTreeSet<Thing> {
    let mut things = BTreeSet::new();
    for page in 0..100 {
        let results = search::find(cx, &Query::default().at_page(page)).await.expect("results");
        if results.hits.is_empty() {
            break;
        }
        things.extend(results.hits.into_iter().map(|hit| hit.thing));
    }
    things
}
