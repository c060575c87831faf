//! Files attached to a sheet, over HTTP: sent with the browser's form alone, described, played in parts, saved.

use crate::harness::{Part, Site};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};
use services::{
    projects,
    spreadsheet::{Sheet, ods},
};

const SHEET: &str = "/projets/dix-minutes-d-antenne-le-vendredi-matin";

fn document() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".to_vec()
}

#[tokio::test]
async fn a_sound_plays_in_the_page_in_parts_and_cannot_run_there() {
    let site = Site::open().await;
    let nobody = site.nobody();
    let sheet = nobody.get(SHEET).await;
    let sound = sheet.attributes("audio", "src").remove(0);
    assert!(sheet.select(".transcript p")[0].contains("carillon"));
    let whole = nobody.get(&sound).await;
    assert_eq!(
        (whole.status, whole.header("content-type").as_str(), whole.header("accept-ranges").as_str()),
        (StatusCode::OK, "audio/wav", "bytes")
    );
    assert_eq!(whole.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    let length = whole.bytes.len();
    assert!(whole.bytes.starts_with(b"RIFF") && whole.header("content-length") == length.to_string());
    let part = nobody.get_with(&sound, &[("range", "bytes=4-7")]).await;
    assert_eq!((part.status, &part.bytes[..]), (StatusCode::PARTIAL_CONTENT, &whole.bytes[4..8]));
    assert_eq!(part.header("content-range"), format!("bytes 4-7/{length}"));
    let beyond = nobody.get_with(&sound, &[("range", &format!("bytes={length}-"))]).await;
    assert_eq!((beyond.status, beyond.header("content-range")), (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{length}")));
    let again = nobody.get_with(&sound, &[("if-none-match", &whole.header("etag"))]).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(nobody.get(&sound.replace(".wav", ".mp3")).await.status, StatusCode::NOT_FOUND, "its name is the portal's");
}

#[tokio::test]
async fn a_teacher_attaches_a_document_and_readers_save_it_once_it_is_declared() {
    let site = Site::open().await;
    let (teacher, other, nobody) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.nobody());
    let page = format!("{SHEET}/pieces");
    assert_eq!(other.get(&page).await.status, StatusCode::FORBIDDEN);
    let parts = [
        Part::Text("do", "add"),
        Part::File("attachments", "virus.exe", b"MZ nothing of the kind"),
        Part::File("attachments", "Grille_d'écoute.pdf", &document()),
    ];
    let refused = teacher.upload(&page, &parts).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.select("#attachments-erreur")[0].contains("virus.exe"), "{:?}", refused.select("#attachments-erreur"));
    assert_eq!(refused.select(".attachment-row h2"), ["Notre jingle", "Grille d'écoute"], "one takes no other with it");
    let file = refused.attributes(".attachment-row h2 a", "href").remove(1);
    assert_eq!(nobody.get(&file).await.status, StatusCode::SEE_OTHER, "its page is its authors'");
    let unsaid = teacher.post(&file, &[("intent", "describe"), ("title", " ")]).await;
    assert_eq!(
        (unsaid.status, unsaid.attributes(".error-summary a", "href")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["#title".to_owned()])
    );
    let described = teacher.post(&file, &[("intent", "describe"), ("title", "Grille d’écoute")]).await;
    assert_eq!(described.location(), format!("{file}?fait=mots"));
    assert!(nobody.get(SHEET).await.select(".project-attachments h3").iter().all(|title| title == "Notre jingle"));
    assert_eq!(teacher.post(&file, &[("intent", "declare"), ("people", "nobody")]).await.location(), format!("{file}?fait=droits"));
    let sheet = nobody.get(SHEET).await;
    assert_eq!(sheet.select(".project-attachments h3"), ["Notre jingle", "Grille d’écoute"]);
    let saved = nobody.get(&sheet.attributes(".project-attachments a[download]", "href").remove(1)).await;
    assert_eq!(
        (saved.bytes.as_slice(), saved.header("content-disposition").as_str()),
        (&document()[..], "attachment; filename=\"grille-d-ecoute.pdf\"")
    );
    let found = nobody.get("/recherche?q=carillon").await;
    assert!(found.attributes("a", "href").contains(&SHEET.to_owned()), "found by what one hears");
    assert_eq!(site.as_(ANIMATOR).await.post(&file, &[("intent", "withdraw")]).await.location(), format!("{file}?fait=retrait"));
    assert_eq!(nobody.get(SHEET).await.select(".project-attachments h3"), ["Notre jingle"]);
}

#[tokio::test]
async fn captions_that_are_none_say_where_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let file = teacher.get(&format!("{SHEET}/pieces")).await.attributes(".attachment-row h2 a", "href").remove(0);
    let typed = [
        ("intent", "describe"),
        ("title", "Le jingle"),
        ("transcript", "<script>alert(1)</script>"),
        ("captions", "WEBVTT\n\n00:01 --> x"),
    ];
    let refused = teacher.post(&file, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.select(".error-summary li")[0].contains("Ligne 3"), "{:?}", refused.select(".error-summary li"));
    assert_eq!(refused.select("#transcript"), ["<script>alert(1)</script>"], "shown as it was typed, and as text");
    assert_eq!(teacher.post(&file, &typed[..3]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.nobody().get(SHEET).await.select(".transcript p"), ["<script>alert(1)</script>"]);
}

#[tokio::test]
async fn a_document_is_read_by_a_process_of_its_own_and_its_author_is_told_what_came_of_it() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let page = format!("{SHEET}/pieces");
    let table = ods(&Sheet { name: "Relevé".into(), head: vec!["Arrosage quotidien".into()], rows: Vec::new() }).expect("a table");
    for (name, bytes) in [("relevé.ods", table), ("vide.pdf", document())] {
        let sent = teacher.upload(&page, &[Part::Text("do", "add"), Part::File("attachments", name, &bytes)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name}");
    }
    let waiting = teacher.get(&page).await.select(".attachment-reading");
    assert!(waiting.len() == 2 && waiting.iter().all(|said| said.contains("n’a pas encore été lu")), "{waiting:?}");
    assert_eq!(projects::read_documents(&site.system()).await.expect("read"), 2);
    let read = teacher.get(&page).await;
    let said = read.select(".attachment-reading");
    assert!(said.len() == 2 && said[0].contains("on peut le chercher") && said[1].contains("ne se laisse pas lire"), "{said:?}");
    let file = read.attributes(".attachment-row h2 a", "href").remove(1);
    assert_eq!(teacher.get(&file).await.select(".attachment-reading"), said[..1]);
}
