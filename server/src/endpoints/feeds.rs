//! Atom feeds (RFC 4287): of published projects, as the reader may see them, all or those that facets choose, as in the list; and of any search, as
//! everyone may see it.

use app::{outcome::Refused, ui::listing::address, visit::Visit};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::{paths, search::Query, time::Timestamp};
use services::{
    cx::Settings,
    projects::{self, FeedEntry},
    search::{self, Hit},
};

/// How many projects the feed of all of them holds; one that facets choose holds a page.
const ENTRIES: usize = 50;

/// `/projets.atom`, with the facets of `/projets` (I3). Words are left out: by relevance, what is new would not come.
pub async fn projects(visit: Visit) -> Result<Response, Refused> {
    let asked = visit.query();
    let read = Query::read(asked.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let query = Query { kinds: Vec::new(), ..read.as_feed() };
    let cards =
        if query.is_narrowed() { search::list(&visit.cx, &query).await?.cards } else { projects::latest(&visit.cx, ENTRIES).await? };
    let entries = projects::with_stories(&visit.cx, cards).await?;
    let feed = feed(&visit.cx.portal.settings, &query, &entries, visit.cx.now());
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.to_string()).into_response())
}

/// `/recherche.atom`, with all that a search's address holds but its order and its page (Q10). Whoever asks, it holds what everyone may read: feed
/// readers show what they fetch to others.
pub async fn search(visit: Visit) -> Result<Response, Refused> {
    let asked = visit.query();
    let query = Query::read(asked.iter().map(|(name, value)| (name.as_str(), value.as_str()))).as_followed();
    let found = search::latest(&visit.cx, &query, ENTRIES).await?;
    let feed = feed_of_search(&visit.cx.portal.settings, &query, &found, visit.cx.now());
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.to_string()).into_response())
}

fn feed_of_search(settings: &Settings, query: &Query, found: &[Hit], now: Timestamp) -> Feed {
    let here = settings.address(&address(paths::SEARCH_FEED, query));
    let words = if query.words.is_empty() { "ce qui vient de paraître" } else { query.words.as_str() };
    Feed {
        id: here.clone(),
        title: Text::plain(format!("{} : recherche, {words}", settings.name)),
        subtitle: Some(Text::plain("Ce qui paraît et que tout le monde peut lire")),
        updated: date(found.iter().filter_map(|hit| hit.published).max().unwrap_or(now)),
        // Of all that is found, entries say no author: messages are by people who wrote for each other.
        authors: vec![Person { name: settings.name.clone(), ..Person::default() }],
        links: vec![link("self", here), link("alternate", settings.address(&address(paths::SEARCH, query)))],
        generator: Some(Generator { value: "Préau".into(), ..Generator::default() }),
        lang: Some("fr".into()),
        entries: found.iter().filter_map(|hit| found_entry(settings, hit)).collect(),
        ..Feed::default()
    }
}

/// Nothing, of what was always there.
fn found_entry(settings: &Settings, hit: &Hit) -> Option<Entry> {
    let published = date(hit.published?);
    Some(Entry {
        // The id outlives a change of title, which may move the address.
        id: settings.address(&format!("{}#{}", paths::SEARCH, hit.thing)),
        title: Text::plain(hit.title.text()),
        updated: published,
        published: Some(published),
        links: vec![link("alternate", settings.address(&hit.address))],
        summary: Some(Text::plain(hit.snippet.text())),
        ..Entry::default()
    })
}

fn feed(settings: &Settings, query: &Query, entries: &[FeedEntry], now: Timestamp) -> Feed {
    let here = settings.address(&address(paths::PROJECTS_FEED, query));
    Feed {
        id: here.clone(),
        title: Text::plain(format!("{} : les projets", settings.name)),
        subtitle: Some(Text::plain(format!("Ce que font les classes de {}", settings.territory))),
        updated: date(entries.iter().filter_map(|entry| entry.card.published).max().unwrap_or(now)),
        links: vec![link("self", here), link("alternate", settings.address(&address(paths::PROJECTS, query)))],
        generator: Some(Generator { value: "Préau".into(), ..Generator::default() }),
        lang: Some("fr".into()),
        entries: entries.iter().map(|entry| self::entry(settings, entry)).collect(),
        ..Feed::default()
    }
}

fn entry(settings: &Settings, entry: &FeedEntry) -> Entry {
    let card = &entry.card;
    let address = settings.address(&paths::project(&card.slug));
    let lang = card.language.foreign_tag().map(str::to_owned);
    let text = |words: &str| Text { lang: lang.clone(), ..Text::plain(words) };
    let body = entry.body.as_str().to_owned();
    let person = |name: &String| Person { name: name.clone(), ..Person::default() };
    Entry {
        // The id outlives a change of title, which moves the address.
        id: settings.address(&format!("/projets?id={}", card.id)),
        title: text(&card.title),
        updated: date(card.updated),
        published: card.published.map(date),
        authors: card.authors.iter().map(person).collect(),
        categories: card.subjects.iter().map(|s| Category { term: s.key().into(), label: Some(s.label().into()), scheme: None }).collect(),
        links: vec![link("alternate", address)],
        rights: entry.licence.map(|licence| Text::plain(licence.label())),
        summary: Some(text(&card.summary)),
        content: Some(Content { content_type: Some("html".into()), value: Some(body), lang: lang.clone(), ..Content::default() }),
        ..Entry::default()
    }
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

fn date(at: Timestamp) -> FixedDateTime {
    FixedDateTime::parse_from_rfc3339(&at.rfc3339()).unwrap_or_default()
}
