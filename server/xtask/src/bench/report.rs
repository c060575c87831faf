//! What was measured, in Markdown, each figure beside its limit: what stands in the README under *Speed*.

use super::{cold::Cold, load::Load, process::Memory};
use std::{fmt, time::Duration};

const CPU_PER_PAGE: Limit = Limit { at_most: 1.0, unit: "ms" };
const RSS: Limit = Limit { at_most: 100.0, unit: "MB" };
const START: Limit = Limit { at_most: 500.0, unit: "ms" };
const TEXT: Limit = Limit { at_most: 40.0, unit: "KB" };
const FONTS: Limit = Limit { at_most: 60.0, unit: "KB" };
const WASM: Limit = Limit { at_most: 120.0, unit: "KB" };

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
        #[expect(clippy::cast_precision_loss, reason = "millions at most")]
        let requests = self.load.requests as f64;
        self.cpu.as_secs_f64() * 1000.0 / requests
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
        #[expect(clippy::cast_precision_loss, reason = "megabytes at most")]
        let mb = |kb: u64| kb as f64 / 1024.0;
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
        write!(
            f,
            "\nStart to first page: {start} (≤ {} ms). Memory: {now:.0} MB after the load, at most {peak} (≤ {} MB). The editor, the only\n\
             page with islands, loads {wasm} of WASM (≤ {} KB, brotli).",
            START.at_most, RSS.at_most, WASM.at_most
        )
    }
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
        };
        let text = report.to_string();
        let table: Vec<_> = text.lines().filter(|line| line.starts_with('|')).map(cells).collect();
        assert_eq!(table, [12, 12, 12]);
        assert!(text.contains("loads 95 KB of WASM (≤ 120 KB, brotli)"), "{text}");
    }
}
