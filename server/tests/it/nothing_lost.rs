//! What was typed survives what comes between: a session that ended, a portal that is away, a text too long, another version.

use crate::harness::{Browser, Page, Part, Site};
use axum::http::{Method, Request, StatusCode, header};
use sample::cast::TEACHER;

const EDITOR: &str = "/projets/le-vent/modifier";
const VERSIONS: &str = "/projets/le-vent/versions";

async fn send(browser: &Browser, path: &str, pairs: &[(&str, &str)]) -> Page {
    let parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    browser.upload(path, &parts).await
}

/// A draft called « Le vent », at version 1.
async fn begun(browser: &Browser) {
    let saved = send(browser, "/projets/nouveau", &[("title", "Le vent"), ("body", "Il souffle."), ("intent", "save")]).await;
    assert_eq!(saved.location(), EDITOR);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_can_be_sent_again_whole() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let form = [("title", "Le vent"), ("intent", "save")];
    let told = send(&site.nobody(), "/projets/nouveau", &form).await;
    assert_eq!((told.status, told.select("h1")), (StatusCode::FORBIDDEN, vec!["Vous n’êtes plus connecté".to_owned()]));
    assert!(told.select(".lead")[0].contains("rechargez cette page"), "a browser that reloads sends the form again");
    assert_eq!(send(&teacher, "/projets/nouveau", &form).await.status, StatusCode::SEE_OTHER);
    let page = site.nobody().get("/projets/nouveau").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "who only looks is led to sign in");
}

#[tokio::test]
async fn a_form_sent_while_the_portal_is_away_can_be_sent_again_whole() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    site.portal.db.close().await;
    let told = send(&teacher, "/projets/nouveau", &[("title", "Le vent"), ("intent", "save")]).await;
    assert_eq!((told.status, told.header("retry-after").as_str()), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    assert!(told.select(".lead")[0].contains("votre navigateur le renverra"));
    let island = Request::builder().method(Method::POST).uri("/projets/nouveau").header(header::ORIGIN, crate::harness::ORIGIN);
    let island = teacher.ask(island.header(header::ACCEPT, "application/json").body("title=Le+vent".into()).expect("a request")).await;
    assert_eq!(island.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(island.text().contains("reste dans cette page"), "an island never tells people to reload: {}", island.text());
}

#[tokio::test]
async fn a_text_that_is_far_too_long_is_refused_by_name_and_takes_no_other_with_it() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    begun(&teacher).await;
    for length in [100_000, 3 * 1024 * 1024] {
        let long = "a".repeat(length);
        let form = [("title", "Le vent"), ("body", long.as_str()), ("result", "Des moulins"), ("version", "1"), ("intent", "save")];
        let refused = send(&teacher, EDITOR, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{length}");
        assert!(refused.select("#body-erreur")[0].starts_with("C’est trop long"), "{length}");
        assert_eq!(refused.select("#result"), ["Des moulins"], "{length}");
        assert!(refused.select("#body")[0].len() >= 100_000, "{length}");
    }
    assert_eq!(teacher.get(EDITOR).await.select("#body"), ["Il souffle."], "what was kept stays");
    let far_more = "a".repeat(1024 * 1024);
    let fields: Vec<_> = (0..12).map(|_| ("body", far_more.as_str())).collect();
    assert_eq!(send(&teacher, EDITOR, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn two_versions_are_brought_together_and_shown() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    begun(&teacher).await;
    let first = [("title", "Le vent"), ("body", "Il souffle fort."), ("summary", "Un résumé."), ("version", "1"), ("intent", "save")];
    assert_eq!(send(&teacher, EDITOR, &first).await.status, StatusCode::SEE_OTHER);
    let second = [("title", "Le vent"), ("body", "Il souffle doucement."), ("version", "1"), ("intent", "save")];
    let told = send(&teacher, EDITOR, &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert_eq!(told.select("#entre-temps"), ["Une autre version a été enregistrée entre-temps"]);
    assert_eq!((told.select("#summary"), told.select("#body")), (vec!["Un résumé.".into()], vec!["Il souffle doucement.".into()]));
    assert_eq!((told.select(".difference h3"), told.select(".difference del").len()), (vec!["Le récit".to_owned()], 1));
    assert!(told.select(".difference ins")[0].contains("doucement"));
    assert_eq!(told.attributes("input[name=version]", "value"), ["2"]);
}

#[tokio::test]
async fn a_former_version_is_read_and_brought_back() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    begun(&teacher).await;
    let changed = [("title", "Le vent"), ("body", "Il tombe <b>."), ("version", "1"), ("intent", "save")];
    assert_eq!(send(&teacher, EDITOR, &changed).await.status, StatusCode::SEE_OTHER);
    let page = teacher.get(VERSIONS).await;
    assert_eq!(page.select(".version-list strong"), ["Version 2", "Version 1"]);
    assert!(page.select(".difference ins")[0].contains("tombe <b>"), "what is typed is text: {:?}", page.select(".difference ins"));
    assert_eq!(page.attributes(".version-list form button", "value"), ["1"], "the present one is not brought back");
    let back = teacher.post(VERSIONS, &[("restored", "1"), ("version", "2")]).await;
    assert_eq!((back.status, back.location().as_str()), (StatusCode::SEE_OTHER, VERSIONS));
    assert_eq!(teacher.get(EDITOR).await.select("#body"), ["Il souffle."]);
    let stale = teacher.post(VERSIONS, &[("restored", "1"), ("version", "2")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(teacher.get(&format!("{VERSIONS}?de=1&a=99")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(teacher.get(&format!("{VERSIONS}?de=x&a=")).await.status, StatusCode::OK);
    assert_eq!(site.nobody().get(VERSIONS).await.status, StatusCode::NOT_FOUND, "nobody else knows of it");
}
