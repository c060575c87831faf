//! Search: what people ask, answered from the index and shown from the database.
//!
//! **Promises.** [`find()`] and [`list`] give what the viewer may read, and count nothing else; what they show is read from the database, where
//! rights are asked again: the index is late by design. [`run`] keeps the index up to date, within a second or two of each
//! commit; what was withdrawn leaves it as soon. [`rebuild`] makes it again while the old one answers.
//!
//! **Invariants.** The index holds the state of the database at the event that it names, or a later one: documents are read again
//! after the events that speak of them, so that an event dealt with twice does no harm; tested by
//! `the_index_holds_what_the_database_holds`.
//!
//! [`heard()`] counts what is searched for, as words and numbers that tell of nobody (Q8); [`synonyms_now`] is what means the same (Q7), as the
//! animator last said.
//!
//! **Events.** Reads them all; tells `SynonymsChanged`.
//!
//! **Start reading at** [`find()`], then [`catch_up`].

mod find;
mod follow;
mod heard;
mod rows;
mod suggest;
mod synonyms;

pub use crate::index::FacetCounts;
pub use find::{Counts, Hit, Listing, Results, counts, find, list};
pub use follow::{catch_up, rebuild, run};
pub use heard::{Heard, HeardLately, HeardWords, heard, heard_lately, purge_heard, write_heard};
pub use suggest::{Suggestion, suggest};
pub use synonyms::{SynonymGroup, SynonymsRead, add_synonyms, delete_synonyms, save_synonyms, synonym_groups, synonyms_now};

use crate::{error::Result, holdings::Words};

/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;

/// Runs what waits for a disk on a thread where that harms nobody.
async fn blocking<T: Send + 'static>(act: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(act).await.map_err(|error| anyhow::Error::new(error).context("a task of the index"))?;
    Ok(done?)
}
