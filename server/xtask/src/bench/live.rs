//! Pages that listen, open at once on one topic: what they cost while nothing happens, and whether each hears what does.

use super::{Watched, serve, wait_for_first_answer};
use crate::{
    machine::{self, cargo, free_port, say},
    place,
};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How many there are.
pub const PAGES: u64 = 2_000;
/// How long nothing happens.
pub const IDLE: Duration = Duration::from_secs(30);
/// How long they stay, in seconds: while nothing happens, and until each has heard of what does.
const STAY: &str = "50";

/// What it came to.
pub struct Listened {
    /// Memory that the server held before and with all of them, in kilobytes.
    pub memory: (u64, u64),
    /// CPU time that it used while nothing happened.
    pub idle: Duration,
}

/// Opens them on a server of the data in `data`, and has another process write a message.
///
/// # Errors
/// When something cannot be run, or one of them did not hear of the message.
pub fn measure(data: &Path, site: &Path) -> Result<Listened> {
    // Beside the program: by itself it would ask for other features of what both are made of, and have all of it made again.
    let both = ["-p", "server", "-p", "sample", "--bin", "preau", "--example", "streams"];
    machine::run(cargo().args(["build", "--quiet", "--release"]).args(both))?;
    say(&format!("{PAGES} pages listen"));
    let database = format!("sqlite:{}", data.join("preau.sqlite").display());
    let made = machine::output(example().args(["make", &database]))?;
    let (topic, path) = made.split_once(' ').context("the example names no topic")?;
    let port = free_port()?;
    let mut server = serve(data, site, port, "serve")?;
    wait_for_first_answer(&mut server, port, Instant::now())?;
    let watched = Watched::new(server.pid()?)?;
    let before = watched.memory()?.now;
    let mut pages = Pages::open(port, path)?;
    let with_them = watched.memory()?.now;
    let used = watched.cpu()?;
    thread::sleep(IDLE);
    let idle = watched.cpu()?.saturating_sub(used);
    machine::run(example().args(["say", &database, topic]))?;
    let told = pages.stay()?;
    let (open, events) = (told["open"].as_u64(), told["events"].as_u64());
    ensure!((open, events) == (Some(PAGES), Some(PAGES)), "of {PAGES} pages that listened to one message, {told}");
    Ok(Listened { memory: (before, with_them), idle })
}

fn example() -> Command {
    Command::new(place::program(true).with_file_name("examples").join("streams"))
}

/// The pages, in a process of their own.
struct Pages {
    process: Child,
    said: BufReader<ChildStdout>,
}

impl Pages {
    /// Opens them all.
    fn open(port: u16, path: &str) -> Result<Self> {
        let mut command = Command::new("sh");
        command.args(super::MANY_FILES).arg(OsString::from(example().get_program())).args(["listen", &format!("127.0.0.1:{port}"), path]);
        let mut process =
            command.args([PAGES.to_string().as_str(), STAY]).stdout(Stdio::piped()).spawn().context("no shell can be started")?;
        let said = BufReader::new(process.stdout.take().context("a pipe")?);
        let mut pages = Self { process, said };
        ensure!(pages.line()? == "ready", "the pages are not open");
        Ok(pages)
    }

    /// What they say once their time is over.
    fn stay(&mut self) -> Result<Value> {
        let told: Value = serde_json::from_str(&self.line()?).context("what the example says is not JSON")?;
        ensure!(self.process.wait()?.success(), "the pages went wrong");
        Ok(told)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}
