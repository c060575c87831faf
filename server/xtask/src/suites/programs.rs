//! The test programs that cargo makes: compiled together, run one by one.

use super::{Session, checks::NATIVE, once::Once, python, tally::Tally};
use crate::{
    machine::{cargo, say},
    place,
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A test program.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Program {
    /// The folder of its package, e.g. `server/services`.
    package: PathBuf,
    /// Whether it comes from `tests/`, not from beside the code.
    from_outside: bool,
    file: PathBuf,
}

/// Every test program, once compiled.
pub struct Programs {
    /// How our crates are compiled.
    pub once: Once,
    compiled: Option<Result<Vec<Program>, String>>,
}

impl Programs {
    /// None yet, to be compiled so.
    pub fn new(once: Once) -> Self {
        Self { once, compiled: None }
    }

    /// Has them compiled, and with them `preau`, which those of the server try.
    ///
    /// # Errors
    /// When they do not compile, or a lint finds something on the way.
    pub fn compiled(&mut self) -> Result<()> {
        self.all().map(drop)
    }

    fn all(&mut self) -> Result<&[Program]> {
        match self.compiled.get_or_insert_with(|| compile(&self.once).map_err(|error| format!("{error:#}"))) {
            Ok(programs) => Ok(programs),
            Err(error) => bail!("{error}"),
        }
    }

    fn of(&mut self, package: &str) -> Result<Vec<Program>> {
        Ok(self.all()?.iter().filter(|program| program.package == Path::new(package)).cloned().collect())
    }
}

/// Everything but xtask, which is compiled already: it runs.
fn compile(once: &Once) -> Result<Vec<Program>> {
    say("compiling the tests");
    let mut command = cargo();
    command.args(["test", "--quiet", "--no-run", "--message-format=json-render-diagnostics", "--exclude", "xtask"]).args(NATIVE);
    once.wrap(&mut command);
    let output = command.stderr(Stdio::inherit()).output().context("cargo cannot be started")?;
    if !output.status.success() {
        bail!("the tests do not compile");
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter_map(|line| program(line, place::root()).transpose()).collect()
}

/// Reads one of cargo's messages; nothing when it is not about a test program.
fn program(message: &str, root: &Path) -> Result<Option<Program>> {
    let message: Value = serde_json::from_str(message).context("cargo's message is not JSON")?;
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return Ok(None);
    }
    let (Some(file), Some(manifest)) = (message["executable"].as_str(), message["manifest_path"].as_str()) else { return Ok(None) };
    let package = Path::new(manifest).parent().unwrap_or(root);
    let package = package.strip_prefix(root).unwrap_or(package).to_path_buf();
    let from_outside = message["target"]["kind"][0] == "test";
    Ok(Some(Program { package, from_outside, file: file.into() }))
}

/// What tests of the real files have in their name.
const REAL: &str = "::real::";

/// What a test program is told of, if it needs it and it is there.
#[derive(Clone, Debug, Default)]
struct Told {
    /// Where databases may be made.
    database: Option<String>,
    /// The Python that runs a mail server.
    python: Option<PathBuf>,
}

fn command(program: &Program, tests: &[String], args: &[&str], told: &Told) -> Command {
    let folder = place::root().join(&program.package);
    let mut command = Command::new(&program.file);
    // As `cargo test` runs them.
    command.current_dir(&folder).env("CARGO_MANIFEST_DIR", &folder).args(args).args(tests);
    match &told.database {
        Some(url) => command.env("PREAU_TEST_POSTGRES", url),
        None => command.env_remove("PREAU_TEST_POSTGRES"),
    };
    match &told.python {
        Some(python) => command.env(python::MAIL.variable, python),
        None => command.env_remove(python::MAIL.variable),
    };
    command
}

/// Runs, lets the output through, and counts what it says.
///
/// # Errors
/// When it cannot be started.
pub fn counted(command: &mut Command) -> Result<Tally> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("it cannot be started")?;
    let mut tally = Tally::default();
    if let Some(written) = child.stdout.take() {
        for line in BufReader::new(written).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally.read(&line);
        }
    }
    Ok(tally.ended(child.wait()?))
}

/// Runs those programs of `package` that `choose` takes. A user's own names of tests may leave one with none.
fn run_all(session: &mut Session, package: &str, choose: fn(&Program) -> bool, args: &[&str], told: &Told) -> Result<Tally> {
    let mut tally = Tally { may_be_empty: !session.tests.is_empty(), ..Tally::default() };
    for program in session.programs.of(package)?.into_iter().filter(choose) {
        tally.add(counted(&mut command(&program, &session.tests, args, told))?);
    }
    Ok(tally)
}

/// The tests of a package that needs nothing else.
pub fn package(session: &mut Session, package: &str) -> Result<Tally> {
    run_all(session, package, |_| true, &[], &Told::default())
}

/// Rules beside the code, and use cases on SQLite.
pub fn services_on_sqlite(session: &mut Session) -> Result<Tally> {
    services(session, |_| true, &["--skip", "::postgres", "--skip", REAL], None)
}

/// With the mail server. Without it, the suite has failed, and says why; all that does not need it is tried nonetheless.
fn services(session: &mut Session, choose: fn(&Program) -> bool, args: &[&str], database: Option<String>) -> Result<Tally> {
    session.programs.compiled()?;
    let (python, failed) = match session.pythons.of(&python::MAIL) {
        Ok(python) => (Some(python), None),
        Err(error) => (None, Some(error)),
    };
    let mut tally = failed.map_or_else(Tally::default, |error| Tally::check(Err(error)));
    let others = run_all(session, "server/services", choose, args, &Told { database, python })?;
    tally.may_be_empty = others.may_be_empty;
    tally.add(others);
    Ok(tally)
}

/// What the imports make of the real files, on both databases. Those tests are ignored wherever else they are: cargo alone does not
/// know where the files lie.
pub fn real_files(session: &mut Session) -> Result<Tally> {
    let Some(folder) = place::real_files() else {
        return Ok(Tally::not_here("the real files are not part of the project; PREAU_SHARED names their folder"));
    };
    let url = match session.postgres.url() {
        Ok(url) => url,
        Err(error) => return Ok(Tally::not_run(&error)),
    };
    let told = Told { database: Some(url), python: None };
    let mut tally = Tally { may_be_empty: !session.tests.is_empty(), ..Tally::default() };
    for program in session.programs.of("server/services")?.into_iter().filter(|program| program.from_outside) {
        let mut command = command(&program, &session.tests, &["--ignored"], &told);
        tally.add(counted(command.env("PREAU_SHARED", &folder))?);
    }
    Ok(tally)
}

/// The same use cases on PostgreSQL.
pub fn services_on_postgres(session: &mut Session) -> Result<Tally> {
    let programs = session.programs.of("server/services")?;
    let url = match session.postgres.url() {
        Ok(url) => url,
        Err(error) => return Ok(Tally::not_run(&error)),
    };
    // Several names given to libtest are alternatives: a user's own are given instead of ours.
    let args: &[&str] = if session.tests.is_empty() { &["::postgres", "--skip", REAL] } else { &["--skip", "::sqlite", "--skip", REAL] };
    if !programs.iter().any(|program| program.from_outside) {
        bail!("server/services/tests is not there");
    }
    services(session, |program| program.from_outside, args, Some(url))
}

/// HTTP, through the whole router. A test there that needs PostgreSQL fails by itself when there is none.
pub fn server(session: &mut Session) -> Result<Tally> {
    session.programs.of("server")?;
    let database = session.postgres.url().map_err(|error| say(&format!("{error:#}"))).ok();
    run_all(session, "server", |_| true, &[], &Told { database, python: None })
}

/// Ours.
pub fn xtask(session: &mut Session) -> Result<Tally> {
    let mut command = cargo();
    command.args(["test", "--quiet", "-p", "xtask", "--"]).args(&session.tests);
    session.programs.once.wrap(&mut command);
    Ok(Tally { may_be_empty: !session.tests.is_empty(), ..counted(&mut command)? })
}

/// Examples in doc comments. There may be none.
pub fn examples(session: &mut Session) -> Result<Tally> {
    let mut command = session.programs.once.examples();
    command.arg("--").args(&session.tests);
    Ok(Tally { may_be_empty: true, ..counted(&mut command)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_programs_are_found_in_the_messages_of_cargo() {
        let message = |executable: &str, test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/house/server/services/Cargo.toml","target":{{"kind":["test"],"name":"it"}},"profile":{{"test":{test}}},"executable":{executable}}}"#
            )
        };
        let root = Path::new("/house");
        let found = program(&message("\"/house/target/debug/deps/it-1\"", true), root).unwrap();
        assert_eq!(
            found,
            Some(Program { package: "server/services".into(), from_outside: true, file: "/house/target/debug/deps/it-1".into() })
        );
        assert_eq!(program(&message("\"/house/target/debug/preau\"", false), root).unwrap(), None);
        assert_eq!(program(&message("null", true), root).unwrap(), None);
        assert_eq!(program(r#"{"reason":"build-finished","success":true}"#, root).unwrap(), None);
    }

    #[test]
    fn what_a_program_writes_is_counted_with_how_it_ended() {
        let tally =
            counted(Command::new("sh").args(["-c", "echo 'test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured'; exit 3"])).unwrap();
        assert_eq!((tally.passed, tally.failed), (4, 1));
    }
}
