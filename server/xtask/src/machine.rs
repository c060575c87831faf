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
    let installer: Option<Installer> = if can_install() { Some(install) } else { None };
    need_with(find, packages, missing, installer)
}

/// What installs packages.
type Installer = fn(&[&str]) -> Result<()>;

fn need_with<T>(find: impl Fn() -> Option<T>, packages: &[&str], missing: &str, installer: Option<Installer>) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let Some(install) = installer else { bail!("{missing}; on Debian: sudo apt-get install {}", packages.join(" ")) };
    install(packages).with_context(|| missing.to_owned())?;
    find().with_context(|| format!("{missing}, even after installing {}", packages.join(" ")))
}

/// A TCP port of this machine that nobody listens on, below those that systems give to connections going out (Linux: from 32768): else
/// one of these could be given it between this look and its use.
///
/// # Errors
/// When none can be had.
pub fn free_port() -> Result<u16> {
    const FIRST: u16 = 20_000;
    const MANY: u16 = 12_000;
    // Two that run at once begin at two places.
    let begin = u16::try_from(std::process::id() % u32::from(MANY)).unwrap_or_default();
    let mut ports = (0..MANY).map(|step| FIRST + (begin + step) % MANY);
    ports.find(|port| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok()).context("no port of 127.0.0.1 can be had")
}

/// Today and now in UTC, written as `date` writes `format`.
///
/// # Errors
/// When there is no `date`.
pub fn utc(format: &str) -> Result<String> {
    output(Command::new("date").arg("-u").arg(format!("+{format}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_installed_or_said_in_one_line_with_how_to_get_it() {
        let nothing = || None::<()>;
        let said = need_with(nothing, &["postgresql", "chromium"], "PostgreSQL is not here", None).unwrap_err();
        assert_eq!(format!("{said:#}"), "PostgreSQL is not here; on Debian: sudo apt-get install postgresql chromium");
        let failed = need_with(nothing, &["a"], "It is not here", Some(|_| bail!("no network"))).unwrap_err();
        assert_eq!(format!("{failed:#}"), "It is not here: no network");
        let in_vain = need_with(nothing, &["a"], "It is not here", Some(|_| Ok(()))).unwrap_err();
        assert_eq!(format!("{in_vain:#}"), "It is not here, even after installing a");
        assert_eq!(need_with(|| Some(1), &["a"], "It is not here", Some(|_| bail!("not asked"))).unwrap(), 1);
        let looked = std::cell::Cell::new(0);
        let second_time = || (looked.replace(looked.get() + 1) == 1).then_some("there");
        assert_eq!(need_with(second_time, &["a"], "It is not here", Some(|_| Ok(()))).unwrap(), "there");
    }
}
