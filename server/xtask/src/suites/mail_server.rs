//! A Python with a mail server, and with a reader of calendars that is not the one the portal writes with. Made once, under `target`.

use crate::{
    build::fingerprint::Fingerprint,
    machine::{self, say, which},
    place,
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where tests find that Python.
pub const VARIABLE: &str = "PREAU_TEST_PYTHON";

/// What it is made of, with the digest of each package.
const REQUIREMENTS: &str = "server/services/tests/mail-requirements.txt";

/// Python under its names; Debian's own, should another come first on the PATH.
const PROGRAMS: [&str; 6] = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "/usr/bin/python3"];

/// Says where the interpreter is and which, if it is new enough for [`REQUIREMENTS`] and can make environments.
const QUESTION: &str = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys.executable); print(sys.version)";

/// Made when a suite first asks for it; a failure is kept, not tried again for each suite.
#[derive(Default)]
pub struct MailServer {
    made: Option<Result<PathBuf, String>>,
}

impl MailServer {
    /// The Python that runs it. `PREAU_TEST_PYTHON`, if set, is taken as it is.
    ///
    /// # Errors
    /// When there is none and none can be made.
    pub fn python(&mut self) -> Result<PathBuf> {
        match self.made.get_or_insert_with(|| make().map_err(|error| format!("{error:#}"))) {
            Ok(python) => Ok(python.clone()),
            Err(error) => bail!("{error}"),
        }
    }
}

fn make() -> Result<PathBuf> {
    if let Some(python) = std::env::var_os(VARIABLE) {
        say(&format!("mail server: {VARIABLE} is set, nothing is installed"));
        return Ok(python.into());
    }
    let file = place::root().join(REQUIREMENTS);
    let requirements = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let found = machine::need(find, &["python3-venv"], "Python 3.11 or later, with venv, is not on this machine")?;
    let folder = place::target().join("python");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let environment = folder.join(name(&found, &requirements));
    let python = environment.join("bin").join("python");
    if !python.is_file() {
        // One that has its name is whole.
        let part = tempfile::Builder::new().prefix("part-").tempdir_in(&folder)?;
        fill(&found, part.path(), &file)?;
        let named = fs::rename(part.path(), &environment);
        // Another `cargo xtask test` may have made the same meanwhile.
        if !python.is_file() {
            named.with_context(|| format!("{} is in the way", environment.display()))?;
        }
    }
    Ok(python)
}

/// Makes an environment in `folder`. Where packages come from is pip's own affair.
fn fill(found: &Found, folder: &Path, requirements: &Path) -> Result<()> {
    say(&format!("installing the tests' mail server ({REQUIREMENTS})"));
    machine::output(Command::new(&found.program).args(["-m", "venv"]).arg(folder)).context("Python cannot make an environment")?;
    let mut pip = Command::new(folder.join("bin").join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "-r"]);
    machine::output(pip.arg(requirements)).map(drop).context("the tests' mail server cannot be installed")
}

/// An interpreter.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    program: PathBuf,
    version: String,
}

fn find() -> Option<Found> {
    PROGRAMS.into_iter().filter_map(which).find_map(|program| answer(&machine::output(Command::new(program).args(["-c", QUESTION])).ok()?))
}

fn answer(text: &str) -> Option<Found> {
    let (program, version) = text.split_once('\n')?;
    Some(Found { program: program.into(), version: version.to_owned() })
}

/// Another interpreter, or other packages, are another environment.
fn name(found: &Found, requirements: &[u8]) -> String {
    let mut digest = Fingerprint::default();
    digest.add("program", found.program.as_os_str().as_encoded_bytes());
    digest.add("version", found.version.as_bytes());
    digest.add("requirements", requirements);
    format!("mail-{}", &digest.text()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_interpreter_and_other_packages_have_another_environment() {
        let found = answer("/usr/bin/python3\n3.11.2 (main)\n[GCC 12.2.0]").unwrap();
        assert_eq!(found, Found { program: "/usr/bin/python3".into(), version: "3.11.2 (main)\n[GCC 12.2.0]".into() });
        let newer = Found { version: "3.13.5 (main)".into(), ..found.clone() };
        let elsewhere = Found { program: "/usr/local/bin/python3".into(), ..found.clone() };
        let names = [name(&found, b"a==1"), name(&found, b"a==2"), name(&newer, b"a==1"), name(&elsewhere, b"a==1")];
        assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
        assert_eq!(name(&found, b"a==1"), names[0]);
        assert_eq!(answer(""), None);
    }
}
