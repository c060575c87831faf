//! A process that cannot outlive us: a database server, the program under measure.
//!
//! **Invariants.** A small shell stands between, in a process group of its own, and waits for the end of its standard input. However
//! we end (normally, by an error, by Ctrl-C, killed), that pipe closes: the shell then stops the process by its own pid and removes
//! the folder that was made for it.

use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    fs::File,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    time::{Duration, Instant},
};

/// `$1` folder to remove, `$2` signal that stops, the rest the command. The pid is written into the folder.
const SCRIPT: &str = r#"
folder=$1 signal=$2; shift 2
"$@" </dev/null & pid=$!
echo $pid >"$folder/pid.part" && mv "$folder/pid.part" "$folder/pid"
cat >/dev/null
kill -s "$signal" $pid 2>/dev/null
(sleep 30; kill -s KILL $pid) 2>/dev/null & guard=$!
wait $pid
kill $guard 2>/dev/null
rm -rf "$folder"
"#;

/// A process and its folder; both go when this is dropped.
#[derive(Debug)]
pub struct Kept {
    shell: Child,
    lifeline: Option<ChildStdin>,
    folder: PathBuf,
}

impl Kept {
    /// Starts `command` (program, then arguments) with `environment`, through `prefix` (e.g. what changes the user).
    /// It is stopped by `signal`, and `folder` is removed then. What it says goes to `log`.
    ///
    /// # Errors
    /// When there is no shell.
    pub fn start<S: AsRef<OsStr>>(
        folder: &Path,
        signal: &str,
        prefix: &[String],
        command: &[S],
        environment: &[(&str, String)],
        log: File,
    ) -> Result<Self> {
        let words: Vec<&OsStr> = prefix
            .iter()
            .map(OsStr::new)
            .chain(["sh", "-c", SCRIPT, "keeper"].map(OsStr::new))
            .chain([folder.as_os_str(), OsStr::new(signal)])
            .collect();
        let mut shell = Command::new(words[0])
            .args(&words[1..])
            .args(command)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .current_dir(folder)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("no shell can be started")?;
        let lifeline = shell.stdin.take();
        Ok(Self { shell, lifeline, folder: folder.to_path_buf() })
    }

    /// The pid of the process itself.
    ///
    /// # Errors
    /// When it could not be started.
    pub fn pid(&mut self) -> Result<u32> {
        let file = self.folder.join("pid");
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(5) {
            if let Some(pid) = std::fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok()) {
                return Ok(pid);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        bail!("the process has no pid after 5 s")
    }

    /// What it has said, if it was told to say it into `log` in its folder.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Whether the process still runs.
    pub fn runs(&mut self) -> bool {
        self.pid().is_ok_and(|pid| {
            // A process that has ended stays as a zombie until the shell waits for it.
            std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
        })
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        if let Err(error) = self.shell.wait() {
            eprintln!("xtask: a process that was kept did not end ({error})");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_and_its_folder_go_with_whoever_kept_them() {
        let folder = tempfile::tempdir().unwrap().keep();
        let log = File::create(folder.join("log")).unwrap();
        let mut kept = Kept::start(&folder, "TERM", &[], &["sleep", "1000"], &[], log).unwrap();
        let pid = kept.pid().unwrap();
        assert!(kept.runs());
        // It has its pid before it has become what was asked for.
        let began = Instant::now();
        while !std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap().starts_with("sleep") {
            assert!(began.elapsed() < Duration::from_secs(10));
            std::thread::yield_now();
        }
        drop(kept);
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
        assert!(!folder.exists());
    }

    #[test]
    fn a_process_that_ended_by_itself_does_not_run() {
        let folder = tempfile::tempdir().unwrap().keep();
        let log = File::create(folder.join("log")).unwrap();
        let mut kept = Kept::start(&folder, "TERM", &[], &["true"], &[], log).unwrap();
        let began = Instant::now();
        while kept.runs() {
            assert!(began.elapsed() < Duration::from_secs(10));
            std::thread::yield_now();
        }
    }
}
