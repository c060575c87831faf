//! Measures: for those who are near, in the format that is promised, and of what happened.

use crate::harness::{Browser, Page, Site, write_project};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use sample::cast::{ADMIN, ANIMATOR, CAST, TEACHER};
use services::db::Db;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
};

/// Each number that is told, by its name and its labels.
type Numbers = BTreeMap<String, f64>;

/// What is told at `path` to whoever asks from `peer`, an address that may not be known.
async fn told(browser: &Browser, path: &str, peer: Option<&str>) -> Page {
    let mut request = Request::builder().uri(path).body(Body::empty()).expect("a request");
    if let Some(peer) = peer {
        request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().expect("an address")));
    }
    browser.ask(request).await
}

/// Reads the text format of Prometheus, 0.0.4, line by line.
fn read(text: &str) -> Numbers {
    let (mut sorts, mut numbers) = (BTreeMap::new(), Numbers::new());
    assert!(text.ends_with('\n'));
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            assert!(help.split_once(' ').is_some_and(|(_, words)| words.ends_with('.') && !words.contains('\\')), "{line}");
        } else if let Some(sort) = line.strip_prefix("# TYPE ") {
            let (name, sort) = sort.split_once(' ').expect("a name, then its sort");
            assert!(["counter", "gauge", "histogram"].contains(&sort), "{line}");
            assert!(sorts.insert(name, sort).is_none(), "begun twice: {line}");
        } else {
            let (series, number) = line.rsplit_once(' ').expect("a number");
            let name = series.split('{').next().expect("a name");
            let of_histogram = ["_bucket", "_sum", "_count"].into_iter().find_map(|part| name.strip_suffix(part));
            let family = of_histogram.filter(|family| sorts.get(family) == Some(&"histogram")).unwrap_or(name);
            assert!(sorts.contains_key(family), "not begun: {line}");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{line}");
            for label in labels(&series[name.len()..]) {
                let (label, value) = label.split_once('=').expect("a label and its value");
                assert!(label.chars().all(|c| c.is_ascii_lowercase()), "{line}");
                let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).expect("quotes");
                assert!(!value.contains(['"', '\\']), "{line}");
            }
            let number = number.parse::<f64>().expect("a number");
            assert!(number.is_finite(), "{line}");
            assert!(numbers.insert(series.to_owned(), number).is_none(), "told twice: {line}");
        }
    }
    numbers
}

fn labels(braces: &str) -> Vec<&str> {
    if braces.is_empty() {
        return Vec::new();
    }
    braces.strip_prefix('{').and_then(|labels| labels.strip_suffix('}')).expect("braces").split(',').collect()
}

/// Who asks for the measures of a site, from this machine.
struct Near(Browser);

impl Near {
    fn of(site: &mut Site) -> Self {
        let router = server::metrics::router(site.portal.clone());
        let of_the_site = std::mem::replace(&mut site.router, router);
        let near = Self(site.nobody());
        site.router = of_the_site;
        near
    }

    async fn text(&self) -> String {
        let page = told(&self.0, "/metrics", Some("127.0.0.1:50000")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-store");
        page.text()
    }

    async fn numbers(&self) -> Numbers {
        read(&self.text().await)
    }
}

#[tokio::test]
async fn measures_are_for_those_who_are_near() {
    let mut site = Site::open().await;
    for browser in [site.nobody(), site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.as_(ADMIN).await] {
        for peer in [None, Some("127.0.0.1:50000")] {
            assert_eq!(told(&browser, "/metrics", peer).await.status, StatusCode::NOT_FOUND, "the site does not know them");
        }
    }
    let near = Near::of(&mut site);
    for peer in ["127.0.0.1:1", "10.1.2.3:1", "192.168.0.9:1", "172.16.5.4:1", "[::1]:1", "[fd00::7]:1", "[::ffff:10.0.0.1]:1"] {
        assert_eq!(told(&near.0, "/metrics", Some(peer)).await.status, StatusCode::OK, "{peer}");
    }
    for peer in ["203.0.113.7:1", "172.32.0.1:1", "[2001:db8::1]:1", "[::ffff:203.0.113.7]:1"] {
        assert_eq!(told(&near.0, "/metrics", Some(peer)).await.status, StatusCode::NOT_FOUND, "{peer}");
    }
    assert_eq!(told(&near.0, "/metrics", None).await.status, StatusCode::NOT_FOUND, "from who knows where");
    for elsewhere in ["/", "/metrics/", "/healthz", "/projets"] {
        assert_eq!(told(&near.0, elsewhere, Some("127.0.0.1:1")).await.status, StatusCode::NOT_FOUND, "{elsewhere}");
    }
}

#[tokio::test]
async fn measures_have_the_names_that_are_documented_and_tell_of_nobody() {
    let mut site = Site::open().await;
    assert_eq!(site.nobody().get("/recherche?q=jardin").await.status, StatusCode::OK);
    let text = Near::of(&mut site).text().await;
    let numbers = read(&text);
    let names: BTreeSet<_> = numbers.keys().filter_map(|series| series.split('{').next()).collect();
    let expected = [
        "preau_build_info",
        "preau_database_up",
        "preau_http_requests_total",
        "preau_index_documents",
        "preau_index_failures_total",
        "preau_index_lag_events",
        "preau_index_lag_seconds",
        "preau_index_rebuild_done",
        "preau_index_rebuild_total",
        "preau_index_rebuilding",
        "preau_index_rebuilds_total",
        "preau_index_seq",
        "preau_index_suspect",
        "preau_letters_waiting",
        "preau_live_streams",
        "preau_outbox_last",
        "preau_search_seconds_bucket",
        "preau_search_seconds_count",
        "preau_search_seconds_sum",
        "preau_searches_total",
        "process_start_time_seconds",
    ];
    assert_eq!(names, BTreeSet::from(expected));
    let page = include_str!("../../../docs/operating.md");
    for name in expected {
        let name = ["_bucket", "_count", "_sum"].iter().find_map(|part| name.strip_suffix(part)).unwrap_or(name);
        assert!(page.contains(&format!("`{name}")), "{name} is not documented");
    }
    for someones in CAST.iter().flat_map(|person| [person.name, person.key]).chain(["jardin", "127.0.0.1", "recherche"]) {
        assert!(!text.contains(someones), "{someones}");
    }
}

#[tokio::test]
async fn measures_tell_what_happened() {
    let mut site = Site::open().await;
    let near = Near::of(&mut site);
    let begun = near.numbers().await;
    assert_eq!((begun["preau_database_up"], begun["preau_index_lag_events"], begun["preau_index_rebuilding"]), (1.0, 0.0, 0.0));
    assert_eq!(begun["preau_index_rebuilds_total{why=\"empty\"}"], 1.0, "it was filled");
    assert!(begun["preau_index_documents"] > 20.0 && begun["preau_index_seq"] == begun["preau_outbox_last"], "{begun:?}");
    assert_eq!(begun["process_start_time_seconds"], 1_795_420_800.0, "the day of the tests, at nine in Paris");

    write_project(&site.portal, "Une éolienne de la cour").await;
    site.portal.clock.advance_ms(90_500);
    let late = near.numbers().await;
    assert!(late["preau_index_lag_events"] >= 1.0 && late["preau_outbox_last"] > begun["preau_outbox_last"], "{late:?}");
    assert_eq!((late["preau_index_lag_seconds"], late["preau_index_seq"]), (90.5, begun["preau_index_seq"]));
    site.catch_up().await;
    let level = near.numbers().await;
    assert_eq!((level["preau_index_lag_events"], level["preau_index_lag_seconds"]), (0.0, 0.0));
    assert_eq!(level["preau_index_documents"], begun["preau_index_documents"] + 1.0);

    let nobody = site.nobody();
    for path in ["/recherche?q=jardin", "/recherche/suggestions?q=ja"] {
        assert_eq!(nobody.get(path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(nobody.get("/rien/de-tel").await.status, StatusCode::NOT_FOUND);
    let asked = near.numbers().await;
    let more = |series: &str| asked[series] - level[series];
    assert!(more("preau_searches_total{asked=\"find\"}") >= 1.0 && more("preau_searches_total{asked=\"suggest\"}") == 1.0, "{asked:?}");
    assert_eq!((more("preau_http_requests_total{class=\"2xx\"}"), more("preau_http_requests_total{class=\"4xx\"}")), (2.0, 1.0));
    for what in ["find", "suggest"] {
        let buckets = |numbers: &Numbers| {
            let of_it = numbers.iter().filter(|(series, _)| series.starts_with(&format!("preau_search_seconds_bucket{{asked=\"{what}\"")));
            let bound = |series: &str| series.split("le=\"").nth(1).and_then(|rest| rest.strip_suffix("\"}")).expect("a bound").to_owned();
            let mut of_it: Vec<_> = of_it.map(|(series, many)| (bound(series).parse::<f64>().expect("a bound"), *many)).collect();
            of_it.sort_by(|one, other| one.0.total_cmp(&other.0));
            of_it
        };
        let found = buckets(&asked);
        assert!(found.len() == 12 && found.windows(2).all(|pair| pair[0].1 <= pair[1].1), "each bound holds those below it: {found:?}");
        let count = asked[&format!("preau_search_seconds_count{{asked=\"{what}\"}}")];
        assert_eq!(found.last(), Some(&(f64::INFINITY, count)));
        assert_eq!(count, asked[&format!("preau_searches_total{{asked=\"{what}\"}}")]);
    }

    site.portal.index.suspect();
    assert_eq!(near.numbers().await["preau_index_suspect"], 1.0);
}

#[tokio::test]
async fn measures_are_told_while_the_database_is_away() {
    let mut site = Site::open().await;
    let near = Near::of(&mut site);
    let Db::Sqlite { read, .. } = &site.portal.db else { panic!("this one is a file") };
    read.close().await;
    let numbers = near.numbers().await;
    assert_eq!(numbers["preau_database_up"], 0.0);
    assert!(numbers["preau_index_documents"] > 20.0 && !numbers.contains_key("preau_index_lag_events"), "{numbers:?}");
}
