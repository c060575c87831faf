//! Where pictures and attachments lie: a folder, or later a store of the S3 kind, behind one interface.
//!
//! **Invariants.** Keys are ASCII and made by the portal, never from a name that someone typed.

use crate::error::Result;
use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory, path::Path};
use std::sync::Arc;

/// The portal's files.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

impl Files {
    /// Files in a folder, which is made if it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn in_folder(folder: &std::path::Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { store: Arc::new(LocalFileSystem::new_with_prefix(folder)?) })
    }

    /// Files in memory, for tests.
    pub fn in_memory() -> Self {
        Self { store: Arc::new(InMemory::new()) }
    }

    /// Keeps `content` under `key`, in place of what was there.
    ///
    /// # Errors
    /// `Unavailable` when the store is away or full.
    pub async fn put(&self, key: &str, content: Vec<u8>) -> Result<()> {
        self.store.put(&path(key)?, PutPayload::from(content)).await?;
        Ok(())
    }

    /// What lies under `key`.
    ///
    /// # Errors
    /// `NotFound` when nothing does, `Unavailable` when the store is away.
    pub async fn get(&self, key: &str) -> Result<Bytes> {
        Ok(self.store.get(&path(key)?).await?.bytes().await?)
    }

    /// Removes what lies under `key`; nothing there is no error.
    ///
    /// # Errors
    /// `Unavailable` when the store is away.
    pub async fn delete(&self, key: &str) -> Result<()> {
        match self.store.delete(&path(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn path(key: &str) -> Result<Path> {
    Path::parse(key).map_err(|error| anyhow::Error::new(error).context("a file's key").into())
}
