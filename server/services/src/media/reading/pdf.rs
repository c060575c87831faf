//! The text of a PDF: the signs that it draws, put together again into words and lines by where they stand. What a sign means, its font says
//! (ISO 32000-1, 9.10): a document whose fonts do not say so has no text, like one that was scanned.

use super::{Unreadable, text::Text};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint, PathDrawMode, SoftMask,
    font::{FontData, Glyph},
    hayro_cmap::BfString,
    hayro_syntax::Pdf,
    interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Vec2};
use std::sync::Arc;

/// Stands for every typeface that a document names and does not hold: of a sign, its meaning alone is asked for.
static TYPEFACE: &[u8] = include_bytes!("../../pdf/fonts/text-regular.ttf");

/// The sides of an em in which fonts are drawn.
const EM: f64 = 1000.0;
/// How wide a sign is taken to be whose font does not say it, in parts of an em.
const USUAL: f32 = 500.0;
/// How wide a gap between two signs is a space, in ems: a thin space is a fifth.
const WORD: f64 = 0.18;
/// How far above or below another a sign on the same line may stand, in ems: so do exponents.
const RAISED: f64 = 0.5;
/// How far back a sign on the same line may stand, in ems: so do accents that are drawn apart.
const BACK: f64 = 0.6;
/// How near to where it stood a sign is drawn again to look bold, in ems.
const AGAIN: f64 = 0.06;

/// Adds what a PDF says to `text`.
///
/// # Errors
/// When it is damaged, or needs a password.
pub(super) fn read(bytes: Vec<u8>, text: &mut Text) -> Result<(), Unreadable> {
    let pdf = Pdf::new(bytes).map_err(|_| Unreadable)?;
    let settings = InterpreterSettings {
        font_resolver: Arc::new(|_| {
            let typeface: FontData = Arc::new(TYPEFACE);
            Some((typeface, 0))
        }),
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut pen = Pen { text, before: None, hyphen: None };
    for page in pdf.pages().iter() {
        if pen.text.is_full() {
            break;
        }
        // Nothing is drawn: where the page lies does not matter.
        let nowhere = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, nowhere, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut pen);
        pen.before = None;
    }
    pen.put_hyphen();
    Ok(())
}

/// Where a sign stands on its page.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Where it begins.
    at: Point,
    /// Where the next one is expected.
    end: Point,
    /// In which direction its line runs, one long.
    along: Vec2,
    /// How large an em is.
    size: f64,
}

/// What lies between two signs that are drawn one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// They stand in one word.
    None,
    /// A space.
    Word,
    /// The end of a line.
    Line,
}

impl Place {
    fn gap_to(&self, next: &Self) -> Gap {
        let size = self.size.max(next.size);
        let step = next.at - self.end;
        let (forward, across) = (step.dot(self.along), step.cross(self.along).abs());
        if !forward.is_finite() || across > size * RAISED || forward < -size * BACK {
            Gap::Line
        } else if forward > size * WORD {
            Gap::Word
        } else {
            Gap::None
        }
    }

    fn is_over(&self, other: &Self) -> bool {
        (self.at - other.at).hypot() < self.size * AGAIN
    }
}

/// Writes down the signs that are drawn.
struct Pen<'t> {
    text: &'t mut Text,
    /// The sign before, and where it stood; nothing at the top of a page.
    before: Option<(String, Place)>,
    /// A hyphen that may only say that the word goes on in the next line.
    hyphen: Option<Hyphen>,
}

#[derive(Clone, Copy, Debug)]
struct Hyphen {
    /// Whether a space was drawn after it.
    spaced: bool,
}

impl Pen<'_> {
    fn write(&mut self, said: String, place: Place) {
        let gap = match &self.before {
            Some((before, there)) if *before == said && place.is_over(there) => return,
            Some((_, there)) => there.gap_to(&place),
            None => Gap::Line,
        };
        if let Some(hyphen) = &mut self.hyphen {
            if said.trim().is_empty() {
                hyphen.spaced |= !said.is_empty();
                self.before = Some((said, place));
                return;
            }
            if gap == Gap::Line && said.chars().next().is_some_and(char::is_lowercase) {
                self.hyphen = None;
                self.text.push(&said);
                self.before = Some((said, place));
                return;
            }
            self.put_hyphen();
        }
        match gap {
            Gap::Line => self.text.line(),
            Gap::Word => self.text.space(),
            Gap::None => {}
        }
        if is_hyphen(&said) && self.text.ends_in_a_word() {
            self.hyphen = Some(Hyphen { spaced: false });
        } else {
            self.text.push(&said);
        }
        self.before = Some((said, place));
    }

    /// The hyphen was one.
    fn put_hyphen(&mut self) {
        if let Some(Hyphen { spaced }) = self.hyphen.take() {
            self.text.push("-");
            if spaced {
                self.text.space();
            }
        }
    }
}

fn is_hyphen(said: &str) -> bool {
    ["-", "\u{2010}", "\u{AD}"].contains(&said)
}

impl Device<'_> for Pen<'_> {
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, glyph_transform: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        if self.text.is_full() {
            return;
        }
        let said = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(letters)) => letters,
            None => String::new(),
        };
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(USUAL),
            Glyph::Type3(_) => USUAL,
        };
        let drawn = transform * glyph_transform;
        let at = drawn * Point::ORIGIN;
        let place = Place {
            at,
            end: drawn * Point::new(f64::from(width), 0.0),
            along: (drawn * Point::new(EM, 0.0) - at).normalize(),
            size: (drawn * Point::new(0.0, EM) - at).hypot(),
        };
        self.write(said, place);
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signs of 12 points, half as wide as high, from left to right.
    fn place(x: f64, y: f64) -> Place {
        Place { at: Point::new(x, y), end: Point::new(x + 6.0, y), along: Vec2::new(1.0, 0.0), size: 12.0 }
    }

    fn written(signs: &[(&str, f64, f64)]) -> String {
        let mut text = Text::default();
        let mut pen = Pen { text: &mut text, before: None, hyphen: None };
        for (said, x, y) in signs {
            pen.write((*said).to_owned(), place(*x, *y));
        }
        pen.put_hyphen();
        text.finished()
    }

    #[test]
    fn words_and_lines_are_told_by_where_signs_stand() {
        assert_eq!(written(&[("l", 0.0, 0.0), ("a", 6.0, 0.0), ("d", 16.0, 0.0), ("e", 22.5, 0.0), ("f", 0.0, -14.0)]), "la de\nf");
        assert_eq!(written(&[("m", 0.0, 0.0), ("2", 6.0, 4.0), ("x", 100.0, 0.0), ("y", 50.0, 0.0)]), "m2 x\ny");
        assert_eq!(written(&[("a", 0.0, 0.0), ("a", 0.3, 0.0), ("a", 6.0, 0.0)]), "aa", "drawn twice to look bold");
        assert_eq!(written(&[("a", f64::NAN, 0.0), ("b", 6.0, 0.0)]), "a\nb");
        assert_eq!(written(&[("\u{FB01}", 0.0, 0.0), ("n", 6.0, 0.0)]), "fin");
    }

    #[test]
    fn a_word_that_goes_on_in_the_next_line_is_whole() {
        let broken = |hyphen: &str, next: &str| written(&[("a", 0.0, 0.0), (hyphen, 6.0, 0.0), (next, 0.0, -14.0)]);
        assert_eq!([broken("-", "b"), broken("\u{2010}", "b"), broken("\u{AD}", "é")], ["ab", "ab", "aé"]);
        assert_eq!([broken("-", "B"), broken("-", "1")], ["a-\nB", "a-\n1"]);
        assert_eq!(written(&[("a", 0.0, 0.0), ("-", 6.0, 0.0), (" ", 12.0, 0.0), ("b", 0.0, -14.0)]), "ab");
        assert_eq!(written(&[("a", 0.0, 0.0), ("-", 6.0, 0.0), ("t", 12.0, 0.0)]), "a-t");
        assert_eq!(written(&[("a", 0.0, 0.0), ("-", 10.0, 0.0), ("b", 20.0, 0.0)]), "a - b");
        assert_eq!(written(&[("1", 0.0, 0.0), ("-", 6.0, 0.0), ("b", 0.0, -14.0)]), "1-\nb");
        assert_eq!(written(&[("a", 0.0, 0.0), ("-", 6.0, 0.0)]), "a-");
    }
}
