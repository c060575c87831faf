//! The page of what was found.

use super::{facts::Facts, kinds::KindLinks, nothing::Nothing, words::one};
use crate::ui::{
    instead::SaidInstead,
    listing::{ActiveFilters, Facets, Middle, Names, Pages, RESULTS},
};
use domain::{projects::Language, search::Query};
use leptos::prelude::*;
use services::search::{About, Hit, Results};

/// What was found, and what its page needs.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What was asked.
    pub(super) query: Query,
    /// What was found.
    pub(super) results: Results,
    /// Names of communes and schools.
    pub(super) names: Names,
    /// The school around which one may look.
    pub(super) middle: Option<Middle>,
}

/// Kinds, filters, results.
#[component]
pub(super) fn FoundPage(found: Found) -> impl IntoView {
    let Found { query, results, names, middle } = found;
    if results.total == 0 && query.is_only_words() {
        return view! { <Nothing query/> }.into_any();
    }
    let total = results.total;
    let sought = results.said.corrected.as_deref().unwrap_or(&query.words);
    let about = (!sought.is_empty()).then(|| format!(" pour «\u{a0}{sought}\u{a0}»"));
    let said = results.said.clone();
    let counts = results.facets;
    let list = if total == 0 {
        view! { <Nothing query=query.clone()/> }.into_any()
    } else {
        let items = results.hits.into_iter().map(|hit| view! { <Result hit/> }).collect_view();
        view! { <ol class="search-results">{items}</ol> }.into_any()
    };
    view! {
        <KindLinks query=query.clone() counts=counts.clone()/>
        <div class="with-aside">
            <Facets list=RESULTS query=query.clone() counts names=names.clone() middle/>
            <section aria-labelledby="compte">
                <div class="list-head">
                    <h2 class="visually-hidden">"Résultats"</h2>
                    <p id="compte"><strong>{RESULTS.how_many(total)}</strong>{about}</p>
                </div>
                <SaidInstead list=RESULTS query=query.clone() said/>
                <ActiveFilters list=RESULTS query=query.clone() names/>
                {list}
                <Pages path=RESULTS.path query total/>
            </section>
        </div>
    }
    .into_any()
}

/// What it is, its title, what is known of it, the words found.
#[component]
fn Result(hit: Hit) -> impl IntoView {
    let Hit { thing, title, snippet, attached, address, about, .. } = hit;
    let kind = thing.kind();
    // A sheet may be written in another language than the page.
    let language = if let About::Project(card) = &about { Some(card.language) } else { None };
    let tag = language.and_then(Language::foreign_tag);
    let attached = attached.map(|title| view! { <p class="byline">"Dans la pièce jointe «\u{a0}" {title} "\u{a0}»\u{a0}:"</p> });
    // What is attached is in whatever language it is.
    let (said_in, runs) = if attached.is_some() { (None, Some("auto")) } else { (tag, language.and_then(Language::foreign_direction)) };
    let snippet = (!snippet.is_empty()).then(|| view! { <p lang=said_in dir=runs inner_html=snippet.as_str().to_owned()></p> });
    view! {
        <li>
            <article class="search-result">
                <p class="search-kind" data-kind=kind.key()>{one(kind)}</p>
                <h3><a href=address lang=tag inner_html=title.as_str().to_owned()></a></h3>
                <Facts about/>
                {attached}
                {snippet}
            </article>
        </li>
    }
}
