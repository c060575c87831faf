//! `preau read-document`: what the portal has read by a process of its own.

use super::program::Home;
use flate2::{Compress, Compression, FlushCompress, Status};
use services::{
    pdf::{List, list},
    spreadsheet::{Sheet, ods},
};
use std::{os::unix::process::ExitStatusExt, process::Output};

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stdout.clone()).expect("text"))
}

#[tokio::test]
async fn a_document_is_heard_and_its_text_is_said_without_any_configuration() {
    let home = Home::new();
    home.write("preau.toml", "couleur = \"bleu\"\n");
    let table = ods(&Sheet { name: "Relevé".into(), head: vec!["Arrosage à l’école".into()], rows: Vec::new() }).expect("a table");
    assert_eq!(said(&home.preau_told(&["read-document", "ods"], &table)), (Some(0), "Arrosage à l’école".to_owned()));
    let people = List {
        portal: "Préau".into(),
        territory: "Bordeaux Métropole".into(),
        title: "Personnes inscrites".into(),
        subtitle: "Un seul groupe".into(),
        head: vec!["Prénom".into()],
        rows: vec![vec!["Éloïse".into()]],
        today: "25/11/2026".into(),
    };
    let (code, text) = said(&home.preau_told(&["read-document", "pdf"], &list(people).await.expect("a document")));
    assert_eq!(code, Some(0));
    assert!(text.contains("Personnes inscrites") && text.contains("Éloïse"), "{text}");
    assert!(!home.path("data").exists(), "it opens nothing");
}

#[test]
fn what_is_no_document_is_refused() {
    let home = Home::new();
    for (format, bytes) in [("ods", &b"nothing of the kind"[..]), ("pdf", b"%PDF-1.7"), ("mp3", b"ID3"), ("odt", b"")] {
        let output = home.preau_told(&["read-document", format], bytes);
        assert_eq!(said(&output), (Some(1), String::new()), "{format}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("le document n’est pas lu"), "{format}");
    }
    let unknown = home.preau(&["read-document", "exe"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("« exe » ne convient pas à « <FORMAT> »"), "{}", unknown.err);
}

/// Zeros, compressed: each of these blocks is 16 MB of them, and they can be put one after the other.
fn zeros() -> Vec<u8> {
    let mut block = Vec::with_capacity(1024 * 1024);
    let mut compress = Compress::new(Compression::best(), false);
    let status = compress.compress_vec(&vec![0; 16 * 1024 * 1024], &mut block, FlushCompress::Full).expect("compressed");
    assert_eq!((status, compress.total_in()), (Status::Ok, 16 * 1024 * 1024));
    block
}

/// A page whose content is sixteen thousand million zeros.
fn bomb() -> Vec<u8> {
    let content = [b"\x78\xDA".to_vec(), zeros().repeat(1_000)].concat();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>".to_vec(),
        [format!("<</Filter/FlateDecode/Length {}>>\nstream\n", content.len()).into_bytes(), content, b"\nendstream".to_vec()].concat(),
    ];
    let (mut file, mut table) = (b"%PDF-1.7\n".to_vec(), "0000000000 65535 f \n".to_owned());
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", at + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let start = file.len();
    file.extend(format!("xref\n0 5\n{table}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    file
}

#[test]
fn a_document_that_takes_more_than_it_may_is_stopped_by_the_system() {
    let home = Home::new();
    let bomb = bomb();
    assert!(bomb.len() < 20 * 1024 * 1024, "it may be attached: {}", bomb.len());
    let output = home.preau_told(&["read-document", "pdf", "--seconds", "1", "--megabytes", "256"], &bomb);
    assert!(output.status.signal().is_some(), "{:?}: {}", output.status, String::from_utf8_lossy(&output.stderr));
}
