//! What a suite came to, read from what its program wrote.

/// Tests that passed and failed, and why the suite did not run if it did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
    /// Tests that nobody runs.
    pub ignored: u32,
    /// What else there is to say.
    pub note: Option<String>,
    /// Whether it did not run at all.
    pub absent: bool,
    /// Whether it may be absent everywhere, since what it needs is no part of the project.
    pub may_be_absent: bool,
    /// Whether there may be nothing to run.
    pub may_be_empty: bool,
}

impl Tally {
    /// A check that is one test.
    pub fn check(done: anyhow::Result<()>) -> Self {
        match done {
            Ok(()) => Self { passed: 1, ..Self::default() },
            Err(error) => Self { failed: 1, note: Some(format!("{error:#}")), ..Self::default() },
        }
    }

    /// A suite for which this machine lacks something.
    pub fn not_run(why: &anyhow::Error) -> Self {
        Self { absent: true, note: Some(format!("{why:#}")), ..Self::default() }
    }

    /// A suite about something that is no part of the project.
    pub fn not_here(why: &str) -> Self {
        Self { absent: true, may_be_absent: true, note: Some(why.to_owned()), ..Self::default() }
    }

    /// Adds what another program of the same suite came to.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.note = self.note.take().or(other.note);
    }

    /// Reads a line of a test program: libtest's, Playwright's, or that of Node's own runner.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ") {
            for part in counts.split([';', '.']) {
                self.count(part.trim());
            }
        } else if let Some((count, time)) = line.split_once(" passed (") {
            if time.ends_with(')') {
                self.passed += count.parse().unwrap_or(0);
            }
        } else if let Some((sign, said)) = line.split_once(' ')
            && ["#", "ℹ"].contains(&sign)
        {
            // `# pass 12`: the words the other way round, and the same for `fail`, `skipped`, `todo`.
            let turned: Vec<_> = said.split(' ').rev().collect();
            self.count(&turned.join(" "));
        } else {
            self.count(line);
        }
    }

    /// Reads `12 passed`.
    fn count(&mut self, said: &str) {
        let Some((count, what)) = said.split_once(' ') else { return };
        let Ok(count) = count.parse::<u32>() else { return };
        match what {
            "passed" | "pass" => self.passed += count,
            // Playwright counts apart what failed first and passed when tried again: it is not sure, so it failed.
            "failed" | "fail" | "flaky" | "interrupted" | "cancelled" => self.failed += count,
            "ignored" | "skipped" | "todo" | "did not run" => self.ignored += count,
            _ => {}
        }
    }

    /// Adds how the program ended: one that died without counting a failure has failed all the same.
    pub fn ended(mut self, status: std::process::ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
            self.note = Some(format!("its program ended with {status}"));
        }
        self
    }

    /// What counts in the end: a suite without tests failed, an ignored test failed, an absent suite failed if `strict`.
    pub fn settled(mut self, strict: bool) -> Self {
        if self.absent {
            self.failed = u32::from(strict && !self.may_be_absent);
            self.note = Some(format!("not run: {}", self.note.unwrap_or_default()));
        } else if self.ignored > 0 {
            self.failed += self.ignored;
            self.note = Some(format!("{} ignored: a test that nobody runs is no test", self.ignored));
        } else if self.passed + self.failed == 0 && !self.may_be_empty {
            self.failed = 1;
            self.note = Some("it ran no test".into());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{os::unix::process::ExitStatusExt, process::ExitStatus};

    fn read(text: &str) -> (u32, u32, u32) {
        let mut tally = Tally::default();
        for line in text.lines() {
            tally.read(line);
        }
        (tally.passed, tally.failed, tally.ignored)
    }

    #[test]
    fn the_lines_of_three_runners_are_read() {
        let libtest = "running 3 tests\ntest a ... ok\ntest 12 passed ... ok\n\
            test result: FAILED. 14 passed; 2 failed; 1 ignored; 0 measured; 5 filtered out; finished in 0.31s\n\
            test result: ok. 6 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(read(libtest), (20, 2, 1));
        assert_eq!(
            read(
                "Running 14 tests using 1 worker\n  1 failed\n    [chromium] › a.spec.js:3:1 › b\n  1 flaky\n  2 skipped\n  12 passed (34.2s)"
            ),
            (12, 2, 2)
        );
        assert_eq!(read("# tests 5\n# suites 0\n# pass 4\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 0"), (4, 1, 0));
        assert_eq!(read("ℹ tests 5\nℹ pass 5\nℹ fail 0"), (5, 0, 0));
        assert_eq!(read("it was passed on\n404 not found"), (0, 0, 0));
    }

    #[test]
    fn a_suite_that_ran_nothing_has_failed() {
        assert_eq!(Tally::default().settled(false).failed, 1);
        assert_eq!(Tally { may_be_empty: true, ..Tally::default() }.settled(true).failed, 0);
        assert_eq!(Tally { passed: 3, ..Tally::default() }.settled(true).failed, 0);
        assert_eq!(Tally { passed: 3, ignored: 2, ..Tally::default() }.settled(false).failed, 2);
    }

    #[test]
    fn a_suite_that_could_not_run_has_failed_where_it_must_run() {
        let absent = Tally::not_run(&anyhow::anyhow!("no Chromium"));
        assert_eq!(absent.clone().settled(false).failed, 0);
        let strict = absent.settled(true);
        assert_eq!((strict.failed, strict.note.as_deref()), (1, Some("not run: no Chromium")));
        let elsewhere = Tally::not_here("not part of the project").settled(true);
        assert_eq!((elsewhere.failed, elsewhere.note.as_deref()), (0, Some("not run: not part of the project")));
    }

    #[test]
    fn a_program_that_dies_has_failed() {
        let killed = Tally { passed: 3, ..Tally::default() }.ended(ExitStatus::from_raw(9));
        assert_eq!((killed.passed, killed.failed), (3, 1));
        let counted = Tally { passed: 3, failed: 2, ..Tally::default() }.ended(ExitStatus::from_raw(0x100));
        assert_eq!(counted.failed, 2);
    }
}
