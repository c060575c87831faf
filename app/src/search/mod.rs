//! Search: one box, whatever was found in its own words, filters; and the searches that members keep.
//!
//! **Start reading at** `find`, then `results`, then `saved`; what is tended of it is in `desk`.

mod desk;
mod facts;
mod kinds;
mod nothing;
mod offered;
mod results;
mod saved;
mod words;

pub use offered::options;

use self::{
    nothing::Start,
    results::{Found, FoundPage},
    saved::FollowSearch,
};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        listing::{address, tidy_address},
        search_box::SearchBox,
    },
    visit::{Visit, is_looked_at},
};
use axum::{
    Router,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{paths, search::Query};
use leptos::prelude::*;
use services::search;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::SEARCH, get(find))
        .route(paths::MY_SEARCHES, get(saved::open).post(saved::change))
        .route(paths::TEND_SEARCH, get(desk::open).post(desk::change))
}

/// `/recherche?q=`
async fn find(visit: Visit, headers: HeaderMap) -> Result<Response, Refused> {
    let pairs = visit.query();
    let query = Query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    if let Some(address) = tidy_address(paths::SEARCH, &pairs, &query) {
        return Ok(Redirect::to(&address).into_response());
    }
    let found = if query.is_narrowed() { Some(found(&visit, query.clone()).await?) } else { None };
    if let Some(found) = found.as_ref().filter(|_| query.page == 0 && is_looked_at(&headers)) {
        search::heard(&visit.cx, &query.words, found.results.as_typed());
    }
    let offer = saved::offer(&visit, &query).await?;
    let feed = offer.is_some().then(|| address(paths::SEARCH_FEED, &query.as_followed()));
    let feed_title = if feed.is_some() { "Ce que trouve cette recherche" } else { Page::default().feed_title };
    let title = if query.words.is_empty() { "Recherche".to_owned() } else { format!("{}\u{a0}: recherche", query.words) };
    let page = Page { title, index: false, search_box: true, feed, feed_title, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || {
        let below = match found {
            Some(found) => view! { <FoundPage found/> }.into_any(),
            None => view! { <Start/> }.into_any(),
        };
        view! {
            <div class="search-head">
                <h1>"Recherche"</h1>
                <SearchBox words=query.words/>
            </div>
            {below}
            {offer.map(|offer| view! { <FollowSearch offer/> })}
        }
    }))
}

async fn found(visit: &Visit, query: Query) -> Result<Found, Refused> {
    let results = search::find(&visit.cx, &query).await?;
    let names = crate::territory::names_for(&visit.cx, &query, &results.facets).await?;
    let middle = crate::territory::middle(&visit.cx, &query, &names).await?;
    Ok(Found { query, results, names, middle })
}
