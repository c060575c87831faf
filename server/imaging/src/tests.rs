//! Pictures made here: what is refused, and what is left of what is taken in.

use super::{PictureSize, prepare};
use domain::media::MediumProblem;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use std::io::Cursor;

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture is encoded");
    bytes.into_inner()
}

/// A picture whose left half is brick and whose right half is slate.
fn halves(width: u32, height: u32) -> DynamicImage {
    let pixel = |x, _| if x < width / 2 { Rgb([0xB5, 0x48, 0x2A]) } else { Rgb([0x24, 0x43, 0x3C]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

/// A JPEG with an EXIF segment: turned by a quarter (orientation 6), and a position (GPS) that must not stay.
fn photo_of_a_phone() -> Vec<u8> {
    let jpeg = encoded(&halves(400, 200), ImageFormat::Jpeg);
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend([2, 0]);
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]); // Orientation = 6
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]); // GPS at 38
    tiff.extend([0, 0, 0, 0]);
    tiff.extend([1, 0]);
    tiff.extend([1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0]); // GPSLatitudeRef = N
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"44.837789 Bordeaux");
    let mut app1 = b"Exif\0\0".to_vec();
    app1.extend(tiff);
    let length = u16::try_from(app1.len() + 2).expect("short").to_be_bytes();
    let mut photo = jpeg[..2].to_vec();
    photo.extend([0xFF, 0xE1]);
    photo.extend(length);
    photo.extend(app1);
    photo.extend(&jpeg[2..]);
    photo
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_phone_s_photo_comes_out_upright_and_says_nothing_of_where_it_was_taken() {
    let photo = photo_of_a_phone();
    assert!(contains(&photo, b"Exif") && contains(&photo, b"Bordeaux"));
    let prepared = prepare(photo).expect("taken in");
    assert_eq!(prepared.size, PictureSize { width: 200, height: 400 });
    for file in prepared.renditions.iter().map(|(_, file)| file).chain([&prepared.preview]) {
        for trace in [b"Exif".as_slice(), b"GPS", b"Bordeaux", b"ICC_PROFILE"] {
            assert!(!contains(file, trace));
        }
        let upright = image::load_from_memory(file).expect("decodes").into_rgb8();
        let (top, bottom) = (upright.get_pixel(100, 20), upright.get_pixel(100, 380));
        assert!(top[0] > 140 && bottom[0] < 80, "what was on the left is now on top: {top:?} {bottom:?}");
    }
}

#[test]
fn a_picture_is_made_in_the_widths_that_do_not_enlarge_it() {
    let prepared = prepare(encoded(&halves(1500, 900), ImageFormat::Png)).expect("taken in");
    assert_eq!(prepared.renditions.iter().map(|(width, _)| *width).collect::<Vec<_>>(), [320, 640, 1280]);
    for (width, file) in &prepared.renditions {
        let made = image::load_from_memory_with_format(file, ImageFormat::WebP).expect("decodes");
        assert_eq!((made.width(), made.height()), (*width, width * 900 / 1500));
    }
    let preview = image::load_from_memory_with_format(&prepared.preview, ImageFormat::Jpeg).expect("decodes");
    assert_eq!(preview.width(), domain::media::PREVIEW_WIDTH);
    let small = prepare(encoded(&halves(100, 80), ImageFormat::Gif)).expect("taken in");
    assert_eq!(small.renditions.len(), 1);
    assert_eq!(small.renditions[0].0, 320);
}

#[test]
fn transparency_stays_and_lies_on_paper_in_previews() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(400, 400, Rgba([0, 0, 0, 0])));
    let prepared = prepare(encoded(&clear, ImageFormat::Png)).expect("taken in");
    let webp = image::load_from_memory(&prepared.renditions[0].1).expect("decodes").into_rgba8();
    assert_eq!(webp.get_pixel(10, 10)[3], 0);
    let jpeg = image::load_from_memory(&prepared.preview).expect("decodes").into_rgb8();
    assert!(jpeg.get_pixel(10, 10)[0] > 240);
}

#[test]
fn what_is_no_picture_is_refused_by_name() {
    use MediumProblem as P;
    let zip = b"PK\x03\x04\x14\0\0\0".to_vec();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let cases: [(&str, Vec<u8>, P); 7] = [
        ("nothing", Vec::new(), P::NotAPicture),
        ("a text", b"Bonjour".to_vec(), P::NotAPicture),
        ("a drawing that runs", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(), P::NotAPicture),
        ("a page", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), P::NotAPicture),
        ("an archive", zip, P::NotAPicture),
        ("a picture of an iPhone", heic, P::Heic),
        ("a file of 30 MB", vec![0xFF; 30 * 1024 * 1024], P::TooHeavy { max: domain::media::MAX_BYTES }),
    ];
    for (what, bytes, problem) in cases {
        assert_eq!(prepare(bytes).err(), Some(problem), "{what}");
    }
}

#[test]
fn a_truncated_picture_is_damaged() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&noisy(600, 400), format);
        for part in [2, 4, 8] {
            let cut = whole[..whole.len() - whole.len() / part].to_vec();
            assert_eq!(prepare(cut).err(), Some(MediumProblem::Damaged), "{format:?} without its last 1/{part}");
        }
        assert!(prepare(whole).is_ok(), "{format:?}");
    }
}

fn noisy(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| Rgb([(x * 7 + y * 13) as u8, (x ^ y) as u8, (x * y) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

#[test]
fn a_decompression_bomb_is_refused_before_it_is_decoded() {
    // A valid head that declares 60 000 × 60 000 pixels (10 GB once decoded), and next to nothing after it.
    let mut bomb = encoded(&halves(8, 8), ImageFormat::Png);
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(prepare(bomb).err(), Some(MediumProblem::TooManyPixels { width: 60_000, height: 60_000 }));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(prepare(bytes).is_err());
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0_usize..2_000, value in any::<u8>(), which in 0_usize..4) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif][which];
        let mut bytes = encoded(&noisy(40, 30), format);
        let place = at % bytes.len();
        bytes[place] = value;
        if let Ok(prepared) = prepare(bytes) {
            prop_assert!(!prepared.renditions.is_empty());
        }
    }
}
