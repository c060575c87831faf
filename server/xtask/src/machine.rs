//! What this machine has: programs, and what can be installed when they are missing.

use crate::place;
use anyhow::{Context, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Tells whoever waits what is being done. On standard error: standard output is for results.
pub fn say(what: &str) {
    eprintln!("» {what}");
}

/// The cargo that runs us, in the repository.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(place::root());
    cargo
}

/// Runs to the end, letting its output through.
///
/// # Errors
/// When it cannot be started or says that it failed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} cannot be started", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs to the end and gives what it wrote on standard output.
///
/// # Errors
/// When it cannot be started or says that it failed; then with what it wrote on standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{} cannot be started", name(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({}): {}", line(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name(command)).chain(words).collect::<Vec<_>>().join(" ")
}

/// The program called `name` on the PATH.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Whether we are root.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Whether Debian packages can be installed without asking anyone.
pub fn can_install() -> bool {
    is_root() && which("apt-get").is_some()
}

/// Installs Debian packages.
///
/// # Errors
/// When apt fails: no network, or no such package.
pub fn install(packages: &[&str]) -> Result<()> {
    say(&format!("installing {} (Debian)", packages.join(" ")));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
        apt
    };
    run(apt().args(["update", "-qq"]))?;
    run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// Finds with `find`; installs `packages` and looks again when it can; otherwise says what is missing and how to get it.
///
/// # Errors
/// `missing`, or apt's.
pub fn need<T>(find: impl Fn() -> Option<T>, packages: &[&str], missing: &str) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !can_install() {
        bail!("{missing}; on Debian: sudo apt-get install {}", packages.join(" "));
    }
    install(packages).with_context(|| missing.to_owned())?;
    find().with_context(|| format!("{missing}, even after installing {}", packages.join(" ")))
}

/// A TCP port of this machine that nobody listens on.
///
/// # Errors
/// When the loopback interface is not there.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").context("no port of 127.0.0.1 can be had")?;
    Ok(listener.local_addr()?.port())
}

/// Today and now in UTC, written as `date` writes `format`.
///
/// # Errors
/// When there is no `date`.
pub fn utc(format: &str) -> Result<String> {
    output(Command::new("date").arg("-u").arg(format!("+{format}")))
}
