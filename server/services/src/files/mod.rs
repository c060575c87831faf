//! Where pictures and attachments lie: a folder, or later a store of the S3 kind, behind one interface.
//!
//! **Invariants.** Keys are ASCII and made by the portal, never from a name that someone typed.

use crate::error::Result;
use bytes::Bytes;
use domain::time::Timestamp;
use futures::{TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory, path::Path};
use std::{ops::Range, sync::Arc};

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

    /// What lies under `key`, or a part of it, as it is read: a video is never whole in memory.
    ///
    /// # Errors
    /// `NotFound` when nothing does, `Unavailable` when the store is away.
    pub async fn stream(&self, key: &str, part: Option<Range<u64>>) -> Result<BoxStream<'static, object_store::Result<Bytes>>> {
        let options = GetOptions { range: part.map(GetRange::Bounded), ..GetOptions::default() };
        Ok(self.store.get_opts(&path(key)?, options).await?.into_stream())
    }

    /// Everything under `folder`, in no order.
    ///
    /// # Errors
    /// `Unavailable` when the store is away.
    pub async fn list(&self, folder: &str) -> Result<Vec<Listed>> {
        let folder = path(folder)?;
        let listed = self
            .store
            .list(Some(&folder))
            .map_ok(|file| Listed { key: file.location.to_string(), written: Timestamp::from_ms(file.last_modified.timestamp_millis()) });
        Ok(listed.try_collect().await?)
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

/// A file that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: String,
    /// When it was last written, by the store's clock.
    pub written: Timestamp,
}

fn path(key: &str) -> Result<Path> {
    Path::parse(key).map_err(|error| anyhow::Error::new(error).context("a file's key").into())
}
