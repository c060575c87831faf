//! Search: one box, what was found in its own words, filters; and the searches that members keep.
//!
//! **Start reading at** `find`, then `saved`; what is tended of it is in `desk`.

mod desk;

mod saved;

use self::saved::FollowSearch;
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        card::place_line,
        listing::{ActiveFilters, CommuneNames, Facets, Pages, address},
        search_box::SearchBox,
    },
    visit::Visit,
};
use axum::{Router, http::StatusCode, response::Response, routing::get};
use domain::{paths, projects::State, search::Query};
use leptos::prelude::*;
use services::search::{self, Hit, Results};

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::SEARCH, get(find))
        .route(paths::MY_SEARCHES, get(saved::open).post(saved::change))
        .route(paths::TEND_SEARCH, get(desk::open).post(desk::change))
}

/// `/recherche?q=`
async fn find(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let query = Query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let results = if query.is_narrowed() { Some(search::find(&visit.cx, &query).await?) } else { None };
    let communes = crate::territory::names(&visit.cx).await?;
    let school = crate::territory::school_asked_for(&visit.cx, &query).await?;
    let offer = saved::offer(&visit, &query).await?;
    let feed = offer.is_some().then(|| address(paths::SEARCH_FEED, &query.as_followed()));
    let feed_title = if feed.is_some() { "Ce que trouve cette recherche" } else { Page::default().feed_title };
    let title = if query.words.is_empty() { "Recherche".to_owned() } else { format!("{}\u{a0}: recherche", query.words) };
    let page = Page { title, index: false, feed, feed_title, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || {
        view! {
            <div class="search-head">
                <h1>"Recherche"</h1>
                <SearchBox words=query.words.clone()/>
            </div>
            {results.map(|results| view! { <Found query results communes school/> })}
            {offer.map(|offer| view! { <FollowSearch offer/> })}
        }
    }))
}

#[component]
fn Found(query: Query, results: Results, communes: CommuneNames, school: Option<String>) -> impl IntoView {
    if results.total == 0 && query.is_only_words() {
        return view! { <Nothing words=query.words/> }.into_any();
    }
    let words = query.words.clone();
    let said = match results.total {
        0 => "Aucun résultat".to_owned(),
        1 => "1\u{a0}résultat".to_owned(),
        many => format!("{many}\u{a0}résultats"),
    };
    let about = (!words.is_empty()).then(|| format!(" pour «\u{a0}{}\u{a0}»", results.corrected.as_deref().unwrap_or(&words)));
    let instead = results.corrected.clone().map(|corrected| {
        view! { <p class="search-instead">"Rien pour «\u{a0}" {words} "\u{a0}»\u{202f}: voici ce qui répond à " <em>{corrected}</em> "."</p> }
    });
    let total = results.total;
    view! {
        <div class="with-aside">
            <Facets path=paths::SEARCH query=query.clone() counts=results.facets communes=communes.clone()/>
            <section aria-labelledby="compte">
                <div class="list-head">
                    <h2 class="visually-hidden">"Résultats"</h2>
                    <p id="compte"><strong>{said}</strong>{about}</p>
                </div>
                {instead}
                <ActiveFilters path=paths::SEARCH query=query.clone() communes school/>
                <ol class="search-results">{results.hits.into_iter().map(|hit| view! { <Result hit/> }).collect_view()}</ol>
                <Pages path=paths::SEARCH query total/>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Result(hit: Hit) -> impl IntoView {
    let card = hit.card;
    let about: Vec<_> = card.levels.iter().map(|level| level.label()).chain(card.subjects.iter().map(|subject| subject.label())).collect();
    let place = place_line(&card);
    let state =
        (card.state != State::Published).then(|| view! { <span class="badge" data-state=card.state.key()>{card.state.label()}</span> });
    view! {
        <li>
            <article class="search-result">
                <h3><a href=paths::project(&card.slug) inner_html=hit.title.as_str().to_owned()></a></h3>
                <p class="byline">{place} " · " {about.join(", ")} {state}</p>
                <p inner_html=hit.snippet.as_str().to_owned()></p>
            </article>
        </li>
    }
}

#[component]
fn Nothing(words: String) -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="rien">
            <h2 id="rien">"Rien encore sur «\u{a0}" {words} "\u{a0}»"</h2>
            <p>"Essayez un mot plus court ou plus général. Et si votre classe l’a fait, racontez-le\u{202f}: elle sera la première."</p>
            <p class="button-row">
                <a class="button" href=paths::NEW_PROJECT>"Partager un projet"</a>
                <a class="button quiet" href=paths::PROJECTS>"Parcourir tous les projets"</a>
            </p>
        </section>
    }
}
