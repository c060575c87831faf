//! `cargo xtask`: builds, runs, tests, measures and checks Préau, on a machine that has git, Rust and a C compiler.
//!
//! **Promises.** Nothing is downloaded but what cargo, rustup, npm and apt bring; every step that cannot be had says in one line what
//! is missing and how to get it. A second run of an unchanged tree costs nothing.
//!
//! **Start reading at** [`build`] (how the site is made, and how pages learn the names of its files), then [`suites`], then [`tidy`].
#![expect(clippy::disallowed_methods, reason = "it measures and waits: there is no clock of a portal here")]

mod bench;
mod build;
mod keeper;
mod machine;
mod new_slice;
mod place;
mod run;
mod suites;
mod tidy;
mod watch;

use clap::{Parser, Subcommand};
use std::{ffi::OsString, process::ExitCode};

/// Builds, runs, tests, measures and checks Préau
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site (style, islands, fonts) into target/site, and the program `preau`
    Build {
        /// Build the program with optimisations (the islands always are)
        #[arg(long)]
        release: bool,
    },
    /// Build, then show the demo territory on this machine
    Demo {
        /// Given to `preau demo` as they are
        #[arg(last = true)]
        args: Vec<OsString>,
    },
    /// Build, then run `preau` with these arguments (`demo` when there are none)
    Run {
        /// Given to `preau` as they are
        #[arg(last = true)]
        args: Vec<OsString>,
    },
    /// Rebuild and restart the demo whenever a source changes
    Watch {
        /// Given to `preau demo` as they are
        #[arg(last = true)]
        args: Vec<OsString>,
    },
    /// Run every suite: format, lints, documentation, rules, use cases on both databases, HTTP, browser
    Test(suites::Asked),
    /// Check the shape of the house: arrows, sizes, heads, SQL, addresses
    Tidy,
    /// Write the skeletons of a new slice
    NewSlice {
        /// Plural and in snake case, e.g. `bookmarks`
        name: String,
    },
    /// Measure the release build with the demo thirty times over
    Bench(bench::Asked),
    /// Measure the search index at several sizes
    SearchSpeed(bench::finding::Asked),
    /// Measure how well the search finds what people search for over the demo, beside what databases bring along
    SearchQuality(bench::quality::Asked),
}

fn main() -> ExitCode {
    if let Some(done) = suites::as_rustdoc() {
        return done;
    }
    let done = match Cli::parse().command {
        Command::Build { release } => build::run(release).map(|()| true),
        Command::Demo { args } => run::demo(args).map(|()| true),
        Command::Run { args } => run::program(args).map(|()| true),
        Command::Watch { args } => watch::run(&args).map(|()| true),
        Command::Test(asked) => suites::run(&asked),
        Command::Tidy => tidy::run(),
        Command::NewSlice { name } => new_slice::run(&name).map(|()| true),
        Command::Bench(asked) => bench::run(&asked).map(|()| true),
        Command::SearchSpeed(asked) => bench::finding::run(&asked).map(|()| true),
        Command::SearchQuality(asked) => bench::quality::run(&asked).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
