//! The search index: derived from the database, may be lost at any time.
//!
//! **Promises.** [`Index::open`] always gives an index that can be used: one that is damaged, of another shape or of another
//! database is put aside for an empty one, which its follower fills again. [`Index::search`] finds what its readers may see, and
//! counts nothing else. A [`Rebuild`] replaces the index in one step, while the old one goes on answering, even from another process.
//! [`Index::damage`] finds what became of the files of the index in use, and [`Index::suspect`] has that looked at.
//!
//! **Invariants.** It knows neither SQL nor the slices. Every commit carries the number of the last event that it takes in, so
//! that after a crash the follower goes on from there; enforced by [`Index::apply`] being the only way to commit. Readers are
//! checked inside the query, never after it; tested by `what_one_may_not_read_leaves_no_trace`.
//!
//! **Start reading at** [`Index`], then `find`, then `french`; `trouble` for what may go wrong.

pub mod document;
mod facets;
mod find;
mod folder;
mod forgive;
mod french;
mod generation;
mod orders;
mod schema;
mod snippet;
mod suggest;
#[cfg(test)]
mod tests;
mod trouble;
mod typos;
mod units;
mod wanted;

pub use document::Document;
pub use facets::FacetCounts;
pub use find::{Found, Said, Selection};
pub use orders::Around;
pub use snippet::{ReadText, Sought};
pub use trouble::Why;
pub use units::Synonyms;

use self::{
    folder::Folder,
    generation::{Generation, Unfit},
    trouble::Doubt,
};
use anyhow::Context;
use domain::search::Thing;
use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

/// The index in use. Cheap to clone: clones are the same index.
#[derive(Clone)]
pub struct Index {
    inner: Arc<Inner>,
}

struct Inner {
    current: RwLock<Arc<Generation>>,
    /// Where generations lie; nothing in memory.
    folder: Option<Folder>,
    db: String,
    /// Whether this process answers searches: it then keeps the index locked.
    serves: bool,
    /// Why it was empty when it was opened, if it was.
    lost: Why,
    doubt: Doubt,
}

/// How an index was found when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// There was none: it is empty.
    Fresh,
    /// It was there, and holds everything up to this event.
    Resumed {
        /// The event's number.
        seq: i64,
    },
    /// There was one that could not be used: it is empty.
    Rebuilt {
        /// What was wrong with it, for the log.
        why: String,
    },
}

/// What lies in the folder of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Absent,
    /// An index that a running server writes.
    InUse,
    /// A sound one, which holds everything up to this event; nothing when it was never filled.
    Sound(Option<i64>),
    /// One that cannot be used, and why.
    Unusable(String),
}

impl Index {
    /// What lies in `folder`, which stays as it is: for a check, beside a server that may be running.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn look(folder: &Path, db: &str) -> anyhow::Result<State> {
        if !folder.is_dir() {
            return Ok(State::Absent);
        }
        let Some(path) = Folder::open(folder)?.current()? else { return Ok(State::Absent) };
        Ok(match Generation::open(&path, db) {
            Ok(generation) => State::Sound(generation.seq()),
            Err(Unfit::Busy) => State::InUse,
            Err(Unfit::Unusable(_, why)) => State::Unusable(why),
        })
    }

    /// Opens the index in `folder`, made from the database that bears the mark `db`, to read and to write it.
    ///
    /// # Errors
    /// When the folder cannot be used, or when another process writes the index.
    pub fn open(folder: &Path, db: &str) -> anyhow::Result<(Self, Opening)> {
        let folder = Folder::open(folder)?;
        let mut lost = Why::Empty;
        let (current, opening) = match folder.current()? {
            None => (start(&folder, db)?, Opening::Fresh),
            Some(path) => match Generation::open(&path, db) {
                Ok(generation) => {
                    let opening = generation.seq().map_or(Opening::Fresh, |seq| Opening::Resumed { seq });
                    (generation, opening)
                }
                Err(Unfit::Busy) => {
                    anyhow::bail!("another process writes the search index in {}: is Préau already running?", path.display())
                }
                Err(Unfit::Unusable(what, why)) => {
                    lost = what;
                    tracing::warn!(index = %path.display(), why, "the search index cannot be used: an empty one takes its place");
                    (start(&folder, db)?, Opening::Rebuilt { why })
                }
            },
        };
        if let Some(kept) = &current.folder {
            folder.tidy(kept);
        }
        Ok((Self::assemble(current, Some(folder), db, true, lost), opening))
    }

    /// An index that can only be rebuilt, in a folder that another process may be serving from.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn to_rebuild(folder: &Path, db: &str) -> anyhow::Result<Self> {
        Ok(Self::assemble(Generation::in_memory(db)?, Some(Folder::open(folder)?), db, false, Why::Asked))
    }

    /// An empty index in memory, for tests.
    ///
    /// # Errors
    /// The index library's.
    pub fn in_memory() -> anyhow::Result<Self> {
        Ok(Self::assemble(Generation::in_memory("")?, None, "", true, Why::Empty))
    }

    fn assemble(current: Generation, folder: Option<Folder>, db: &str, serves: bool, lost: Why) -> Self {
        let (current, doubt) = (RwLock::new(Arc::new(current)), Doubt::default());
        Self { inner: Arc::new(Inner { current, folder, db: db.to_owned(), serves, lost, doubt }) }
    }

    fn current(&self) -> Arc<Generation> {
        self.inner.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The number of the last event taken in; nothing until the index was filled once.
    pub fn seq(&self) -> Option<i64> {
        self.current().seq()
    }

    /// Takes in new states of documents and removes others, in one lasting commit that notes `seq`.
    ///
    /// Answers `false`, and does nothing, when the index is no longer at `after`: it was rebuilt meanwhile, and events must be read
    /// again from its new place.
    ///
    /// # Errors
    /// The disk's, or another process writing. Nothing of the batch is kept; the same batch can be tried again.
    pub fn apply(&self, upserts: &[Document], deletes: &[Thing], after: Option<i64>, seq: i64) -> anyhow::Result<bool> {
        self.current().apply(upserts, deletes, after, seq)
    }

    /// Begins a new index beside the one in use, which goes on answering until [`Rebuild::finish`].
    ///
    /// # Errors
    /// The disk's.
    pub fn start_over(&self) -> anyhow::Result<Rebuild> {
        let generation = match &self.inner.folder {
            Some(folder) => folder.make(&self.inner.db, self.current().folder.as_deref())?,
            None => Generation::in_memory(&self.inner.db)?,
        };
        Ok(Rebuild { index: self.clone(), generation: Some(generation) })
    }

    /// Takes up an index that another process has rebuilt, if one did. To be asked now and then by whoever serves.
    ///
    /// # Errors
    /// The disk's. An index that cannot be used is left alone, and the log says why.
    pub fn adopt(&self) -> anyhow::Result<bool> {
        let Some(folder) = &self.inner.folder else { return Ok(false) };
        let Some(path) = folder.current()? else { return Ok(false) };
        if self.current().folder.as_ref() == Some(&path) {
            return Ok(false);
        }
        match Generation::open(&path, &self.inner.db) {
            Ok(generation) => {
                self.put_in_use(generation);
                Ok(true)
            }
            // Its maker has not let go of it yet.
            Err(Unfit::Busy) => Ok(false),
            Err(Unfit::Unusable(_, why)) => anyhow::bail!("the rebuilt index in {} cannot be used: {why}", path.display()),
        }
    }

    fn put_in_use(&self, generation: Generation) {
        if !self.inner.serves {
            // Whoever serves takes it up as soon as it is free.
            generation.retire();
        }
        let kept = generation.folder.clone();
        let old = {
            let mut current = self.inner.current.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, Arc::new(generation))
        };
        old.retire();
        if let (Some(folder), Some(kept)) = (&self.inner.folder, kept) {
            folder.tidy(&kept);
        }
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.current().folder).field("seq", &self.seq()).finish_non_exhaustive()
    }
}

fn start(folder: &Folder, db: &str) -> anyhow::Result<Generation> {
    let generation = folder.make(db, None)?;
    if let Some(path) = &generation.folder {
        folder.point_at(path)?;
    }
    Ok(generation)
}

/// An index being made again. Dropped before [`Rebuild::finish`] is done, it was never begun: nothing of it stays on the disk.
pub struct Rebuild {
    index: Index,
    /// Nothing once it is in use.
    generation: Option<Generation>,
}

impl Rebuild {
    /// Takes in some documents.
    ///
    /// # Errors
    /// The disk's.
    pub fn add(&self, documents: &[Document]) -> anyhow::Result<()> {
        self.made()?.add(documents, &[])
    }

    /// Puts the new index in use; it holds everything up to the event `seq`. The old one is removed.
    ///
    /// # Errors
    /// The disk's; then the old one stays in use.
    pub fn finish(mut self, seq: i64) -> anyhow::Result<()> {
        let made = self.made()?;
        made.apply(&[], &[], None, seq)?;
        if let (Some(folder), Some(path)) = (&self.index.inner.folder, &made.folder) {
            folder.point_at(path)?;
        }
        if let Some(made) = self.generation.take() {
            self.index.put_in_use(made);
        }
        Ok(())
    }

    fn made(&self) -> anyhow::Result<&Generation> {
        self.generation.as_ref().context("the index is in use already")
    }
}

impl Drop for Rebuild {
    /// On a full disk, what was not finished would keep the next attempt from being finished too.
    fn drop(&mut self) {
        let Some(unfinished) = self.generation.take() else { return };
        let folder = unfinished.folder.clone();
        drop(unfinished);
        if let Some(Err(error)) = folder.map(std::fs::remove_dir_all) {
            tracing::warn!("an index that was not finished stays behind: {error}");
        }
    }
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild").field("folder", &self.generation.as_ref().map(|made| &made.folder)).finish_non_exhaustive()
    }
}
