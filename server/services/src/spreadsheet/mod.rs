//! Tables to take away and open in a spreadsheet program: CSV for Excel in French, OpenDocument (ISO/IEC 26300) for all of them.
//!
//! **Promises.** What people typed is shown and never run, whatever it looks like. Accents, line ends, spaces and signs come through.
//! OpenDocument keeps text as text: in CSV the program guesses, and shows `01000` as a thousand.
//!
//! **Invariants.** A file is made in memory and knows no date: the same table gives the same bytes. A value is cleaned by
//! `Cell::written` before any format sees it.
//!
//! **Start reading at** [`Sheet`], then `csv` and `ods`.

mod csv;
mod ods;
#[cfg(test)]
mod tests;

pub use self::{csv::csv, ods::ods};

use std::borrow::Cow;

/// A table of text to be opened by a spreadsheet program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What its tab and its document are called; CSV has no place for it.
    pub name: String,
    /// What each column is called.
    pub head: Vec<String>,
    /// What is under the head; a row may be shorter than it.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in one place of a [`Sheet`]. Dates are given as text, as people write them.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Words, over several lines if need be.
    Text(String),
    /// A number to count with: codes and telephone numbers are text. One that is not finite is written as nothing.
    Number(f64),
    /// Nothing.
    #[default]
    Empty,
}

/// A [`Cell`] as the formats write it: clean text, or a finite number.
#[derive(Debug, PartialEq)]
enum Written<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Empty,
}

impl Cell {
    fn written(&self) -> Written<'_> {
        match self {
            Self::Text(text) => Some(cleaned(text)).filter(|text| !text.is_empty()).map_or(Written::Empty, Written::Text),
            // Minus zero is shown as zero.
            Self::Number(number) if number.is_finite() => Written::Number(number + 0.0),
            Self::Number(_) | Self::Empty => Written::Empty,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    /// Exact up to 2⁵³, as in every spreadsheet program.
    fn from(count: i64) -> Self {
        Self::Number(count as f64)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Empty, Into::into)
    }
}

/// Text without the characters that XML 1.0 forbids and that no program shows; its lines end with `\n`.
fn cleaned(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c == '\r' || is_forbidden(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace(is_forbidden, ""))
}

/// Outside of `Char` in XML 1.0: <https://www.w3.org/TR/xml/#charsets>.
const fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A number as it is read in French: `12,5`.
fn in_french(number: f64) -> String {
    number.to_string().replace('.', ",")
}
