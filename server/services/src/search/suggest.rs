//! What the search box offers while someone types.

use super::blocking;
use crate::{access::visible, cx::Cx, error::Result, projects};

/// How many are offered: more cannot be taken in at a glance.
const OFFERED: usize = 8;

/// What the words typed so far may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its title, or its name.
    pub title: String,
    /// What it is: the key of its kind, or `matiere`.
    pub kind: &'static str,
    /// Where it is; of a subject, what is found of it.
    pub address: String,
}

/// Projects that the viewer may read and whose titles have a word for each word typed, the last of which may be unfinished; accents and
/// capitals make no difference (Q1). The latest published first; nothing for fewer than two letters.
///
/// # Errors
/// The database's or the index's.
pub async fn suggest(cx: &Cx, typed: &str) -> Result<Vec<Suggestion>> {
    let (index, typed, readers) = (cx.portal.index.clone(), typed.to_owned(), visible(cx));
    let ids = blocking(move || index.suggest(&typed, &readers, OFFERED)).await?;
    let cards = projects::cards(cx, &ids).await?;
    Ok(cards.into_iter().map(|card| Suggestion { title: card.title, slug: card.slug }).collect())
}
