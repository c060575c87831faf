//! Suites that are one check each.

use super::{Session, tally::Tally};
use crate::{
    machine::{self, cargo},
    tidy,
};
use anyhow::{Result, bail};

/// What is compiled natively, with the features that it runs with. The islands' crate is for the browser only.
pub const NATIVE: [&str; 5] = ["--workspace", "--exclude", "client", "--features", "app/ssr"];

/// `cargo fmt`
pub fn format(_: &mut Session) -> Result<Tally> {
    Ok(Tally::check(machine::run(cargo().args(["fmt", "--all", "--check"]))))
}

/// `cargo xtask tidy`
pub fn shape(_: &mut Session) -> Result<Tally> {
    let clean = || if tidy::run()? { Ok(()) } else { bail!("see the faults above, or run `cargo xtask tidy`") };
    Ok(Tally::check(clean()))
}

/// `cargo clippy`
pub fn lints(session: &mut Session) -> Result<Tally> {
    if session.programs.once.is_on() {
        return Ok(Tally::check(session.programs.compiled()));
    }
    Ok(Tally::check(machine::run(cargo().args(["clippy", "--quiet", "--all-targets"]).args(NATIVE).args(["--", "-D", "warnings"]))))
}

/// `cargo clippy`, as the browser sees it.
pub fn lints_of_the_islands(_: &mut Session) -> Result<Tally> {
    crate::build::have_target()?;
    let mut clippy = cargo();
    clippy.args(["clippy", "--quiet", "-p", "client", "--target", crate::build::TRIPLE, "--", "-D", "warnings"]);
    Ok(Tally::check(machine::run(&mut clippy)))
}

/// `cargo doc`
pub fn documentation(session: &mut Session) -> Result<Tally> {
    if session.programs.once.is_on() {
        let mut tally = Tally::check(session.programs.compiled().and_then(|()| session.programs.once.document()));
        // Nothing is left out silently.
        tally.note.get_or_insert_with(|| "not read: xtask and the program's main; `cargo xtask test documentation` reads them".to_owned());
        return Ok(tally);
    }
    // `--examples`, of which there are none, has cargo take the features that tests take: what those were checked with is not checked again.
    let mut doc = cargo();
    doc.args(["doc", "--quiet", "--no-deps", "--lib", "--bins", "--examples"]).args(NATIVE).env("RUSTDOCFLAGS", "-D warnings");
    Ok(Tally::check(machine::run(&mut doc)))
}
