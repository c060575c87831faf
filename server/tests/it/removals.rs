//! A family asks to have a picture taken away, without an account.

use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use sample::cast::ANIMATOR;

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
