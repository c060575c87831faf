//! The table at the end.

use super::tally::Tally;
use std::{fmt, time::Duration};

/// A suite and what it came to.
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What it came to.
    pub tally: Tally,
    /// How long it took, with what it had to compile.
    pub time: Duration,
}

impl Row {
    /// The row as a line.
    pub fn line(&self) -> String {
        let Tally { passed, failed, note, .. } = &self.tally;
        let note = note.as_deref().and_then(|note| note.lines().next()).map(|note| format!("   {note}")).unwrap_or_default();
        format!("{:<30} {passed:>6} {failed:>6} {:>7.1} s{note}", self.name, self.time.as_secs_f64()).trim_end().to_owned()
    }
}

/// Every row.
#[derive(Default)]
pub struct Table {
    /// In the order they ran.
    pub rows: Vec<Row>,
}

impl Table {
    /// How many tests failed in all.
    pub fn failed(&self) -> u32 {
        self.rows.iter().map(|row| row.tally.failed).sum()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{:<30} {:>6} {:>6} {:>9}", "suite", "passed", "failed", "time")?;
        for row in &self.rows {
            writeln!(f, "{}", row.line())?;
        }
        let time: f64 = self.rows.iter().map(|row| row.time.as_secs_f64()).sum();
        let passed: u32 = self.rows.iter().map(|row| row.tally.passed).sum();
        writeln!(f, "{:<30} {passed:>6} {:>6} {time:>7.1} s\n", "all", self.failed())?;
        writeln!(f, "{passed} passed, {} failed", self.failed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_everything_and_stands_alone() {
        let row = |name, passed, failed| Row { name, tally: Tally { passed, failed, ..Tally::default() }, time: Duration::from_secs(2) };
        let absent =
            Row { name: "browser", tally: Tally::not_run(&anyhow::anyhow!("no Chromium\nat all")).settled(true), time: Duration::ZERO };
        let table = Table { rows: vec![row("domain", 30, 0), row("server", 12, 1), absent] };
        let text = table.to_string();
        assert_eq!(text.lines().last(), Some("42 passed, 2 failed"));
        assert!(text.lines().any(|line| line.starts_with("browser") && line.ends_with("not run: no Chromium")), "{text}");
    }
}
