//! What machines ask for.

use crate::harness::Site;
use axum::http::StatusCode;

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
    let mut looked_at = 0;
    for choice in html.select(&label) {
        let (Some(input), Some(count)) = (choice.select(&input).next(), choice.select(&count).next()) else { continue };
        let (name, value) = (input.attr("name").unwrap_or_default(), input.attr("value").unwrap_or_default());
        let counted: String = count.text().collect::<String>().chars().filter(char::is_ascii_digit).collect();
        let list = site.nobody().get(&format!("/projets?{name}={value}")).await;
        let said: String = list.select("#compte strong")[0].chars().filter(char::is_ascii_digit).collect();
        assert_eq!(counted, said, "{name}={value}");
        looked_at += 1;
    }
    assert!(looked_at > 30, "{looked_at}");
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
