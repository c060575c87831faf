//! Pythons with what tests are done with: a mail server and a reader of calendars that is not the one the portal writes with; a CAS
//! server. Each is made once, under `target`.

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

/// An environment: what it is for, and what it is made of.
#[derive(Debug, PartialEq, Eq)]
pub struct Environment {
    /// Where tests find its interpreter.
    pub variable: &'static str,
    /// What its folder's name begins with.
    name: &'static str,
    /// What is said to be installed.
    what: &'static str,
    /// What it is made of, with the digests of each package.
    requirements: &'static str,
}

/// For tests of letters and calendars.
pub const MAIL: Environment = Environment {
    variable: "PREAU_TEST_PYTHON",
    name: "mail",
    what: "the tests' mail server",
    requirements: "server/services/tests/mail-requirements.txt",
};

/// For the sign-in checklist.
pub const CAS: Environment = Environment {
    variable: "PREAU_TEST_CAS_PYTHON",
    name: "cas",
    what: "the tests' CAS server",
    requirements: "end2end/cas-requirements.txt",
};

/// Python under its names; Debian's own, should another come first on the PATH.
const PROGRAMS: [&str; 6] = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "/usr/bin/python3"];

/// Says where the interpreter is and which, if it is new enough for what is required and can make environments.
const QUESTION: &str = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys.executable); print(sys.version)";

/// Those that were asked for: each is made when a suite first asks for it, and a failure is kept, not tried again for each suite.
#[derive(Default)]
pub struct Pythons {
    made: Vec<(&'static str, Result<PathBuf, String>)>,
}

impl Pythons {
    /// The interpreter of `environment`. Its variable, if set, is taken as it is.
    ///
    /// # Errors
    /// When there is none and none can be made.
    pub fn of(&mut self, environment: &Environment) -> Result<PathBuf> {
        let known = self.made.iter().find(|(variable, _)| *variable == environment.variable).map(|(_, made)| made.clone());
        let made = known.unwrap_or_else(|| {
            let made = make(environment).map_err(|error| format!("{error:#}"));
            self.made.push((environment.variable, made.clone()));
            made
        });
        match made {
            Ok(python) => Ok(python),
            Err(error) => bail!("{error}"),
        }
    }
}

fn make(environment: &Environment) -> Result<PathBuf> {
    if let Some(python) = std::env::var_os(environment.variable) {
        say(&format!("{}: {} is set, nothing is installed", environment.what, environment.variable));
        return Ok(python.into());
    }
    let file = place::root().join(environment.requirements);
    let requirements = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let found = machine::need(find, &["python3-venv"], "Python 3.11 or later, with venv, is not on this machine")?;
    let folder = place::target().join("python");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let whole = folder.join(name(environment, &found, &requirements));
    let python = whole.join("bin").join("python");
    if !python.is_file() {
        // One that has its name is whole.
        let part = tempfile::Builder::new().prefix("part-").tempdir_in(&folder)?;
        fill(environment, &found, part.path(), &file)?;
        let named = fs::rename(part.path(), &whole);
        // Another `cargo xtask test` may have made the same meanwhile.
        if !python.is_file() {
            named.with_context(|| format!("{} is in the way", whole.display()))?;
        }
    }
    Ok(python)
}

/// Makes `environment` in `folder`. Where packages come from is pip's own affair.
fn fill(environment: &Environment, found: &Found, folder: &Path, requirements: &Path) -> Result<()> {
    say(&format!("installing {} ({})", environment.what, environment.requirements));
    machine::output(Command::new(&found.program).args(["-m", "venv"]).arg(folder)).context("Python cannot make an environment")?;
    let mut pip = Command::new(folder.join("bin").join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "-r"]);
    machine::output(pip.arg(requirements)).map(drop).with_context(|| format!("{} cannot be installed", environment.what))
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
fn name(environment: &Environment, found: &Found, requirements: &[u8]) -> String {
    let mut digest = Fingerprint::default();
    digest.add("program", found.program.as_os_str().as_encoded_bytes());
    digest.add("version", found.version.as_bytes());
    digest.add("requirements", requirements);
    format!("{}-{}", environment.name, &digest.text()[..16])
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
        let names = [
            name(&MAIL, &found, b"a==1"),
            name(&MAIL, &found, b"a==2"),
            name(&MAIL, &newer, b"a==1"),
            name(&MAIL, &elsewhere, b"a==1"),
            name(&CAS, &found, b"a==1"),
        ];
        assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
        assert_eq!(name(&MAIL, &found, b"a==1"), names[0]);
        assert_eq!(answer(""), None);
    }

    #[test]
    fn what_each_is_made_of_is_named_with_its_digests() {
        for environment in [&MAIL, &CAS] {
            let text = fs::read_to_string(place::root().join(environment.requirements)).unwrap().replace("\\\n", " ");
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                assert!(line.contains("==") && line.contains("--hash=sha256:"), "{}: {line}", environment.requirements);
            }
        }
    }
}
