//! What `cargo xtask search-speed` measures: an index of so many documents, the common queries on it, and the time from a commit to its
//! being found while others search.
//!
//! `finding FOLDER DOCUMENTS` prints it as JSON. Documents are made of the sentences of the demo's sheets, so that words are as frequent as in
//! real French, each with readers, facets and a date; the same number makes the same documents. Queries are asked as a teacher asks them,
//! with rights, counts of every facet, and snippets; what the database is asked for besides is not in their times.

#![expect(clippy::disallowed_methods, reason = "what is measured is time")]

mod asked;
mod late;
mod made;

#[path = "../support/portal.rs"]
mod portal;

use anyhow::{Context, ensure};
use domain::time::Timestamp;
use made::Maker;
use services::{db::Db, index::Index};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// How many documents are handed over at once, as when an index is made again from the database.
const CHUNK: usize = 100;
/// What the documents' dates are counted from.
pub const NOW: Timestamp = Timestamp::from_ms(1_795_000_000_000);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, documents] = args.as_slice() else { anyhow::bail!("finding FOLDER DOCUMENTS") };
    let (folder, documents) = (Path::new(folder), documents.parse()?);
    let url = format!("sqlite:{}", folder.join("preau.sqlite").display());
    let db = Db::open(&url).await?;
    let mark = services::cx::database_mark(&db).await?;
    let maker = Maker::new()?;
    let index = folder.join("index");
    let making = make(&index, &mark, &maker, documents)?;
    let (index, _) = Index::open(&index, &mark)?;
    ensure!(index.seq() == Some(0), "the index is not whole");
    let resting_mb = resident_mb()?;
    let rows = asked::measure(&index, &maker, documents)?;
    let late = late::measure(&url, index).await?;
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    println!(
        "{{\"documents\":{documents},\"made_s\":{:.3},\"made_cpu_s\":{:.3},\"size_mb\":{:.1},\"resting_mb\":{resting_mb:.1},\"resident_mb\":{:.1},\
         \"queries\":[{}],\"late\":{late}}}",
        making.wall.as_secs_f64(),
        making.cpu.as_secs_f64(),
        size_mb(&folder.join("index"))?,
        resident_mb()?,
        rows.join(",")
    );
    Ok(())
}

/// What making the index took; making the documents is not in it.
struct Making {
    wall: Duration,
    cpu: Duration,
}

/// Makes the index as a rebuild does.
fn make(folder: &Path, mark: &str, maker: &Maker, documents: u32) -> anyhow::Result<Making> {
    let index = Index::to_rebuild(folder, mark)?;
    let (mut wall, mut cpu) = (Duration::ZERO, Duration::ZERO);
    let rebuild = index.start_over()?;
    for numbers in (0..documents).collect::<Vec<_>>().chunks(CHUNK) {
        let chunk: Vec<_> = numbers.iter().map(|number| maker.document(*number)).collect();
        let (began, cpu_before) = (Instant::now(), cpu_time()?);
        rebuild.add(&chunk)?;
        wall += began.elapsed();
        cpu += cpu_time()?.saturating_sub(cpu_before);
    }
    let (began, cpu_before) = (Instant::now(), cpu_time()?);
    rebuild.finish(0)?;
    Ok(Making { wall: wall + began.elapsed(), cpu: cpu + cpu_time()?.saturating_sub(cpu_before) })
}

/// The processor time of this process, all threads together (proc(5), fields 14 and 15, in hundredths of a second).
fn cpu_time() -> anyhow::Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("a stat without a name")?;
    let ticks = |at: usize| -> anyhow::Result<u64> { Ok(fields.split_whitespace().nth(at).context("a short stat")?.parse()?) };
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// How much memory this process holds, in megabytes, the pages of the index that it has mapped among it.
fn resident_mb() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kb: u32 = line.split_whitespace().next().context("no number")?.parse()?;
    Ok(f64::from(kb) / 1_024.0)
}

fn size_mb(folder: &Path) -> anyhow::Result<f64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        bytes += if kind.is_dir() { (size_mb(&entry.path())? * 1_048_576.0) as u64 } else { entry.metadata()?.len() };
    }
    Ok(bytes as f64 / 1_048_576.0)
}
