//! From a request to what is told.

use super::{
    arguments::{Fault, Format, Listing, Request},
    token::Token,
};
use domain::time::Timestamp;
use services::{
    cx::Cx,
    error::Error,
    harvest::{self, Header, Position, Record},
};

/// How many records an answer holds.
const PAGE: usize = 50;

/// What is told.
#[derive(Debug)]
pub enum Told {
    /// When the first record changed.
    Identity(Timestamp),
    Formats,
    Sets,
    Record(Box<Record>, Format),
    Headers(Page<Header>),
    Records(Page<Record>, Format),
}

/// A part of a list; never empty.
#[derive(Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// How many came before it.
    pub cursor: u64,
    /// How many there are in all, as far as one knows.
    pub size: u64,
    /// Where the list goes on, if it does.
    pub next: Option<Token>,
}

/// Why nothing is told.
pub enum Stop {
    /// The harvester's doing, told in the protocol's words.
    Fault(Fault),
    /// Ours.
    Error(Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Answers `request`.
pub async fn answer(cx: &Cx, request: Request) -> Result<Told, Stop> {
    match request {
        Request::Identify => Ok(Told::Identity(harvest::earliest(cx).await?.unwrap_or_else(|| cx.now()))),
        Request::ListMetadataFormats(project) => {
            if let Some(project) = project {
                harvest::header(cx, project).await?.ok_or(Fault::IdDoesNotExist)?;
            }
            Ok(Told::Formats)
        }
        Request::ListSets => Ok(Told::Sets),
        Request::GetRecord(project, format) => {
            let record = harvest::record(cx, project).await?.ok_or(Fault::IdDoesNotExist)?;
            Ok(Told::Record(Box::new(record), format))
        }
        Request::ListIdentifiers(listing) => {
            let headers = harvest::headers(cx, &listing.selection, listing.after, PAGE + 1).await?;
            Ok(Told::Headers(page(cx, &listing, headers, Header::position).await?))
        }
        Request::ListRecords(listing) => {
            let records = harvest::records(cx, &listing.selection, listing.after, PAGE + 1).await?;
            Ok(Told::Records(page(cx, &listing, records, |record| record.header.position()).await?, listing.format))
        }
    }
}

/// `items`, of which one more than a page was asked for: it says whether the list goes on.
async fn page<T>(cx: &Cx, listing: &Listing, mut items: Vec<T>, position: impl Fn(&T) -> Position) -> Result<Page<T>, Stop> {
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let last = position(items.last().ok_or(Fault::NoRecordsMatch)?);
    let delivered = listing.delivered.saturating_add(items.len() as u64);
    // What changes while it is harvested comes again at the end: the list may grow.
    let size = u64::try_from(harvest::count(cx, &listing.selection).await?).unwrap_or_default().max(delivered + u64::from(more));
    let next = more.then_some(Token { after: Some(last), delivered, ..*listing });
    Ok(Page { items, cursor: listing.delivered, size, next })
}
