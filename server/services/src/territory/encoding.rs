//! Bytes made into text: which encoding a file is in is found from its bytes, never asked.

use domain::territory::{Container, Encoding, FileProblem};
use std::borrow::Cow;

/// A file's text, and how it was written.
pub(super) struct Text<'a> {
    pub(super) encoding: Encoding,
    pub(super) text: Cow<'a, str>,
}

/// Reads a file as text: UTF-8 with or without its mark, else ISO-8859-1 or Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Result<Text<'_>, FileProblem> {
    refuse_what_is_not_text(bytes)?;
    let (mark, body) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(body) => (Encoding::Utf8WithMark, body),
        None => (Encoding::Utf8, bytes),
    };
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(FileProblem::Empty);
    }
    match std::str::from_utf8(body) {
        Ok(text) => Ok(Text { encoding: mark, text: Cow::Borrowed(text) }),
        Err(broken) if mark == Encoding::Utf8WithMark || has_utf8_letters(body) => {
            Err(FileProblem::BrokenUtf8 { line: line_of(body, broken.valid_up_to()) })
        }
        Err(_) => western(body),
    }
}

fn refuse_what_is_not_text(bytes: &[u8]) -> Result<(), FileProblem> {
    let containers: [(&[u8], Container); 4] = [
        (b"PK\x03\x04", Container::Zip),
        (b"\xD0\xCF\x11\xE0", Container::OldSpreadsheet),
        (b"\x1F\x8B", Container::Gzip),
        (b"%PDF", Container::Pdf),
    ];
    if let Some((_, container)) = containers.into_iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(FileProblem::NotText(container));
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || every_other_byte_is_nul(bytes) {
        return Err(FileProblem::Utf16);
    }
    let control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    if bytes.iter().any(control) { Err(FileProblem::NotText(Container::Other)) } else { Ok(()) }
}

/// What UTF-16 without its mark looks like in a language of Latin letters.
fn every_other_byte_is_nul(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    let nuls = |first: usize| start.iter().skip(first).step_by(2).all(|byte| *byte == 0);
    start.len() >= 4 && (nuls(0) || nuls(1))
}

/// Whether some letters are written in UTF-8. In the western encodings these pairs of bytes make no French: `Ã©` for `é`.
fn has_utf8_letters(body: &[u8]) -> bool {
    body.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn western(body: &[u8]) -> Result<Text<'_>, FileProblem> {
    if let Some(at) = body.iter().position(|byte| matches!(byte, 0x80..=0x9F) && !is_french_in_windows_1252(*byte)) {
        return Err(FileProblem::UnknownEncoding { line: line_of(body, at), byte: body[at] });
    }
    let encoding = if body.iter().any(|byte| matches!(byte, 0x80..=0x9F)) { Encoding::Windows1252 } else { Encoding::Latin1 };
    Ok(Text { encoding, text: encoding_rs::WINDOWS_1252.decode_without_bom_handling(body).0 })
}

/// The letters and signs that a French text takes from where Windows-1252 goes beyond ISO-8859-1: `€ … Œ œ Ÿ`, quotes, dashes,
/// `• ™ ‰ ‹ ›`. Any other byte there means another encoding: in Mac Roman and in the old DOS ones `é` and `è` are among them.
const fn is_french_in_windows_1252(byte: u8) -> bool {
    matches!(byte, 0x80 | 0x85 | 0x89 | 0x8B | 0x8C | 0x91..=0x97 | 0x99 | 0x9B | 0x9C | 0x9F)
}

fn line_of(body: &[u8], at: usize) -> usize {
    1 + body[..at].iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<(Encoding, String), FileProblem> {
        decode(bytes).map(|text| (text.encoding, text.text.into_owned()))
    }

    #[test]
    fn the_encoding_is_found_from_the_bytes() {
        let school = "École Sacré-Cœur";
        let expected = |encoding| Ok((encoding, school.to_owned()));
        assert_eq!(read(school.as_bytes()), expected(Encoding::Utf8));
        assert_eq!(read(&[b"\xEF\xBB\xBF", school.as_bytes()].concat()), expected(Encoding::Utf8WithMark));
        assert_eq!(read(b"\xC9cole Sacr\xE9-C\x9Cur"), expected(Encoding::Windows1252));
        assert_eq!(read(b"\xC9cole du Ch\xEAne"), Ok((Encoding::Latin1, "École du Chêne".to_owned())));
        assert_eq!(read(b"plain"), Ok((Encoding::Utf8, "plain".to_owned())));
    }

    #[test]
    fn what_is_not_such_a_text_is_refused_and_says_why() {
        let little: Vec<u8> = "code;nom".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "code;nom".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(&[u8], FileProblem); 12] = [
            (b"", FileProblem::Empty),
            (b"\xEF\xBB\xBF\r\n", FileProblem::Empty),
            (b"PK\x03\x04rest", FileProblem::NotText(Container::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1", FileProblem::NotText(Container::OldSpreadsheet)),
            (b"\x1F\x8B\x08", FileProblem::NotText(Container::Gzip)),
            (b"%PDF-1.7", FileProblem::NotText(Container::Pdf)),
            (b"abc\x01def", FileProblem::NotText(Container::Other)),
            (b"\xFF\xFEc\0", FileProblem::Utf16),
            (&little, FileProblem::Utf16),
            (&big, FileProblem::Utf16),
            // Mac Roman: `è` is 0x8F there.
            (b"code\nM\x8Fre", FileProblem::UnknownEncoding { line: 2, byte: 0x8F }),
            // UTF-8 cut in the middle of a letter.
            ("nom\nBègles\nBè".as_bytes().split_last().expect("bytes").1, FileProblem::BrokenUtf8 { line: 3 }),
        ];
        for (bytes, problem) in cases {
            assert_eq!(read(bytes), Err(problem), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(decode(&bytes).is_ok() || decode(&bytes).is_err());
        }

        #[test]
        fn text_in_utf8_reads_as_itself(text in "[a-zéèœ;, ]{1,80}[a-z]") {
            prop_assert_eq!(read(text.as_bytes()), Ok((Encoding::Utf8, text)));
        }
    }
}
