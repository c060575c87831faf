//! A table as an OpenDocument spreadsheet: a zip of a few XML files. What each element means: OpenDocument 1.2, part 1
//! (ISO/IEC 26300-1:2015); how they are packed: part 3.

use super::{Cell, Sheet, Written, cleaned, in_french};
use crate::error::Result;
use anyhow::Context;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::{
    borrow::Cow,
    io::{self, Cursor, Write},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const VERSION: &str = "1.2";
/// Longer names are cut by Excel, which says that the file is damaged.
const LONGEST_NAME: usize = 31;

type Xml = quick_xml::Writer<Vec<u8>>;

/// The table as an OpenDocument spreadsheet, in French; its head is bold and is repeated on every page when printed.
///
/// # Errors
/// `Internal` when it cannot be written; into memory, it can.
pub fn ods(sheet: &Sheet) -> Result<Vec<u8>> {
    Ok(packed(sheet).context("a table as an OpenDocument spreadsheet")?)
}

fn packed(sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
    let parts =
        [("META-INF/manifest.xml", manifest()?), ("content.xml", content(sheet)?), ("meta.xml", meta(sheet)?), ("styles.xml", styles()?)];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    // First and as it is: this is how programs tell what the file is (part 3, 3.3).
    zip.start_file("mimetype", options.compression_method(CompressionMethod::Stored))?;
    zip.write_all(TYPE.as_bytes())?;
    for (path, bytes) in parts {
        zip.start_file(path, options.compression_method(CompressionMethod::Deflated))?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn manifest() -> io::Result<Vec<u8>> {
    let namespace = ("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0");
    document("manifest:manifest", &[namespace, ("manifest:version", VERSION)], |xml| {
        let files = [("/", TYPE), ("content.xml", "text/xml"), ("meta.xml", "text/xml"), ("styles.xml", "text/xml")];
        files
            .into_iter()
            .try_for_each(|(path, kind)| empty(xml, "manifest:file-entry", &[("manifest:full-path", path), ("manifest:media-type", kind)]))
    })
}

/// Title and language, which screen readers tell first.
fn meta(sheet: &Sheet) -> io::Result<Vec<u8>> {
    office("office:document-meta", |xml| {
        branch(xml, "office:meta", &[], |xml| {
            leaf(xml, "dc:title", &cleaned(&sheet.name))?;
            leaf(xml, "dc:language", "fr-FR")
        })
    })
}

fn styles() -> io::Result<Vec<u8>> {
    office("office:document-styles", |xml| {
        branch(xml, "office:styles", &[], |xml| {
            branch(xml, "style:default-style", &[("style:family", "table-cell")], |xml| {
                empty(xml, "style:table-cell-properties", &[("fo:wrap-option", "wrap")])?;
                empty(xml, "style:text-properties", &[("fo:language", "fr"), ("fo:country", "FR")])
            })
        })
    })
}

fn content(sheet: &Sheet) -> io::Result<Vec<u8>> {
    let widths = widths(sheet);
    office("office:document-content", |xml| {
        branch(xml, "office:automatic-styles", &[], |xml| automatic_styles(xml, &widths))?;
        branch(xml, "office:body", &[], |xml| {
            branch(xml, "office:spreadsheet", &[], |xml| {
                branch(xml, "table:table", &[("table:name", &tab(&sheet.name))], |xml| table(xml, sheet, widths.len()))
            })
        })
    })
}

fn automatic_styles(xml: &mut Xml, widths: &[usize]) -> io::Result<()> {
    for (at, width) in widths.iter().enumerate() {
        branch(xml, "style:style", &[("style:name", &column(at)), ("style:family", "table-column")], |xml| {
            empty(xml, "style:table-column-properties", &[("style:column-width", &format!("{width}mm"))])
        })?;
    }
    branch(xml, "style:style", &[("style:name", "head"), ("style:family", "table-cell")], |xml| {
        empty(xml, "style:text-properties", &[("fo:font-weight", "bold")])
    })
}

fn table(xml: &mut Xml, sheet: &Sheet, columns: usize) -> io::Result<()> {
    (0..columns).try_for_each(|at| empty(xml, "table:table-column", &[("table:style-name", &column(at))]))?;
    branch(xml, "table:table-header-rows", &[], |xml| {
        row(xml, &sheet.head, columns, |xml, name| text(xml, &cleaned(name), &[("table:style-name", "head")]))
    })?;
    sheet.rows.iter().try_for_each(|cells| row(xml, cells, columns, cell))
}

/// A row with a cell for each of the table's columns: what it lacks is empty.
fn row<T>(xml: &mut Xml, cells: &[T], columns: usize, write: impl Fn(&mut Xml, &T) -> io::Result<()>) -> io::Result<()> {
    branch(xml, "table:table-row", &[], |xml| {
        cells.iter().try_for_each(|cell| write(xml, cell))?;
        (cells.len()..columns).try_for_each(|_| cell(xml, &Cell::Empty))
    })
}

fn cell(xml: &mut Xml, cell: &Cell) -> io::Result<()> {
    match cell.written() {
        Written::Text(words) => text(xml, &words, &[]),
        Written::Number(number) => {
            let attributes = [("office:value-type", "float"), ("office:value", &number.to_string())];
            branch(xml, "table:table-cell", &attributes, |xml| leaf(xml, "text:p", &in_french(number)))
        }
        Written::Empty => empty(xml, "table:table-cell", &[]),
    }
}

/// A cell of text: the type says that it is, so that no program runs it. Each line is a paragraph.
fn text(xml: &mut Xml, words: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let attributes = [attributes, &[("office:value-type", "string")]].concat();
    branch(xml, "table:table-cell", &attributes, |xml| {
        words.split('\n').try_for_each(|line| branch(xml, "text:p", &[], |xml| spaced(xml, line)))
    })
}

/// A line whose spaces are all kept: a reader keeps one where there are several, and none at either end (part 1, 6.1.2).
fn spaced(xml: &mut Xml, line: &str) -> io::Result<()> {
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        match first {
            '\t' => empty(xml, "text:tab", &[])?,
            ' ' => empty(xml, "text:s", &[])?,
            _ => {
                let word = &rest[..word(rest)];
                xml.write_event(Event::Text(BytesText::new(word)))?;
                rest = &rest[word.len()..];
                continue;
            }
        }
        rest = &rest[1..];
    }
    Ok(())
}

/// How long the text is that may be written as it is: up to a tab, to a space that follows another, or to one that ends the line.
fn word(line: &str) -> usize {
    let is_end = |(at, c): &(usize, char)| *c == '\t' || (*c == ' ' && matches!(line.as_bytes().get(at + 1), None | Some(b' ' | b'\t')));
    line.char_indices().find(is_end).map_or(line.len(), |(at, _)| at)
}

/// The width of each column in millimetres, after its longest line; a table has one column at least.
fn widths(sheet: &Sheet) -> Vec<usize> {
    let columns = sheet.rows.iter().map(Vec::len).fold(sheet.head.len().max(1), usize::max);
    let mut longest = vec![0; columns];
    let head = sheet.head.iter().map(|name| line_length(name)).enumerate();
    let cells = sheet.rows.iter().flat_map(|row| row.iter().map(cell_length).enumerate());
    head.chain(cells).for_each(|(at, length)| longest[at] = length.max(longest[at]));
    longest.into_iter().map(|letters| (4 + 2 * letters).clamp(20, 100)).collect()
}

fn cell_length(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => line_length(text),
        Cell::Number(number) => in_french(*number).len(),
        Cell::Empty => 0,
    }
}

fn line_length(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or_default()
}

fn column(at: usize) -> String {
    format!("column{}", at + 1)
}

/// A name that programs take for a tab: without their signs for addresses, not too long, not empty.
fn tab(name: &str) -> Cow<'static, str> {
    let is_sign = |c: char| c.is_control() || matches!(c, '[' | ']' | '*' | '?' | ':' | '/' | '\\');
    let is_edge = |c: char| c.is_whitespace() || c == '\'';
    let name = cleaned(name).replace(is_sign, " ");
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST_NAME
    };
    let cut: String = name.trim_matches(is_edge).chars().take_while(fits).collect();
    let cut = cut.trim_end_matches(is_edge);
    if cut.is_empty() { Cow::Borrowed("Feuille1") } else { Cow::Owned(cut.to_owned()) }
}

/// A document of the office's namespaces.
fn office(root: &str, inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let attributes = [
        ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("office:version", VERSION),
    ];
    document(root, &attributes, inner)
}

fn document(root: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    branch(&mut xml, root, attributes, inner)?;
    Ok(xml.into_inner())
}

fn branch(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_inner_content(inner).map(drop)
}

fn leaf(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(drop)
}
