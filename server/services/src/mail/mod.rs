//! Letters: how they leave.
//!
//! **Promises.** [`Mailer::send`] hands one letter over, or says that it could not: now, and whoever called tries again; or ever, and
//! trying again would be in vain. A letter sent twice bears the same `Message-ID`, by which mail programs know it.
//!
//! **Invariants.** Addresses and subjects go through typed headers: nothing typed can add a header of its own; tested by
//! `a_name_cannot_add_a_header`.
//!
//! **Start reading at** [`Letter`].

mod header;
mod html;

use anyhow::Context;
use header::{AutoSubmitted, ListUnsubscribe, ListUnsubscribePost};
pub use lettre::message::Mailbox;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, MultiPart, SinglePart, header::ContentType},
    transport::smtp::{
        AsyncSmtpTransportBuilder,
        response::{Category, Severity},
    },
};
use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What makes it this letter and no other: the event it tells of and whom it is for.
    pub id: String,
    /// The reader's name.
    pub to_name: String,
    /// The reader's address.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says, as plain text: paragraphs with an empty line between, addresses of the web in lines of their own.
    pub text: String,
    /// What mail programs put into a calendar, if it is about an appointment.
    pub invitation: Option<Invitation>,
    /// Where a POST stops letters of this kind, if they can be stopped (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// An appointment that comes with a letter (RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What is to be done with it.
    pub method: Method,
    /// The calendar (RFC 5545), which names the same method.
    pub calendar: String,
}

/// What is done with an appointment (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// It is put into the calendar, or changed there.
    Request,
    /// It is taken away.
    Cancel,
}

impl Method {
    /// As calendars and headers name it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// How letters leave.
pub enum Mailer {
    /// Through a server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    /// Into a folder, as `.eml` files: without a server, and in the demo.
    Folder(PathBuf),
    /// Kept in memory, for tests.
    Memory(Box<Memory>),
}

/// Letters kept in memory, and whether their server plays the one that is away.
#[derive(Debug, Default)]
pub struct Memory {
    letters: Mutex<Vec<Letter>>,
    away: AtomicBool,
}

impl std::fmt::Debug for Mailer {
    /// Without the server's password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Smtp(_) => f.write_str("Mailer::Smtp(…)"),
            Self::Folder(folder) => write!(f, "Mailer::Folder({})", folder.display()),
            Self::Memory(_) => f.write_str("Mailer::Memory"),
        }
    }
}

impl Mailer {
    /// Through the server at `url`: `smtps://name:password@host`, `smtp://name:password@host:587?tls=required`. With `smtp` and
    /// without `tls`, nothing is encrypted.
    ///
    /// # Errors
    /// When the address is none.
    pub fn smtp(url: &str) -> anyhow::Result<Self> {
        Ok(Self::Smtp(Box::new(server(url)?.build())))
    }

    /// Whether `url` is the address of a server as [`Mailer::smtp`] takes it; asks nothing of the server.
    ///
    /// # Errors
    /// When the address is none.
    pub fn check_address(url: &str) -> anyhow::Result<()> {
        server(url).map(drop)
    }

    /// Into `folder`, which is made if it is missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self::Folder(folder.to_owned()))
    }

    /// Kept in memory.
    pub fn memory() -> Self {
        Self::Memory(Box::default())
    }

    /// Sends `letter` in the name of `sender`.
    ///
    /// # Errors
    /// Whether it leaves later, with others or by itself, or never.
    pub async fn send(&self, sender: &Sender<'_>, letter: &Letter) -> Result<(), Unsent> {
        match self {
            Self::Smtp(transport) => {
                let sent = tokio::time::timeout(PATIENCE, transport.send(message(sender, letter)?)).await;
                sent.map_err(|_| Unsent::Away("it does not answer".to_owned()))?.map_err(refused)?;
            }
            Self::Folder(folder) => {
                let file = folder.join(format!("{}.eml", letter.id.replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
                let content = message(sender, letter)?.formatted();
                tokio::fs::write(&file, content).await.map_err(|error| Unsent::Away(format!("{}: {error}", file.display())))?;
            }
            Self::Memory(memory) => {
                message(sender, letter)?;
                if memory.away.load(Ordering::SeqCst) {
                    return Err(Unsent::Away("it plays the one that is away".to_owned()));
                }
                memory.letters.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(letter.clone());
            }
        }
        Ok(())
    }

    /// Whether letters can leave now, for `preau check`.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn check(&self) -> anyhow::Result<()> {
        match self {
            Self::Smtp(transport) => {
                anyhow::ensure!(transport.test_connection().await?, "the mail server does not answer as one");
            }
            Self::Folder(folder) => {
                let probe = folder.join(".probe");
                tokio::fs::write(&probe, b"").await?;
                tokio::fs::remove_file(&probe).await?;
            }
            Self::Memory(_) => {}
        }
        Ok(())
    }

    /// The letters kept in memory, taken out.
    pub fn take_letters(&self) -> Vec<Letter> {
        match self {
            Self::Memory(memory) => std::mem::take(&mut *memory.letters.lock().unwrap_or_else(std::sync::PoisonError::into_inner)),
            Self::Smtp(_) | Self::Folder(_) => Vec::new(),
        }
    }
}

impl Memory {
    /// Has letters refused from now on, as by a server that is away, or taken again.
    pub fn play_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }
}

fn server(url: &str) -> anyhow::Result<AsyncSmtpTransportBuilder> {
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?)
}

/// Reads `preau@exemple.fr` or `Préau <preau@exemple.fr>`; nothing when letters could not come from `text`: the library takes a number
/// for a host (`preau@[127.0.0.1]`), and then cannot read what it wrote.
pub fn mailbox(text: &str) -> Option<Mailbox> {
    let text = text.trim();
    let mailbox = text.parse::<Address>().map(Mailbox::from).or_else(|_| text.parse()).ok()?;
    mailbox.to_string().parse().ok().filter(|written| *written == mailbox)
}

/// A refusal of this very letter (55x: no such mailbox, not accepted, RFC 5321 4.2.3) will not change; one for now (45x: a mailbox that is
/// full, a server that wants to be asked again) concerns this letter alone; any other may be over soon for all, among them a password that
/// the operator has to put right. Of what the server said the code alone is told: its words may hold the reader's address.
fn refused(error: lettre::transport::smtp::Error) -> Unsent {
    let Some(code) = error.status() else { return Unsent::Away(error.to_string()) };
    match (code.severity, code.category) {
        (Severity::PermanentNegativeCompletion, Category::MailSystem) => Unsent::Never(anyhow::anyhow!("the mail server answers {code}")),
        (_, Category::MailSystem) => Unsent::Later(code.to_string()),
        _ => Unsent::Away(format!("it answers {code}")),
    }
}

/// Why a letter has not left.
#[derive(Debug, thiserror::Error)]
pub enum Unsent {
    /// The mail server takes no letter now: try all again later.
    #[error("mail server: {0}")]
    Away(String),
    /// It does not take this one now: try it again later, and others at once.
    #[error("the mail server puts it off: {0}")]
    Later(String),
    /// It can never leave as it is.
    #[error("{0:#}")]
    Never(#[from] anyhow::Error),
}

/// How long a mail server may take for one letter: the library waits for the connection only.
const PATIENCE: Duration = Duration::from_secs(120);

/// Who letters come from.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// Their name, as readers see it.
    pub name: &'a str,
    /// Their address.
    pub address: &'a str,
}

fn message(sender: &Sender<'_>, letter: &Letter) -> anyhow::Result<Message> {
    let from = Mailbox::new(Some(one_line(sender.name)), sender.address.parse().context("the sender's address")?);
    let to = Mailbox::new(Some(one_line(&letter.to_name)), letter.to.parse().context("a reader's address")?);
    let host = sender.address.rsplit('@').next().unwrap_or("localhost");
    let mut builder = Message::builder()
        .from(from)
        .to(to)
        .subject(one_line(&letter.subject))
        .message_id(Some(format!("<{}@{host}>", letter.id)))
        .header(AutoSubmitted);
    if let Some(address) = &letter.unsubscribe {
        builder = builder.header(ListUnsubscribe(format!("<{address}>"))).header(ListUnsubscribePost);
    }
    Ok(builder.multipart(body(letter)?)?)
}

/// What a letter says, as text and as HTML; with an appointment, as calendars read it, once to be shown and once to be saved.
fn body(letter: &Letter) -> anyhow::Result<MultiPart> {
    let said = MultiPart::alternative_plain_html(letter.text.clone(), html::page(&letter.subject, &letter.text));
    let Some(Invitation { method, calendar }) = &letter.invitation else { return Ok(said) };
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={}", method.key()))?;
    let shown = SinglePart::builder().header(kind.clone()).body(calendar.clone());
    let saved = Attachment::new("invitation.ics".to_owned()).body(calendar.clone(), kind);
    Ok(MultiPart::mixed().multipart(said.singlepart(shown)).singlepart(saved))
}

fn one_line(text: &str) -> String {
    domain::text::clean_line(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: Sender<'_> = Sender { name: "Préau", address: "preau@exemple.fr" };

    fn letter(name: &str, subject: &str) -> Letter {
        let text = "Bonjour,\n\nVotre projet est publié.".to_owned();
        Letter {
            id: "event-7-12".into(),
            to_name: name.into(),
            to: "ines@exemple.fr".into(),
            subject: subject.into(),
            text,
            invitation: None,
            unsubscribe: None,
        }
    }

    #[test]
    fn a_name_cannot_add_a_header() {
        let letter = letter("Inès\r\nBcc: voleur@exemple.fr", "Bonjour\r\nX-Intrus: oui\r\n\r\n<script>");
        let sent = String::from_utf8(message(&SENDER, &letter).expect("a message").formatted()).expect("text");
        let head = sent.split("\r\n\r\n").next().unwrap_or_default();
        assert!(!head.contains("\r\nBcc:") && !head.contains("\r\nX-Intrus:"), "{head}");
        assert!(head.contains("Auto-Submitted: auto-generated") && head.contains("Message-ID: <event-7-12@exemple.fr>"), "{head}");
    }

    #[test]
    fn who_letters_come_from_may_have_a_name() {
        for (text, name, address) in [
            ("preau@localhost", None, "preau@localhost"),
            (" preau@exemple.fr ", None, "preau@exemple.fr"),
            ("Préau de l’école <x@y.fr>", Some("Préau de l’école"), "x@y.fr"),
        ] {
            let read = mailbox(text).expect("a mailbox");
            assert_eq!((read.name.as_deref(), read.email.to_string().as_str()), (name, address));
            let sender = Sender { name: read.name.as_deref().unwrap_or("Préau"), address };
            message(&sender, &letter("Inès", "Publié")).expect("what is accepted can be written from");
        }
        for wrong in ["", "Préau", "x@", "preau@[127.0.0.1]", "x@y.fr, z@y.fr", "Préau <x@y.fr> oups", "<\"a b\"@y.fr>"] {
            assert_eq!(mailbox(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_letter_lies_in_the_folder_once_even_when_it_is_sent_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let mailer = Mailer::folder(folder.path()).expect("a mailer");
        mailer.check().await.expect("writable");
        for _ in 0..2 {
            mailer.send(&SENDER, &letter("Inès", "Publié")).await.expect("sent");
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[tokio::test]
    async fn a_server_that_is_away_is_told_and_its_password_is_not() {
        let mailer = Mailer::smtp("smtp://nom:secret@127.0.0.1:1").expect("an address");
        assert!(!format!("{mailer:?}").contains("secret"));
        assert!(matches!(mailer.send(&SENDER, &letter("Inès", "Publié")).await, Err(Unsent::Away(_))));
        assert!(mailer.check().await.is_err());
        assert!(Mailer::smtp("ftp://exemple.fr").is_err());
    }
}
