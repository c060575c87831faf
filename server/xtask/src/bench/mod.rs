//! `cargo xtask bench`: what a page costs, beside the limits that hold for this program and beside a static file, the physical limit.
//!
//! **Promises.** Measures the release build with the demo thirty times over, on this machine alone: nothing is asked of any other.
//! An answer that is not 200 is a failure, not a fast request.
//!
//! **Needs of the program.** `preau demo --seed-only --times N --data FOLDER` fills a folder and ends; `preau reindex` makes its index;
//! `preau serve` honours
//! `PREAU_DATA`, `PREAU_ADDR`, `PREAU_URL` and `PREAU_SITE`.
//!
//! **Start reading at** [`run`], then [`load`], [`cold`], [`report`].

mod cold;
mod http;
mod load;
mod process;
mod report;

use crate::{
    build,
    keeper::Kept,
    machine::{self, free_port, say},
    place,
};
use anyhow::{Context, Result, bail};
use clap::Args;
use http::Client;
use process::Watched;
use report::{Measure, Report};
use std::{
    fs::{self, File},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

/// What was asked.
#[derive(Debug, Args)]
pub struct Asked {
    /// How long each page is asked for
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many connections ask at once
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// How many times over the demo is sown
    #[arg(long, default_value_t = 30)]
    times: u32,
}

/// Builds, fills, serves, measures, prints one table in Markdown.
///
/// # Errors
/// When a step fails, or an answer is not 200.
pub fn run(asked: &Asked) -> Result<()> {
    build::run(true)?;
    let folder = tempfile::Builder::new().prefix("preau-bench-").tempdir()?;
    let data = folder.path().join("data");
    say(&format!("the demo, {} times over", asked.times));
    machine::run(
        Command::new(place::program(true))
            .args(["demo", "--seed-only", "--times", &asked.times.to_string(), "--data"])
            .arg(&data)
            .env("PREAU_SITE", place::site()),
    )?;
    // Else the first seconds would measure an index being made.
    machine::run(Command::new(place::program(true)).arg("reindex").env("PREAU_DATA", &data).env("PREAU_SITE", place::site()))?;
    let port = free_port()?;
    let began = Instant::now();
    let mut server = serve(&data, port)?;
    let start = wait_for_first_answer(&mut server, port, began)?;
    let watched = Watched::new(server.pid()?)?;
    let measures = measure(asked, port, &watched)?;
    let report = Report {
        date: machine::utc("%Y-%m-%d %H:%M UTC")?,
        times: asked.times,
        connections: asked.connections,
        start,
        memory: watched.memory()?,
        measures,
    };
    println!("{report}");
    Ok(())
}

/// Serves the folder, in another folder that goes with the server.
fn serve(data: &Path, port: u16) -> Result<Kept> {
    let folder = tempfile::Builder::new().prefix("preau-serve-").tempdir()?.keep();
    let log = File::create(folder.join("log"))?;
    let address = format!("127.0.0.1:{port}");
    let environment = [
        ("PREAU_DATA", data.display().to_string()),
        ("PREAU_URL", format!("http://{address}/")),
        ("PREAU_ADDR", address),
        ("PREAU_SITE", place::site().display().to_string()),
    ];
    Kept::start(&folder, "TERM", &[], &[place::program(true).as_os_str(), "serve".as_ref()], &environment, log)
}

fn wait_for_first_answer(server: &mut Kept, port: u16, began: Instant) -> Result<Duration> {
    loop {
        if let Ok(answer) = Client::new(port).get("/")
            && answer.status == 200
        {
            return Ok(began.elapsed());
        }
        if began.elapsed() > Duration::from_secs(60) || !server.runs() {
            bail!("preau does not answer: {}", server.log().trim());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn measure(asked: &Asked, port: u16, watched: &Watched) -> Result<Vec<Measure>> {
    let feed = Client::new(port).get("/projets.atom")?;
    let project = first_project(&feed.text()?).context("/projets.atom names no project")?;
    let pages = [("home", "/".to_owned()), ("list", "/projets".into()), ("project", project), ("search", "/recherche?q=jardin".into())];
    let mut measures = Vec::new();
    for (name, path) in pages {
        let cold = cold::load(&mut Client::new(port), &path)?;
        measures.push(one(asked, port, watched, name, &path, Some(cold))?);
    }
    let size = measures.first().and_then(|home| home.cold.as_ref()).map_or(0, |cold| cold.html);
    let file = static_file(size)?;
    measures.push(one(asked, port, watched, "static file", &file, None)?);
    Ok(measures)
}

fn one(asked: &Asked, port: u16, watched: &Watched, name: &'static str, path: &str, cold: Option<cold::Cold>) -> Result<Measure> {
    say(&format!("{name}: {path}"));
    // Warm: what is made once (pools, caches, the file system's) is made.
    load::run(port, path, asked.connections, Duration::from_secs(1))?;
    let before = watched.cpu()?;
    let load = load::run(port, path, asked.connections, Duration::from_secs(asked.seconds))?;
    let cpu = watched.cpu()?.saturating_sub(before);
    Ok(Measure { name, path: path.to_owned(), load, cpu, cold })
}

/// The path of the first project that the feed names.
fn first_project(feed: &str) -> Option<String> {
    let entry = &feed[feed.find("<entry")?..];
    let at = entry.find("/projets/")?;
    let path: String = entry[at..].chars().take_while(|c| !"\"'<?#& ".contains(*c)).collect();
    (path.len() > "/projets/".len()).then_some(path)
}

/// The file of the site whose compressed bytes are nearest to `size`.
fn static_file(size: usize) -> Result<String> {
    let site = place::site();
    let mut nearest: Option<(usize, String)> = None;
    for file in place::files_under(&site.join("pkg"))? {
        let name = file.display().to_string();
        let Some(plain) = name.strip_suffix(".br") else { continue };
        let bytes = usize::try_from(fs::metadata(site.join("pkg").join(&file))?.len())?;
        let far = bytes.abs_diff(size);
        if nearest.as_ref().is_none_or(|(best, _)| far < *best) {
            nearest = Some((far, format!("/pkg/{plain}")));
        }
    }
    Ok(nearest.context("the site has no compressed file")?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_found_in_the_feed() {
        let feed = r#"<feed><link href="http://127.0.0.1:1/projets.atom"/><entry><id>x</id><link href="http://127.0.0.1:1/projets/radio-d-ecole" rel="alternate"/></entry></feed>"#;
        assert_eq!(first_project(feed).as_deref(), Some("/projets/radio-d-ecole"));
        assert_eq!(first_project("<feed><link href=\"/projets/x\"/></feed>"), None);
    }
}
