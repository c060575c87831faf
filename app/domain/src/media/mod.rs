//! Media: what is accepted, in which widths pictures are served, what families allow, what is masked, what stands for sound and video.
//!
//! **Start reading at** [`Alternative`], then [`People`], then [`Zone`].

mod attachment;
mod captions;
mod rights;
mod zone;

pub use attachment::{
    AttachmentKind, Format, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENT_TITLE, MAX_ATTACHMENTS, MAX_READ, MAX_TRANSCRIPT, Reading, weight,
};
pub use captions::{Captions, Cue, MAX_CAPTIONS, NotCaptions};
pub use rights::{Authorisation, Elders, Hidden, Holders, Lack, MAX_PURPOSE, People, Support};
pub use zone::{MAX_ZONES, NotAZone, Zone};

/// The widths, in pixels, that pictures are made in (S18). A picture is never enlarged.
pub const WIDTHS: [u32; 4] = [320, 640, 1280, 1920];

/// The width of the JPEG made for link previews (Open Graph).
pub const PREVIEW_WIDTH: u32 = 1200;

/// The heaviest file accepted, in bytes: a 12-megapixel photo of a phone weighs 3 to 8 MB.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// The most pixels accepted: decoding needs four bytes for each.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The most pictures that one sheet shows.
pub const MAX_PICTURES: usize = 40;

/// The longest alternative text, in characters.
pub const MAX_ALT: usize = 300;

/// Why a file is not taken in. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediumProblem {
    /// Its first bytes are those of no picture format that is accepted.
    #[error("not a JPEG, PNG, WebP or GIF picture")]
    NotAPicture,
    /// Its content is that of no document, sound or video that is accepted.
    #[error("not an attachment that is accepted")]
    NotAnAttachment,
    /// A film that holds where its camera was, moment by moment.
    #[error("a track of positions")]
    Positions,
    /// A document of an office suite in a format that is not accepted, or with macros.
    #[error("an office document that is not accepted")]
    Office,
    /// A picture of Apple's HEIC or of AVIF, which the portal cannot read.
    #[error("HEIC and AVIF pictures are not read")]
    Heic,
    /// It ends too early or its content is damaged.
    #[error("the file is truncated or damaged")]
    Damaged,
    /// More pixels than [`MAX_PIXELS`], whatever its weight (decompression bomb).
    #[error("{width} × {height} pixels are too many")]
    TooManyPixels {
        /// Declared width, in pixels.
        width: u32,
        /// Declared height, in pixels.
        height: u32,
    },
    /// It is sound, but the store is full or away.
    #[error("the store could not keep it")]
    NotKept,
    /// More than [`MAX_BYTES`].
    #[error("more than {max} bytes")]
    TooHeavy {
        /// The limit that was passed, in bytes.
        max: usize,
    },
}

/// The text that stands for a picture (S14).
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Alternative {
    /// Not said yet: the picture cannot be published.
    #[default]
    Missing,
    /// The picture adds nothing to the text: screen readers pass over it.
    Decorative,
    /// What the picture shows.
    Text(String),
}

impl Alternative {
    /// From what was typed: the box « décorative » wins over the text.
    pub fn from_form(text: &str, decorative: bool) -> Self {
        let text = crate::text::clean_line(text);
        match (decorative, text.is_empty()) {
            (true, _) => Self::Decorative,
            (false, true) => Self::Missing,
            (false, false) => Self::Text(text),
        }
    }

    /// The `alt` attribute: empty for a decorative picture.
    pub fn attribute(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Missing | Self::Decorative => "",
        }
    }
}
