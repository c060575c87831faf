//! What a form sent: its pairs and its files, whatever its encoding, with nothing lost when a file is too heavy.

use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
};
use domain::{
    media::{MAX_BYTES, MediumProblem},
    problem::{Problems, Rule},
    text::clean_line,
};
use http_body_util::BodyExt;
use services::{error::Error, outside::Secret};

/// The most text that is kept of one field, in bytes: more than any field accepts, so that what is cut is refused by name.
const MAX_FIELD: usize = 1024 * 1024;
/// The most text a form may send, in bytes.
const MAX_TEXT: usize = 8 * 1024 * 1024;
/// How far files that are too heavy are still read, so that the fields after them are kept and the browser gets an answer.
const MAX_DRAINED: usize = 256 * 1024 * 1024;
/// What is kept of all files of a form together, in bytes.
const MAX_KEPT: usize = 128 * 1024 * 1024;
/// How much of a file's name is said back, in characters.
const MAX_NAME: usize = 60;

/// A file that a form sent.
#[derive(Debug)]
pub struct SentFile {
    /// The form's name of the field.
    pub field: String,
    /// The beginning of the name that the sender's machine gives it: to be said back, and for nothing else.
    pub name: String,
    /// Its content, or why it was not kept.
    pub content: Result<Vec<u8>, MediumProblem>,
}

/// What a form sent.
#[derive(Debug, Default)]
pub struct Sent {
    /// Names and values, in order.
    pub pairs: Vec<(String, String)>,
    /// Files that were chosen; an empty choice is no file.
    pub files: Vec<SentFile>,
}

/// What a form sent that was not accepted: the page shows it again.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Names and values.
    pub pairs: Vec<(String, String)>,
    /// What is wrong with them.
    pub problems: Problems,
}

impl Typed {
    /// What was typed as `wanted`; nothing when the form did not ask.
    pub fn value(&self, wanted: &str) -> Option<String> {
        self.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
    }
}

impl Sent {
    /// Reads a request's body, as `application/x-www-form-urlencoded` or `multipart/form-data`.
    ///
    /// # Errors
    /// `Invalid` when the body is neither, breaks off, or holds more text than any form asks for.
    pub async fn read(request: Request) -> Result<Self, Error> {
        Self::read_up_to(request, MAX_BYTES).await
    }

    /// The same, keeping files of at most `max` bytes each.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_up_to(request: Request, max: usize) -> Result<Self, Error> {
        let kind = request.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default().to_ascii_lowercase());
        match kind.as_deref() {
            Some(kind) if kind.starts_with("multipart/form-data") => Self::read_multipart(request, max).await,
            Some(kind) if !kind.starts_with("application/x-www-form-urlencoded") => Err(unreadable("it is none of ours")),
            _ => Self::read_urlencoded(request.into_body()).await,
        }
    }

    async fn read_urlencoded(body: Body) -> Result<Self, Error> {
        let body = http_body_util::Limited::new(body, MAX_TEXT);
        let bytes = body.collect().await.map_err(unreadable)?.to_bytes();
        Ok(Self { pairs: url::form_urlencoded::parse(&bytes).into_owned().collect(), files: Vec::new() })
    }

    async fn read_multipart(request: Request, max: usize) -> Result<Self, Error> {
        let mut parts = Multipart::from_request(request, &()).await.map_err(unreadable)?;
        let mut sent = Self::default();
        let (mut text, mut drained, mut kept) = (0, 0, 0);
        while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
            let field = part.name().unwrap_or_default().to_owned();
            let named = part.file_name().map(|name| clean_line(name).chars().take(MAX_NAME).collect::<String>());
            let is_file = named.is_some();
            let name = named.unwrap_or_default();
            let cap = if is_file { max } else { MAX_FIELD };
            let (mut content, mut too_heavy) = (Vec::new(), false);
            while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
                drained += chunk.len();
                if drained > MAX_DRAINED {
                    // What was cut is not what was sent.
                    too_heavy |= is_file;
                    break;
                }
                too_heavy |= content.len() + chunk.len() > cap || (is_file && kept + content.len() + chunk.len() > MAX_KEPT);
                if is_file && too_heavy {
                    content.clear();
                } else {
                    content.extend_from_slice(&chunk[..chunk.len().min(cap - content.len())]);
                }
            }
            if !is_file {
                text += content.len();
                if text > MAX_TEXT {
                    return Err(unreadable("too much text"));
                }
                sent.pairs.push((field, String::from_utf8_lossy(&content).into_owned()));
            } else if too_heavy {
                sent.files.push(SentFile { field, name, content: Err(MediumProblem::TooHeavy { max }) });
            } else if !content.is_empty() {
                kept += content.len();
                sent.files.push(SentFile { field, name, content: Ok(content) });
            }
            if drained > MAX_DRAINED {
                break;
            }
        }
        Ok(sent)
    }

    /// The first value of `name`; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The pairs, as readers of the domain take them.
    pub fn borrowed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Takes the files sent in `field`, in order.
    pub fn take_files(&mut self, field: &str) -> Vec<SentFile> {
        let (taken, left) = std::mem::take(&mut self.files).into_iter().partition(|file| file.field == field);
        self.files = left;
        taken
    }
}

/// A mark that tells the next sending of a form from any other.
///
/// # Errors
/// No chance to be had from the system.
pub fn new_mark() -> Result<String, Error> {
    Ok(Secret::new()?.reveal().to_owned())
}

/// A body that is the sender's fault, or the network's: sent again, it may be whole.
fn unreadable(cause: impl std::fmt::Display) -> Error {
    tracing::warn!("a form could not be read: {cause}");
    Problems::one("form", Rule::Unreadable).into()
}
