//! `cargo xtask search-quality`: how well the search finds what people search for over the demo, beside what databases bring along, in a
//! table of Markdown.

use super::page;
use crate::{
    machine::{self, cargo, say},
    place,
    suites::Postgres,
};
use anyhow::{Result, bail};
use clap::Args;
use std::process::{Command, Stdio};

/// What was asked.
#[derive(Debug, Args)]
pub struct Asked {
    /// Tell which queries are answered worst
    #[arg(long)]
    verbose: bool,
    /// Write the table into docs/search.md, between its marks
    #[arg(long)]
    write: bool,
    /// Measure what was built last, without building it again
    #[arg(long)]
    built: bool,
}

/// Builds the example, has it fill the demo and ask, prints the table.
///
/// # Errors
/// When the example cannot be built or run.
pub fn run(asked: &Asked) -> Result<()> {
    // Beside the program: by itself it would ask for other features of what both are made of, and have all of it made again.
    let both = ["-p", "server", "-p", "sample", "--bin", "preau", "--example", "quality"];
    if !asked.built {
        machine::run(cargo().args(["build", "--quiet", "--release"]).args(both))?;
    }
    let folder = tempfile::Builder::new().prefix("preau-quality-").tempdir()?;
    let example = place::program(true).with_file_name("examples").join("quality");
    let mut command = Command::new(example);
    command.arg(format!("sqlite:{}", folder.path().join("preau.sqlite").display()));
    if asked.verbose {
        command.arg("--verbose");
    }
    let mut postgres = Postgres::default();
    match postgres.url() {
        Ok(url) => command.env("PREAU_TEST_POSTGRES", url),
        Err(error) => {
            say(&format!("PostgreSQL is not asked: {error:#}"));
            command.env_remove("PREAU_TEST_POSTGRES")
        }
    };
    say("the demo is filled, then searched in three ways");
    // What it tells on standard error is for whoever waits.
    let told = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !told.status.success() {
        bail!("the example failed ({})", told.status);
    }
    let tables = format!("Measured on {}. {}", machine::utc("%Y-%m-%d")?, String::from_utf8_lossy(&told.stdout));
    println!("{tables}");
    if asked.write { page::put("quality", &tables) } else { Ok(()) }
}
