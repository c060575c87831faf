//! The Atom feed of published projects (RFC 4287), as the reader may see them.

use app::{outcome::Refused, visit::Visit};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{paths, time::Timestamp};
use services::{
    cx::Settings,
    projects::{self, FeedEntry},
};

/// How many projects the feed holds.
const ENTRIES: usize = 50;

/// `/projets.atom`.
pub async fn projects(visit: Visit) -> Result<Response, Refused> {
    let entries = projects::feed(&visit.cx, ENTRIES).await?;
    let feed = feed(&visit.cx.portal.settings, &entries, visit.cx.now());
    let mut response = feed.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    Ok(response)
}

fn feed(settings: &Settings, entries: &[FeedEntry], now: Timestamp) -> Feed {
    let address = settings.address(paths::PROJECTS_FEED);
    Feed {
        id: address.clone(),
        title: Text::plain(format!("{} : les projets", settings.name)),
        subtitle: Some(Text::plain(format!("Ce que font les classes de {}", settings.territory))),
        updated: date(entries.iter().filter_map(|entry| entry.card.published).max().unwrap_or(now)),
        links: vec![link("self", address), link("alternate", settings.address(paths::PROJECTS))],
        generator: Some(Generator { value: "Préau".into(), ..Generator::default() }),
        lang: Some("fr".into()),
        entries: entries.iter().map(|entry| self::entry(settings, entry)).collect(),
        ..Feed::default()
    }
}

fn entry(settings: &Settings, entry: &FeedEntry) -> Entry {
    let card = &entry.card;
    let address = settings.address(&paths::project(&card.slug));
    let person = |name: &String| Person { name: name.clone(), ..Person::default() };
    Entry {
        // The id outlives a change of title, which moves the address.
        id: settings.address(&format!("/projets?id={}", card.id)),
        title: Text::plain(card.title.clone()),
        updated: date(card.updated),
        published: card.published.map(date),
        authors: card.authors.iter().map(person).collect(),
        categories: card.subjects.iter().map(|s| Category { term: s.key().into(), label: Some(s.label().into()), scheme: None }).collect(),
        links: vec![link("alternate", address)],
        rights: entry.licence.map(|licence| Text::plain(licence.label())),
        summary: Some(Text::plain(card.summary.clone())),
        content: Some(Content { content_type: Some("html".into()), value: Some(entry.body.as_str().to_owned()), ..Content::default() }),
        ..Entry::default()
    }
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

fn date(at: Timestamp) -> FixedDateTime {
    FixedDateTime::parse_from_rfc3339(&at.rfc3339()).unwrap_or_default()
}
