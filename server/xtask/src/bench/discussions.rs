//! Messages written in one topic at full contention on both databases, and what readers wait for meanwhile.

use crate::{
    machine::{self, cargo, say},
    place,
    suites::Postgres,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{path::Path, process::Command};

/// How many messages each of the fifty writers writes: as many as people may in a few minutes, and no more.
const EACH: u32 = 20;

/// What it came to.
pub struct Discussions {
    /// On each database that is there.
    pub written: Vec<Written>,
    /// Why a database is missing, if one is.
    pub missing: Option<String>,
}

/// What it came to on one database.
pub struct Written {
    /// Its name.
    pub database: &'static str,
    /// Messages per second.
    pub rate: f64,
    /// Bare transactions at one row per second, in the same run.
    pub bare: f64,
    /// How long half of the pages of a long topic took at most, while messages were written, in milliseconds.
    pub p50_ms: f64,
    /// The same, of 99 in a hundred.
    pub p99_ms: f64,
}

/// Measures it. What it writes lies in `folder`.
///
/// # Errors
/// When something cannot be run, or a message is missing or there twice.
pub fn measure(folder: &Path) -> Result<Discussions> {
    // Beside the program: by itself it would ask for other features of what both are made of, and have all of it made again.
    let both = ["-p", "server", "-p", "sample", "--bin", "preau", "--example", "posting"];
    machine::run(cargo().args(["build", "--quiet", "--release"]).args(both))?;
    say("fifty people write in one topic through two processes");
    let sqlite = format!("sqlite:{}", folder.join("posting.sqlite").display());
    let mut written = vec![write("SQLite", &sqlite)?];
    let mut postgres = Postgres::default();
    let missing = match postgres.url() {
        Ok(url) => {
            written.push(write("PostgreSQL", &url)?);
            None
        }
        Err(error) => Some(format!("{error:#}")),
    };
    Ok(Discussions { written, missing })
}

fn write(database: &'static str, url: &str) -> Result<Written> {
    let example = place::program(true).with_file_name("examples").join("posting");
    let output = machine::output(Command::new(example).args(["run", url, &EACH.to_string()]))?;
    let told: Value = serde_json::from_str(output.trim()).context("what the example says is not JSON")?;
    let number = |key: &str| told[key].as_f64().with_context(|| format!("it says no {key}"));
    let messages = number("messages")?;
    Ok(Written {
        database,
        rate: messages / number("wrote_s")?,
        bare: messages / number("bare_s")?,
        p50_ms: number("p50_ms")?,
        p99_ms: number("p99_ms")?,
    })
}
