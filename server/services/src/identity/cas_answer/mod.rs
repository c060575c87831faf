//! What a CAS server writes: answers to a validation, and requests to end a session. XML from outside, read with suspicion.
//!
//! **Invariants.** No DTD, so no entity of anyone's; one success or one failure, one `user`, and that one a plain text: what a comment
//! or a second element would cut or hide is refused whole. What lies in another namespace says nothing.

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map, Value};

const CAS: &str = "http://www.yale.edu/tp/cas";
const SAML: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// The longest answer or request, in bytes.
pub(super) const MAX_XML: usize = 64 * 1024;
const MAX_NODES: u32 = 5_000;
/// The name under which the school of Edifice's envelope is read.
const SCHOOL: &str = "school@externalId";

/// Why XML is refused. Holds nothing of it.
pub(super) type Wrong = &'static str;

/// What a server answers to a validation.
#[derive(Debug, PartialEq)]
pub(super) enum Answer {
    /// Somebody's ticket, and what is said of them: by name, a text or a list.
    Success { user: String, attributes: Map<String, Value> },
    /// Why it is nobody's: a code.
    Failure(String),
}

/// Reads an answer.
pub(super) fn read(xml: &[u8]) -> Result<Answer, Wrong> {
    let text = text(xml)?;
    let document = parse(text)?;
    let root = document.root_element();
    if !is(root, CAS, "serviceResponse") {
        return Err("no answer of CAS");
    }
    let mut said = root.children().filter(Node::is_element);
    let (Some(said), None) = (said.next(), said.next()) else { return Err("not one answer") };
    if is(said, CAS, "authenticationFailure") {
        return Ok(Answer::Failure(said.attribute("code").unwrap_or_default().trim().to_owned()));
    }
    if !is(said, CAS, "authenticationSuccess") {
        return Err("neither success nor failure");
    }
    let mut users = said.children().filter(|node| is(*node, CAS, "user"));
    let (Some(user), None) = (users.next(), users.next()) else { return Err("not one user") };
    let user = plain(user).ok_or("a user that is no plain text")?.trim().to_owned();
    Ok(Answer::Success { user, attributes: attributes(said) })
}

/// The ticket whose session a server asks to end.
pub(super) fn session_index(xml: &[u8]) -> Result<String, Wrong> {
    let text = text(xml)?;
    let document = parse(text)?;
    let root = document.root_element();
    if !is(root, SAML, "LogoutRequest") {
        return Err("no request to sign out");
    }
    let mut indexes = root.children().filter(|node| is(*node, SAML, "SessionIndex"));
    let (Some(index), None) = (indexes.next(), indexes.next()) else { return Err("not one session") };
    plain(index).map(|index| index.trim().to_owned()).ok_or("a session that is no plain text")
}

fn text(xml: &[u8]) -> Result<&str, Wrong> {
    if xml.len() > MAX_XML {
        return Err("too long");
    }
    let text = std::str::from_utf8(xml).map_err(|_| "not in UTF-8")?;
    // The parser lets an empty one pass.
    if text.contains("<!DOCTYPE") { Err("a DTD") } else { Ok(text.trim_start_matches('\u{FEFF}').trim_start()) }
}

fn parse(text: &str) -> Result<Document<'_>, Wrong> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|_| "not XML")
}

fn is(node: Node<'_, '_>, namespace: &str, name: &str) -> bool {
    node.has_tag_name((namespace, name))
}

/// The text of an element that holds nothing else: a comment inside would cut it in two, for one reader or another.
fn plain<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let mut children = node.children();
    match (children.next(), children.next()) {
        (Some(only), None) if only.is_text() => only.text(),
        _ => None,
    }
}

/// Everything that is said of the user but who it is (IDENTITY 1.4): flat attributes, those of Edifice's envelope at any depth, lists
/// written as JSON, and `attribute` elements.
fn attributes(success: Node<'_, '_>) -> Map<String, Value> {
    let mut said = Map::new();
    for node in success.descendants().filter(|node| node.is_element() && node.tag_name().namespace() == Some(CAS)) {
        let name = node.tag_name().name();
        if node == success || (name == "user" && node.parent() == Some(success)) {
            continue;
        }
        if name == "attribute"
            && let (Some(name), Some(value)) = (node.attribute("name"), node.attribute("value"))
        {
            push(&mut said, name, decoded(value));
        } else if let Some(value) = plain(node) {
            push(&mut said, name, decoded(value));
        }
        if name == "school"
            && let Some(school) = node.attribute("externalId")
        {
            push(&mut said, SCHOOL, Value::from(school));
        }
    }
    said
}

/// A value: entcore writes lists as JSON.
fn decoded(text: &str) -> Value {
    let text = text.trim();
    let json = text.starts_with(['[', '{']).then(|| serde_json::from_str(text).ok()).flatten();
    json.unwrap_or_else(|| Value::from(text))
}

fn push(said: &mut Map<String, Value>, name: &str, value: Value) {
    match said.get_mut(name) {
        None => {
            said.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

#[cfg(test)]
mod tests;
