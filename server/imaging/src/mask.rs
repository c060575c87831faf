//! Masking: what stands in a zone is replaced, in the pixels, before anything is encoded anew (S17).
//!
//! A zone keeps at most [`CELLS`] mean colours along its longer side. Blurring would not do: a blurred face is still recognised, and a
//! blurred name can be computed back; from a few dozen colours neither can.

use super::prepare::{Prepared, decode, encode};
use domain::media::{MediumProblem, Zone};
use image::{DynamicImage, ImageBuffer, Pixel, imageops};

/// How many cells of one colour a zone is cut into along its longer side.
const CELLS: u32 = 6;

/// Decodes the widest file of a picture, masks `zones`, and encodes it anew in every width.
///
/// # Errors
/// [`MediumProblem::Damaged`] when the file is not one of ours any more.
pub fn mask(widest: &[u8], zones: &[Zone]) -> Result<Prepared, MediumProblem> {
    let mut picture = decode(widest)?;
    for zone in zones {
        match &mut picture {
            DynamicImage::ImageRgb8(pixels) => cover(pixels, *zone),
            DynamicImage::ImageRgba8(pixels) => cover(pixels, *zone),
            _ => return Err(MediumProblem::Damaged),
        }
    }
    encode(picture)
}

fn cover<P: Pixel<Subpixel = u8> + 'static>(pixels: &mut ImageBuffer<P, Vec<u8>>, zone: Zone) {
    let (left, top, width, height) = zone.pixels(pixels.width(), pixels.height());
    if width == 0 || height == 0 {
        return;
    }
    let longer = width.max(height);
    let cells = |side: u32| (side * CELLS).div_ceil(longer).clamp(1, CELLS).min(side);
    let under = imageops::crop_imm(pixels, left, top, width, height).to_image();
    let means = imageops::thumbnail(&under, cells(width), cells(height));
    let mosaic = imageops::resize(&means, width, height, imageops::FilterType::Nearest);
    imageops::replace(pixels, &mosaic, i64::from(left), i64::from(top));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare;
    use image::{Rgb, RgbImage};
    use std::io::Cursor;

    /// Stripes of two colours, one pixel wide: what a name on a label is made of.
    fn striped(width: u32, height: u32) -> Vec<u8> {
        let stripes = RgbImage::from_fn(width, height, |x, _| if x % 2 == 0 { Rgb([250, 250, 250]) } else { Rgb([5, 5, 5]) });
        let mut png = Cursor::new(Vec::new());
        stripes.write_to(&mut png, image::ImageFormat::Png).expect("encoded");
        png.into_inner()
    }

    /// The widest spread of brightness between neighbours, within the zone and outside.
    fn contrast(file: &[u8], inside: impl Fn(u32, u32) -> bool) -> u8 {
        let picture = image::load_from_memory(file).expect("a picture").into_luma8();
        let mut most = 0;
        for y in 0..picture.height() {
            for x in 1..picture.width() {
                if inside(x, y) && inside(x - 1, y) {
                    most = most.max(picture.get_pixel(x, y)[0].abs_diff(picture.get_pixel(x - 1, y)[0]));
                }
            }
        }
        most
    }

    #[test]
    fn nothing_of_a_zone_is_left_in_any_file_and_the_rest_stays() {
        let whole = prepare(striped(640, 480)).expect("prepared");
        let widest = &whole.renditions.last().expect("a file").1;
        let zone = Zone::new(250, 250, 500, 500).expect("a zone");
        let masked = mask(widest, &[zone]).expect("masked");
        let (width, file) = masked.renditions.last().expect("a file");
        assert_eq!(*width, 640);
        let inside = |x: u32, y: u32| (164..476).contains(&x) && (124..356).contains(&y);
        let outside = |x: u32, y: u32| !(150..490).contains(&x) || !(110..370).contains(&y);
        assert!(contrast(widest, inside) > 100, "the stripes were there");
        assert!(contrast(file, inside) < 25, "{}", contrast(file, inside));
        assert!(contrast(file, outside) > 100, "{}", contrast(file, outside));
        let preview = image::load_from_memory(&masked.preview).expect("a picture");
        assert_eq!(preview.width(), 640);
        assert!(contrast(&masked.preview, inside) < 25);
    }

    #[test]
    fn a_zone_at_the_edge_and_one_that_is_thin_are_masked_too() {
        let whole = prepare(striped(333, 50)).expect("prepared");
        let widest = &whole.renditions.last().expect("a file").1;
        for zone in [Zone::new(0, 0, 1000, 1000), Zone::new(995, 0, 5, 1000), Zone::new(0, 990, 1000, 10)] {
            assert!(mask(widest, &[zone.expect("a zone")]).is_ok());
        }
        assert_eq!(mask(b"RIFF????WEBPVP8 ", &[]).map(|_| ()), Err(MediumProblem::Damaged));
    }
}
