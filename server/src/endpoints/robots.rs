//! What search engines ask for: `robots.txt` (RFC 9309), and the sitemap (sitemaps.org 0.9) that it names.

use super::xml::{Xml, branch, leaf};
use app::{outcome::Refused, visit::Visit};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::{access::Viewer, paths, time::Timestamp};
use quick_xml::events::{BytesDecl, Event};
use services::{curation, cx::Cx, projects, territory, training};

/// The most addresses that a sitemap may hold (sitemaps.org): the oldest projects are left out.
const MAX_ADDRESSES: usize = 50_000;

/// Pages that are for nobody, for members, or endless.
const NOT_FOR_ROBOTS: [&str; 7] = [paths::DESK, "/moi", paths::SIGN_IN, paths::SEARCH, paths::NEW_PROJECT, "/projets?", "/formations?"];

/// `/robots.txt`.
pub async fn robots(visit: Visit) -> Response {
    let disallowed: String = NOT_FOR_ROBOTS.map(|path| format!("Disallow: {path}\n")).concat();
    let sitemap = visit.cx.portal.settings.address(paths::SITEMAP);
    format!("User-agent: *\n{disallowed}\nSitemap: {sitemap}\n").into_response()
}

/// `/sitemap.xml`: what anyone may read, whoever asks.
pub async fn sitemap(visit: Visit) -> Result<Response, Refused> {
    let pages = pages(&visit.cx.as_viewer(Viewer::Nobody)).await?;
    let settings = &visit.cx.portal.settings;
    let xml = written(pages.iter().take(MAX_ADDRESSES).map(|(path, changed)| (settings.address(path), *changed)))?;
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

/// Every page, and when it last changed where that is known.
async fn pages(cx: &Cx) -> Result<Vec<(String, Option<Timestamp>)>, services::error::Error> {
    let mut pages: Vec<_> = [paths::HOME, paths::PROJECTS, paths::COLLECTIONS, paths::TRAININGS, paths::TERRITORY, paths::HELP]
        .map(|path| (path.to_owned(), None))
        .into();
    pages.extend(territory::communes(cx).await?.iter().map(|commune| (paths::commune(&commune.insee, &commune.name), None)));
    pages.extend(territory::open_schools(cx).await?.iter().map(|uai| (paths::school(uai), None)));
    let collections = curation::collections(cx).await?.into_iter().map(|card| card.collection);
    pages.extend(collections.map(|collection| (paths::collection(&collection.slug), Some(collection.updated))));
    let trainings = training::shown_trainings(cx).await?;
    pages.extend(trainings.into_iter().map(|(slug, changed)| (paths::training(&slug), Some(changed))));
    let slugs = projects::published_slugs(cx, MAX_ADDRESSES as i64).await?;
    pages.extend(slugs.into_iter().map(|(slug, changed)| (paths::project(&slug), Some(changed))));
    Ok(pages)
}

fn written(pages: impl Iterator<Item = (String, Option<Timestamp>)>) -> anyhow::Result<Vec<u8>> {
    let mut xml = Xml::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = xml.create_element("urlset").with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    set.write_inner_content(|xml| {
        for (address, changed) in pages {
            branch(xml, "url", |xml| {
                leaf(xml, "loc", &address)?;
                changed.map_or(Ok(()), |changed| leaf(xml, "lastmod", &changed.rfc3339()))
            })?;
        }
        Ok(())
    })?;
    Ok(xml.into_inner())
}
