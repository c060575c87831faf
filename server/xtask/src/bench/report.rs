//! What was measured, in Markdown, each figure beside its limit: what stands in the README under *Speed*.

use super::{
    cold::Cold,
    discussions::{Discussions, Written},
    live::{IDLE, Listened, PAGES},
    load::Load,
    process::Memory,
    trainings::{SESSIONS, Trainings},
    work::Work,
};
use std::{fmt, time::Duration};

const CPU_PER_PAGE: Limit = Limit { at_most: 1.0, unit: "ms" };
const RSS: Limit = Limit { at_most: 100.0, unit: "MB" };
const START: Limit = Limit { at_most: 500.0, unit: "ms" };
const TEXT: Limit = Limit { at_most: 40.0, unit: "KB" };
const FONTS: Limit = Limit { at_most: 60.0, unit: "KB" };
const WASM: Limit = Limit { at_most: 120.0, unit: "KB" };
const LISTENING: Limit = Limit { at_most: 100.0, unit: "MB" };
/// A hundredth of a core.
const LISTENING_IDLE: Limit = Limit { at_most: 10.0, unit: "ms" };

/// A figure's limit.
struct Limit {
    at_most: f64,
    unit: &'static str,
}

impl Limit {
    /// The figure, in bold and said to be over when it is.
    fn judge(&self, figure: f64) -> String {
        let Self { at_most, unit } = self;
        let digits = if figure < 10.0 { 2 } else { 0 };
        if figure > *at_most { format!("**{figure:.digits$} {unit}, over {at_most}**") } else { format!("{figure:.digits$} {unit}") }
    }
}

/// A page under load.
pub struct Measure {
    /// What it is.
    pub name: &'static str,
    /// What came of the load.
    pub load: Load,
    /// CPU time that the server used meanwhile.
    pub cpu: Duration,
    /// What came of the same load on the same bytes, as a static file.
    pub file: Load,
    /// What a first visit transfers.
    pub cold: Cold,
}

/// Everything.
pub struct Report {
    /// When.
    pub date: String,
    /// How many times over the demo was sown.
    pub times: u32,
    /// How many connections asked at once.
    pub connections: usize,
    /// From the start of the process to its first page.
    pub start: Duration,
    /// After the load.
    pub memory: Memory,
    /// Bytes of the editor's islands, as they are sent.
    pub wasm: usize,
    /// Pages.
    pub measures: Vec<Measure>,
    /// What people who are signed in wait for.
    pub work: Work,
    /// Places at full contention, and a month full of sessions.
    pub trainings: Trainings,
    /// Pages that listen.
    pub listened: Listened,
    /// Messages at full contention, and readers meanwhile.
    pub discussions: Discussions,
    /// A project's page in a small portal and in a large one, where that was asked for.
    pub growth: Option<[Grown; 2]>,
}

/// A project's page in a portal of some size.
pub struct Grown {
    /// How many times over the demo was sown.
    pub times: u32,
    /// How many answers there were.
    pub requests: usize,
    /// CPU time that they took.
    pub cpu: Duration,
}

/// The columns.
fn heads() -> String {
    format!(
        "| page | requests/s | of its bytes as a static file | p50 | p99 | CPU per request (≤ {} ms) | HTML, CSS, JS, cold (≤ {} KB) \
         | fonts (≤ {} KB) | WASM (≤ {} KB) | pictures | cold requests |",
        CPU_PER_PAGE.at_most, TEXT.at_most, FONTS.at_most, WASM.at_most
    )
}

impl Measure {
    fn cpu_per_request(&self) -> f64 {
        per_request(self.cpu, self.load.requests)
    }

    fn row(&self) -> String {
        let Self { name, load, file, cold, .. } = self;
        let (rate, limit) = (load.rate(), file.rate());
        let ms = |percent| format!("{:.1} ms", load.percentile(percent).as_secs_f64() * 1000.0);
        format!(
            "| {name} | {} | {:.0} % of {} | {} | {} | {} {}",
            grouped(rate),
            rate / limit * 100.0,
            grouped(limit),
            ms(50),
            ms(99),
            CPU_PER_PAGE.judge(self.cpu_per_request()),
            cold_cells(cold)
        )
    }
}

fn cold_cells(cold: &Cold) -> String {
    let Cold { html, css, js, wasm, fonts, pictures, requests } = cold;
    let text = TEXT.judge(kb(html + css + js));
    let wasm = if *wasm == 0 { "none".to_owned() } else { WASM.judge(kb(*wasm)) };
    format!("| {text} | {} | {wasm} | {:.0} KB | {requests} |", FONTS.judge(kb(*fonts)), kb(*pictures))
}

/// In milliseconds.
#[expect(clippy::cast_precision_loss, reason = "millions at most")]
pub fn per_request(cpu: Duration, requests: usize) -> f64 {
    ms(cpu) / requests as f64
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "megabytes at most")]
fn mb(kb: u64) -> f64 {
    kb as f64 / 1024.0
}

/// In groups of three digits: `18,176`.
fn grouped(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "megabytes at most")]
fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let Self { date, times, connections, .. } = self;
        writeln!(
            f,
            "`cargo xtask bench`, measured on {date}: {cores} cores shared by server and load, SQLite, the demo {times} times over,\n\
             {connections} connections, pages rendered afresh and compressed, for visitors. Limits stand in brackets.\n"
        )?;
        writeln!(f, "{}\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|", heads())?;
        for measure in &self.measures {
            writeln!(f, "{}", measure.row())?;
        }
        let start = START.judge(self.start.as_secs_f64() * 1000.0);
        let (now, peak, wasm) = (mb(self.memory.now), RSS.judge(mb(self.memory.peak)), WASM.judge(kb(self.wasm)));
        writeln!(
            f,
            "\nStart to first page: {start} (≤ {} ms). Memory: {now:.0} MB after the load, at most {peak} (≤ {} MB). The first\n\
             page that a member opens loads {wasm} of WASM (≤ {} KB, brotli).",
            START.at_most, RSS.at_most, WASM.at_most
        )?;
        write!(f, "\n{}", worked(&self.work))?;
        write!(f, "\n\n{}", taught(&self.trainings))?;
        write!(f, "\n\n{}", listened(&self.listened))?;
        write!(f, "\n\n{}", talked(&self.discussions))?;
        self.growth.as_ref().map_or(Ok(()), |growth| write!(f, "\n{}", grown(growth)))
    }
}

fn worked(work: &Work) -> String {
    let Work { found, photo, photo_cpu, photo_memory } = work;
    let (middle, last) = (found.get(found.len() / 2).copied().unwrap_or_default(), found.last().copied().unwrap_or_default());
    format!(
        "From the animator's click to found by search: {:.0} ms, at most {:.0} ms of {}. A photo of 12 megapixels and {:.1} MB: {:.1} s of\n\
         CPU, at most {:.0} MB of memory in all.",
        ms(middle),
        ms(last),
        found.len(),
        kb(*photo) / 1024.0,
        photo_cpu.as_secs_f64(),
        mb(photo_memory.peak)
    )
}

fn taught(trainings: &Trainings) -> String {
    let Trainings { contention, missing, month_ms, month_bytes } = trainings;
    let each = |(name, asked, bare): &(&str, f64, f64)| {
        format!("{name} {} a second ({:.0} % of {} bare transactions at one row)", grouped(*asked), asked / bare * 100.0, grouped(*bare))
    };
    let rates: Vec<_> = contention.iter().map(each).collect();
    let missing = missing.as_ref().map(|why| format!(" PostgreSQL was not measured: {why}.")).unwrap_or_default();
    format!(
        "Places given in one session that two processes are asked for at once:\n{}.{missing} The page of a month with\n{} sessions: \
         {month_ms:.1} ms of CPU, {:.0} KB before compression.",
        rates.join(",\n"),
        grouped(f64::from(SESSIONS)),
        kb(*month_bytes)
    )
}

#[expect(clippy::cast_precision_loss, reason = "thousands at most")]
fn listened(listened: &Listened) -> String {
    let Listened { memory: (before, with_them), idle } = listened;
    let (pages, more) = (PAGES as f64, with_them.saturating_sub(*before));
    format!(
        "{} pages that listen hold {} of memory (≤ {} MB), {:.0} KB each, and take {} of CPU in a second while nothing happens (≤ {} ms).\n\
         A message that another process writes reaches them all.",
        grouped(pages),
        LISTENING.judge(mb(more)),
        LISTENING.at_most,
        more as f64 / pages,
        LISTENING_IDLE.judge(ms(*idle) / IDLE.as_secs_f64()),
        LISTENING_IDLE.at_most
    )
}

fn talked(discussions: &Discussions) -> String {
    let each = |written: &Written| {
        let Written { database, rate, bare, p50_ms, p99_ms } = written;
        format!(
            "{database} {} a second ({:.0} % of {} bare transactions at one row), pages read meanwhile p50 {p50_ms:.1} ms, p99 {p99_ms:.1} ms",
            grouped(*rate),
            rate / bare * 100.0,
            grouped(*bare)
        )
    };
    let databases: Vec<_> = discussions.written.iter().map(each).collect();
    let missing = discussions.missing.as_ref().map(|why| format!(" PostgreSQL was not measured: {why}.")).unwrap_or_default();
    format!(
        "Messages that fifty people write in one topic at once, through two processes, while others read a topic of a thousand:\n{}.{missing}",
        databases.join(",\n")
    )
}

fn grown(growth: &[Grown; 2]) -> String {
    let [small, large] = growth.each_ref().map(|grown| per_request(grown.cpu, grown.requests));
    let [few, many] = growth.each_ref().map(|grown| grown.times);
    format!(
        "A project's page takes {large:.2} ms of CPU in the demo {many} times over, {small:.2} ms {few} times over: × {:.2}.",
        large / small
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_over_its_limit_is_told() {
        assert_eq!(CPU_PER_PAGE.judge(0.256), "0.26 ms");
        assert_eq!(START.judge(812.3), "**812 ms, over 500**");
        assert_eq!(TEXT.judge(40.0), "40 KB");
    }

    #[test]
    fn large_figures_are_grouped() {
        assert_eq!([7.4, 940.0, 9_403.0, 1_234_567.0].map(grouped), ["7", "940", "9,403", "1,234,567"]);
    }

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let measure = Measure { name: "home", load: Load::default(), cpu: Duration::ZERO, file: Load::default(), cold: Cold::default() };
        let cells = |line: &str| line.matches('|').count();
        assert_eq!(cells(&measure.row()), cells(&heads()));
        let report = Report {
            date: "2026-11-24".into(),
            times: 30,
            connections: 32,
            start: Duration::ZERO,
            memory: Memory { now: 0, peak: 0 },
            wasm: 97_280,
            measures: vec![measure],
            work: Work {
                found: [80, 90, 400].map(Duration::from_millis).to_vec(),
                photo: 5 * 1024 * 1024,
                photo_cpu: Duration::from_millis(1_500),
                photo_memory: Memory { now: 0, peak: 300 * 1024 },
            },
            trainings: Trainings {
                contention: vec![("SQLite", 900.0, 1_800.0)],
                missing: Some("no server".into()),
                month_ms: 12.0,
                month_bytes: 800 * 1024,
            },
            listened: Listened { memory: (50 * 1024, 90 * 1024), idle: Duration::from_millis(60) },
            discussions: Discussions {
                written: vec![Written { database: "SQLite", rate: 600.0, bare: 2_000.0, p50_ms: 3.5, p99_ms: 21.0 }],
                missing: None,
            },
            growth: Some([(2, 900), (132, 1_000)].map(|(times, ms)| Grown { times, requests: 1_000, cpu: Duration::from_millis(ms) })),
        };
        let text = report.to_string();
        let table: Vec<_> = text.lines().filter(|line| line.starts_with('|')).map(cells).collect();
        assert_eq!(table, [12, 12, 12]);
        assert!(text.contains("found by search: 90 ms, at most 400 ms of 3.") && text.contains("5.0 MB: 1.5 s"), "{text}");
        assert!(text.contains("1.00 ms of CPU in the demo 132 times over, 0.90 ms 2 times over: × 1.11."), "{text}");
        assert!(
            text.contains("SQLite 900 a second (50 % of 1,800 bare transactions at one row). PostgreSQL was not measured: no server."),
            "{text}"
        );
        assert!(text.contains("12.0 ms of CPU, 800 KB before compression."), "{text}");
        let pages = "2,000 pages that listen hold 40 MB of memory (≤ 100 MB), 20 KB each, and take 2.00 ms of CPU in a second";
        assert!(text.contains(pages), "{text}");
        assert!(
            text.contains(
                "SQLite 600 a second (30 % of 2,000 bare transactions at one row), pages read meanwhile p50 3.5 ms, p99 21.0 ms."
            ),
            "{text}"
        );
        assert!(text.contains("loads 95 KB of WASM (≤ 120 KB, brotli)"), "{text}");
    }
}
