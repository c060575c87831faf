//! What an operator decides: `preau.toml`, and over it `PREAU_*` variables.
//!
//! **Promises.** Every fault is told at once, each by the name of its key and its line; an unknown key is a fault, because a
//! mistyped one would be silently without effect. What is accepted can be made a portal of: a provider, a sender, the address of a
//! mail server are judged here, not when the first letter or the first person comes.
//!
//! **Start reading at** [`Config::load`].

mod faults;
mod mail;
mod metrics;
mod provider;
mod proxy;
mod read;
mod retention;
mod secret;
mod source;

pub use faults::{Fault, Faults};

use crate::layers::address::Proxies;
use domain::{privacy::Retention, time::Quiet};
use services::{identity::Provider, mail::Mailbox};
use std::{
    ffi::OsString,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use url::Url;

/// A configuration that holds together.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where people reach the portal (`url`, `PREAU_URL`).
    pub url: Url,
    /// Where the process listens (`addr`, `PREAU_ADDR`).
    pub addr: SocketAddr,
    /// The folder of everything that the portal keeps itself (`data`, `PREAU_DATA`).
    pub data: PathBuf,
    /// The database (`database`, `DATABASE_URL`); without it, SQLite in the data folder.
    pub database: String,
    /// The folder of pictures and attachments (`media`, `PREAU_MEDIA`).
    pub media: PathBuf,
    /// How letters leave (`smtp`, `PREAU_SMTP`); without it, into a folder beside the data.
    pub smtp: Option<String>,
    /// Who letters come from (`sender`, `PREAU_SENDER`): an address, with or without a name.
    pub sender: Mailbox,
    /// The portal's name (`name`, `PREAU_NAME`).
    pub name: String,
    /// The territory's name (`territory`, `PREAU_TERRITORY`).
    pub territory: String,
    /// When nothing is sent that can wait: the holidays of the schools' zone (`school_zone`, `PREAU_SCHOOL_ZONE`), those that the program
    /// carries or those of a file (`holidays`, `PREAU_HOLIDAYS`).
    pub quiet: Quiet,
    /// Where style, islands and fonts lie (`site`, `PREAU_SITE`).
    pub site: PathBuf,
    /// The proxies that are believed about where requests come from (`[proxy]`).
    pub proxies: Proxies,
    /// Where measures are told (`[metrics]`); nowhere without it.
    pub metrics: Option<SocketAddr>,
    /// How long things are kept (`[retention]`).
    pub retention: Retention,
    /// Digital workspaces that sign people in (`[[sign_in]]`).
    pub providers: Vec<Provider>,
}

impl Config {
    /// Reads `file` if it is there (it must be when it was named), then the environment.
    ///
    /// # Errors
    /// Every fault found, each naming its key.
    pub fn load(file: Option<&Path>, environment: impl IntoIterator<Item = (OsString, OsString)>) -> Result<Self, Faults> {
        read::load(file, environment)
    }

    /// The same with everything that it keeps itself in `data`: the demo's and the bench's folder.
    pub fn in_folder(&self, data: PathBuf) -> Self {
        Self { database: format!("sqlite:{}", data.join("preau.sqlite").display()), media: data.join("media"), data, ..self.clone() }
    }

    /// The folder of the search index.
    pub fn index(&self) -> PathBuf {
        self.data.join("index")
    }

    /// The folder of the sign-in providers' logos.
    pub fn logos(&self) -> PathBuf {
        self.data.join("logos")
    }

    /// The folder letters are written into when no server sends them.
    pub fn letters(&self) -> PathBuf {
        self.data.join("letters")
    }

    /// Whether the public address is this very machine, the only place where a demo may sign people in.
    pub fn is_on_loopback(&self) -> bool {
        is_loopback(&self.url)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
