//! A family asks to have a picture taken away, without an account; and one that families no longer allow is given nowhere.

use crate::harness::{Browser, ORIGIN, Site};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, TEACHER};
use services::projects;

const MINUTE_MS: i64 = 60_000;
/// What shows the cover of « La mare » while it may be shown: its sheet, its cards, the feed.
const SHOWING: [&str; 5] = ["/projets/la-mare", "/", "/projets", "/projets?cycle=2", "/projets.atom"];
const SEARCH: &str = "/recherche?q=mare";

/// The address of a published project with a picture, and the picture's file.
async fn with_picture(site: &Site, nobody: &Browser) -> (String, String) {
    crate::pictures::published_with_picture(site).await;
    let page = nobody.get("/projets/la-mare").await;
    ("la-mare".to_owned(), page.attributes(".project-cover img", "src").remove(0))
}

#[tokio::test]
async fn a_family_takes_a_picture_away_and_the_animator_decides() {
    let site = Site::open().await;
    let (nobody, animator) = (site.nobody(), site.as_(ANIMATOR).await);
    let (slug, file) = with_picture(&site, &nobody).await;
    let sheet = nobody.get(&format!("/projets/{slug}")).await;
    let link = sheet.attributes("a[href^='/retrait-image']", "href").remove(0);
    assert_eq!(link, format!("/retrait-image?projet={slug}"));
    assert!(sheet.attributes(".footer-links a", "href").contains(&"/retrait-image".to_owned()), "from every page");

    let form = nobody.get(&link).await;
    let image = form.attributes("input[name=medium][checked]", "value").remove(0);
    let lacking = nobody.post("/retrait-image", &[("projet", &slug), ("medium", &image), ("contact", "moi"), ("message", "Au fond")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lacking.attributes(".error-summary a", "href"), ["#asker", "#contact"]);
    assert_eq!((lacking.select("#message"), lacking.attributes("#contact", "value")), (vec!["Au fond".to_owned()], vec!["moi".to_owned()]));

    let asked = nobody.post("/retrait-image", &[("projet", &slug), ("medium", &image), ("asker", "parent")]).await;
    assert_eq!((asked.status, asked.select("h1")), (StatusCode::OK, vec!["Ce n’est plus montré à personne".to_owned()]));
    assert_eq!(nobody.get(&file).await.status, StatusCode::NOT_FOUND);
    let sheet = nobody.get(&format!("/projets/{slug}")).await;
    assert!(sheet.attributes(".project-cover img", "src")[0].ends_with("/couverture.svg"));
    assert!(!sheet.attributes("meta[property='og:image']", "content")[0].contains("/fichiers/"), "nor in link previews");
    assert!(!nobody.get("/projets.atom").await.text().contains(&format!("/fichiers/{image}")), "nor in the feed");

    assert!(animator.get("/animation").await.select(".removals-waiting")[0].ends_with("1"));
    let desk = animator.get("/animation/retraits").await;
    let action = desk.attributes(".removal-list form", "action").remove(0);
    assert_eq!(animator.get(&file).await.status, StatusCode::OK, "who decides sees it");
    assert_eq!(animator.post(&action, &[("answer", "Dessin")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "neither button");
    assert_eq!(animator.post(&action, &[("decision", "kept"), ("answer", "")]).await.location(), "/animation/retraits");
    assert_eq!(nobody.get(&file).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_has_no_link_gives_the_address_of_the_page() {
    let site = Site::open().await;
    let nobody = site.nobody();
    with_picture(&site, &nobody).await;
    let form = nobody.get("/retrait-image?address=https%3A%2F%2Fpreau.fr%2Fprojets%2Fla-mare").await;
    assert_eq!((form.status, form.attributes("input[name=medium]", "value").len()), (StatusCode::OK, 1));
    let wrong = nobody.get("/retrait-image?address=nulle-part").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attributes("#address", "value"), ["nulle-part"]);
}

/// What a visitor's browser has kept of a picture.
struct Kept {
    /// Its number.
    picture: String,
    /// The address of each of its files, and the mark that came with it.
    files: Vec<(String, String)>,
}

/// Asks for all of the picture that there is on « La mare », as pages name it: in each width, and for link previews.
async fn fetched(nobody: &Browser) -> Kept {
    let sheet = nobody.get("/projets/la-mare").await;
    let widths = sheet.attributes(".project-cover img", "srcset").remove(0);
    let preview = sheet.attributes("meta[property='og:image']", "content").remove(0);
    let named = widths.split(", ").filter_map(|one| one.split(' ').next()).chain(preview.strip_prefix(ORIGIN));
    let mut files = Vec::new();
    for file in named {
        let page = nobody.get(file).await;
        assert_eq!((page.status, page.header("cache-control").as_str()), (StatusCode::OK, "private, no-cache"), "{file}");
        files.push((file.to_owned(), page.header("etag")));
    }
    assert_eq!(files.len(), 4, "{files:?}");
    let picture = files[0].0.split('/').nth(2).expect("a number").to_owned();
    Kept { picture, files }
}

/// What each file answers, to those who never had it and to those who ask whether it is still what they have.
async fn answers(nobody: &Browser, kept: &Kept) -> Vec<(StatusCode, StatusCode)> {
    let mut answers = Vec::new();
    for (file, mark) in &kept.files {
        let (fresh, again) = (nobody.get(file).await, nobody.get_with(file, &[("if-none-match", mark)]).await);
        for gone in [&fresh, &again].into_iter().filter(|page| page.status == StatusCode::NOT_FOUND) {
            assert!(gone.header("etag").is_empty() && !gone.header("content-type").starts_with("image/"), "{file}");
        }
        answers.push((fresh.status, again.status));
    }
    answers
}

/// Which pages name one of its files, in whatever way; all of them are there.
async fn naming(nobody: &Browser, kept: &Kept) -> Vec<String> {
    let mut naming = Vec::new();
    let school = format!("/ecoles/{}", TEACHER.school().expect("a school"));
    for path in SHOWING.into_iter().chain([SEARCH, school.as_str()]) {
        let page = nobody.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        if page.text().contains(&format!("/fichiers/{}/", kept.picture)) {
            naming.push(path.to_owned());
        }
    }
    naming
}

async fn is_given(nobody: &Browser, kept: &Kept) {
    assert_eq!(answers(nobody, kept).await, [(StatusCode::OK, StatusCode::NOT_MODIFIED); 4]);
    let naming = naming(nobody, kept).await;
    assert!(SHOWING.iter().all(|path| naming.iter().any(|named| named == path)), "{naming:?}");
}

async fn is_given_nowhere(nobody: &Browser, kept: &Kept) {
    assert_eq!(answers(nobody, kept).await, [(StatusCode::NOT_FOUND, StatusCode::NOT_FOUND); 4]);
    assert!(naming(nobody, kept).await.is_empty(), "{:?}", naming(nobody, kept).await);
    let sheet = nobody.get("/projets/la-mare").await;
    assert!(sheet.attributes(".project-cover img", "src")[0].ends_with("/couverture.svg"));
    assert!(!sheet.attributes("meta[property='og:image']", "content")[0].contains("/fichiers/"));
    assert!(nobody.get(SEARCH).await.select(".search-result h3").contains(&"La mare".to_owned()), "the project itself is still found");
}

#[tokio::test]
async fn a_picture_whose_authorisation_has_ended_is_given_nowhere_any_more() {
    let site = Site::open().await;
    let (nobody, teacher) = (site.nobody(), site.as_(TEACHER).await);
    crate::pictures::published_with_picture(&site).await;
    let kept = fetched(&nobody).await;
    let signed = [
        ("intent", "declare"),
        ("people", "pupils"),
        ("purpose", "Montrer la mare"),
        ("supports", "public"),
        ("signed", "2026-09-10"),
        ("until", "2026-11-30"),
        ("holders", "both"),
        ("elders", "none"),
    ];
    assert_eq!(teacher.post(&format!("/medias/{}", kept.picture), &signed).await.status, StatusCode::SEE_OTHER);
    site.catch_up().await;
    is_given(&nobody, &kept).await;

    // From 23 November at 9 to the last minute of the 30th, then to midnight.
    site.portal.clock.advance_ms((7 * 24 + 15) * 60 * MINUTE_MS - MINUTE_MS);
    assert_eq!(projects::hide_ended(&site.system()).await.expect("nothing yet"), 0);
    is_given(&nobody, &kept).await;
    site.portal.clock.advance_ms(MINUTE_MS);
    assert_eq!(answers(&nobody, &kept).await, [(StatusCode::NOT_FOUND, StatusCode::NOT_FOUND); 4], "the files wait for no job");
    assert_eq!(projects::hide_ended(&site.system()).await.expect("hidden"), 1);
    site.catch_up().await;
    is_given_nowhere(&nobody, &kept).await;
}

#[tokio::test]
async fn a_picture_that_a_family_takes_back_is_given_nowhere_any_more() {
    let site = Site::open().await;
    let (nobody, animator) = (site.nobody(), site.as_(ANIMATOR).await);
    crate::pictures::published_with_picture(&site).await;
    site.catch_up().await;
    let kept = fetched(&nobody).await;
    is_given(&nobody, &kept).await;
    let page = format!("/medias/{}", kept.picture);
    assert_eq!(animator.post(&page, &[("intent", "withdraw")]).await.location(), format!("{page}?fait=retrait"));
    is_given_nowhere(&nobody, &kept).await;
    site.catch_up().await;
    is_given_nowhere(&nobody, &kept).await;
    assert_eq!(animator.get(&kept.files[0].0).await.status, StatusCode::OK, "whoever hears families sees what they speak of");
}
