//! `cargo xtask bench`: what a page costs, beside the limits that hold for this program and beside the same bytes as a static file,
//! the physical limit.
//!
//! **Promises.** Measures the release build with the demo thirty times over, on this machine alone: nothing is asked of any other.
//! An answer that is not 200 is a failure, not a fast request. What it writes goes with it, and none of it into the site that was built.
//!
//! **Needs of the program.** `preau demo --seed-only --times N --data FOLDER` fills a folder and ends; `preau reindex` makes its index;
//! `preau serve` honours `PREAU_DATA`, `PREAU_ADDR`, `PREAU_URL` and `PREAU_SITE`, and serves the files of the site's `pkg`.
//!
//! **Start reading at** [`run`], then [`load`], [`twin`], [`cold`], [`report`].

mod cold;
mod discussions;
pub mod finding;
mod http;
mod live;
mod load;
mod page;
mod process;
pub mod quality;
mod report;
mod trainings;
mod twin;
mod work;

use crate::{
    build,
    keeper::Kept,
    machine::{self, free_port, say},
    place,
};
use anyhow::{Context, Result, bail};
use clap::Args;
use http::{AS_A_BROWSER, Client};
use load::Load;
use process::Watched;
use report::{Grown, Measure, Report};
use std::{
    fs::{self, File},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use work::Work;

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
    /// How many times over it is sown to see whether a page slows down as the portal grows; 0 leaves that out
    #[arg(long, default_value_t = 132)]
    grown: u32,
}

/// What has a shell run a command that may hold many connections open, where the system lets it.
const MANY_FILES: [&str; 3] = ["-c", "ulimit -n 8192 2>/dev/null; exec \"$@\"", "sh"];

/// How many times over the demo is sown for the small portal that the grown one is compared with: some hundred projects.
const SMALL: u32 = 2;

/// Builds, fills, serves, measures, prints one table in Markdown.
///
/// # Errors
/// When a step fails, or an answer is not 200.
pub fn run(asked: &Asked) -> Result<()> {
    build::run(true)?;
    let folder = tempfile::Builder::new().prefix("preau-bench-").tempdir()?;
    let (data, site) = (folder.path().join("data"), folder.path().join("site"));
    copy_site(&site)?;
    sow(&data, asked.times)?;
    let port = free_port()?;
    let began = Instant::now();
    let mut server = serve(&data, &site, port, "serve")?;
    let start = wait_for_first_answer(&mut server, port, began)?;
    let served = Served { asked, site: &site, port, watched: Watched::new(server.pid()?)? };
    let measures = served.measures()?;
    let memory = served.watched.memory()?;
    drop(server);
    let work = at_work(&data, &site)?;
    let trainings = trainings::measure(asked, folder.path(), &data, &site)?;
    let listened = live::measure(&data, &site)?;
    let discussions = discussions::measure(folder.path())?;
    let growth = if asked.grown == 0 { None } else { Some(growth(asked, folder.path(), &site)?) };
    let report = Report {
        date: machine::utc("%Y-%m-%d")?,
        times: asked.times,
        connections: asked.connections,
        start,
        memory,
        wasm: wasm_size(&site)?,
        measures,
        work,
        trainings,
        listened,
        discussions,
        growth,
    };
    println!("{report}");
    Ok(())
}

/// Fills `data` with the demo, so many times over.
fn sow(data: &Path, times: u32) -> Result<()> {
    say(&format!("the demo, {times} times over"));
    machine::run(
        Command::new(place::program(true))
            .args(["demo", "--seed-only", "--times", &times.to_string(), "--data"])
            .arg(data)
            .env("PREAU_SITE", place::site()),
    )?;
    // Else the first seconds would measure an index being made.
    machine::run(Command::new(place::program(true)).arg("reindex").env("PREAU_DATA", data).env("PREAU_SITE", place::site()))
}

/// What people who are signed in wait for: only the demo lets anyone in.
fn at_work(data: &Path, site: &Path) -> Result<Work> {
    say("publishing, and a photo of twelve megapixels");
    let port = free_port()?;
    let mut server = serve(data, site, port, "demo")?;
    wait_for_first_answer(&mut server, port, Instant::now())?;
    work::measure(port, &Watched::new(server.pid()?)?)
}

/// CPU time of a project's page, in a small portal and in a large one.
fn growth(asked: &Asked, folder: &Path, site: &Path) -> Result<[Grown; 2]> {
    let at = |times: u32| -> Result<Grown> {
        let data = folder.join(format!("data-{times}"));
        sow(&data, times)?;
        let port = free_port()?;
        let mut server = serve(&data, site, port, "serve")?;
        wait_for_first_answer(&mut server, port, Instant::now())?;
        let served = Served { asked, site, port, watched: Watched::new(server.pid()?)? };
        let (load, cpu) = served.load(&served.project()?, AS_A_BROWSER)?;
        Ok(Grown { times, requests: load.requests, cpu })
    };
    Ok([at(SMALL)?, at(asked.grown)?])
}

/// Copies the site: files are laid beside its own.
fn copy_site(to: &Path) -> Result<()> {
    let site = place::site();
    for file in place::files_under(&site)? {
        place::write(&to.join(&file), fs::read(site.join(&file))?)?;
    }
    Ok(())
}

/// How large the islands are as brotli. None of the pages under load has any: the editor takes a session.
fn wasm_size(site: &Path) -> Result<usize> {
    let pkg = site.join("pkg");
    let packed = place::files_under(&pkg)?.into_iter().find(|file| file.to_string_lossy().ends_with(".wasm.br"));
    let packed = packed.context("the site has no compressed WASM")?;
    Ok(usize::try_from(fs::metadata(pkg.join(packed))?.len())?)
}

/// Serves the folders, in another folder that goes with the server.
fn serve(data: &Path, site: &Path, port: u16, command: &str) -> Result<Kept> {
    let folder = tempfile::Builder::new().prefix("preau-serve-").tempdir()?.keep();
    let log = File::create(folder.join("log"))?;
    let address = format!("127.0.0.1:{port}");
    let environment = [
        ("PREAU_DATA", data.display().to_string()),
        ("PREAU_URL", format!("http://{address}/")),
        ("PREAU_ADDR", address),
        ("PREAU_SITE", site.display().to_string()),
    ];
    let prefix: Vec<String> = ["sh"].into_iter().chain(MANY_FILES).map(str::to_owned).collect();
    Kept::start(&folder, "TERM", &prefix, &[place::program(true).as_os_str(), command.as_ref()], &environment, log)
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

/// The server under measure.
struct Served<'a> {
    asked: &'a Asked,
    site: &'a Path,
    port: u16,
    watched: Watched,
}

impl Served<'_> {
    fn measures(&self) -> Result<Vec<Measure>> {
        let project = self.project()?;
        let pages = [("home", "/"), ("list", "/projets"), ("project", project.as_str()), ("search", "/recherche?q=jardin")];
        pages.into_iter().map(|(name, path)| self.measure(name, path)).collect()
    }

    /// The address of a project.
    fn project(&self) -> Result<String> {
        let feed = Client::new(self.port).get("/projets.atom")?;
        first_project(&feed.text()?).context("/projets.atom names no project")
    }

    fn measure(&self, name: &'static str, path: &str) -> Result<Measure> {
        say(&format!("{name}: {path}, then the same as a static file"));
        let cold = cold::load(&mut Client::new(self.port), path)?;
        let (load, cpu) = self.load(path, AS_A_BROWSER)?;
        let twin = twin::make(self.site, self.port, name, path)?;
        let (file, _) = self.load(&twin.path, twin.encoding)?;
        Ok(Measure { name, load, cpu, file, cold })
    }

    /// What comes of asking for `path`, and the CPU time that it took.
    fn load(&self, path: &str, encodings: &'static str) -> Result<(Load, Duration)> {
        let run = |seconds| load::run(self.port, path, encodings, self.asked.connections, Duration::from_secs(seconds));
        // Warm: what is made once (pools, caches, the file system's) is made.
        run(1)?;
        let before = self.watched.cpu()?;
        let load = run(self.asked.seconds)?;
        Ok((load, self.watched.cpu()?.saturating_sub(before)))
    }
}

/// The path of the first project that the feed names.
fn first_project(feed: &str) -> Option<String> {
    let entry = &feed[feed.find("<entry")?..];
    let at = entry.find("/projets/")?;
    let path: String = entry[at..].chars().take_while(|c| !"\"'<?#& ".contains(*c)).collect();
    (path.len() > "/projets/".len()).then_some(path)
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
