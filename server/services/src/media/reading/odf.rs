//! The text of an OpenDocument file: text, tables, presentations. What each element means: OpenDocument 1.2, part 1 (ISO/IEC 26300-1:2015).

use super::{
    Unreadable,
    parts::Parts,
    text::Text,
    xml::{self, Does},
};

/// Adds what a document says to `text`.
///
/// # Errors
/// When it is damaged, or needs a password.
pub(super) fn read(bytes: &[u8], text: &mut Text) -> Result<(), Unreadable> {
    let content = Parts::open(bytes)?.xml("content.xml")?.ok_or(Unreadable)?;
    xml::say(&content, does, text)
}

fn does(element: &[u8]) -> Does {
    match element {
        // What stands for a picture is said too.
        b"text:p" | b"text:h" | b"svg:title" | b"svg:desc" => Does::Paragraph,
        b"text:s" | b"text:tab" => Does::Space,
        b"text:line-break" | b"draw:page" | b"table:table-row" => Does::Line,
        // What was deleted, what was noted beside the text, the number of a note glued to a word.
        b"text:tracked-changes" | b"table:tracked-changes" | b"office:annotation" | b"text:note-citation" | b"office:scripts" => {
            Does::Unsaid
        }
        _ => Does::Nothing,
    }
}
