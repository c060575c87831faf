//! Places asked for at full contention on both databases, and a month full of sessions.

use super::{Served, Watched, http::AS_A_BROWSER, serve, wait_for_first_answer};
use crate::{
    machine::{self, cargo, free_port, say},
    place,
    suites::Postgres,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{path::Path, process::Command, time::Instant};

/// How many ask for a place in one session.
const PEOPLE: u32 = 2_000;
/// How many seats it has.
const SEATS: u32 = 200;
/// How many sessions a month is filled with.
pub const SESSIONS: u32 = 1_000;
/// Which month: far enough that nothing of the demo's lies in it.
const MONTH: &str = "2031-03";

/// What it came to.
pub struct Trainings {
    /// On each database that is there: its name, places per second, and bare transactions at one row per second.
    pub contention: Vec<(&'static str, f64, f64)>,
    /// Why a database is missing, if one is.
    pub missing: Option<String>,
    /// The month's page: how many answers, and the CPU time that they took, in milliseconds each.
    pub month_ms: f64,
    /// Its weight, in bytes, before compression.
    pub month_bytes: usize,
}

/// Measures both.
///
/// # Errors
/// When something cannot be run, or a place was given wrongly.
pub fn measure(asked: &super::Asked, folder: &Path, data: &Path, site: &Path) -> Result<Trainings> {
    // Beside the program: by itself it would ask for other features of what both are made of, and have all of it made again.
    let both = ["-p", "server", "-p", "sample", "--bin", "preau", "--example", "contention"];
    machine::run(cargo().args(["build", "--quiet", "--release"]).args(both))?;
    say(&format!("{PEOPLE} people ask two processes for {SEATS} seats"));
    let sqlite = format!("sqlite:{}", folder.join("contention.sqlite").display());
    let mut contention = vec![compete("SQLite", &sqlite)?];
    let mut postgres = Postgres::default();
    let missing = match postgres.url() {
        Ok(url) => {
            contention.push(compete("PostgreSQL", &url)?);
            None
        }
        Err(error) => Some(format!("{error:#}")),
    };
    say(&format!("a month of {SESSIONS} sessions"));
    let database = format!("sqlite:{}", data.join("preau.sqlite").display());
    machine::run(example().args(["month", &database, &SESSIONS.to_string(), MONTH]))?;
    let port = free_port()?;
    let mut server = serve(data, site, port, "serve")?;
    wait_for_first_answer(&mut server, port, Instant::now())?;
    let served = Served { asked, site, port, watched: Watched::new(server.pid()?)? };
    let path = format!("/formations?mois={MONTH}");
    let (load, cpu) = served.load(&path, AS_A_BROWSER)?;
    let month_bytes = super::Client::new(port).get(&path)?.text()?.len();
    Ok(Trainings { contention, missing, month_ms: super::report::per_request(cpu, load.requests), month_bytes })
}

fn example() -> Command {
    Command::new(place::program(true).with_file_name("examples").join("contention"))
}

/// Places and bare transactions per second on one database.
fn compete(name: &'static str, url: &str) -> Result<(&'static str, f64, f64)> {
    let output = machine::output(example().args(["run", url, &PEOPLE.to_string(), &SEATS.to_string()]))?;
    let told: Value = serde_json::from_str(output.trim()).context("what the example says is not JSON")?;
    let rate = |key: &str| told[key].as_f64().map(|seconds| f64::from(PEOPLE) / seconds).context("it says no time");
    Ok((name, rate("asked_s")?, rate("bare_s")?))
}
