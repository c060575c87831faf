//! A real mail server (`aiosmtpd`), and letters read by other programs than those that wrote them: `mail_server.py`.

use domain::time::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};
use std::{
    ffi::OsString,
    fs,
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// How often it is looked whether the server listens, and how long between two looks: a minute in all.
const LOOKS: u32 = 6_000;
const PAUSE: Duration = Duration::from_millis(10);

/// A server on loopback that keeps letters in a folder; it goes when this is dropped, and by itself when the tests die.
pub struct MailServer {
    child: Child,
    port: u16,
}

impl MailServer {
    /// On `port`, or on one that is free. `more` makes it err: `--refuse-first N`, `--drop-after-data`.
    ///
    /// # Panics
    /// When there is no Python with what it needs: a test that did not run must not look as if it had.
    pub fn start(folder: &Path, port: Option<u16>, more: &[&str]) -> Self {
        fs::create_dir_all(folder).expect("a folder for letters");
        let told = folder.join("port");
        drop(fs::remove_file(&told));
        let mut command = program("serve");
        command.arg("--folder").arg(folder).arg("--port-file").arg(&told).args(more);
        if let Some(port) = port {
            command.args(["--port", &port.to_string()]);
        }
        let child = command.stdin(Stdio::piped()).spawn().expect("Python starts");
        let mut server = Self { child, port: 0 };
        server.port = server.wait_for(&told);
        server
    }

    /// The port that it tells once it listens.
    fn wait_for(&mut self, told: &Path) -> u16 {
        for _ in 0..LOOKS {
            if let Ok(text) = fs::read_to_string(told) {
                return text.parse().expect("a port");
            }
            let ended = self.child.try_wait().expect("a process to look at");
            assert!(ended.is_none(), "the mail server does not start ({ended:?}): what it said is above");
            thread::sleep(PAUSE);
        }
        panic!("the mail server does not listen after a minute");
    }

    /// For `Mailer::smtp`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// At once, as a machine that loses power.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the mail server did not end ({error})");
        }
    }
}

/// A letter as another program reads it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReadLetter {
    /// Who it comes from, and whom it is for, as the server was told.
    pub sender: String,
    pub recipients: Vec<String>,
    /// Headers, decoded.
    pub from: Option<String>,
    pub to: Option<String>,
    pub subject: Option<String>,
    pub message_id: Option<String>,
    pub list_unsubscribe: Option<String>,
    pub list_unsubscribe_post: Option<String>,
    pub auto_submitted: Option<String>,
    /// What it says, both ways.
    pub text: Option<String>,
    pub html: Option<String>,
    /// What each part is, from the whole on: `multipart/mixed`, …
    pub kinds: Vec<String>,
    /// Those of its parts that are calendars, in order: the one that is shown, then the one that is saved.
    pub calendars: Vec<ReadCalendar>,
}

/// A calendar as another program reads it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReadCalendar {
    pub method: Option<String>,
    pub events: Vec<ReadEvent>,
}

/// An appointment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReadEvent {
    pub uid: String,
    pub sequence: Option<u32>,
    pub status: Option<String>,
    pub summary: Option<String>,
    #[serde(deserialize_with = "instant")]
    pub start: Option<Timestamp>,
    #[serde(deserialize_with = "instant")]
    pub end: Option<Timestamp>,
    pub location: Option<String>,
    pub description: Option<String>,
    pub url: Option<String>,
    pub organizer: Option<ReadPerson>,
    pub attendees: Vec<ReadPerson>,
}

/// Someone in an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReadPerson {
    /// With `mailto:`.
    pub address: String,
    pub name: Option<String>,
    /// `PARTSTAT`
    pub answer: Option<String>,
    /// `RSVP`
    pub asked: Option<String>,
}

/// The letters that servers kept in `folder`, in the order in which they came.
///
/// # Panics
/// When one is not written as letters and calendars are.
pub fn letters(folder: &Path) -> Vec<ReadLetter> {
    answer(program("read").arg(folder), "")
}

/// Reads a calendar.
///
/// # Panics
/// When it is not written as calendars are.
pub fn read_calendar(text: &str) -> ReadCalendar {
    answer(&mut program("calendar"), text)
}

fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| Timestamp::from_utc(&text).ok_or_else(|| D::Error::custom(format!("« {text} » is no instant")))).transpose()
}

fn program(name: &str) -> Command {
    let mut command = Command::new(python());
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mail_server.py")).arg(name);
    command
}

fn python() -> OsString {
    std::env::var_os("PREAU_TEST_PYTHON").expect(
        "no Python with a mail server: run `cargo xtask test`, or set PREAU_TEST_PYTHON to a Python that has what server/services/tests/mail-requirements.txt names",
    )
}

/// What the program answers to `input`.
fn answer<T: DeserializeOwned>(command: &mut Command, input: &str) -> T {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("Python starts");
    let mut its_input = child.stdin.take().expect("an input");
    // The program reads all of it before it answers; one that has failed reads nothing, and says why.
    drop(its_input.write_all(input.as_bytes()));
    drop(its_input);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("what was read")
}
