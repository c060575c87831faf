//! What the files hold, as their bytes say.

use super::*;
use quick_xml::{Reader, events::Event};
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

fn sheet(head: &[&str], rows: &[&[Cell]]) -> Sheet {
    let head = head.iter().map(|name| (*name).to_owned()).collect();
    Sheet { name: "Inscriptions".into(), head, rows: rows.iter().map(|row| row.to_vec()).collect() }
}

/// A table of one column, with `text` under its head.
fn alone(text: &str) -> Sheet {
    sheet(&["a"], &[&[text.into()]])
}

/// The rows under the head, without the mark.
fn csv_rows(sheet: &Sheet) -> String {
    let text = String::from_utf8(csv(sheet).expect("a table")).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("the mark");
    text.split_once("\r\n").expect("a head").1.to_owned()
}

fn part(bytes: &[u8], path: &str) -> String {
    let mut text = String::new();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    zip.by_name(path).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

fn content(sheet: &Sheet) -> String {
    part(&ods(sheet).expect("a spreadsheet"), "content.xml")
}

/// The only cell under the head of [`alone`], as XML.
fn ods_cell(text: &str) -> String {
    let content = content(&alone(text));
    let (_, row) = content.split_once("</table:table-header-rows><table:table-row>").expect("a head");
    row.split_once("</table:table-row>").expect("a row").0.to_owned()
}

fn is_xml(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[test]
fn excel_in_french_finds_its_mark_its_separator_its_line_ends_and_its_comma() {
    let sheet = sheet(&["École", "Élèves", "Moyenne"], &[&["Les Tilleuls".into(), 24.into(), 12.5.into()]]);
    let expected = "\u{feff}École;Élèves;Moyenne\r\nLes Tilleuls;24;12,5\r\n";
    assert_eq!(String::from_utf8(csv(&sheet).expect("a table")).expect("UTF-8"), expected);
}

#[test]
fn fields_are_quoted_where_needed_only() {
    let row: [Cell; 6] = ["a;b".into(), "dit « l’eau »".into(), "un \"mot\"".into(), "a\r\nb\rc".into(), "🌱, Łódź".into(), Cell::Empty];
    let expected = "\"a;b\";dit « l’eau »;\"un \"\"mot\"\"\";\"a\nb\nc\";🌱, Łódź;\r\n";
    assert_eq!(csv_rows(&sheet(&["a", "b", "c", "d", "e", "f"], &[&row])), expected);
}

#[test]
fn what_would_run_as_a_formula_is_shown_in_csv() {
    for text in ["=1+1", "+33 5 56", "-2+3", "@SUM(A1)", " =1", "\u{a0}=1", "\0=1", "\u{b}=1", "＝1", "＋1", "－1", "＠A1", "- une liste"]
    {
        let shown = csv_rows(&alone(text));
        assert_eq!(shown, format!("'{}\r\n", cleaned(text)), "{text:?}");
    }
    assert_eq!(csv_rows(&alone("\tx")), "'\tx\r\n");
    assert_eq!(csv_rows(&alone("\rx")), "\"'\nx\"\r\n");
    assert_eq!(csv_rows(&alone("=\"a\";b")), "\"'=\"\"a\"\";b\"\r\n");
    let head = csv(&sheet(&["=1"], &[])).expect("a table");
    assert_eq!(head, b"\xEF\xBB\xBF'=1\r\n");
}

#[test]
fn what_would_not_run_is_left_alone_in_csv() {
    for text in ["1+1=2", "a@exemple.fr", "aujourd’hui", "'a", "peut-être", "–"] {
        assert_eq!(csv_rows(&alone(text)), format!("{text}\r\n"));
    }
    assert_eq!(csv_rows(&sheet(&["a", "b"], &[&[(-3).into(), (-0.5).into()]])), "-3;-0,5\r\n");
}

#[test]
fn numbers_are_finite_or_nothing() {
    let numbers = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 9_007_199_254_740_992.0, 0.1];
    let row: Vec<Cell> = numbers.into_iter().map(Cell::from).collect();
    let sheet = sheet(&["a", "b", "c", "d", "e", "f"], &[&row]);
    assert_eq!(csv_rows(&sheet), ";;;0;9007199254740992;0,1\r\n");
    let content = content(&sheet);
    assert!(!content.contains("NaN") && !content.contains("inf"), "{content}");
    let number = "<table:table-cell office:value-type=\"float\" office:value=\"0.1\"><text:p>0,1</text:p></table:table-cell>";
    assert!(content.contains(number), "{content}");
}

#[test]
fn the_type_of_an_ods_is_first_and_as_it_is() {
    let bytes = ods(&alone("a")).expect("a spreadsheet");
    // As part 3 says: the name at byte 30, and the type right after it.
    assert!(bytes[30..].starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"));
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    let first = zip.by_index(0).expect("a part");
    assert_eq!((first.name().expect("a name").as_ref(), first.compression()), ("mimetype", CompressionMethod::Stored));
}

#[test]
fn the_manifest_of_an_ods_lists_its_parts_and_every_part_is_xml() {
    let bytes = ods(&alone("a")).expect("a spreadsheet");
    let manifest = part(&bytes, "META-INF/manifest.xml");
    assert!(is_xml(&manifest), "{manifest}");
    let zip = ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    let paths: Vec<_> = zip.file_names().map(|path| path.expect("a name")).collect();
    assert_eq!(paths.len(), 5);
    for path in paths.iter().filter(|path| !matches!(path.as_ref(), "mimetype" | "META-INF/manifest.xml")) {
        assert!(manifest.contains(&format!("manifest:full-path=\"{path}\"")), "{path}");
        assert!(is_xml(&part(&bytes, path)), "{path}");
    }
}

#[test]
fn an_ods_is_in_french_and_has_a_title() {
    let bytes = ods(&alone("a")).expect("a spreadsheet");
    assert!(part(&bytes, "styles.xml").contains("fo:language=\"fr\" fo:country=\"FR\""));
    assert!(part(&bytes, "meta.xml").contains("<dc:title>Inscriptions</dc:title><dc:language>fr-FR</dc:language>"));
}

#[test]
fn the_head_of_an_ods_is_bold_and_repeated() {
    let content = content(&alone("a"));
    let head = "<table:table-header-rows><table:table-row>\
                <table:table-cell table:style-name=\"head\" office:value-type=\"string\"><text:p>a</text:p></table:table-cell>\
                </table:table-row></table:table-header-rows>";
    assert!(content.contains(head), "{content}");
    assert!(content.contains("<style:text-properties fo:font-weight=\"bold\"/>"), "{content}");
}

#[test]
fn text_in_an_ods_is_text_whatever_it_looks_like() {
    let cell = |inner: &str| format!("<table:table-cell office:value-type=\"string\">{inner}</table:table-cell>");
    assert_eq!(ods_cell("=1+1"), cell("<text:p>=1+1</text:p>"));
    assert_eq!(ods_cell("01000"), cell("<text:p>01000</text:p>"));
    assert_eq!(ods_cell("<b> & Cœur 🌱"), cell("<text:p>&lt;b&gt; &amp; Cœur 🌱</text:p>"));
    assert_eq!(ods_cell("a\0\u{8}\u{b}\u{1f}\u{fffe}\u{ffff}b"), cell("<text:p>ab</text:p>"));
    assert_eq!(ods_cell("a\r\nb\r\rc"), cell("<text:p>a</text:p><text:p>b</text:p><text:p></text:p><text:p>c</text:p>"));
    assert_eq!(ods_cell("\u{1}"), "<table:table-cell/>");
}

#[test]
fn every_space_of_an_ods_is_kept() {
    for (line, inner) in [
        ("a b c", "a b c"),
        ("a  b", "a<text:s/><text:s/>b"),
        ("a   b", "a<text:s/><text:s/><text:s/>b"),
        ("a ", "a<text:s/>"),
        (" a", "<text:s/>a"),
        (" ", "<text:s/>"),
        ("a\tb", "a<text:tab/>b"),
        ("é \t à", "é<text:s/><text:tab/><text:s/>à"),
        ("12\u{202f}€\u{a0}!", "12\u{202f}€\u{a0}!"),
    ] {
        let cell = ods_cell(line);
        let found = cell.split_once("<text:p>").and_then(|(_, rest)| rest.strip_suffix("</text:p></table:table-cell>"));
        assert_eq!(found, Some(inner), "{line:?}");
    }
}

#[test]
fn a_table_may_be_empty_or_uneven() {
    let uneven = sheet(&["a"], &[&[], &["b".into(), "c".into()]]);
    for sheet in [Sheet::default(), sheet(&["École", "Ville"], &[]), uneven.clone()] {
        assert!(csv(&sheet).expect("a table").ends_with(b"\r\n"));
        assert!(is_xml(&content(&sheet)));
    }
    assert!(content(&Sheet::default()).contains("<table:table-row><table:table-cell/></table:table-row>"));
    let content = content(&uneven);
    assert_eq!(content.matches("<table:table-column ").count(), 2, "{content}");
    assert_eq!(content.matches("<table:table-cell").count(), 6, "{content}");
}

#[test]
fn a_tab_has_a_name_that_programs_take() {
    let tab = |name: &str| {
        let content = content(&Sheet { name: name.into(), ..Sheet::default() });
        let (_, rest) = content.split_once("table:name=\"").expect("a name");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    assert_eq!(tab("Inscriptions à l’atelier"), "Inscriptions à l’atelier");
    assert_eq!(tab("2026/2027 : [x]"), "2026 2027    x");
    assert_eq!(tab("'a & \"b\"'"), "a &amp; &quot;b&quot;");
    assert_eq!(tab(&"é".repeat(40)), "é".repeat(31));
    assert_eq!(tab(&"🌱".repeat(40)), "🌱".repeat(15));
    assert_eq!((tab(""), tab(" ' ?\n")), ("Feuille1".into(), "Feuille1".into()));
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let sheet = sheet(&["a", "b"], &[&["c".into(), None::<i64>.into()]]);
    assert_eq!(ods(&sheet).expect("a spreadsheet"), ods(&sheet).expect("a spreadsheet"));
    assert_eq!(csv(&sheet).expect("a table"), csv(&sheet).expect("a table"));
}
