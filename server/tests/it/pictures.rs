//! A project's picture: what is refused, who may see it, and how pages show it.

use crate::harness::{Browser, Page, Part, Site};
use axum::http::StatusCode;
use image::{DynamicImage, ImageFormat};
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// A valid head that declares 60 000 × 60 000 pixels, 10 GB once decoded, and next to nothing after it.
fn bomb() -> Vec<u8> {
    let mut bomb = png(8, 8);
    for at in [16, 20] {
        bomb[at..at + 4].copy_from_slice(&60_000_u32.to_be_bytes());
    }
    let crc = !bomb[12..29].iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    });
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    bomb
}

#[tokio::test]
async fn a_bomb_and_what_no_browser_shows_are_refused_beside_their_field() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    for (what, bytes, said) in [("a bomb", &bomb()[..], "60000 × 60000"), ("of an iPhone", &heic[..], "HEIC")] {
        let parts = [Part::Text("title", "Un essai"), Part::File("pictures", "photo.png", bytes), Part::Text("intent", "save")];
        let page = teacher.upload("/projets/nouveau", &parts).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(page.select("#pictures-erreur")[0].contains(said), "{what}: {:?}", page.select("#pictures-erreur"));
        assert_eq!(page.attributes("#title", "value"), ["Un essai"], "{what}");
    }
}

async fn version(browser: &Browser, path: &str) -> String {
    browser.get(path).await.attributes("input[name=version]", "value").first().cloned().unwrap_or_default()
}

/// A project with a picture of 1 500 × 1 000, which stands in its story too, handed over by the teacher; its path and the picture's.
async fn handed_over(teacher: &Browser) -> (&'static str, String) {
    let school = TEACHER.school().expect("a school").to_string();
    let photo = png(1_500, 1_000);
    let mut parts: Vec<_> = [
        ("title", "La mare"),
        ("summary", "Une semaine d’observation."),
        ("body", "Un litre d’eau."),
        ("cycles", "2"),
        ("levels", "ce1"),
        ("subjects", "questionner-le-monde"),
        ("licence", "cc-by-sa"),
        ("visibility", "public"),
        ("schools", &school),
        ("intent", "save"),
    ]
    .map(|(name, value)| Part::Text(name, value))
    .into_iter()
    .collect();
    parts.push(Part::File("pictures", "photo.png", &photo));
    assert_eq!(teacher.upload("/projets/nouveau", &parts).await.location(), "/projets/la-mare/modifier");
    let editor = teacher.get("/projets/la-mare/modifier").await;
    let picture = editor.attributes("input[name=picture]", "value").remove(0);
    assert_eq!(
        teacher.post(&format!("/medias/{picture}"), &[("intent", "declare"), ("people", "nobody")]).await.status,
        StatusCode::SEE_OTHER
    );
    let alt = format!("alt-{picture}");
    let version = editor.attributes("input[name=version]", "value").remove(0);
    let story = format!("Un litre d’eau.\n\n![](image:{picture})");
    let listed: Vec<_> = parts.into_iter().filter(|part| !matches!(part, Part::File(..) | Part::Text("intent" | "body", _))).collect();
    let more = [("body", story.as_str()), ("picture", &picture), (&alt, "Une goutte"), ("version", &version), ("intent", "submit")];
    let parts: Vec<_> = listed.into_iter().chain(more.map(|(name, value)| Part::Text(name, value))).collect();
    assert_eq!(teacher.upload("/projets/la-mare/modifier", &parts).await.location(), "/projets/la-mare");
    let page = teacher.get("/projets/la-mare").await;
    ("/projets/la-mare", page.attributes(".project-cover img", "src").remove(0))
}

/// The project `la-mare`, published with its picture.
pub async fn published_with_picture(site: &Site) {
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let (sheet, _) = handed_over(&teacher).await;
    let review = sheet.replace("/projets", "/animation/projets");
    let read = version(&animator, &review).await;
    assert_eq!(animator.post(&review, &[("move", "publish"), ("version", &read)]).await.location(), sheet);
}

async fn statuses(browsers: &[&Browser], path: &str) -> Vec<u16> {
    let mut seen = Vec::new();
    for browser in browsers {
        seen.push(browser.get(path).await.status.as_u16());
    }
    seen
}

#[tokio::test]
async fn a_picture_is_seen_by_those_who_may_read_its_project_and_by_nobody_else() {
    let site = Site::open().await;
    let (teacher, animator, other, nobody) =
        (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.as_(OTHER_TEACHER).await, site.nobody());
    let everyone = [&teacher, &animator, &other, &nobody];
    let (sheet, picture) = handed_over(&teacher).await;
    assert_eq!(statuses(&everyone, &picture).await, [200, 200, 404, 404], "in review");
    let review = sheet.replace("/projets", "/animation/projets");
    let read = version(&animator, &review).await;
    assert_eq!(animator.post(&review, &[("move", "publish"), ("version", &read)]).await.location(), sheet);
    assert_eq!(statuses(&everyone, &picture).await, [200, 200, 200, 200], "published");
    assert_eq!(teacher.post(&format!("{sheet}/etat"), &[("move", "withdraw")]).await.location(), sheet);
    assert_eq!(statuses(&everyone, &picture).await, [200, 200, 404, 404], "withdrawn");
}

/// The widths that `srcset` names.
fn widths(page: &Page, selector: &str) -> Vec<String> {
    let srcset = page.attributes(selector, "srcset").remove(0);
    srcset.split(", ").filter_map(|one| one.rsplit_once(' ').map(|(_, width)| width.to_owned())).collect()
}

#[tokio::test]
async fn a_page_offers_each_width_says_which_and_gives_previews_their_own() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let (sheet, _) = handed_over(&teacher).await;
    let review = sheet.replace("/projets", "/animation/projets");
    let read = version(&animator, &review).await;
    animator.post(&review, &[("move", "publish"), ("version", &read)]).await;
    site.catch_up().await;
    let page = site.nobody().get(sheet).await;
    assert_eq!(widths(&page, ".project-cover img"), ["320w", "640w", "1280w"], "never enlarged");
    assert_eq!(page.attributes(".project-cover img", "sizes"), ["(width < 76rem) 94vw, 76rem"]);
    let measures = ["width", "height"].map(|side| page.attributes(".project-cover img", side).remove(0));
    assert_eq!(measures, ["1500", "1000"], "nothing moves when it comes");
    assert_eq!(page.attributes("a[rel=license]", "href"), ["https://creativecommons.org/licenses/by-sa/4.0/deed.fr"]);
    let card = site.nobody().get("/projets?cycle=2").await;
    assert!(card.attributes("img[loading=lazy]", "sizes").contains(&"(width < 40rem) 92vw, 20rem".to_owned()), "cards come as one scrolls");

    let preview = page.attributes("meta[property='og:image']", "content").remove(0);
    let path = preview.strip_prefix(crate::harness::ORIGIN).expect("a whole address");
    let file = site.nobody().get(path).await;
    assert_eq!((file.status, file.header("content-type").as_str()), (StatusCode::OK, "image/jpeg"), "previews of others read no WebP");
    let decoded = image::load_from_memory(&file.bytes).expect("a picture");
    assert_eq!((decoded.width(), decoded.height()), (1_200, 800));
    for source in page.attributes(".project-cover img", "srcset")[0].split(", ").filter_map(|one| one.split(' ').next()) {
        assert_eq!(site.nobody().get(source).await.status, StatusCode::OK, "{source}");
    }
}
