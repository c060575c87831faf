//! Search: what people ask, answered from the index and shown from the database.
//!
//! **Promises.** [`find()`] and [`list`] give what the viewer may read, and count nothing else; what they show is read from the database, where
//! rights are asked again: the index is late by design. [`run`] keeps the index up to date, within a second or two of each
//! commit; what was withdrawn leaves it as soon. [`rebuild`] makes it again while the old one answers; an index that is damaged while it
//! serves is noticed by [`check`], each hour and whenever it could not answer, and made again.
//!
//! [`save`] keeps a search for its owner alone, [`alert`] tells them what appeared that it finds, and [`latest`] gives everyone's feed of one.
//!
//! **Invariants.** The index holds the state of the database at the event that it names, or a later one: documents are read again
//! after the events that speak of them, so that an event dealt with twice does no harm; tested by
//! `the_index_holds_what_the_database_holds`.
//!
//! [`heard()`] counts what is searched for, as words and numbers that tell of nobody (Q8); [`synonyms_now`] is what means the same (Q7), as the
//! animator last said.
//!
//! **Events.** Reads them all; tells `SearchAnswered` and `SynonymsChanged`.
//!
//! **Start reading at** [`find()`], then [`catch_up`], then [`alert`].

mod alerts;
mod appeared;
mod ask;
mod find;
mod follow;
mod heard;
mod hits;
mod named;
mod rows;
mod saved;
mod sources;
mod suggest;
mod synonyms;
mod watch;

pub use crate::index::{FacetCounts, Said};
pub use alerts::{SavedNews, alert, saved_news};
pub use appeared::latest;
pub use find::{Counts, Listing, Results, counts, find, list};
pub use follow::{Lag, catch_up, check, lag, rebuild, run};
pub use heard::{Heard, HeardLately, HeardWords, heard, heard_lately, purge_heard, write_heard};
pub use hits::{About, Hit};
pub use saved::{Kept, SavedSearch, change_saved, forget_saved, said, save, saved, saved_as};
pub use sources::{readable, readable_documents};
pub use suggest::{Suggestion, What, suggest};
pub use synonyms::{SynonymGroup, SynonymsRead, add_synonyms, delete_synonyms, save_synonyms, synonym_groups, synonyms_now};

use crate::{
    error::Result,
    holdings::{Part, Words},
};

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;

/// Runs what waits for a disk on a thread where that harms nobody.
async fn blocking<T: Send + 'static>(act: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(act).await.map_err(|error| anyhow::Error::new(error).context("a task of the index"))?;
    Ok(done?)
}
