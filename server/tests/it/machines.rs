//! What machines ask for.

use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::TEACHER;
use std::path::Path;

#[tokio::test]
async fn the_feed_is_atom_and_lists_the_latest_first() {
    let site = Site::open().await;
    let page = site.nobody().get("/projets.atom").await;
    assert_eq!(page.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed: atom_syndication::Feed = page.text().parse().expect("Atom");
    assert!(feed.entries.len() >= 20);
    assert!(feed.entries.iter().all(|entry| entry.rights.is_some() && !entry.authors.is_empty() && entry.published.is_some()));
    let dates: Vec<_> = feed.entries.iter().filter_map(|entry| entry.published).collect();
    assert!(dates.windows(2).all(|pair| pair[0] >= pair[1]));
}

#[tokio::test]
async fn facets_count_what_the_list_shows() {
    let site = Site::open().await;
    let page = site.nobody().get("/projets").await;
    let html = scraper::Html::parse_document(&page.text());
    let label = scraper::Selector::parse("label.choice").expect("a selector");
    let input = scraper::Selector::parse("input").expect("a selector");
    let count = scraper::Selector::parse(".facet-count").expect("a selector");
    let (mut looked_at, mut alone) = (0, 0);
    for choice in html.select(&label) {
        let (Some(input), Some(count)) = (choice.select(&input).next(), choice.select(&count).next()) else { continue };
        let (name, value) = (input.attr("name").unwrap_or_default(), input.attr("value").unwrap_or_default());
        let heard = count.text().collect::<String>();
        let counted: String = heard.chars().filter(char::is_ascii_digit).collect();
        assert!(heard.ends_with(if counted == "1" { " projet" } else { " projets" }), "{name}={value}: {heard}");
        let list = site.nobody().get(&format!("/projets?{name}={value}")).await;
        let said: String = list.select("#compte strong")[0].chars().filter(char::is_ascii_digit).collect();
        assert_eq!(counted, said, "{name}={value}");
        looked_at += 1;
        alone += usize::from(counted == "1");
    }
    assert!(looked_at > 30 && alone > 0, "{looked_at}, {alone}");
}

#[tokio::test]
async fn a_list_of_one_school_says_which_and_leads_to_all_others() {
    let site = Site::open().await;
    let school = TEACHER.school().expect("a school");
    let name = site.nobody().get(&format!("/ecoles/{school}")).await.select("h1").remove(0);
    for path in ["/projets", "/recherche"] {
        let list = site.nobody().get(&format!("{path}?cycle=2&ecole={school}")).await;
        assert_eq!(list.select(".active-filters .chip").last(), Some(&format!("Retirer le filtre {name}")), "{path}");
        assert_eq!(list.attributes(".active-filters .chip", "href").last(), Some(&format!("{path}?cycle=2")));
        assert!(list.select(".facets summary")[0].contains("2 filtres actifs"), "{path}: {:?}", list.select(".facets summary"));
    }
}

#[tokio::test]
async fn every_page_names_the_manifest_and_the_pictures_that_it_names_are_there() {
    let mut site = Site::open().await;
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    site.router = server::wiring::router(site.portal.clone(), &public).expect("a router");
    let address = site.nobody().get("/aide").await.attributes("link[rel=manifest]", "href");
    assert_eq!(address, ["/site.webmanifest"]);
    let manifest = site.nobody().get(&address[0]).await;
    assert_eq!((manifest.status, manifest.header("content-type").as_str()), (StatusCode::OK, "application/manifest+json"));
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.bytes).expect("JSON");
    let pictures = manifest["icons"].as_array().expect("pictures");
    assert!(!pictures.is_empty());
    for picture in pictures {
        let address = picture["src"].as_str().expect("an address");
        assert_eq!(site.nobody().get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn a_drawn_cover_stands_where_there_is_no_picture() {
    let site = Site::open().await;
    let page = site.nobody().get("/projets").await;
    let covers = page.attributes(".project-card-cover", "src");
    let drawn = covers.iter().find(|src| src.ends_with("/couverture.svg")).expect("a drawn cover");
    let svg = site.nobody().get(drawn).await;
    assert_eq!((svg.status, svg.header("content-type").as_str()), (StatusCode::OK, "image/svg+xml"));
    assert_eq!(svg.header("content-security-policy"), "sandbox; default-src 'none'");
}

#[tokio::test]
async fn titles_are_offered_while_someone_types() {
    let site = Site::open().await;
    let page = site.nobody().get("/recherche/suggestions?q=dix%20minu").await;
    assert_eq!((page.status, page.header("content-type").as_str()), (StatusCode::OK, "application/json"));
    let offered: serde_json::Value = serde_json::from_str(&page.text()).expect("JSON");
    let first = offered[0]["address"].as_str().expect("an address");
    assert_eq!(site.nobody().get(first).await.status, StatusCode::OK);
    assert_eq!(site.nobody().get("/recherche/suggestions").await.text(), "[]");
    let long = "é".repeat(5_000);
    assert_eq!(site.nobody().get(&format!("/recherche/suggestions?q={long}")).await.text(), "[]");
}
