//! Building, then becoming the program: signals and the terminal are its own.

use crate::{build, place};
use anyhow::{Context, Result};
use std::{ffi::OsString, os::unix::process::CommandExt, process::Command};

/// Builds, then shows the demo.
///
/// # Errors
/// When the build fails.
pub fn demo(args: Vec<OsString>) -> Result<()> {
    program(std::iter::once("demo".into()).chain(args).collect())
}

/// Builds, then runs `preau` with `args`, in place of this process.
///
/// # Errors
/// When the build fails.
pub fn program(args: Vec<OsString>) -> Result<()> {
    build::run(true)?;
    let args = if args.is_empty() { vec!["demo".into()] } else { args };
    let program = place::program(true);
    let mut command = Command::new(&program);
    command.env("PREAU_SITE", place::site());
    if args.first().is_some_and(|first| first == "demo") {
        // Its data lie at the top, from wherever it is asked for. Other commands are given files, named from where one stands.
        command.current_dir(place::root());
    }
    let refused = command.args(args).exec();
    Err(refused).with_context(|| format!("{} cannot be started", program.display()))
}
