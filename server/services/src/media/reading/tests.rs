//! Documents made here: what is read of them, and what those made to harm come to.

use super::*;
use crate::{
    pdf::{Certificate, CertificateLine, certificates},
    spreadsheet::{Cell, Sheet, ods},
};
use domain::media::MAX_READ;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).expect("a part");
        zip.write_all(content).expect("a part");
    }
    zip.finish().expect("a file").into_inner()
}

/// An OpenDocument file whose body is `body`, after `head`.
fn odf(head: &str, body: &str) -> Vec<u8> {
    let content = format!("{head}<office:document-content><office:body>\n {body}\n</office:body></office:document-content>");
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

fn said(body: &str) -> String {
    read(Format::Odt, odf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", body)).expect("it is read")
}

/// A PDF with a page for each of `pages`, which are what is drawn on it, in Helvetica.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let first = 4;
    let kids: Vec<_> = (0..pages.len()).map(|page| format!("{} 0 R", first + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (page, drawn) in pages.iter().enumerate() {
        let content = first + 2 * page + 1;
        objects.push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {content} 0 R>>"));
        objects.push(format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len()));
    }
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), Vec::new());
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let (start, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    ));
    file.into_bytes()
}

const PAGES: [&str; 2] = [
    "BT /F1 12 Tf 72 720 Td (Le jardin : une \\351va-) Tj 0 -14 Td (luation de l\\222\\351cole) Tj ET",
    "BT /F1 12 Tf 72 720 Td [(Deu) 20 (xi\\350me) -300 (page)] TJ ET",
];

#[test]
fn a_text_is_read_by_paragraphs_without_what_was_deleted_or_noted_beside_it() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>effacé</text:p></text:deletion></text:changed-region>\
        </text:tracked-changes>\
        <text:h>L’évaluation</text:h>\n\
        <text:p>Une  re\u{301}colte<text:s text:c=\"2\"/>au<text:tab/>jardin<text:line-break/>pour tous &amp; <text:span>tou</text:span>tes\
        <office:annotation><text:p>note à part</text:p></office:annotation>.<text:note><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>En mai.</text:p></text:note-body></text:note></text:p>\
        <text:list><text:list-item><text:p>des graines</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>maïs</text:p></table:table-cell><table:table-cell><text:p>12</text:p>\
        </table:table-cell></table:table-row></table:table>\
        <text:p><draw:frame><svg:desc>Le plan du jardin</svg:desc></draw:frame></text:p>";
    assert_eq!(said(body), "L’évaluation\nUne récolte au jardin\npour tous & toutes.\nEn mai.\ndes graines\nmaïs\n12\nLe plan du jardin");
}

#[test]
fn slides_and_tables_are_read_too() {
    let slides = "<office:presentation><draw:page><draw:frame><draw:text-box><text:p>Un</text:p></draw:text-box></draw:frame></draw:page>\
                  <draw:page><text:p>Deux</text:p><presentation:notes><text:p>À dire</text:p></presentation:notes></draw:page>\
                  </office:presentation>";
    assert_eq!(read(Format::Odp, odf("", slides)), Ok("Un\nDeux\nÀ dire".to_owned()));
    let sheet =
        Sheet { name: "Relevé".into(), head: vec!["Jour".into(), "Pluie".into()], rows: vec![vec!["lundi".into(), Cell::Number(2.5)]] };
    assert_eq!(read(Format::Ods, ods(&sheet).expect("a table")), Ok("Jour\nPluie\nlundi\n2,5".to_owned()));
}

/// A document of Word's.
fn docx(body: &str) -> Vec<u8> {
    let part = |kind: &str, inside: &str| format!("<?xml version=\"1.0\"?><w:{kind}>{inside}</w:{kind}>");
    let (document, notes) = (part("document", body), part("footnotes", "<w:p><w:r><w:t>Semé en mai.</w:t></w:r></w:p>"));
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes()), ("word/footnotes.xml", notes.as_bytes())])
}

#[test]
fn a_document_of_words_is_read_without_what_was_deleted() {
    let body = "<w:body><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>L’évalua</w:t></w:r><w:r><w:t>tion</w:t></w:r>\
                <w:del><w:r><w:delText>sommative</w:delText></w:r></w:del><w:r><w:tab/><w:t xml:space=\"preserve\">du </w:t></w:r>\
                <w:moveFrom><w:r><w:t>potager</w:t></w:r></w:moveFrom><w:r><w:t>jardin</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>maïs &amp; pois</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>";
    assert_eq!(read(Format::Docx, docx(body)), Ok("L’évaluation du jardin\nmaïs & pois\nSemé en mai.".to_owned()));
    assert_eq!(read(Format::Docx, odf("", "<text:p>Bonjour</text:p>")), Err(Unreadable));
}

#[test]
fn a_pdf_is_read_by_lines_with_its_accents_and_words_that_a_line_end_cuts_are_whole() {
    assert_eq!(read(Format::Pdf, pdf(&PAGES)), Ok("Le jardin : une évaluation de l’école\nDeuxième page".to_owned()));
    assert_eq!(read(Format::Pdf, pdf(&["0 0 100 100 re f"])), Ok(String::new()), "a drawing says nothing");
}

#[tokio::test]
async fn the_portals_own_documents_say_what_was_written_in_them() {
    let certificate = |name: &str| Certificate {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        name: name.into(),
        training: "Un jardin officiel, fleuri et raffiné".into(),
        half_days: vec![CertificateLine { when: "mercredi 2 décembre".into(), presence: "présente".into(), hours: "3 h".into() }],
        hours: "3 h".into(),
        number: "2026-17".into(),
        today: "25/11/2026".into(),
        ..Certificate::default()
    };
    let file = certificates(vec![certificate("Zoé Lefèvre"), certificate("Noël Çelik")]).await.expect("a document");
    let text = read(Format::Pdf, file).expect("it is read").replace('\n', " ");
    for said in ["Zoé Lefèvre", "Noël Çelik", "Un jardin officiel, fleuri et raffiné", "mercredi 2 décembre", "présente", "3 h", "2026-17"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn what_is_no_document_or_is_damaged_is_refused() {
    for (format, bytes) in [(Format::Odt, odf("", "<text:p>Bonjour</text:p>")), (Format::Pdf, pdf(&PAGES))] {
        for cut in [vec![], bytes[..20].to_vec(), b"nothing of the kind".to_vec()] {
            assert_eq!(read(format, cut), Err(Unreadable), "{format:?}");
        }
    }
    let whole = odf("", "<text:p>Bonjour</text:p>");
    assert_eq!(read(Format::Odt, whole[..whole.len() - 30].to_vec()), Err(Unreadable), "cut at its end");
    assert_eq!(read(Format::Odt, zipped(&[("styles.xml", b"<a/>")])), Err(Unreadable), "it has no content");
    assert_eq!(read(Format::Odt, odf("", "<text:p>Bonjour</text:h>")), Err(Unreadable), "no XML");
    assert_eq!(read(Format::Mp3, vec![0; 100]), Err(Unreadable));
}

#[test]
fn a_file_made_to_take_all_the_memory_takes_none_of_it() {
    let bomb = format!("<text:p>{}</text:p>", " ".repeat(65 * 1024 * 1024));
    assert_eq!(read(Format::Odt, odf("", &bomb)), Err(Unreadable));
    let long = said(&format!("<text:p>{}</text:p>", "mot ".repeat(MAX_READ / 2)));
    let many = long.chars().count();
    assert!(many <= MAX_READ && many > MAX_READ - 4, "{many}");
    let deep = format!("<text:p>{}au fond{}</text:p>", "<text:span>".repeat(200_000), "</text:span>".repeat(200_000));
    assert_eq!(said(&deep), "au fond");
}

#[test]
fn what_a_document_declares_itself_is_not_expanded() {
    let head = "<!DOCTYPE x [<!ENTITY a \"mille\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    assert_eq!(read(Format::Odt, odf(head, "<text:p>avant &b;&f;&#233;&lt;après</text:p>")), Ok("avant é<après".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_break_it(
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
        at in 0usize..1_200,
        with in prop::collection::vec(any::<u8>(), 1..30),
    ) {
        let documents = [
            (Format::Odt, odf("", "<text:p>Bonjour</text:p>")),
            (Format::Docx, docx("<w:p><w:t>Bonjour</w:t></w:p>")),
            (Format::Pdf, pdf(&PAGES)),
        ];
        for (format, whole) in documents {
            let mut spoilt = whole;
            let at = at.min(spoilt.len());
            let end = (at + with.len()).min(spoilt.len());
            spoilt.splice(at..end, with.iter().copied());
            for bytes in [bytes.clone(), spoilt] {
                if let Ok(text) = read(format, bytes) {
                    prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
                }
            }
        }
    }

    #[test]
    fn a_text_that_was_gathered_stays_as_it_is(typed in ".{0,200}") {
        let once = Text::of(&typed);
        prop_assert_eq!(Text::of(&once), once.clone());
        prop_assert!(!once.contains("  ") && !once.contains(" \n") && once.trim() == once);
    }
}
