//! The folder of the index: one subfolder a generation, and a file that names the one in use.

use super::generation::Generation;
use anyhow::Context;
use std::{
    fs::{self, File, TryLockError},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// The file that names the generation in use.
const CURRENT: &str = "current";
const PREFIX: &str = "generation-";
/// The index library's lock on a generation that is being written.
const WRITER_LOCK: &str = ".tantivy-writer.lock";

/// The folder.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at `path`, made if it is missing.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(path).with_context(|| format!("the index folder {}", path.display()))?;
        Ok(Self { path: path.to_owned() })
    }

    /// The generation in use; nothing when none ever was, or when the file that names it cannot be understood.
    pub fn current(&self) -> anyhow::Result<Option<PathBuf>> {
        let named = match fs::read_to_string(self.path.join(CURRENT)) {
            Ok(named) => named,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => return Ok(None),
            Err(error) => return Err(error).context("the index folder"),
        };
        Ok(number(named.trim()).map(|_| self.path.join(named.trim())))
    }

    /// Makes an empty generation beside the others, not yet in use. None before it had its place, be it that of `former`, which may have
    /// been removed: whoever still has it open writes to that place.
    pub fn make(&self, db: &str, former: Option<&Path>) -> anyhow::Result<Generation> {
        // All of it may have been removed under a running server.
        fs::create_dir_all(&self.path).with_context(|| format!("the index folder {}", self.path.display()))?;
        let named = self.current()?;
        let taken = [former, named.as_deref()].into_iter().flatten().map(number_of).max().unwrap_or(0);
        loop {
            let next = self.generations()?.iter().map(|(number, _)| *number).max().unwrap_or(0).max(taken) + 1;
            let path = self.path.join(format!("{PREFIX}{next}"));
            match fs::create_dir(&path) {
                Ok(()) => return self.create_in(&path, db),
                // Another process was quicker.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).context("a new index"),
            }
        }
    }

    /// On a full disk, nothing of what could not be made stays.
    fn create_in(&self, path: &Path, db: &str) -> anyhow::Result<Generation> {
        let made = Generation::create(path, db).with_context(|| format!("a new index in {}", path.display()));
        if made.is_err() {
            fs::remove_dir_all(path).with_context(|| format!("what was begun of an index in {}", path.display()))?;
        }
        made
    }

    /// Puts `generation` in use, at once and for good: a reader of the file sees the old name or the new one.
    pub fn point_at(&self, generation: &Path) -> anyhow::Result<()> {
        let name = generation.file_name().and_then(|name| name.to_str()).context("a generation without a name")?;
        let draft = self.path.join("current.new");
        let mut file = File::create(&draft)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, self.path.join(CURRENT))?;
        File::open(&self.path)?.sync_all()?;
        Ok(())
    }

    /// Removes the generations older than `kept`, save those that another process is writing. Newer ones may be in the making.
    pub fn tidy(&self, kept: &Path) {
        let kept = number_of(kept);
        let removed = self.generations().and_then(|generations| {
            for (number, path) in generations {
                if number < kept && !is_being_written(&path) {
                    fs::remove_dir_all(&path).with_context(|| path.display().to_string())?;
                }
            }
            Ok(())
        });
        if let Err(error) = removed {
            tracing::warn!(error = format!("{error:#}"), "an old search index could not be removed; it will be tried again");
        }
    }

    fn generations(&self) -> anyhow::Result<Vec<(u64, PathBuf)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if let Some(number) = entry.file_name().to_str().and_then(number) {
                found.push((number, entry.path()));
            }
        }
        Ok(found)
    }
}

fn number(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

fn number_of(generation: &Path) -> u64 {
    generation.file_name().and_then(|name| name.to_str()).and_then(number).unwrap_or(0)
}

/// Whether a process has locked a generation to write it. The system frees the lock of a process that was killed.
pub(super) fn is_being_written(generation: &Path) -> bool {
    File::open(generation.join(WRITER_LOCK)).is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}
