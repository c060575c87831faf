//! What someone types to have it run in another's browser (M7): in every text of a sheet, in names of files, in captions, in what readers
//! answer; and what every page then holds.

use crate::harness::{Browser, Page, Part, Site};
use axum::http::StatusCode;
use image::{DynamicImage, ImageFormat};
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};
use scraper::Html;

/// What breaks out of text, of attributes, of scripts, of XML; and marks that turn or hide text.
const PAYLOADS: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus='alert(1)",
    "</script><svg/onload=alert(1)>",
    "]]></title><script>alert(1)</script>&lt;script&gt;",
    "\u{202e}nimda\u{200b}\u{2066}<b onclick=alert(1)>",
];

/// Every element and attribute that could run something, but for the page's own scripts.
fn runs(page: &Page) -> Vec<String> {
    let html = Html::parse_document(&page.text());
    let mut found = Vec::new();
    for element in html.tree.values().filter_map(|node| node.as_element()) {
        if matches!(element.name(), "script") && element.attr("type") != Some("application/ld+json") && element.attr("nonce").is_none() {
            found.push(format!("{element:?}"));
        }
        if matches!(element.name(), "iframe" | "object" | "embed" | "base") {
            found.push(format!("{element:?}"));
        }
        for (name, value) in element.attrs() {
            let value = value.trim_start().to_ascii_lowercase();
            if name.starts_with("on") || ["javascript:", "vbscript:", "data:text"].iter().any(|bad| value.starts_with(bad)) {
                found.push(format!("{name}={value}"));
            }
        }
    }
    found
}

/// Whether an answer in XML is whole, and names no element of ours where text was meant.
fn is_sound_xml(page: &Page) -> bool {
    let text = page.text();
    let mut reader = quick_xml::Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return true,
            Ok(quick_xml::events::Event::Start(tag)) if matches!(tag.name().as_ref(), b"script" | b"img" | b"b") => return false,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// A published sheet that says `payload` wherever it can; its path.
async fn published(site: &Site, teacher: &Browser, animator: &Browser, payload: &str) -> String {
    let school = TEACHER.school().expect("a school").to_string();
    let mut photo = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(400, 300).write_to(&mut photo, ImageFormat::Png).expect("a picture");
    let photo = photo.into_inner();
    let texts =
        ["title", "summary", "body", "objectives", "duration", "materials", "steps", "result"].map(|field| Part::Text(field, payload));
    let link = format!("https://exemple.fr/ {payload}");
    let choices = [
        ("cycles", "2"),
        ("levels", "ce1"),
        ("subjects", "emi"),
        ("licence", "cc-by-sa"),
        ("visibility", "public"),
        ("schools", &school),
        ("links", &link),
    ];
    let name = format!("{}.png", payload.replace('"', "%22"));
    let parts: Vec<_> = texts
        .into_iter()
        .chain(choices.map(|(name, value)| Part::Text(name, value)))
        .chain([Part::File("pictures", &name, &photo), Part::Text("intent", "save")])
        .collect();
    let editor = teacher.upload("/projets/nouveau", &parts).await;
    assert_eq!(editor.status, StatusCode::SEE_OTHER, "{payload}");
    let sheet = editor.location().trim_end_matches("/modifier").to_owned();
    let page = teacher.get(&format!("{sheet}/modifier")).await;
    assert_eq!(runs(&page), Vec::<String>::new(), "the editor, {payload}");
    let picture = page.attributes("input[name=picture]", "value").remove(0);
    let (alt, caption) = (format!("alt-{picture}"), format!("caption-{picture}"));
    teacher.post(&format!("/medias/{picture}"), &[("intent", "declare"), ("people", "nobody")]).await;
    let wav = teacher.get("/projets/dix-minutes-d-antenne-le-vendredi-matin").await.attributes("audio", "src").remove(0);
    let sound = teacher.get(&wav).await.bytes;
    let attached = teacher.upload(&format!("{sheet}/pieces"), &[Part::Text("do", "add"), Part::File("attachments", &name, &sound)]).await;
    let medium = attached.location();
    teacher.post(&medium, &[("intent", "describe"), ("title", payload), ("transcript", payload)]).await;
    teacher.post(&medium, &[("intent", "declare"), ("people", "nobody")]).await;
    assert_eq!(runs(&teacher.get(&medium).await), Vec::<String>::new(), "the page of a file, {payload}");
    let version = page.attributes("input[name=version]", "value").remove(0);
    let words = [("picture", picture.as_str()), (&alt, payload), (&caption, payload), ("version", &version), ("intent", "submit")];
    let again: Vec<_> = parts.into_iter().filter(|part| !matches!(part, Part::File(..) | Part::Text("intent", _))).collect();
    let again: Vec<_> = again.into_iter().chain(words.map(|(name, value)| Part::Text(name, value))).collect();
    let handed = teacher.upload(&format!("{sheet}/modifier"), &again).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{payload}: {:?}", handed.select(".error-summary li"));
    let review = sheet.replace("/projets", "/animation/projets");
    let read = animator.get(&review).await;
    assert_eq!(runs(&read), Vec::<String>::new(), "the review, {payload}");
    let version = read.attributes("input[name=version]", "value").remove(0);
    assert_eq!(animator.post(&review, &[("move", "publish"), ("version", &version)]).await.location(), sheet, "{payload}");
    site.catch_up().await;
    sheet
}

#[tokio::test]
async fn nothing_that_is_typed_anywhere_runs_anywhere() {
    let site = Site::open().await;
    let (teacher, animator, other, nobody) =
        (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.as_(OTHER_TEACHER).await, site.nobody());
    for payload in PAYLOADS {
        let sheet = published(&site, &teacher, &animator, payload).await;
        let trial = [("level", "ce1"), ("on", "2026-01-12"), ("outcome", payload), ("adaptation", payload)];
        assert_eq!(other.post(&format!("{sheet}/essais"), &trial).await.status, StatusCode::SEE_OTHER, "{payload}");
        let query = url::form_urlencoded::byte_serialize(payload.as_bytes()).collect::<String>();
        let slug = sheet.trim_start_matches("/projets/");
        for path in [
            sheet.clone(),
            "/".into(),
            "/projets".into(),
            format!("/projets?q={query}"),
            format!("/recherche?q={query}"),
            "/recherche?q=alert".into(),
            format!("/retrait-image?projet={slug}"),
            format!("/retrait-image?address={query}"),
            format!("/connexion?retour={query}"),
        ] {
            let page = nobody.get(&path).await;
            assert_eq!(runs(&page), Vec::<String>::new(), "{path}, {payload}");
        }
        for path in [
            "/projets.atom".into(),
            "/oai?verb=ListRecords&metadataPrefix=oai_dc".into(),
            format!("{sheet}/scolomfr.xml"),
            format!("{sheet}/couverture.svg"),
            "/sitemap.xml".to_owned(),
        ] {
            assert!(is_sound_xml(&nobody.get(&path).await), "{path}, {payload}");
        }
        for path in [format!("{sheet}/bilan"), format!("{sheet}/versions"), format!("{sheet}/pieces"), "/moi/projets".into()] {
            assert_eq!(runs(&teacher.get(&path).await), Vec::<String>::new(), "{path}, {payload}");
        }
        let title = nobody.get(&sheet).await.select("h1").remove(0);
        assert!(!title.contains(['\u{202e}', '\u{200b}', '\u{2066}']), "{title:?} neither turns nor hides");
    }
}
