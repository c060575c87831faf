//! `cargo xtask test`: every suite, each named with its result at the end.
//!
//! **Promises.** Nothing is left out silently: a suite for which this machine lacks something is named with what it lacks, and counts
//! as failed with `--ci` or `CI=true`, but for the one about files that no clone of the project has; one that does not compile or ran no test has failed, and so has a test that is ignored. The
//! last line is `N passed, N failed`, alone.
//!
//! **Invariants.** Cargo is called with the same packages and features each time, or it would compile everything again: the tests are
//! compiled once, then each of their programs is run by itself. With `--ci`, that is also when lints are found (see [`once`]).
//!
//! **Start reading at** [`SUITES`], then [`programs`], [`postgres`], [`python`], [`browser`].

mod browser;
mod checks;
mod once;
mod postgres;
mod programs;
mod python;
mod table;
mod tally;

pub use once::as_rustdoc;
pub use postgres::Postgres;

use crate::machine::say;
use anyhow::{Result, bail};
use clap::Args;
use once::Once;
use std::time::Instant;
use table::{Row, Table};
use tally::Tally;

/// What was asked.
#[derive(Debug, Args)]
pub struct Asked {
    /// What could not be run counts as failed (also: CI=true)
    #[arg(long)]
    ci: bool,
    /// Only suites whose name contains one of these words
    suites: Vec<String>,
    /// Given to the test programs as they are, e.g. the names of tests
    #[arg(last = true)]
    tests: Vec<String>,
}

/// What suites share: what was asked, and what is made once.
pub struct Session {
    /// Given to the test programs as they are.
    tests: Vec<String>,
    programs: programs::Programs,
    postgres: postgres::Postgres,
    pythons: python::Pythons,
}

struct Suite {
    name: &'static str,
    run: fn(&mut Session) -> Result<Tally>,
}

/// Every suite, what is quick and what others build upon first.
const SUITES: [Suite; 16] = [
    Suite { name: "format", run: checks::format },
    Suite { name: "shape", run: checks::shape },
    Suite { name: "lints", run: checks::lints },
    Suite { name: "lints of the islands", run: checks::lints_of_the_islands },
    Suite { name: "documentation", run: checks::documentation },
    Suite { name: "xtask", run: programs::xtask },
    Suite { name: "domain", run: |session| programs::package(session, "app/domain") },
    Suite { name: "imaging", run: |session| programs::package(session, "server/imaging") },
    Suite { name: "services on SQLite", run: programs::services_on_sqlite },
    Suite { name: "services on PostgreSQL", run: programs::services_on_postgres },
    Suite { name: "real files", run: programs::real_files },
    Suite { name: "sample", run: |session| programs::package(session, "server/sample") },
    Suite { name: "app", run: |session| programs::package(session, "app") },
    Suite { name: "server", run: programs::server },
    Suite { name: "examples in the documentation", run: programs::examples },
    Suite { name: "browser", run: browser::run },
];

/// Runs what was asked; says whether all passed.
///
/// # Errors
/// When no suite has such a name.
pub fn run(asked: &Asked) -> Result<bool> {
    let strict = asked.ci || std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1");
    let chosen: Vec<&Suite> = SUITES.iter().filter(|suite| is_asked_for(suite.name, &asked.suites)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        bail!("no suite has such a name; there are: {}", names.join(", "));
    }
    let once = if strict { Once::from_nothing()? } else { Once::default() };
    let programs = programs::Programs::new(once);
    let mut session =
        Session { tests: asked.tests.clone(), programs, postgres: postgres::Postgres::default(), pythons: python::Pythons::default() };
    let mut table = Table::default();
    for suite in chosen {
        say(&format!("suite: {}", suite.name));
        let began = Instant::now();
        let tally = (suite.run)(&mut session).unwrap_or_else(|error| Tally::check(Err(error)));
        let row = Row { name: suite.name, tally: tally.settled(strict), time: began.elapsed() };
        say(&row.line());
        table.rows.push(row);
    }
    drop(session);
    print!("{table}");
    Ok(table.failed() == 0)
}

fn is_asked_for(suite: &str, words: &[String]) -> bool {
    words.is_empty() || words.iter().any(|word| suite.to_lowercase().contains(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_chosen_by_a_word_of_their_name() {
        let of = |words: &[&str]| {
            let words: Vec<_> = words.iter().map(|&word| word.to_owned()).collect();
            SUITES.iter().map(|suite| suite.name).filter(|name| is_asked_for(name, &words)).collect::<Vec<_>>()
        };
        assert_eq!(of(&[]).len(), SUITES.len());
        assert_eq!(of(&["services"]), ["services on SQLite", "services on PostgreSQL"]);
        assert_eq!(of(&["sqlite", "domain"]), ["domain", "services on SQLite"]);
        assert!(of(&["nothing"]).is_empty());
    }
}
