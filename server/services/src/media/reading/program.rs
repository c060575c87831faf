//! Who reads a document: this program once more, as a process that can be stopped and that holds nothing of the portal's.

use super::{DocumentText, read, text::Text};
use crate::error::{Error, Result};
use domain::media::Format;
use std::{
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// How long reading a document may take: more than the time of CPU that it gives itself, since others work too.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most that it may say, in bytes: characters are four at most.
const MAX_SAID: usize = domain::media::MAX_READ * 4;
/// With which code it ends when a document cannot be read.
const REFUSED: i32 = 1;
/// With which signals it ends when a document takes more than it may: SIGILL, SIGABRT (memory), SIGBUS, SIGSEGV (the stack), SIGXCPU (time).
const TOO_MUCH: [i32; 5] = [4, 6, 7, 11, 24];
/// How often, and how long in between, one looks whether it has ended once it has nothing more to say.
const LOOKS: usize = 500;
const LOOK: Duration = Duration::from_millis(10);
/// How much memory our allocator asks the system for at a time: by default more than that process may have.
const AT_A_TIME: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "32M");

/// Who reads documents.
#[derive(Clone, Debug, Default)]
pub enum DocumentReader {
    /// This process: for tests, whose files are their own.
    #[default]
    Here,
    /// A process of its own: it is told the document, and says its text.
    Program {
        /// Which program.
        path: PathBuf,
        /// What it is called with, before the key of the format.
        arguments: Vec<String>,
        /// How long it may take.
        patience: Duration,
    },
}

impl DocumentReader {
    /// The program at `path`, which is ours: it knows `read-document`.
    pub fn ours(path: PathBuf) -> Self {
        Self::Program { path, arguments: vec!["read-document".to_owned()], patience: PATIENCE }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// `Unavailable` when the program cannot be started.
    pub async fn read(&self, format: Format, bytes: Vec<u8>) -> Result<DocumentText> {
        let reader = self.clone();
        let work = move || match reader {
            Self::Here => Ok(read(format, bytes).into()),
            Self::Program { path, arguments, patience } => ask(&path, &arguments, patience, format, &bytes),
        };
        let done = tokio::task::spawn_blocking(work).await.map_err(|error| anyhow::Error::new(error).context("a document being read"))?;
        done.map_err(|error: io::Error| Error::unavailable(format!("the program that reads documents: {error}")))
    }
}

fn ask(path: &Path, arguments: &[String], patience: Duration, format: Format, bytes: &[u8]) -> io::Result<DocumentText> {
    let mut command = Command::new(path);
    // Of what we were told, secrets too, it is told nothing.
    command.args(arguments).arg(format.key()).env_clear().env(AT_A_TIME.0, AT_A_TIME.1);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (to, from) = (child.stdin.take(), child.stdout.take());
    let said = thread::scope(|threads| {
        let (telling, told) = mpsc::channel();
        threads.spawn(move || tell(to, bytes));
        threads.spawn(move || telling.send(heard(from)).ok());
        let said = told.recv_timeout(patience).ok().flatten();
        if said.is_none() {
            // Whatever it waits for, and whoever waits for it here.
            child.kill().ok();
        }
        said
    });
    let ended = ended(&mut child)?;
    Ok(match (said, ended.code(), ended.signal()) {
        (Some(said), Some(0), _) => understood(said),
        (Some(_), Some(REFUSED), _) => DocumentText::Unreadable,
        (Some(_), _, Some(signal)) if TOO_MUCH.contains(&signal) => DocumentText::Unreadable,
        _ => {
            tracing::warn!(%ended, format = format.key(), "a document was not read: tried again later");
            DocumentText::Failed
        }
    })
}

/// Tells it the document. One that ends before it has heard all of it says why by how it ends.
fn tell(to: Option<ChildStdin>, bytes: &[u8]) {
    if let Some(mut to) = to {
        to.write_all(bytes).ok();
    }
}

/// All that it says; nothing when that is more than it may, or is lost.
fn heard(from: Option<ChildStdout>) -> Option<Vec<u8>> {
    let mut said = Vec::new();
    from?.take(MAX_SAID as u64 + 1).read_to_end(&mut said).ok()?;
    (said.len() <= MAX_SAID).then_some(said)
}

/// What it said, looked at again: a file may have made it say anything.
fn understood(said: Vec<u8>) -> DocumentText {
    match String::from_utf8(said).map(|said| Text::of(&said)) {
        Ok(text) if text.is_empty() => DocumentText::Nothing,
        Ok(text) => DocumentText::Said(text),
        Err(_) => DocumentText::Failed,
    }
}

/// How it ended. One that has nothing more to say and goes on all the same is stopped.
fn ended(child: &mut Child) -> io::Result<ExitStatus> {
    for _ in 0..LOOKS {
        if let Some(ended) = child.try_wait()? {
            return Ok(ended);
        }
        thread::sleep(LOOK);
    }
    child.kill()?;
    child.wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, patience: Duration) -> DocumentReader {
        DocumentReader::Program { path: "/bin/sh".into(), arguments: vec!["-c".into(), script.into()], patience }
    }

    #[tokio::test]
    async fn how_it_ends_says_whose_fault_it_is() {
        let long = Duration::from_secs(60);
        for (script, expected) in [
            ("cat; printf ' %s\\0\\n' $0", DocumentText::Said("Le jardin odt".into())),
            ("exec true", DocumentText::Nothing),
            ("exec false", DocumentText::Unreadable),
            ("kill -XCPU $$", DocumentText::Unreadable),
            ("kill -ABRT $$", DocumentText::Unreadable),
            ("kill -KILL $$", DocumentText::Failed),
            ("exit 2", DocumentText::Failed),
            ("printf '\\377'", DocumentText::Failed),
            ("test -z \"$CARGO_MANIFEST_DIR\" && echo seul", DocumentText::Said("seul".into())),
        ] {
            let read = shell(script, long).read(Format::Odt, b"Le jardin".to_vec()).await.expect("it was started");
            assert_eq!(read, expected, "{script}");
        }
    }

    #[tokio::test]
    async fn one_that_does_not_end_is_stopped() {
        for script in ["exec sleep 600", "exec cat /dev/zero"] {
            let read = shell(script, Duration::from_millis(200)).read(Format::Pdf, vec![0; 1_000_000]).await.expect("it was started");
            assert_eq!(read, DocumentText::Failed, "{script}");
        }
    }

    #[tokio::test]
    async fn one_that_cannot_be_started_is_no_fault_of_the_document() {
        let nowhere = DocumentReader::ours("/nowhere/preau".into());
        assert!(matches!(nowhere.read(Format::Pdf, Vec::new()).await, Err(Error::Unavailable { .. })));
    }
}
