//! What is held about someone, handed to them as one file: a table per kind of thing, and the files that they took in.

use super::{is_recent, parts, rows};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    files::Files,
    identity,
    media::{self, OwnFile},
    outside::Secret,
};
use anyhow::Context;
use bytes::Bytes;
use domain::{
    ids::AccountId,
    privacy::{ARCHIVE_MS, ARCHIVES_A_DAY},
};
use futures::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use std::{
    io::{self, Write},
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::mpsc::{self, Sender},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// How much is made before it is sent.
const CHUNK: usize = 64 * 1024;
/// How many such pieces wait for a slow reader.
const AHEAD: usize = 4;
/// What stands first in an archive.
const READ_ME: &str = "Ce que le portail garde de vous, au moment où vous l’avez demandé.\n\n\
    Chaque fichier .json est un tableau : ouvrez-le avec un éditeur de texte, ou avec votre navigateur.\n\
    Le dossier « fichiers » contient les images et les documents que vous avez envoyés.\n\
    Les heures sont en temps universel (UTC).\n";

/// An archive on its way: made as it is read, never kept.
pub struct Archive {
    /// Its content, as it is made. An error breaks it off.
    pub content: BoxStream<'static, io::Result<Bytes>>,
}

/// Makes a link to an archive of what is held about the viewer: it is used once, by them, within a day.
///
/// # Errors
/// `SignIn` when nobody is signed in, or not for a short time; `Slow` when several were asked for in a day.
pub async fn ask_archive(cx: &Cx) -> Result<Secret> {
    let account = recent(cx)?;
    let mut change = cx.begin().await?;
    let since = cx.now().plus_ms(-ARCHIVE_MS);
    rows::lock(&mut change, account).await?;
    if rows::links_since(&mut change, account, since).await? >= i64::from(ARCHIVES_A_DAY) {
        return Err(Error::Slow(Duration::from_millis(ARCHIVE_MS.unsigned_abs())));
    }
    let secret = Secret::new()?;
    rows::insert_link(&mut change, &secret.hash(), account, cx.now()).await?;
    note(cx, &mut change, "archive-ask", account).await?;
    change.commit().await?;
    Ok(secret)
}

/// Uses the link that bears `secret`, and begins the archive that it leads to.
///
/// # Errors
/// `SignIn` as for [`ask_archive`]; `NotFound` for a link that is not the viewer's, was used, or is older than a day.
pub async fn open_archive(cx: &Cx, secret: &Secret) -> Result<Archive> {
    let account = recent(cx)?;
    let mut change = cx.begin().await?;
    if !rows::use_link(&mut change, &secret.hash(), account, cx.now(), cx.now().plus_ms(-ARCHIVE_MS)).await? {
        return Err(Error::NotFound);
    }
    note(cx, &mut change, "archive-open", account).await?;
    change.commit().await?;
    let mut conn = cx.read().await?;
    let mut tables = vec![("LISEZ-MOI.txt".to_owned(), READ_ME.as_bytes().to_vec())];
    for part in parts() {
        let held = part.held_about(&mut conn, account).await?;
        let table = serde_json::to_vec_pretty(&held).context("a table of an archive")?;
        tables.push((format!("{}.json", part.file), table));
    }
    let files = media::files_of(&mut conn, account).await?;
    drop(conn);
    Ok(Archive { content: made(tables, files, cx.portal.files.clone()) })
}

/// Whoever asks, if they have just signed in.
pub(super) fn recent(cx: &Cx) -> Result<AccountId> {
    cx.account().filter(|_| is_recent(cx)).ok_or(Error::SignIn)
}

async fn note(cx: &Cx, change: &mut Change, action: &str, account: AccountId) -> Result<()> {
    identity::record(cx, change, action, &format!("account:{account}"), "ok").await
}

/// Makes the archive on a thread of its own, as fast as it is read.
fn made(tables: Vec<(String, Vec<u8>)>, files: Vec<OwnFile>, store: Files) -> BoxStream<'static, io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        let out = Out { sender: sender.clone(), waiting: Vec::with_capacity(CHUNK) };
        if let Err(error) = write(out, tables, files, &store, &handle) {
            tracing::warn!("an archive was broken off: {error:#}");
            // Who reads it learns that it is not whole; when they are gone, nobody has to.
            sender.blocking_send(Err(io::Error::other("broken off"))).ok();
        }
    });
    // Some of what reads it asks once more after its end.
    stream::unfold(receiver, |mut receiver| async move { receiver.recv().await.map(|piece| (piece, receiver)) }).fuse().boxed()
}

fn write(out: Out, tables: Vec<(String, Vec<u8>)>, files: Vec<OwnFile>, store: &Files, handle: &Handle) -> anyhow::Result<()> {
    let mut zip = ZipWriter::new_stream(out);
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, table) in tables {
        zip.start_file(name, options.compression_method(CompressionMethod::Deflated))?;
        zip.write_all(&table)?;
    }
    for file in files {
        let mut content = match handle.block_on(store.stream(&file.key, None)) {
            Ok(content) => content,
            // The sweep finds what lost its files; the others are handed over.
            Err(Error::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        zip.start_file(format!("fichiers/{}", file.name), options.compression_method(CompressionMethod::Stored).large_file(true))?;
        while let Some(piece) = handle.block_on(content.try_next())? {
            zip.write_all(&piece)?;
        }
    }
    zip.finish()?.into_inner().flush()?;
    Ok(())
}

/// Where the archive is written: to whoever reads it.
struct Out {
    sender: Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK));
        self.sender.blocking_send(Ok(piece.into())).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
