//! The text of an XML part, by what its elements mean. Entities that a document declares itself are not expanded: they say nothing.

use super::{Unreadable, text::Text};
use quick_xml::{
    Reader,
    events::{BytesRef, Event},
};

/// What an element does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// What stands in it is said, on lines of its own.
    Paragraph,
    /// What stands in it is said, right where it stands.
    Run,
    /// It stands for a space.
    Space,
    /// What follows stands on another line.
    Line,
    /// Neither it nor anything in it is said.
    Unsaid,
    /// Nothing: what stands in it is said where what it stands in is.
    Nothing,
}

impl Does {
    const fn says(self) -> bool {
        matches!(self, Self::Paragraph | Self::Run)
    }
}

/// Adds what `xml` says to `text`; `does` says what each element does, by its name.
///
/// # Errors
/// When it is no XML.
pub(super) fn say(xml: &str, does: fn(&[u8]) -> Does, text: &mut Text) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml);
    // How many elements are open in which text is said, and how many in which nothing is.
    let (mut said, mut unsaid) = (0_usize, 0_usize);
    while !text.is_full() {
        let event = reader.read_event().map_err(|_| Unreadable)?;
        match event {
            Event::Eof => break,
            Event::Start(element) => match does(element.name().as_ref()) {
                _ if unsaid > 0 => unsaid += 1,
                Does::Unsaid => unsaid = 1,
                does => {
                    said += usize::from(does.says());
                    part(does, text);
                }
            },
            Event::End(_) if unsaid > 0 => unsaid -= 1,
            Event::End(element) => {
                let does = does(element.name().as_ref());
                said -= usize::from(does.says());
                part(does, text);
            }
            _ if unsaid > 0 => {}
            Event::Empty(element) => part(does(element.name().as_ref()), text),
            Event::Text(words) if said > 0 => text.push(&words.decode().map_err(|_| Unreadable)?),
            Event::CData(words) if said > 0 => text.push(&words.decode().map_err(|_| Unreadable)?),
            Event::GeneralRef(reference) if said > 0 => {
                if let Some(c) = character(&reference) {
                    text.push_char(c);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn part(does: Does, text: &mut Text) {
    match does {
        Does::Paragraph | Does::Line => text.line(),
        Does::Space => text.space(),
        Does::Run | Does::Unsaid | Does::Nothing => {}
    }
}

/// What `&…;` stands for; nothing when that is not XML's own.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
