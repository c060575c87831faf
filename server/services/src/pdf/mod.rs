//! Documents to keep and to print, as PDF: tagged, in French, with a title, for those who read with their ears too (PDF/UA-1, ISO 14289-1).
//!
//! **Promises.** What is written is text, never markup: templates take it from `sys.inputs`. A document that would not be PDF/UA is no
//! document: typst refuses to write it.
//!
//! **Invariants.** Templates read no file and know no date: the same words give the same bytes. Typefaces lie beside them, under the OFL.
//!
//! **Start reading at** [`attestation()`], then `press`. Each document has its file, and its template beside it.

mod attestation;
mod certificate;
mod hours;
mod list;
mod press;
mod sign_in_sheet;
#[cfg(test)]
mod tests;

pub use attestation::{Attestation, attestation};
pub use certificate::{Certificate, CertificateLine, certificates};
pub use hours::{Hours, HoursLine, hours};
pub use list::{List, list};
pub use sign_in_sheet::{SignInRow, SignInSheet, sign_in_sheet};

use crate::error::Result;
use tokio::sync::Semaphore;

/// Documents being made at once: each keeps a core busy for a moment.
static AT_ONCE: Semaphore = Semaphore::const_new(1);

/// Writes `words` into `template`, when its turn has come, away from the threads that answer.
async fn press(template: &'static str, words: Vec<(&'static str, String)>) -> Result<Vec<u8>> {
    let permit = AT_ONCE.acquire().await.map_err(|error| anyhow::Error::new(error).context("documents being made"))?;
    let work = move || {
        let made = press::press(template, &words);
        drop(permit);
        made
    };
    let made = tokio::task::spawn_blocking(work).await;
    Ok(made.map_err(|error| anyhow::Error::new(error).context("a document"))??)
}

/// A value of the table: its rows and columns are told apart by line ends and tabs.
fn line(value: &str) -> String {
    value.replace(['\n', '\t'], " ")
}

/// A row of the table.
fn row(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    cells.into_iter().map(|cell| line(cell.as_ref())).collect::<Vec<_>>().join("\t")
}

/// Rows of the table, each after a line end: so no row is not the same as one that is empty.
fn rows(rows: impl IntoIterator<Item = String>) -> String {
    rows.into_iter().flat_map(|row| ["\n".to_owned(), row]).collect()
}

/// A number and its unit, which stay on one line.
fn together(value: &str) -> String {
    value.replace(' ', "\u{a0}")
}
