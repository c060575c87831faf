//! What is held about a member, over HTTP: shown, taken away, erased. No JavaScript anywhere.

use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::{ADMIN, OTHER_TEACHER, TEACHER};

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn a_member_sees_and_takes_away_what_is_held_about_them() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    assert!(teacher.get("/moi").await.attributes("main a", "href").contains(&"/moi/donnees".to_owned()));
    let page = teacher.get("/moi/donnees").await;
    assert!(
        page.select("#garde + ul li").iter().any(|line| line.starts_with("Votre nom, votre adresse et vos réglages")),
        "{}",
        page.text()
    );

    let link = teacher.post("/moi/donnees", &[("do", "archive")]).await.location();
    assert!(link.starts_with("/moi/donnees/archive?cle="), "{link}");
    let other = site.as_(OTHER_TEACHER).await;
    assert_eq!(other.get(&link).await.status, StatusCode::NOT_FOUND, "it is nobody else's");
    let archive = teacher.get_with(&link, &[("accept-encoding", "gzip, deflate, br")]).await;
    assert_eq!((archive.status, archive.header("content-type").as_str()), (StatusCode::OK, "application/zip"));
    assert_eq!(archive.header("content-disposition"), "attachment; filename=\"mes-donnees.zip\"");
    assert_eq!(archive.header("cache-control"), "no-store");
    assert_eq!(archive.header("content-encoding"), "", "it is compressed already");
    // 22 bytes end a ZIP without comment: they come last, so nothing was cut off.
    let end = archive.bytes.len().checked_sub(22).expect("more than an end");
    assert!(archive.bytes.starts_with(b"PK\x03\x04") && archive.bytes[end..].starts_with(b"PK\x05\x06"), "{} bytes", archive.bytes.len());
    assert_eq!(teacher.get(&link).await.status, StatusCode::NOT_FOUND, "once");

    assert_eq!(teacher.post("/moi/donnees", &[("do", "accept")]).await.location(), "/moi/donnees?fait=regles");
    assert!(teacher.get("/moi/donnees").await.text().contains("Vous les avez acceptées le"));
    let admin = site.as_(ADMIN).await;
    assert!(admin.get("/animation/acceptations").await.text().contains(TEACHER.name));
}

#[tokio::test]
async fn an_account_is_erased_by_who_has_just_signed_in_and_confirms_it() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    for (typed, wrong) in [
        (vec![("confirmation", "SUPPRIMER")], "#contributions"),
        (vec![("contributions", "keep"), ("confirmation", "oui")], "#confirmation"),
    ] {
        let page = teacher.post("/moi/donnees/effacer", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.attributes("main a", "href").contains(&wrong.to_owned()), "{}", page.text());
    }
    let page = teacher.post("/moi/donnees/effacer", &[("contributions", "keep"), ("confirmation", "oui")]).await;
    assert_eq!(page.attributes("#confirmation", "value"), ["oui"], "nothing typed is lost");

    let form = [("contributions", "keep"), ("confirmation", "supprimer")];
    site.system().portal.clock.advance_ms(15 * MINUTE_MS);
    let late = teacher.post("/moi/donnees/effacer", &form).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert!(late.attributes("main a", "href").contains(&"/connexion?retour=%2Fmoi%2Fdonnees%2Feffacer".to_owned()), "{}", late.text());
    assert_eq!(teacher.post("/moi/donnees", &[("do", "archive")]).await.status, StatusCode::FORBIDDEN);

    let again = site.as_(TEACHER).await;
    let done = again.post("/moi/donnees/effacer", &form).await;
    assert_eq!(done.location(), "/donnees-personnelles?fait=efface");
    assert_eq!(done.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!((done.set_cookie("preau"), done.set_cookie("preau-sortie")), (Some(String::new()), Some("1".to_owned())));
    assert!(again.get("/donnees-personnelles?fait=efface").await.text().contains("Votre compte est effacé."));
    for browser in [&teacher, &again] {
        assert_eq!(browser.get("/moi").await.status, StatusCode::SEE_OTHER, "every session is ended");
    }
    let sheet = site.nobody().get("/projets/dix-minutes-d-antenne-le-vendredi-matin").await.text();
    assert!(!sheet.contains(TEACHER.name) && sheet.contains("Compte supprimé"), "{sheet}");
}
