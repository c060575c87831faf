//! What a process has used, by the kernel's word.

use crate::machine;
use anyhow::{Context, Result};
use std::{fs, process::Command, time::Duration};

/// A process that is measured.
pub struct Watched {
    pid: u32,
    ticks_per_second: u64,
}

/// Memory in kilobytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Now.
    pub now: u64,
    /// At most, since it started.
    pub peak: u64,
}

impl Watched {
    /// Watches `pid`.
    ///
    /// # Errors
    /// When the system does not say how long its ticks are.
    pub fn new(pid: u32) -> Result<Self> {
        let ticks = machine::output(Command::new("getconf").arg("CLK_TCK"))?;
        Ok(Self { pid, ticks_per_second: ticks.parse().context("CLK_TCK is no number")? })
    }

    /// CPU time used since it started, in user and system mode.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn cpu(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).context("preau is gone")?;
        let ticks = ticks(&stat).context("/proc/…/stat is not as expected")?;
        Ok(Duration::from_millis(ticks * 1000 / self.ticks_per_second))
    }

    /// Has the peak of its memory begin again from here.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn forget_peak(&self) -> Result<()> {
        fs::write(format!("/proc/{}/clear_refs", self.pid), "5").context("preau is gone")
    }

    /// Memory that it holds.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn memory(&self) -> Result<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).context("preau is gone")?;
        memory(&status).context("/proc/…/status is not as expected")
    }
}

/// utime and stime are the 14th and 15th fields; the 2nd is a name in parentheses that may hold spaces.
fn ticks(stat: &str) -> Option<u64> {
    let fields: Vec<&str> = stat[stat.rfind(')')? + 1..].split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

fn memory(status: &str) -> Option<Memory> {
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
    Some(Memory { now: of("VmRSS:")?, peak: of("VmHWM:")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_s_words_are_read() {
        assert_eq!(ticks("12 (a b) c) S 1 12 12 0 -1 4194304 100 0 0 0 250 30 0 0 20 0 1 0 100"), Some(280));
        assert_eq!(memory("Name:\tpreau\nVmHWM:\t   52000 kB\nVmRSS:\t   44000 kB\n"), Some(Memory { now: 44_000, peak: 52_000 }));
    }

    #[test]
    fn we_can_watch_ourselves() {
        let watched = Watched::new(std::process::id()).unwrap();
        let memory = watched.memory().unwrap();
        assert!(memory.now > 0 && memory.now <= memory.peak);
        assert!(watched.cpu().is_ok());
    }
}
