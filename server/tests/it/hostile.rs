//! What someone types to have it run in another's browser (M7): in every text of a sheet, in names of files, in captions, in what readers
//! answer; and what every page then holds. `fields` is what is typed beside a sheet, `markdown` its stories, `moderation` what is said of
//! messages, `talk` discussions, `titles` what is not seen.

mod fields;
mod markdown;
mod moderation;
mod talk;
mod titles;

use crate::{
    harness::{Browser, ORIGIN, Page, Part, Site},
    projects::{send, sheet, with},
};
use axum::http::StatusCode;
use domain::text::clean_text;
use image::{DynamicImage, ImageFormat};
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};
use scraper::{Html, Selector};
use url::Url;

/// What breaks out of text, of attributes, of scripts, of XML; and marks that turn or hide text.
const PAYLOADS: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus='alert(1)",
    "</script><svg/onload=alert(1)>",
    "]]></title><script>alert(1)</script>&lt;script&gt;",
    "\u{202e}nimda\u{200b}\u{2066}<b onclick=alert(1)>",
];

/// Elements that no page of the portal holds: they bring in another page, a style, a script, or change what others lead to.
const NEVER: [&str; 16] = [
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "portal",
    "base",
    "style",
    "math",
    "foreignobject",
    "animate",
    "animatetransform",
    "animatemotion",
    "set",
    "marquee",
];

/// Every element and attribute of a page that could run something, or call elsewhere, but for the page's own scripts.
fn runs(page: &Page) -> Vec<String> {
    runs_in(&page.text())
}

/// The same of some HTML.
fn runs_in(html: &str) -> Vec<String> {
    let html = Html::parse_document(html);
    let mut found = Vec::new();
    for element in html.tree.values().filter_map(|node| node.as_element()) {
        let kind = element.name().to_ascii_lowercase();
        let is_foreign_script = kind == "script" && element.attr("type") != Some("application/ld+json") && element.attr("nonce").is_none();
        if is_foreign_script || NEVER.contains(&kind.as_str()) {
            found.push(format!("{element:?}"));
        }
        for (name, value) in element.attrs() {
            let runs = name.starts_with("on") || matches!(name, "style" | "srcdoc" | "http-equiv");
            if runs || !addresses(name, value).into_iter().all(|address| is_harmless(&kind, address)) {
                found.push(format!("{kind} {name}={value}"));
            }
        }
    }
    found
}

/// The addresses that an attribute holds.
fn addresses<'a>(name: &str, value: &'a str) -> Vec<&'a str> {
    match name {
        "href" | "src" | "action" | "formaction" | "poster" | "data" | "cite" | "background" | "ping" => vec![value],
        "srcset" => value.split(',').filter_map(|one| one.split_whitespace().next()).collect(),
        _ => Vec::new(),
    }
}

/// Whether a link leads to a page or a letter, and anything else to the portal itself, as browsers read addresses (WHATWG, URL): no space,
/// no end of line and no capital hides a scheme from them.
fn is_harmless(kind: &str, address: &str) -> bool {
    let here = Url::parse(ORIGIN).expect("an address");
    match here.join(address) {
        Ok(found) if kind == "a" => matches!(found.scheme(), "http" | "https" | "mailto"),
        Ok(found) => found.origin() == here.origin(),
        Err(_) => true,
    }
}

/// Whether an answer in XML is whole, is made of characters that XML has (1.0, 2.2), and names no element of ours where text was meant.
fn is_sound_xml(page: &Page) -> bool {
    let text = page.text();
    let is_known = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let mut reader = quick_xml::Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return text.chars().all(is_known),
            Ok(quick_xml::events::Event::Start(tag)) if matches!(tag.name().as_ref(), b"script" | b"img" | b"b") => return false,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// What a sheet tells machines of itself.
fn json_ld(page: &Page) -> serde_json::Value {
    let html = Html::parse_document(&page.text());
    let blocks = Selector::parse("script[type='application/ld+json']").expect("a selector");
    let told: Vec<_> = html.select(&blocks).map(|block| block.text().collect::<String>()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(!told[0].contains('<'), "nothing in it can end it: {}", told[0]);
    serde_json::from_str(&told[0]).expect("JSON")
}

/// The page at `path`, in which nothing runs.
async fn still(reader: &Browser, path: &str) -> Page {
    let page = reader.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    assert_eq!(runs(&page), Vec::<String>::new(), "{path}");
    page
}

/// The page that answers a form, in which nothing runs.
fn checked(page: Page, status: StatusCode, what: &str) -> Page {
    assert_eq!(page.status, status, "{what}");
    assert_eq!(runs(&page), Vec::<String>::new(), "{what}");
    page
}

/// Whether what `selector` selects says `payload`, as text: as it was typed, or as it is kept.
fn tells(page: &Page, selector: &str, payload: &str) -> bool {
    let kept = clean_text(payload);
    page.select(selector).iter().any(|text| text.contains(payload) || text.contains(&kept))
}

/// A sheet of the teacher's called `title`, published, without pictures; its path.
async fn called(teacher: &Browser, animator: &Browser, title: &str) -> String {
    let sent = send(teacher, "/projets/nouveau", &with(sheet(), &[("title", title), ("intent", "submit")])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{title}: {:?}", sent.select(".error-summary li"));
    let path = sent.location();
    publish(animator, &path).await;
    path
}

/// Publishes what was handed over at `path`.
async fn publish(animator: &Browser, path: &str) {
    let review = path.replace("/projets", "/animation/projets");
    let version = still(animator, &review).await.attributes("input[name=version]", "value").remove(0);
    let published = animator.post(&review, &[("move", "publish"), ("version", &version)]).await;
    assert_eq!(published.location(), path);
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
            format!("/oai?verb=ListRecords&metadataPrefix={query}"),
            format!("/oai?verb=ListRecords&resumptionToken={query}"),
            format!("/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={query}"),
            format!("/oai?verb=Identify&{query}=1"),
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
