//! The portal seen from outside: what search engines, feed readers and link previews are told, and what they are not.

use crate::harness::{Browser, ORIGIN, Page, Part, Site};
use domain::{
    access::Viewer,
    projects::{State, Visibility},
};
use quick_xml::{Reader, events::Event};
use sample::cast::{ANIMATOR, TEACHER};
use serde_json::Value;
use services::projects::{self, Opened, Shelf};
use std::collections::BTreeSet;

/// The texts of every element called `name`.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let (mut reader, mut texts, mut inside) = (Reader::from_str(xml), Vec::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) => inside = element.name().as_ref() == name.as_bytes(),
            Event::End(_) => inside = false,
            Event::Text(text) if inside => texts.push(text.decode().expect("UTF-8").into_owned()),
            Event::Eof => return texts,
            _ => {}
        }
    }
}

fn told(page: &Page) -> Option<Value> {
    let blocks = page.select("script[type='application/ld+json']");
    blocks.first().map(|json| serde_json::from_str(json).expect("JSON"))
}

/// The slug of a published project that `visibility` is for.
async fn slug_of(site: &Site, visibility: Visibility) -> String {
    let cx = site.system();
    let ids = projects::readable(&cx, Shelf::Published).await.expect("ids");
    for card in projects::cards(&cx, &ids).await.expect("cards") {
        let Opened::Sheet(sheet) = projects::open(&cx, &card.slug).await.expect("a sheet") else { continue };
        if sheet.project.draft.visibility == visibility {
            return card.slug;
        }
    }
    panic!("the demo has a project of each kind")
}

#[tokio::test]
async fn the_sitemap_names_what_anyone_may_read_and_nothing_else_whoever_asks() {
    let site = Site::open().await;
    let nobody = site.system().as_viewer(Viewer::Nobody);
    let ids = projects::readable(&nobody, Shelf::Published).await.expect("ids");
    let expected: BTreeSet<String> =
        projects::cards(&nobody, &ids).await.expect("cards").into_iter().map(|card| format!("{ORIGIN}/projets/{}", card.slug)).collect();
    for browser in [site.nobody(), site.as_(ANIMATOR).await] {
        let page = browser.get("/sitemap.xml").await;
        assert_eq!(page.header("content-type"), "application/xml; charset=utf-8");
        let addresses = texts(&page.text(), "loc");
        let listed: BTreeSet<String> =
            addresses.iter().filter(|address| address.starts_with(&format!("{ORIGIN}/projets/"))).cloned().collect();
        assert_eq!(listed, expected);
        let under = |path: &str| addresses.iter().filter(|address| address.starts_with(&format!("{ORIGIN}{path}"))).count();
        assert_eq!(under("/dossiers/"), 2);
        assert_eq!(under("/formations/"), 5);
        assert_eq!(texts(&page.text(), "lastmod").len(), expected.len() + 2 + 5);
        assert_eq!(under("/communes/"), 28);
        assert!(under("/ecoles/") > 300);
    }
    for address in texts(&site.nobody().get("/sitemap.xml").await.text(), "loc").iter().step_by(29) {
        let page = site.nobody().get(address.strip_prefix(ORIGIN).expect("ours")).await;
        assert_eq!(page.status.as_u16(), 200, "{address}");
        assert!(page.attributes("meta[name=robots]", "content").is_empty(), "{address} may be kept");
    }
    let robots = site.nobody().get("/robots.txt").await.text();
    assert!(robots.contains(&format!("Sitemap: {ORIGIN}/sitemap.xml")) && robots.contains("Disallow: /animation"), "{robots}");
}

#[tokio::test]
async fn a_feed_follows_the_facets_of_the_list() {
    let site = Site::open().await;
    let titles = |feed: &str| {
        let feed: atom_syndication::Feed = feed.parse().expect("Atom");
        // Spaces folded, as `select` does.
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        feed.entries.iter().map(|entry| folded(&entry.title.value)).collect::<Vec<_>>()
    };
    for facets in ["cycle=1", "matiere=sciences", "commune=33063", "cycle=2&matiere=francais", "cycle=3&q=mots+laissés+de+côté"] {
        let page = site.nobody().get(&format!("/projets?{}", facets.split("&q=").next().unwrap_or_default())).await;
        let feed = site.nobody().get(&format!("/projets.atom?{}", facets.replace('é', "%C3%A9").replace('ô', "%C3%B4"))).await.text();
        assert!(!titles(&feed).is_empty(), "{facets}");
        assert_eq!(titles(&feed), page.select(".project-card-title"), "{facets}");
        let own = page.attributes("link[type='application/atom+xml']", "href").remove(0);
        assert_eq!(titles(&site.nobody().get(&own).await.text()), titles(&feed), "the page names its feed: {own}");
        assert!(feed.contains(&format!("{ORIGIN}{}", own.replace('&', "&amp;"))), "the feed names itself: {own}");
    }
    let all = site.nobody().get("/projets.atom").await.text();
    assert!(titles(&all).len() > titles(&site.nobody().get("/projets.atom?cycle=1").await.text()).len());
}

#[tokio::test]
async fn a_public_sheet_tells_machines_what_it_is_and_another_tells_nothing() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let slug = slug_of(&site, Visibility::Public).await;
    let page = teacher.get(&format!("/projets/{slug}")).await;
    let json = told(&page).expect("JSON-LD");
    assert_eq!((json["@context"].as_str(), json["@type"].as_str()), (Some("https://schema.org"), Some("LearningResource")));
    assert_eq!(json["name"].as_str(), page.select("h1").first().map(String::as_str));
    assert_eq!(json["url"].as_str(), Some(format!("{ORIGIN}/projets/{slug}").as_str()));
    for (field, what) in [("license", "https://creativecommons.org/"), ("datePublished", "20"), ("description", "")] {
        assert!(json[field].as_str().is_some_and(|text| text.starts_with(what)), "{field}: {}", json[field]);
    }
    for field in ["author", "educationalLevel", "about", "sourceOrganization"] {
        assert!(json[field].as_array().is_some_and(|list| !list.is_empty()), "{field}: {}", json[field]);
    }
    assert_eq!(page.attributes("#adresse", "value"), [format!("{ORIGIN}/projets/{slug}")]);
    assert!(page.attributes(".project-share a", "href")[0].starts_with("mailto:?subject="));

    for visibility in [Visibility::Community, Visibility::School] {
        let slug = slug_of(&site, visibility).await;
        let page = site.as_(ANIMATOR).await.get(&format!("/projets/{slug}")).await;
        assert_eq!(told(&page), None, "{visibility:?}");
        let leaks = [page.attributes("meta[property]", "content"), page.attributes("meta[name=description]", "content")].concat();
        assert_eq!((leaks, page.select(".project-share")), (vec![], vec![]), "{visibility:?}");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{visibility:?}");
    }
}

/// Has the animator publish what the teacher typed; the sheet's path.
async fn published(teacher: &Browser, animator: &Browser, parts: &[Part<'_>]) -> String {
    let sheet = teacher.upload("/projets/nouveau", parts).await.location();
    let review = sheet.replace("/projets", "/animation/projets");
    let version = animator.get(&review).await.attributes("input[name=version]", "value").remove(0);
    assert_eq!(animator.post(&review, &[("move", "publish"), ("version", &version)]).await.location(), sheet);
    sheet
}

#[tokio::test]
async fn no_title_ends_the_block_of_data_that_it_stands_in() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let trick = "</script><script>alert(1)</script><!--";
    let school = TEACHER.school().expect("a school").to_string();
    let parts = [
        ("title", trick),
        ("summary", trick),
        ("objectives", trick),
        ("body", "Un récit."),
        ("cycles", "2"),
        ("levels", "ce1"),
        ("subjects", "questionner-le-monde"),
        ("licence", "cc-by"),
        ("visibility", "public"),
        ("schools", &school),
        ("intent", "submit"),
    ]
    .map(|(name, value)| Part::Text(name, value));
    let sheet = published(&teacher, &animator, &parts).await;
    let page = site.nobody().get(&sheet).await;
    assert_eq!(page.select("script").len(), 1, "the block of data alone");
    assert!(!page.text().contains("<script>alert"));
    let json = told(&page).expect("JSON-LD");
    assert_eq!((json["name"].as_str(), json["teaches"][0].as_str()), (Some(trick), Some(trick)), "and it says what was typed");
    assert_eq!(site.nobody().get("/sitemap.xml").await.text().matches(&format!("{ORIGIN}{sheet}<")).count(), 1);
    let state = projects::open(&site.system(), sheet.rsplit('/').next().unwrap_or_default()).await.expect("a sheet");
    assert!(matches!(state, Opened::Sheet(sheet) if sheet.project.state == State::Published));
}
