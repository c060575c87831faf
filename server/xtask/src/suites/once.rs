//! Compiled once: from nothing, lints are found while the tests are compiled, and the documentation is read from what they were compiled to.
//!
//! `cargo clippy` and `cargo doc` have the compiler read each of some six hundred crates once more, only to look at our eight: a third of the
//! time from nothing to the end, on two cores. Where a build is kept, as on a developer's machine, they cost little, and are called as they are.
//!
//! **Invariants.** Every call of cargo with [`Once::wrap`] has the same compiler, or it would compile our crates again.

use super::checks::NATIVE;
use crate::{
    machine::{self, cargo},
    place,
};
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsString,
    path::PathBuf,
    process::{Command, ExitCode},
};

/// Where [`as_rustdoc`] writes, and that it is meant.
const AS_RUSTDOC: &str = "XTASK_AS_RUSTDOC";

/// How our crates are compiled.
#[derive(Clone, Debug, Default)]
pub struct Once {
    /// Clippy's compiler: rustc with its lints.
    driver: Option<PathBuf>,
}

impl Once {
    /// From nothing: by clippy's compiler.
    ///
    /// # Errors
    /// When it is not there, with how to have it.
    pub fn from_nothing() -> Result<Self> {
        let sysroot = machine::output(Command::new("rustc").current_dir(place::root()).args(["--print", "sysroot"]))?;
        let driver = PathBuf::from(sysroot).join("bin").join("clippy-driver");
        if !driver.is_file() {
            bail!("clippy is not part of this Rust: run `rustup component add clippy`");
        }
        Ok(Self { driver: Some(driver) })
    }

    /// Whether lints are found in passing.
    pub fn is_on(&self) -> bool {
        self.driver.is_some()
    }

    /// Has a call of cargo compile our crates so. What a lint finds stops it.
    pub fn wrap(&self, command: &mut Command) {
        if let Some(driver) = &self.driver {
            // As `cargo clippy -- -D warnings` hands them over.
            command.env("RUSTC_WORKSPACE_WRAPPER", driver).env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
        }
    }

    /// The call of cargo that runs the examples in the documentation of our libraries.
    pub fn examples(&self) -> Command {
        let mut command = cargo();
        command.args(["test", "--quiet", "--doc", "--exclude", "xtask"]).args(NATIVE);
        self.wrap(&mut command);
        command
    }

    /// Reads the documentation of our libraries from what the tests were compiled to: cargo hands rustdoc the same for examples. What cargo
    /// documents besides (xtask, the program's `main`) is left to `cargo doc`.
    ///
    /// # Errors
    /// When rustdoc has something to say.
    pub fn document(&self) -> Result<()> {
        let this = std::env::current_exe().context("xtask does not know where it lies")?;
        machine::run(self.examples().env("RUSTDOC", this).env(AS_RUSTDOC, place::target().join("doc")).env("RUSTDOCFLAGS", "-D warnings"))
    }
}

/// Plays rustdoc, when [`Once::document`] has had cargo call this program so; nothing otherwise.
pub fn as_rustdoc() -> Option<ExitCode> {
    let folder = std::env::var_os(AS_RUSTDOC)?;
    let mut rustdoc = Command::new("rustdoc");
    rustdoc.args(to_document(std::env::args_os().skip(1))).arg("--out-dir").arg(folder);
    match rustdoc.status() {
        Ok(status) if status.success() => Some(ExitCode::SUCCESS),
        Ok(_) => Some(ExitCode::FAILURE),
        Err(error) => {
            eprintln!("xtask: rustdoc cannot be started: {error}");
            Some(ExitCode::FAILURE)
        }
    }
}

/// What cargo hands over to run examples, without what is about running them.
fn to_document(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut kept = Vec::new();
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--test") => {}
            Some("--test-run-directory" | "--test-args") => drop(args.next()),
            _ => kept.push(arg),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_running_examples_is_left_out_and_nothing_else() {
        let args =
            ["--edition=2024", "--test", "src/lib.rs", "--test-run-directory", "/house", "--test-args", "--quiet", "--extern", "a=b"];
        let kept = to_document(args.map(OsString::from));
        assert_eq!(kept, ["--edition=2024", "src/lib.rs", "--extern", "a=b"].map(OsString::from));
    }

    #[test]
    fn cargo_is_called_as_it_is_where_nothing_else_is_asked_for() {
        let mut command = Command::new("cargo");
        Once::default().wrap(&mut command);
        assert_eq!(command.get_envs().count(), 0);
        let mut command = Command::new("cargo");
        Once { driver: Some("/bin/clippy-driver".into()) }.wrap(&mut command);
        assert!(command.get_envs().any(|(name, value)| name == "CLIPPY_ARGS" && value.is_some_and(|args| args.len() > 8)));
    }
}
