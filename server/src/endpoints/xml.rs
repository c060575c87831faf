//! Writing XML for machines.

use quick_xml::{Writer, events::BytesText};
use std::io::Result;

/// A document being written.
pub type Xml = Writer<Vec<u8>>;

/// `<name>text</name>`, escaped.
pub fn leaf(xml: &mut Xml, name: &str, text: &str) -> Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

/// `<name>…</name>` around what `inner` writes.
pub fn branch(xml: &mut Xml, name: &str, inner: impl FnOnce(&mut Xml) -> Result<()>) -> Result<()> {
    xml.create_element(name).write_inner_content(inner).map(drop)
}
