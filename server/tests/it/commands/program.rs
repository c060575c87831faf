//! The program, its folder, and servers of it that end with their test.

use crate::harness;
use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// How long anything here may take, at the very most.
pub const AT_MOST: Duration = Duration::from_secs(60);

/// A folder in which the program is run.
pub struct Home {
    folder: tempfile::TempDir,
}

/// How a run ended.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// One whose data hold the demo.
    pub async fn demo() -> Self {
        let home = Self::new();
        fs::create_dir(home.path("data")).expect("a folder");
        harness::copy_demo(&home.path("data/preau.sqlite")).await;
        home
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    pub fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    /// Runs the program to its end.
    pub fn preau(&self, args: &[&str]) -> Done {
        self.preau_with::<&str>(args, &[])
    }

    /// The same with variables of the environment.
    pub fn preau_with<V: AsRef<OsStr>>(&self, args: &[&str], variables: &[(&str, V)]) -> Done {
        let mut command = self.command(args);
        for (name, value) in variables {
            command.env(name, value);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = output(command.spawn().expect("the program runs"));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Done { code: output.status.code().expect("not killed"), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs the program to its end, told `input`; how it ended, be it by a signal.
    pub fn preau_told(&self, args: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let (mut stdin, input) = (child.stdin.take().expect("a pipe"), input.to_vec());
        // It may end before it has heard all of it.
        let telling = std::thread::spawn(move || stdin.write_all(&input).ok());
        let output = output(child);
        telling.join().expect("told");
        output
    }

    /// Starts a server on a free port, and waits until it listens.
    pub fn start(&self, args: &[&str]) -> Server {
        self.start_with(args, &[])
    }

    /// The same with variables of the environment.
    pub fn start_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Server {
        let mut command = self.command(args);
        command.envs(variables.iter().copied());
        let mut child =
            command.env("PREAU_URL", harness::ORIGIN).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut log = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            assert_ne!(log.read_line(&mut line).expect("a line"), 0, "the server ended: {said}");
            said.push_str(&line);
            if let Some(address) = line.split("address=").nth(1).and_then(|rest| rest.split_whitespace().next()) {
                break address.parse().expect("an address");
            }
        };
        // What it says to people is written before it serves, and little: it waits in the pipe.
        let out = child.stdout.take().expect("a pipe");
        let metrics = said.split("metrics=").nth(1).and_then(|rest| rest.split_whitespace().next());
        let metrics = metrics.map(|address| address.parse().expect("an address"));
        Server { child, out, said, log, address, metrics }
    }

    /// Spoils every file of the search index.
    pub fn damage_the_index(&self) {
        for generation in files(&self.path("data/index")) {
            for file in files(&generation).into_iter().filter(|file| file.extension().is_some_and(|end| end == "store" || end == "term")) {
                fs::write(file, "spoilt").expect("written");
            }
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_preau"));
        command.args(args).current_dir(self.folder.path()).env_clear();
        command.env("PREAU_ADDR", "127.0.0.1:0").env("PREAU_SITE", "site").env("NO_COLOR", "1");
        command
    }
}

/// What `child` wrote, once it has ended. One that should have ended and serves is killed.
fn output(child: Child) -> Output {
    let pid = child.id().to_string();
    let (told, telling) = std::sync::mpsc::channel();
    std::thread::spawn(move || told.send(child.wait_with_output()));
    let ended = telling.recv_timeout(AT_MOST).unwrap_or_else(|_| {
        Command::new("kill").args(["-KILL", &pid]).status().expect("a signal");
        panic!("it did not end in {AT_MOST:?}")
    });
    ended.expect("its output")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map_or_else(|_| Vec::new(), |entries| entries.map(|entry| entry.expect("an entry").path()).collect())
}

/// A server that runs; stopped by its own pid at the latest when it is dropped.
pub struct Server {
    child: Child,
    out: std::process::ChildStdout,
    /// The log until it listened.
    said: String,
    /// The rest of it.
    log: BufReader<std::process::ChildStderr>,
    pub address: SocketAddr,
    /// Where its measures are told, if they are.
    pub metrics: Option<SocketAddr>,
}

impl Server {
    /// Asks it to stop, as a service manager does.
    pub fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("a signal");
        assert!(sent.success());
    }

    /// Waits until it has ended; its exit code, and its whole log.
    pub fn ended(self) -> (Option<i32>, String) {
        let (code, log, _) = self.ended_saying();
        (code, log)
    }

    /// The same with what it said to people.
    pub fn ended_saying(mut self) -> (Option<i32>, String, String) {
        let mut out = String::new();
        self.out.read_to_string(&mut out).expect("what it said");
        let mut log = std::mem::take(&mut self.said);
        self.log.read_to_string(&mut log).expect("its log");
        (self.child.wait().expect("an end").code(), log, out)
    }

    /// Kills it, as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("an end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is what every test hopes for.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
