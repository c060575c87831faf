//! A PostgreSQL to throw away: made for the tests, gone with them.

use crate::{
    keeper::Kept,
    machine::{self, free_port, say, which},
};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

const VARIABLE: &str = "PREAU_TEST_POSTGRES";

/// Started when a suite first asks for it; a failure is kept, not tried again for each suite.
#[derive(Default)]
pub struct Postgres {
    started: Option<Result<Server, String>>,
}

struct Server {
    url: String,
    /// Stops it when dropped; nothing when the server was given to us.
    _kept: Option<Kept>,
}

impl Postgres {
    /// Where tests may make databases. `PREAU_TEST_POSTGRES`, if set, is taken as it is.
    ///
    /// # Errors
    /// When there is none and none can be installed or started.
    pub fn url(&mut self) -> Result<String> {
        match self.started.get_or_insert_with(|| start().map_err(|error| format!("{error:#}"))) {
            Ok(server) => Ok(server.url.clone()),
            Err(error) => bail!("{error}"),
        }
    }
}

fn start() -> Result<Server> {
    if let Ok(url) = std::env::var(VARIABLE) {
        say(&format!("PostgreSQL: {VARIABLE} is set, nothing is started"));
        return Ok(Server { url, _kept: None });
    }
    let programs = machine::need(find, &["postgresql"], "PostgreSQL (initdb, postgres) is not on this machine, nor named by PG_BIN")?;
    let folder = tempfile::Builder::new().prefix("preau-pg-").tempdir()?.keep();
    let started = start_in(&folder, &programs);
    if started.is_err() && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    started
}

fn start_in(folder: &Path, programs: &Path) -> Result<Server> {
    let user = user()?;
    let log = File::create(folder.join("log"))?;
    if let Some(user) = &user {
        machine::run(Command::new("chown").args(["-R", user]).arg(folder))?;
    }
    let data = folder.join("data");
    let prefix = user
        .map_or_else(Vec::new, |user| ["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups", "--"].map(String::from).to_vec());
    let mut initdb = in_turn(&prefix, &programs.join("initdb"));
    initdb.arg("-D").arg(&data).args(["-U", "preau", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
    machine::output(initdb.current_dir(folder)).context("PostgreSQL's folder cannot be made")?;
    let port = free_port()?.to_string();
    let postgres = [
        programs.join("postgres").display().to_string(),
        "-D".into(),
        data.display().to_string(),
        "-p".into(),
        port.clone(),
        "-k".into(),
        folder.display().to_string(),
        "-h".into(),
        "127.0.0.1".into(),
    ];
    // What a power cut would lose may be lost.
    let settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200"];
    let command: Vec<String> = postgres.into_iter().chain(settings.iter().flat_map(|setting| ["-c".into(), (*setting).into()])).collect();
    // SIGINT: PostgreSQL's fast shutdown, which waits for nobody.
    let mut kept = Kept::start(folder, "INT", &prefix, &command, &[], log)?;
    wait_until_ready(&mut kept, programs, &port)?;
    say(&format!("PostgreSQL runs on 127.0.0.1:{port} for these tests"));
    Ok(Server { url: format!("postgres://preau@127.0.0.1:{port}/postgres"), _kept: Some(kept) })
}

fn wait_until_ready(kept: &mut Kept, programs: &Path, port: &str) -> Result<()> {
    let began = Instant::now();
    loop {
        let mut asking = Command::new(programs.join("pg_isready"));
        if machine::output(asking.args(["-q", "-h", "127.0.0.1", "-p", port])).is_ok() {
            return Ok(());
        }
        if !kept.runs() || began.elapsed() > Duration::from_secs(60) {
            bail!("PostgreSQL does not start: {}", kept.log().trim());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// PostgreSQL refuses to be root: someone else then, given as a number.
fn user() -> Result<Option<String>> {
    if !machine::is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let Ok(id) = machine::output(Command::new("id").args(["-u", name])) {
            return Ok(Some(id));
        }
    }
    bail!("PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`")
}

fn in_turn(prefix: &[String], program: &Path) -> Command {
    match prefix {
        [] => Command::new(program),
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
    }
}

/// The folder of `initdb`: `PG_BIN`, the PATH, Debian's newest.
fn find() -> Option<PathBuf> {
    let has = |folder: &PathBuf| ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file());
    let named = std::env::var_os("PG_BIN").map(PathBuf::from);
    // The PATH may hold a link into the folder where all programs are.
    let on_path =
        which("initdb").and_then(|program| program.canonicalize().ok()).and_then(|program| program.parent().map(Path::to_path_buf));
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    debian.sort();
    named.into_iter().chain(on_path).chain(debian.into_iter().rev().map(|(_, folder)| folder)).find(has)
}
