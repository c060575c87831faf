//! Pictures inside a text: `![Le potager en juin](image:12)` shows the sheet's picture 12.
//!
//! The text names a picture, never a file: what is masked, hidden or taken off its sheet changes in every text at once.

use super::html_escape;
use crate::media;
use domain::{ids::PictureId, paths};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::collections::HashMap;

/// What begins the address of a picture in Markdown.
const SCHEME: &str = "image:";
/// How wide a picture in a text is shown at most: the measure of a line.
const SIZES: &str = "(width < 48rem) 92vw, 44rem";

/// A picture as a text shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFigure {
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// What stands for it where the text says nothing.
    pub alt: String,
    /// Whether families allow it on paper.
    pub on_paper: bool,
}

/// The class of what is left out on paper.
pub(super) const NOT_PRINTED: &str = "not-printed";

/// The pictures that a text may show; any other leaves its words alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFigures {
    known: HashMap<PictureId, TextFigure>,
    /// Before each address: for readers who are elsewhere, as those of a feed.
    base: String,
}

impl TextFigures {
    /// Those of a sheet.
    pub fn new(known: impl IntoIterator<Item = (PictureId, TextFigure)>) -> Self {
        Self { known: known.into_iter().collect(), base: String::new() }
    }

    /// The same, at full addresses that begin with `base`, which has no slash at its end.
    pub fn seen_from_elsewhere(self, base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), ..self }
    }

    fn html(&self, picture: PictureId, said: &str) -> Option<String> {
        let figure = self.known.get(&picture)?;
        let address = |width: u32| format!("{}{}", self.base, paths::picture(picture, width));
        let mut alt = String::new();
        html_escape(&mut alt, if said.is_empty() { &figure.alt } else { said });
        let class = if figure.on_paper { String::new() } else { format!(" class=\"{NOT_PRINTED}\"") };
        Some(format!(
            "<img{class} src=\"{}\" srcset=\"{}\" sizes=\"{SIZES}\" width=\"{}\" height=\"{}\" alt=\"{alt}\" loading=\"lazy\" decoding=\"async\">",
            address(media::middle(figure.width)),
            media::srcset(figure.width, address),
            figure.width,
            figure.height,
        ))
    }
}

/// The pictures that a text names, each once.
pub fn pictures_in(typed: &str) -> Vec<PictureId> {
    let mut named = Vec::new();
    for event in super::parser(typed) {
        if let Event::Start(Tag::Image { dest_url, .. }) = event
            && let Some(picture) = named_by(&dest_url)
            && !named.contains(&picture)
        {
            named.push(picture);
        }
    }
    named
}

/// `typed` without the pictures that it names; the words that stood for them go with them.
pub fn without_pictures(typed: &str) -> String {
    let mut kept = String::with_capacity(typed.len());
    let mut at = 0;
    for (event, range) in super::parser(typed).into_offset_iter() {
        if let Event::Start(Tag::Image { dest_url, .. }) = event
            && named_by(&dest_url).is_some()
            && range.start >= at
        {
            kept.push_str(&typed[at..range.start]);
            at = range.end;
        }
    }
    kept.push_str(&typed[at..]);
    kept.trim().to_owned()
}

fn named_by(address: &str) -> Option<PictureId> {
    address.strip_prefix(SCHEME)?.trim().parse().ok()
}

/// Puts pictures in their places in a stream of events. What is no picture of the sheet leaves its words.
pub(super) struct WithFigures<'a, I> {
    events: I,
    figures: &'a TextFigures,
    /// The picture whose words are being read, and those words.
    reading: Option<(PictureId, String)>,
}

impl<'a, I> WithFigures<'a, I> {
    pub(super) const fn new(events: I, figures: &'a TextFigures) -> Self {
        Self { events, figures, reading: None }
    }
}

impl<'t, I: Iterator<Item = Event<'t>>> Iterator for WithFigures<'_, I> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        loop {
            match (self.events.next()?, &mut self.reading) {
                (Event::Start(Tag::Image { dest_url, .. }), None) => {
                    let known = named_by(&dest_url).filter(|picture| self.figures.known.contains_key(picture));
                    self.reading = known.map(|picture| (picture, String::new()));
                }
                (Event::Start(Tag::Image { .. }), Some(_)) => {}
                (Event::End(TagEnd::Image), reading) => {
                    if let Some((picture, said)) = reading.take()
                        && let Some(html) = self.figures.html(picture, said.trim())
                    {
                        return Some(Event::InlineHtml(CowStr::from(html)));
                    }
                }
                (Event::Text(part) | Event::Code(part), Some((_, said))) => said.push_str(&part),
                (Event::SoftBreak | Event::HardBreak, Some((_, said))) => said.push(' '),
                (_, Some(_)) => {}
                (other, None) => return Some(other),
            }
        }
    }
}
