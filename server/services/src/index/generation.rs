//! One index on disk (or in memory): it is opened, written to, read, and one day replaced by the next.

use super::{
    Document,
    find::{Answers, answers},
    folder::is_being_written,
    french,
    schema::{self, Fields},
    trouble::Why,
};
use anyhow::Context;
use domain::search::Thing;
use std::{
    panic::catch_unwind,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};
use tantivy::{
    Directory, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term,
    directory::{META_LOCK, MmapDirectory, error::LockError},
    indexer::IndexWriterOptions,
};

/// Memory of the one indexing thread.
const WRITER_MEMORY: usize = 16 << 20;

/// What a commit says of itself.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Payload {
    /// The last event of the outbox that it takes in.
    seq: i64,
    /// The shape of the index.
    schema: String,
    /// The database that it was made from.
    db: String,
}

/// Why an index on disk cannot be used.
#[derive(Debug)]
pub(super) enum Unfit {
    /// Another process writes it.
    Busy,
    /// Damaged, of another shape, or of another database; and how that is said.
    Unusable(Why, String),
}

/// See the module.
pub(super) struct Generation {
    pub index: tantivy::Index,
    pub fields: Fields,
    reader: IndexReader,
    /// Absent after an error, until the next write makes another: a writer that failed once is not to be trusted.
    writer: Mutex<Option<IndexWriter>>,
    /// Whether another is in use instead. Changed with the writer locked.
    retired: AtomicBool,
    /// The last event taken in; nothing until the index was filled once. Changed with the writer locked.
    seq: RwLock<Option<i64>>,
    /// Where it lies; nothing in memory.
    pub folder: Option<PathBuf>,
    /// Answers that hold until the next commit.
    pub answers: Answers,
    schema: String,
    db: String,
}

impl Generation {
    /// An empty one in memory.
    pub fn in_memory(db: &str) -> anyhow::Result<Self> {
        let (fields, schema) = Fields::new();
        Self::assemble(tantivy::Index::create_in_ram(schema), fields, None, None, db)
    }

    /// An empty one in `folder`, which exists and is empty.
    pub fn create(folder: &Path, db: &str) -> anyhow::Result<Self> {
        let (fields, schema) = Fields::new();
        let index = tantivy::Index::create_in_dir(folder, schema)?;
        let made = Self::assemble(index, fields, Some(folder.to_owned()), None, db)?;
        made.writer(&mut made.lock())?;
        Ok(made)
    }

    /// The one that lies in `folder`, whole and ours to write.
    pub fn open(folder: &Path, db: &str) -> Result<Self, Unfit> {
        if is_being_written(folder) {
            // Asked first: while another process writes, files come and go, and a sound index looks damaged.
            return Err(Unfit::Busy);
        }
        let damaged = |why: String| Unfit::Unusable(Why::Damaged, why);
        let index = whole(folder).map_err(damaged)?;
        let payload = payload(&index).map_err(damaged)?;
        let (fields, schema) = Fields::new();
        let expected = schema::fingerprint(&schema).map_err(|error| damaged(format!("{error:#}")))?;
        if index.schema() != schema || payload.as_ref().is_some_and(|payload| payload.schema != expected) {
            return Err(Unfit::Unusable(Why::Shape, "it has another shape".to_owned()));
        }
        if payload.as_ref().is_some_and(|payload| payload.db != db) {
            return Err(Unfit::Unusable(Why::Foreign, "it was made from another database".to_owned()));
        }
        let seq = payload.map(|payload| payload.seq);
        let opened = Self::assemble(index, fields, Some(folder.to_owned()), seq, db).map_err(|error| damaged(format!("{error:#}")))?;
        match opened.writer(&mut opened.lock()) {
            Ok(_) => {}
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Err(Unfit::Busy),
            Err(error) => return Err(damaged(error.to_string())),
        }
        Ok(opened)
    }

    fn assemble(index: tantivy::Index, fields: Fields, folder: Option<PathBuf>, seq: Option<i64>, db: &str) -> anyhow::Result<Self> {
        index.tokenizers().register(schema::STEMMED, french::STEMMED.clone());
        index.tokenizers().register(schema::FOLDED, french::FOLDED.clone());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let schema = schema::fingerprint(&index.schema())?;
        Ok(Self {
            index,
            fields,
            reader,
            writer: Mutex::new(None),
            retired: AtomicBool::new(false),
            seq: RwLock::new(seq),
            folder,
            answers: answers(),
            schema,
            db: db.to_owned(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The writer, which is made, and the index locked, when there is none.
    fn writer<'a>(&self, slot: &'a mut Option<IndexWriter>) -> Result<&'a mut IndexWriter, TantivyError> {
        match slot {
            Some(writer) => Ok(writer),
            None => {
                let options = IndexWriterOptions::builder().num_worker_threads(1).memory_budget_per_thread(WRITER_MEMORY).build();
                Ok(slot.insert(self.index.writer_with_options(options)?))
            }
        }
    }

    /// The last event taken in; nothing until the index was filled once.
    pub fn seq(&self) -> Option<i64> {
        *self.seq.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is wrong with its files, if something is. In memory, nothing can be.
    pub fn damage(&self) -> Option<String> {
        let folder = self.folder.as_deref()?;
        // Until it is done, nobody commits: what is there is what was written last.
        let _writer = self.lock();
        match whole(folder).and_then(|index| payload(&index)) {
            Ok(payload) if payload.as_ref().map(|payload| payload.seq) == self.seq() => None,
            Ok(_) => Some("another index lies in its place".to_owned()),
            Err(why) => Some(why),
        }
    }

    /// What can be read now. It stays as it is while others write.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Takes in documents without showing them yet.
    pub fn add(&self, upserts: &[Document], deletes: &[Thing]) -> anyhow::Result<()> {
        self.attempt(|writer| self.stage(writer, upserts, deletes))?.context("another index is in use instead")
    }

    /// Takes in documents, notes `seq` and shows them, in one commit; unless the index is no longer at `after`, or another is in use.
    pub fn apply(&self, upserts: &[Document], deletes: &[Thing], after: Option<i64>, seq: i64) -> anyhow::Result<bool> {
        let applied = self.attempt(|writer| {
            if self.seq() != after {
                return Ok(false);
            }
            self.stage(writer, upserts, deletes)?;
            let payload = Payload { seq, schema: self.schema.clone(), db: self.db.clone() };
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&serde_json::to_string(&payload)?);
            commit.commit()?;
            self.reader.reload()?;
            *self.seq.write().unwrap_or_else(PoisonError::into_inner) = Some(seq);
            Ok(true)
        })?;
        Ok(applied.unwrap_or(false))
    }

    fn stage(&self, writer: &IndexWriter, upserts: &[Document], deletes: &[Thing]) -> anyhow::Result<()> {
        for thing in upserts.iter().map(|document| &document.thing).chain(deletes) {
            writer.delete_term(Term::from_field_text(self.fields.key, &thing.to_string()));
        }
        for document in upserts {
            writer.add_document(document.fill(&self.fields))?;
        }
        Ok(())
    }

    /// Does something with the writer; nothing once another index is in use, whose place this one must not take again.
    fn attempt<T>(&self, act: impl FnOnce(&mut IndexWriter) -> anyhow::Result<T>) -> anyhow::Result<Option<T>> {
        let mut slot = self.lock();
        if self.retired.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let writer = self.writer(&mut slot).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => anyhow::anyhow!("another process writes this index"),
            other => other.into(),
        })?;
        let done = act(writer).context("writing the index");
        if done.is_err() {
            // What was staged must not slip into the next commit.
            *slot = None;
        }
        done.map(Some)
    }

    /// Lets go of the lock: nothing more is written here.
    pub fn retire(&self) {
        let mut slot = self.lock();
        self.retired.store(true, Ordering::SeqCst);
        *slot = None;
    }
}

/// The index in `folder`, if each of its files is there and as it was written; else what is wrong.
fn whole(folder: &Path) -> Result<tantivy::Index, String> {
    let looked = || -> tantivy::Result<_> {
        let directory = MmapDirectory::open(folder)?;
        // Segments may be merged meanwhile: those that are looked at stay until they were.
        let _kept = directory.acquire_lock(&META_LOCK)?;
        let index = tantivy::Index::open(directory.clone())?;
        let damaged = index.validate_checksum()?;
        Ok((index, damaged))
    };
    // A file shorter than its own footer makes the library panic instead of refusing it (tantivy-common 0.27, `FileSlice`).
    let (index, damaged) = catch_unwind(looked)
        .unwrap_or_else(|_| Err(TantivyError::InternalError("a file is cut short".to_owned())))
        .map_err(|error| error.to_string())?;
    if damaged.is_empty() { Ok(index) } else { Err(format!("damaged files: {damaged:?}")) }
}

/// What the last commit said of itself; nothing before the first.
fn payload(index: &tantivy::Index) -> Result<Option<Payload>, String> {
    let metas = index.load_metas().map_err(|error| error.to_string())?;
    metas.payload.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| error.to_string())
}
