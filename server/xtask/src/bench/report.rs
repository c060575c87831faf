//! What was measured, as one table in Markdown, each figure beside its limit.

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
    /// Where it is.
    pub path: String,
    /// What came of the load.
    pub load: Load,
    /// CPU time that the server used meanwhile.
    pub cpu: Duration,
    /// What a first visit transfers; nothing for a file.
    pub cold: Option<Cold>,
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
    /// Pages, then the static file.
    pub measures: Vec<Measure>,
}

impl Measure {
    fn cpu_per_request(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "millions at most")]
        let requests = self.load.requests as f64;
        self.cpu.as_secs_f64() * 1000.0 / requests
    }

    fn row(&self, fastest: f64) -> String {
        let Self { name, path, load, cold, .. } = self;
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let cpu = if cold.is_some() { CPU_PER_PAGE.judge(self.cpu_per_request()) } else { format!("{:.2} ms", self.cpu_per_request()) };
        let cold = cold.as_ref().map_or_else(|| "| | | | | |".to_owned(), cold_cells);
        let (rate, ratio) = (load.rate(), load.rate() / fastest);
        format!(
            "| {name} `{path}` | {rate:.0} | {:.0} % | {} | {} | {cpu} {cold}",
            ratio * 100.0,
            ms(load.percentile(50)),
            ms(load.percentile(99))
        )
    }
}

fn cold_cells(cold: &Cold) -> String {
    let Cold { html, css, js, wasm, fonts, pictures, requests } = cold;
    let text = TEXT.judge(kb(html + css + js));
    format!("| {text} | {} | {} | {:.0} KB | {requests} |", FONTS.judge(kb(*fonts)), WASM.judge(kb(*wasm)), kb(*pictures))
}

#[expect(clippy::cast_precision_loss, reason = "megabytes at most")]
fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fastest = self.measures.last().map_or(1.0, |file| file.load.rate());
        #[expect(clippy::cast_precision_loss, reason = "megabytes at most")]
        let mb = |kb: u64| kb as f64 / 1024.0;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        writeln!(
            f,
            "Measured on {}, {cores} cores shared by server and load, {} connections, the demo {} times over.\n",
            self.date, self.connections, self.times
        )?;
        writeln!(
            f,
            "| page | requests/s | of a static file | p50 | p99 | CPU (≤ {} ms) | cold HTML+CSS+JS (≤ {} KB) | fonts (≤ {} KB) | WASM (≤ {} KB) | pictures | requests |",
            CPU_PER_PAGE.at_most, TEXT.at_most, FONTS.at_most, WASM.at_most
        )?;
        writeln!(f, "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")?;
        for measure in &self.measures {
            writeln!(f, "{}", measure.row(fastest))?;
        }
        let start = START.judge(self.start.as_secs_f64() * 1000.0);
        let (now, peak) = (mb(self.memory.now), RSS.judge(mb(self.memory.peak)));
        write!(
            f,
            "\nStart to first page: {start} (≤ {} ms). Memory after the load: {now:.0} MB, at most {peak} (≤ {} MB).",
            START.at_most, RSS.at_most
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
    fn every_row_has_a_cell_for_every_column() {
        let text = cold_cells(&Cold { html: 8000, css: 6000, requests: 5, ..Cold::default() });
        assert_eq!(text.matches('|').count(), "| | | | | |".matches('|').count());
    }
}
