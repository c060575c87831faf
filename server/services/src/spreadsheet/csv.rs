//! A table as the CSV that Excel in French opens with a double click: UTF-8 with its mark, `;` between fields, CRLF after rows.

use super::{Cell, Sheet, Written, cleaned, in_french};
use crate::error::Result;
use anyhow::Context;
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;

/// Without this mark Excel takes the file for Windows-1252.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The table as CSV. Text that a program would run as a formula has an apostrophe before it, which programs show.
///
/// # Errors
/// `Internal` when it cannot be written; into memory, it can.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>> {
    Ok(written(sheet).context("a table as CSV")?)
}

fn written(sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
    let mut bytes = MARK.to_vec();
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).flexible(true).from_writer(&mut bytes);
    writer.write_record(sheet.head.iter().map(|name| not_run(cleaned(name))).map(into_bytes))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(field).map(into_bytes))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

fn into_bytes(field: Cow<'_, str>) -> Vec<u8> {
    field.into_owned().into_bytes()
}

fn field(cell: &Cell) -> Cow<'_, str> {
    match cell.written() {
        Written::Text(text) => not_run(text),
        Written::Number(number) => Cow::Owned(in_french(number)),
        Written::Empty => Cow::Borrowed(""),
    }
}

/// Text, after an apostrophe if a program would run it.
fn not_run(text: Cow<'_, str>) -> Cow<'_, str> {
    if would_run(&text) { Cow::Owned(format!("'{text}")) } else { text }
}

/// Whether text begins as a formula does, be it after spaces, or begins with a tab or a line end, which some programs take away.
/// OWASP, “CSV Injection”; the wide signs are what Japanese editions read as the narrow ones.
fn would_run(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
