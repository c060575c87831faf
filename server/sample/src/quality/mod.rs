//! How well a search finds, measured on what people search for over the demo (`search/judged.toml`).
//!
//! **Promises.** Figures are of one collection of queries, judged before any engine was asked, and the same for every engine: [`Figures`]
//! knows none of them.
//!
//! **Start reading at** [`judged()`], then [`Figures`].

mod figures;
mod judged;
mod names;
mod table;

pub use figures::Figures;
pub use judged::{Class, Judged, judged};
pub use table::{Engine, table};

use domain::search::{Query, Thing};
use services::{cx::Cx, search};

/// What Préau answers to `words` on its first page, best first.
///
/// # Errors
/// The database's or the index's.
pub async fn preau(cx: &Cx, words: &str) -> anyhow::Result<Vec<Thing>> {
    let found = search::find(cx, &Query::read([("q", words)])).await?;
    Ok(found.hits.into_iter().map(|hit| hit.thing).collect())
}
