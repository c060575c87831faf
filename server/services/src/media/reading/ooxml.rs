//! The text of a document of Word's, without what was deleted in it. What each element means: Office Open XML, part 1 (ISO/IEC 29500-1:2016).

use super::{
    Unreadable,
    parts::Parts,
    text::Text,
    xml::{self, Does},
};

/// What stands beside the text: at the foot of its pages, at its end, at their top.
const BESIDE: [&str; 8] = [
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/header1.xml",
    "word/header2.xml",
    "word/header3.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/footer3.xml",
];

/// Adds what a document says to `text`.
///
/// # Errors
/// When it is damaged, or needs a password.
pub(super) fn read(bytes: &[u8], text: &mut Text) -> Result<(), Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let body = parts.xml("word/document.xml")?.ok_or(Unreadable)?;
    xml::say(&body, does, text)?;
    for part in BESIDE {
        if text.is_full() {
            break;
        }
        if let Some(beside) = parts.xml(part)? {
            text.line();
            xml::say(&beside, does, text)?;
        }
    }
    Ok(())
}

fn does(element: &[u8]) -> Does {
    match element {
        b"w:t" | b"m:t" | b"a:t" => Does::Run,
        b"w:p" | b"w:br" | b"w:cr" | b"a:p" => Does::Line,
        b"w:tab" | b"w:noBreakHyphen" => Does::Space,
        // What was deleted or moved elsewhere; what stands for a drawing where that cannot be drawn, once more.
        b"w:del" | b"w:moveFrom" | b"mc:Fallback" => Does::Unsaid,
        _ => Does::Nothing,
    }
}
