//! Rebuilding and restarting the demo whenever a source changes.

use crate::{build, machine::say, place};
use anyhow::{Context, Result};
use std::{
    ffi::OsString,
    path::PathBuf,
    process::{Child, Command},
    thread,
    time::{Duration, SystemTime},
};

/// What is looked at, and how often.
const FOLDERS: [&str; 5] = ["app", "server", "style", "public", "migrations"];
const EVERY: Duration = Duration::from_millis(400);

/// Watches until told to stop. A build that fails leaves the last good program running.
///
/// # Errors
/// When sources cannot be read.
pub fn run(args: &[OsString]) -> Result<()> {
    let mut shown: Option<Child> = None;
    loop {
        let seen = newest()?;
        match build::run(false) {
            Ok(()) => {
                stop(shown.take());
                let demo = Command::new(place::program(false)).arg("demo").args(args).env("PREAU_SITE", place::site()).spawn();
                shown = Some(demo.context("preau cannot be started")?);
            }
            Err(error) => eprintln!("xtask: {error:#}"),
        }
        say("watching for changes (Ctrl-C to stop)");
        while newest()? == seen {
            thread::sleep(EVERY);
        }
    }
}

/// Stops by its own pid, letting it finish what it does.
fn stop(shown: Option<Child>) {
    let Some(mut shown) = shown else { return };
    let told = Command::new("kill").args(["-s", "TERM", &shown.id().to_string()]).status();
    if let Err(error) = told.and_then(|_| shown.wait()) {
        eprintln!("xtask: the program shown before did not stop ({error})");
    }
}

/// How many files there are and when the last of them changed.
fn newest() -> Result<(usize, Option<SystemTime>)> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in FOLDERS {
        let folder = place::root().join(folder);
        files.extend(place::files_under(&folder)?.into_iter().map(|file| folder.join(file)));
    }
    // A file may go between the listing and the question.
    let newest = files.iter().filter_map(|file| file.metadata().and_then(|about| about.modified()).ok()).max();
    Ok((files.len(), newest))
}
