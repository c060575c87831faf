//! The press: one template, some words, our typefaces, and nothing else of the world.

use anyhow::{Context, anyhow};
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, IntoValue},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use unicode_normalization::UnicodeNormalization;

/// The house's typefaces, each with the letters of other languages beside it.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 6] = [
        include_bytes!("fonts/text-regular.ttf"),
        include_bytes!("fonts/text-regular-ext.ttf"),
        include_bytes!("fonts/text-bold.ttf"),
        include_bytes!("fonts/text-bold-ext.ttf"),
        include_bytes!("fonts/title.ttf"),
        include_bytes!("fonts/title-ext.ttf"),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

/// What a template sees.
struct Sheet {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    source: Source,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Writes `words` into `template`. Takes some tenths of a second of CPU.
///
/// # Errors
/// What typst says of a template that is wrong, or of a document that would not be PDF/UA-1.
pub(super) fn press(template: &str, words: &[(&'static str, String)]) -> anyhow::Result<Vec<u8>> {
    let inputs: Dict = words.iter().map(|(name, text)| ((*name).into(), drawn(text).into_value())).collect();
    let main = FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new("main.typ").map_err(|error| anyhow!("{error:?}"))?));
    let sheet = Sheet {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
        source: Source::new(main, template.to_owned()),
    };
    let pdf = typeset(&sheet);
    // What it remembers for the next document would be kept for good.
    comemo::evict(0);
    pdf
}

fn typeset(sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
    let said = |errors: &[typst::diag::SourceDiagnostic]| {
        anyhow!("{}", errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
    };
    let document = typst::compile::<PagedDocument>(sheet).output.map_err(|errors| said(&errors)).context("a template")?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| anyhow!("{}", error.message()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| said(&errors)).context("a document that is no PDF/UA")
}

/// A text in the characters that the typefaces have: a document for everyone holds no empty box. The narrow space becomes an ordinary one
/// that does not break; of a letter with more accents than they have (« ễ »), the nearest they have; what they lack altogether (an emoji, a
/// script that is not Latin) becomes a question mark.
fn drawn(text: &str) -> String {
    text.replace('\u{202f}', "\u{a0}").chars().map(|c| nearest(c).unwrap_or('?')).collect()
}

fn nearest(letter: char) -> Option<char> {
    let known = |c: &char| matches!(c, '\n' | '\t') || FONTS.iter().any(|font| font.info().coverage.contains((*c).into()));
    if known(&letter) {
        return Some(letter);
    }
    let parts: Vec<char> = std::iter::once(letter).nfd().collect();
    let composed = |many: usize| parts.get(..many)?.iter().copied().nfc().next();
    (1..parts.len()).rev().filter_map(composed).find(known)
}
