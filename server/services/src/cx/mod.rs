//! Who asks, when, and of which portal: the first parameter of every use case.

mod remembered;
mod rows;

pub use remembered::Remembered;

use crate::{
    db::{Conn, Db, Raw, Rd, Tx},
    error::Result,
    files::Files,
    identity::Providers,
    index::Index,
    live::Live,
    mail::Mailer,
    measured::Measured,
    media::DocumentReader,
    outbox,
    outside::{Address, Clock, Ids},
};
use domain::{
    access::Viewer,
    events::Event,
    ids::AccountId,
    privacy::Retention,
    time::{Quiet, Timestamp},
};
use std::sync::Arc;
use tokio::sync::Notify;
use url::Url;

/// Everything that the portal is made of. One per process.
#[derive(Debug)]
pub struct Portal {
    /// The database: the truth.
    pub db: Db,
    /// The search index: derived, may be lost.
    pub index: Index,
    /// What was derived from it lately.
    pub remembered: Remembered,
    /// Who listens, in open pages, to what happens.
    pub live: Live,
    /// What happened since the process started, as numbers.
    pub measured: Measured,
    /// Pictures and attachments.
    pub files: Files,
    /// Who reads the text of documents.
    pub reader: DocumentReader,
    /// How letters leave.
    pub mailer: Mailer,
    /// Who signs people in.
    pub providers: Providers,
    /// What time it is.
    pub clock: Clock,
    /// Where new ids come from.
    pub ids: Ids,
    /// What an operator decides.
    pub settings: Settings,
    /// Rung when something was told in the outbox.
    pub wake: Notify,
}

/// What an operator decides, as far as use cases need it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the portal is reached, e.g. `https://preau.example.fr/`.
    pub public_url: Url,
    /// The portal's name on pages and in letters.
    pub name: String,
    /// The territory's name, e.g. « Bordeaux Métropole ».
    pub territory: String,
    /// The address that letters come from, and that people may write to, e.g. `preau@example.fr`.
    pub sender: String,
    /// Who letters say that they come from: what the operator calls that address, or the portal's name.
    pub sender_name: String,
    /// When people are left alone, as the schools of the territory have their holidays.
    pub quiet: Quiet,
    /// How long things are kept.
    pub retention: Retention,
    /// Whether this is a demo: people may then be signed in without a password, on loopback alone.
    pub demo: bool,
}

impl Settings {
    /// The full address of `path`, for letters and feeds.
    pub fn address(&self, path: &str) -> String {
        self.public_url.join(path).map_or_else(|_| path.to_owned(), String::from)
    }
}

/// The mark that tells `db` from any other, made the first time it is asked for: an index made from another is not taken for its own.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn database_mark(db: &Db) -> Result<String> {
    rows::mark(db).await
}

/// One request, or one job: the portal, who asks, and its id in the log.
#[derive(Clone, Debug)]
pub struct Cx {
    /// The portal.
    pub portal: Arc<Portal>,
    /// Who asks.
    pub viewer: Viewer,
    /// The request's id, shown to people who meet an error and written to the log.
    pub request: Arc<str>,
    /// When the viewer signed in, where that was looked up: what cannot be undone asks that it be recent.
    pub signed_in: Option<Timestamp>,
    /// Where the request comes from, if it came over the network and that is known.
    pub from: Option<Address>,
    /// Which sign-in provider says who asks: that of their session, or of the sign-in under way.
    pub provider: Option<Arc<str>>,
}

impl Cx {
    /// A context for `viewer`.
    pub fn new(portal: Arc<Portal>, viewer: Viewer, request: impl Into<Arc<str>>) -> Self {
        Self { portal, viewer, request: request.into(), signed_in: None, from: None, provider: None }
    }

    /// A context for the portal itself; `why` is written to the log and the audit trail.
    pub fn system(portal: Arc<Portal>, why: &'static str) -> Self {
        Self::new(portal, Viewer::System(why), why)
    }

    /// The same request, asked by someone else: after signing in.
    pub fn as_viewer(&self, viewer: Viewer) -> Self {
        Self { viewer, ..self.clone() }
    }

    /// The same request, by someone who signed in at `at`.
    pub fn signed_in_at(self, at: Option<Timestamp>) -> Self {
        Self { signed_in: at, ..self }
    }

    /// The same request, which comes from `from`.
    pub fn coming_from(self, from: Option<Address>) -> Self {
        Self { from, ..self }
    }

    /// The same request, by someone for whom `provider` speaks.
    pub fn by_word_of(self, provider: impl Into<Arc<str>>) -> Self {
        Self { provider: Some(provider.into()), ..self }
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.portal.clock.now()
    }

    /// A new id.
    pub fn id(&self) -> i64 {
        self.portal.ids.next(self.now())
    }

    /// Who is signed in, if someone is.
    pub fn account(&self) -> Option<AccountId> {
        self.viewer.member().map(|member| member.id)
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// `Unavailable` when the database is away.
    pub async fn read(&self) -> Result<Rd> {
        Ok(self.portal.db.read().await?)
    }

    /// Begins a change: one transaction, with the events that it will tell.
    ///
    /// # Errors
    /// `Unavailable` when the database is away.
    pub async fn begin(&self) -> Result<Change> {
        Ok(Change { tx: self.portal.db.write().await?, events: Vec::new(), accounts: Vec::new(), portal: self.portal.clone() })
    }
}

/// A change under way. Dropped without [`Change::commit`], nothing of it has happened.
#[derive(Debug)]
pub struct Change {
    tx: Tx,
    events: Vec<Event>,
    accounts: Vec<AccountId>,
    portal: Arc<Portal>,
}

impl Change {
    /// Has `event` told when the change is committed, and only then.
    pub fn tell(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Has the open pages of `account` hear, once the change is committed, that what they are told in the portal is no longer what it was.
    pub fn tell_account(&mut self, account: AccountId) {
        self.accounts.push(account);
    }

    /// Makes the change lasting, tells its events, and wakes those who read them, in other processes too where the database has a bell.
    ///
    /// # Errors
    /// The database's; then nothing has happened and nothing is told.
    pub async fn commit(mut self) -> Result<()> {
        let mut words: Vec<_> = self.accounts.iter().map(ToString::to_string).collect();
        if !self.events.is_empty() {
            words.push(String::new());
        }
        // Before the events: from the first of them to the commit, every other writer waits.
        if !words.is_empty() {
            self.tx.ring(words).await?;
        }
        outbox::append(&mut self.tx, self.portal.clock.now(), &self.events).await?;
        self.tx.commit().await?;
        if !self.events.is_empty() {
            self.portal.wake.notify_waiters();
        }
        for account in self.accounts {
            self.portal.live.tell_account(account);
        }
        Ok(())
    }
}

impl Conn for Change {
    fn raw(&mut self) -> Raw<'_> {
        self.tx.raw()
    }
}
