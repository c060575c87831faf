//! Files made here: what is refused, and what is left of what is taken in.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const PLACE: &[u8] = b"+44.8378-000.5792/";

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn block(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).expect("short").to_be_bytes();
    [length.as_slice(), kind, content].concat()
}

/// A film as a phone makes it: the place stands in the film's notes, and in a track's.
fn film(brand: &[u8; 4]) -> Vec<u8> {
    let note = block(b"udta", &block(b"\xA9xyz", PLACE));
    let handler = |kind: &[u8]| block(b"mdia", &block(b"hdlr", &[&[0; 8], kind, &[0; 12]].concat()));
    let track = block(b"trak", &[block(b"tkhd", &[7; 20]), handler(b"vide"), block(b"meta", PLACE)].concat());
    let told = block(b"trak", &[block(b"tkhd", &[6; 20]), handler(b"meta"), block(b"name", PLACE)].concat());
    let moov = block(b"moov", &[block(b"mvhd", &[1; 30]), track, told, note].concat());
    let ftyp = block(b"ftyp", &[brand.as_slice(), &[0; 4], brand].concat());
    [ftyp, block(b"uuid", PLACE), block(b"free", PLACE), moov, block(b"mdat", &[9; 100])].concat()
}

fn wav() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        let padding = if content.len() % 2 == 1 { vec![0] } else { vec![] };
        [kind.as_slice(), &length, content, &padding].concat()
    };
    let body = [b"WAVE".to_vec(), chunk(b"fmt ", &[1; 16]), chunk(b"LIST", b"INFOIARTLouise"), chunk(b"data", &[128; 41])].concat();
    let length = u32::try_from(body.len()).expect("short").to_le_bytes();
    [b"RIFF".as_slice(), &length, &body].concat()
}

fn mp3() -> Vec<u8> {
    let tag = b"TPE1Louise";
    let head = [b"ID3\x04\0\0".as_slice(), &[0, 0, 0, u8::try_from(tag.len()).expect("short")], tag].concat();
    let last = [b"TAG".as_slice(), &[b'L'; 125]].concat();
    let item = b"Artist\0Louise";
    let size = u32::try_from(item.len() + 32).expect("short").to_le_bytes();
    let ape = [item.as_slice(), b"APETAGEX", &2000u32.to_le_bytes(), &size, &1u32.to_le_bytes(), &[0; 12]].concat();
    [head.clone(), head, vec![0xFF, 0xFB, 0x90, 0x64], vec![5; 400], ape, last].concat()
}

fn odf(kind: &str) -> Vec<u8> {
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    let mut head = b"PK\x03\x04".to_vec();
    head.resize(30, 0);
    [head.as_slice(), b"mimetype", mimetype.as_bytes(), &[0; 300], b"PK\x05\x06", &[0; 18]].concat()
}

#[test]
fn a_film_plays_on_and_tells_no_place() {
    for (brand, format) in [(b"isom", Format::Mp4), (b"qt  ", Format::Mp4), (b"M4A ", Format::M4a)] {
        let sent = film(brand);
        assert!(contains(&sent, PLACE));
        let Cleaned { format: known, content } = clean(sent.clone()).expect("a film");
        assert_eq!((known, content.len()), (format, sent.len()), "nothing has moved");
        assert!(!contains(&content, PLACE), "{format:?}");
        for kept in [block(b"mvhd", &[1; 30]), block(b"tkhd", &[7; 20]), block(b"mdat", &[9; 100])] {
            assert!(contains(&content, &kept));
        }
    }
}

#[test]
fn a_sound_plays_on_and_tells_no_name() {
    let cleaned = clean(mp3()).expect("a sound");
    assert_eq!(cleaned.format, Format::Mp3);
    assert_eq!(cleaned.content, [vec![0xFF, 0xFB, 0x90, 0x64], vec![5; 400]].concat());
    let cleaned = clean(wav()).expect("a sound");
    assert_eq!((cleaned.format, cleaned.content.len()), (Format::Wav, wav().len()));
    assert!(!contains(&cleaned.content, b"Louise") && contains(&cleaned.content, &[128; 41]));
}

#[test]
fn a_camera_that_says_where_it_was_is_refused() {
    let entry = block(
        b"mdia",
        &[block(b"hdlr", &[&[0; 8], b"meta".as_slice(), &[0; 12]].concat()), block(b"minf", &block(b"gpmd", &[0; 8]))].concat(),
    );
    let moov = block(b"moov", &[block(b"mvhd", &[1; 30]), block(b"trak", &entry)].concat());
    let ftyp = block(b"ftyp", b"isom\0\0\0\0isom");
    assert_eq!(clean([ftyp, moov, block(b"mdat", PLACE)].concat()), Err(MediumProblem::Positions));
}

#[test]
fn a_file_made_to_take_long_is_refused_at_once() {
    let ftyp = block(b"ftyp", b"isom\0\0\0\0isom");
    let empty = block(b"moov", &[]);
    let mut deep = vec![0u8; 8 * 30_000];
    for (at, head) in deep.chunks_exact_mut(8).enumerate() {
        head[..4].copy_from_slice(&u32::try_from(8 * (30_000 - at)).expect("short").to_be_bytes());
        head[4..].copy_from_slice(b"moov");
    }
    let deep = [ftyp.clone(), deep, block(b"mdat", &[9; 8])].concat();
    assert!(clean(deep).is_ok(), "what stands in the movie and is no track is a note");
    let many = [ftyp, empty.repeat(20_000), block(b"mdat", &[9; 8])].concat();
    assert_eq!(clean(many), Err(MediumProblem::Damaged));
    let tags = [b"ID3\x04\0\0\0\0\0\0".repeat(400_000), vec![0xFF, 0xFB, 0x90, 0x64]].concat();
    assert!(clean(tags).is_ok());
}

#[test]
fn documents_are_kept_whole() {
    for (kind, format) in [("text", Format::Odt), ("spreadsheet", Format::Ods), ("presentation", Format::Odp)] {
        assert_eq!(clean(odf(kind)), Ok(Cleaned { format, content: odf(kind) }));
    }
    let pdf = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".to_vec();
    assert_eq!(clean(pdf.clone()), Ok(Cleaned { format: Format::Pdf, content: pdf }));
}

/// A document of Word's, its parts in this order.
fn word(parts: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(*part, SimpleFileOptions::default()).expect("a part");
        zip.write_all(b"<a/>").expect("a part");
    }
    zip.finish().expect("a file").into_inner()
}

#[test]
fn a_document_of_words_is_known_however_it_was_packed_and_has_no_macros() {
    const TYPES: &str = "[Content_Types].xml";
    for parts in [
        [TYPES, "_rels/.rels", "word/document.xml", "docProps/app.xml"],
        ["_rels/.rels", "docProps/app.xml", "word/document.xml", TYPES],
        ["word/document.xml", "word/styles.xml", "_rels/.rels", TYPES],
    ] {
        let file = word(&parts);
        assert_eq!(clean(file.clone()), Ok(Cleaned { format: Format::Docx, content: file }), "{parts:?}");
    }
    let refused = |parts: &[&str]| clean(word(parts)).expect_err("it is refused");
    assert_eq!(refused(&[TYPES, "_rels/.rels", "word/document.xml", "word/vbaProject.bin"]), MediumProblem::Office);
    assert_eq!(refused(&[TYPES, "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"]), MediumProblem::Office);
    assert_eq!(refused(&["word/document.xml.exe", "a.txt"]), MediumProblem::Office);
    assert_eq!(refused(&["a.txt", "word/document.xml"]), MediumProblem::NotAnAttachment);
}

#[test]
fn a_file_that_is_none_is_refused_by_name_and_its_name_says_nothing() {
    let docx = [b"PK\x03\x04".as_slice(), &[0; 26], b"word/document.xml", &[0; 40]].concat();
    let cases: [(&[u8], MediumProblem); 8] = [
        (&docx, MediumProblem::Office),
        (b"<html><script>alert(1)</script>", MediumProblem::NotAnAttachment),
        (b"MZ\x90\0 a program", MediumProblem::NotAnAttachment),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", MediumProblem::NotAnAttachment),
        (b"\x89PNG\r\n\x1A\n", MediumProblem::NotAnAttachment),
        (b"%PDF-1.7 that was cut", MediumProblem::Damaged),
        (b"ID3\x04\0\0\x7F\x7F\x7F\x7F", MediumProblem::Damaged),
        (b"", MediumProblem::NotAnAttachment),
    ];
    for (bytes, problem) in cases {
        assert_eq!(clean(bytes.to_vec()), Err(problem), "{bytes:?}");
    }
    let cut = |bytes: Vec<u8>| clean(bytes[..bytes.len() - 10].to_vec());
    for bytes in [film(b"isom"), wav(), odf("text")] {
        assert_eq!(cut(bytes), Err(MediumProblem::Damaged));
    }
    let heavy = [b"%PDF-1.7".to_vec(), vec![b' '; Format::Pdf.max_bytes()]].concat();
    assert_eq!(clean(heavy), Err(MediumProblem::TooHeavy { max: Format::Pdf.max_bytes() }));
}

proptest! {
    #[test]
    fn no_file_breaks_it(at in 0usize..200, with in prop::collection::vec(any::<u8>(), 1..40)) {
        for mut bytes in [film(b"isom"), wav(), mp3()] {
            let at = at.min(bytes.len());
            let end = (at + with.len()).min(bytes.len());
            bytes.splice(at..end, with.iter().copied());
            if let Ok(cleaned) = clean(bytes) {
                prop_assert!(!cleaned.content.is_empty());
            }
        }
    }
}
