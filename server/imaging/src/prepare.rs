//! From the bytes that someone sent to the files that pages show.

use super::formats::{is_whole, recognise};
use domain::media::{MAX_BYTES, MAX_PIXELS, MediumProblem, PREVIEW_WIDTH, WIDTHS};
use fast_image_resize::{ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, Rgba, codecs::jpeg::JpegEncoder, imageops};
use std::io::Cursor;

/// The quality of WebP files: below it, children's drawings show artefacts.
const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 80;
/// What decoding may allocate, in bytes: 40 megapixels at four bytes, and as much again for turning.
const MAX_ALLOCATION: u64 = 384 * 1024 * 1024;
/// The longest side accepted, in pixels.
const MAX_SIDE: u32 = 16_000;
/// The paper of the house, under transparent pictures in link previews.
const PAPER: Rgba<u8> = Rgba([0xFB, 0xF8, 0xF1, 0xFF]);

/// A picture's size, in pixels, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// A picture ready to be kept.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its size, upright.
    pub size: PictureSize,
    /// Its WebP files, by the house's widths; never larger than the picture, except that a narrower one stands under the first.
    pub renditions: Vec<(u32, Vec<u8>)>,
    /// Its JPEG for link previews.
    pub preview: Vec<u8>,
}

/// Decodes, turns upright, and encodes anew in every width. Takes about a second of CPU for a 12-megapixel photo.
///
/// # Errors
/// The [`MediumProblem`] that says why the file is refused. Dimensions are looked at before anything is decoded.
pub fn prepare(bytes: Vec<u8>) -> Result<Prepared, MediumProblem> {
    let picture = decode(&bytes)?;
    drop(bytes);
    encode(picture)
}

/// Encodes a picture of `decode`'s in every width.
pub(super) fn encode(picture: DynamicImage) -> Result<Prepared, MediumProblem> {
    let size = PictureSize { width: picture.width(), height: picture.height() };
    let widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width <= size.width).collect();
    let mut renditions = Vec::with_capacity(WIDTHS.len());
    let mut current = picture;
    let mut preview = None;
    // From the widest to the narrowest: each is made from the one before, which is much less to read.
    for width in widths.iter().rev().copied() {
        current = resize(current, width)?;
        if preview.is_none() && width <= PREVIEW_WIDTH.max(WIDTHS[2]) {
            preview = Some(jpeg(resize(current.clone(), PREVIEW_WIDTH.min(width))?)?);
        }
        renditions.push((width, webp(&current)?));
    }
    if renditions.is_empty() {
        renditions.push((WIDTHS[0], webp(&current)?));
    }
    let preview = match preview {
        Some(preview) => preview,
        None => jpeg(current)?,
    };
    renditions.reverse();
    Ok(Prepared { size, renditions, preview })
}

/// Decodes what is one of the formats accepted, upright.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, MediumProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(MediumProblem::TooHeavy { max: MAX_BYTES });
    }
    let format = recognise(bytes)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOCATION);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| MediumProblem::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE {
        return Err(MediumProblem::TooManyPixels { width, height });
    }
    if width == 0 || height == 0 || !is_whole(format, bytes) {
        return Err(MediumProblem::Damaged);
    }
    let orientation = decoder.orientation().map_err(|_| MediumProblem::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| MediumProblem::Damaged)?;
    picture.apply_orientation(orientation);
    // Two kinds of pixels from here on; sixteen bits and greys are for printers.
    Ok(if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    })
}

fn resize(picture: DynamicImage, width: u32) -> Result<DynamicImage, MediumProblem> {
    if picture.width() == width {
        return Ok(picture);
    }
    // To the nearest: sides grow from one rendition to the next, and must not drift.
    let (wide, high) = (u64::from(picture.width()), u64::from(picture.height()));
    let height = ((high * u64::from(width) + wide / 2) / wide).max(1);
    let height = u32::try_from(height).map_err(|_| MediumProblem::Damaged)?;
    let mut smaller = DynamicImage::new(width, height, picture.color());
    let options = ResizeOptions::new();
    Resizer::new().resize(&picture, &mut smaller, Some(&options)).map_err(|_| MediumProblem::Damaged)?;
    Ok(smaller)
}

fn webp(picture: &DynamicImage) -> Result<Vec<u8>, MediumProblem> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = if picture.color().has_alpha() {
        webp::Encoder::from_rgba(picture.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(picture.as_bytes(), width, height)
    };
    let encoded = encoder.encode_simple(false, WEBP_QUALITY).map_err(|_| MediumProblem::Damaged)?;
    Ok(encoded.to_vec())
}

fn jpeg(picture: DynamicImage) -> Result<Vec<u8>, MediumProblem> {
    let opaque: RgbImage = match picture {
        DynamicImage::ImageRgba8(transparent) => {
            let mut paper = image::RgbaImage::from_pixel(transparent.width(), transparent.height(), PAPER);
            imageops::overlay(&mut paper, &transparent, 0, 0);
            DynamicImage::ImageRgba8(paper).into_rgb8()
        }
        other => other.into_rgb8(),
    };
    let mut encoded = Vec::new();
    JpegEncoder::new_with_quality(&mut encoded, JPEG_QUALITY).encode_image(&opaque).map_err(|_| MediumProblem::Damaged)?;
    Ok(encoded)
}
