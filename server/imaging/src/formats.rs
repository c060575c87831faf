//! Telling what a file is by its content, and whether it is whole. Names and declared types say nothing.

use domain::media::MediumProblem;
use image::ImageFormat;

/// What a file is, by its first bytes.
pub(super) fn recognise(bytes: &[u8]) -> Result<ImageFormat, MediumProblem> {
    match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/jpeg") => Ok(ImageFormat::Jpeg),
        Some("image/png" | "image/vnd.mozilla.apng") => Ok(ImageFormat::Png),
        Some("image/webp") => Ok(ImageFormat::WebP),
        Some("image/gif") => Ok(ImageFormat::Gif),
        Some("image/heif" | "image/heic" | "image/avif") => Err(MediumProblem::Heic),
        _ => Err(MediumProblem::NotAPicture),
    }
}

/// Whether the file has its end. The JPEG decoder shows grey where the rest is missing: we would rather say so.
pub(super) fn is_whole(format: ImageFormat, bytes: &[u8]) -> bool {
    match format {
        // The end marker, which phones may pad or follow by a preview of their own.
        ImageFormat::Jpeg => bytes.windows(2).rev().take(bytes.len().min(LOOKED_AT)).any(|pair| pair == [0xFF, 0xD9]),
        ImageFormat::Png => bytes.windows(4).rev().take(LOOKED_AT).any(|word| word == b"IEND"),
        ImageFormat::Gif => bytes.iter().rev().take(LOOKED_AT).any(|byte| *byte == 0x3B),
        ImageFormat::WebP => riff_length(bytes).is_some_and(|length| bytes.len() >= length),
        _ => false,
    }
}

/// How far from its end a file's end marker is looked for, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// The length that a RIFF container declares, with its own head of eight bytes.
fn riff_length(bytes: &[u8]) -> Option<usize> {
    let declared: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(declared)).ok()?.checked_add(8)
}
