//! What is our own fault: told in French with a number to give us, with every header, and nothing of the cause.

use crate::harness::{ORIGIN, Page, Part, Site};
use app::outcome::Refused;
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
    routing::{get, post},
};
use sample::cast::TEACHER;
use services::error::Error;
use std::time::Duration;

fn told_without_its_cause(page: &Page) {
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(page.select("h1"), ["Quelque chose s’est mal passé"]);
    assert_eq!(page.select(".error-page code"), [page.header("x-request-id")], "the number that the log has too");
    assert!(!page.header("x-request-id").is_empty());
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    for cause in ["no such table", "SELECT", "sqlx", "panic", "one sees nothing of this"] {
        assert!(!page.text().contains(cause), "{cause}");
    }
}

#[tokio::test]
async fn a_query_that_the_database_refuses_is_our_fault_and_is_said_so() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let services::db::Db::Sqlite { write, .. } = &site.portal.db else { panic!("this test spoils an SQLite file") };
    sqlx::query("ALTER TABLE project_version RENAME TO lost").execute(write).await.expect("renamed");
    let parts = [Part::Text("title", "Perdu"), Part::Text("intent", "save")];
    told_without_its_cause(&teacher.upload("/projets/nouveau", &parts).await);
    sqlx::query("ALTER TABLE commune RENAME TO nowhere").execute(write).await.expect("renamed");
    told_without_its_cause(&site.nobody().get("/territoire").await);
    let island = Request::builder().method(Method::POST).uri("/projets/nouveau").header(header::ORIGIN, ORIGIN);
    let island = teacher.ask(island.header(header::ACCEPT, "application/json").body("title=Perdu".into()).expect("a request")).await;
    assert_eq!((island.status, island.header("content-type").as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "application/json"));
    assert!(
        island.text().contains("L’erreur vient de nous") && island.text().contains(&island.header("x-request-id")),
        "{}",
        island.text()
    );
    assert_eq!(teacher.get("/projets/perdu").await.status, StatusCode::NOT_FOUND, "nothing was half kept");
}

#[tokio::test]
async fn a_panic_is_told_like_any_other_fault_and_the_next_request_is_served() {
    let mut site = Site::open().await;
    async fn fall() -> &'static str {
        panic!("one sees nothing of this")
    }
    let routes = Router::new().route("/chute", get(fall)).route("/debout", get(|| async { "debout" }));
    site.router = server::wiring::around(routes, site.portal.clone(), site.folder()).expect("a router");
    told_without_its_cause(&site.nobody().get("/chute").await);
    let next = site.nobody().ask(Request::builder().uri("/debout").body(Body::empty()).expect("a request")).await;
    assert_eq!((next.status, next.text().as_str()), (StatusCode::OK, "debout"));
}

#[tokio::test]
async fn a_form_sent_too_often_is_told_to_wait_and_can_be_sent_again_whole() {
    let mut site = Site::open().await;
    async fn slow() -> Refused {
        Refused::from(Error::Slow(Duration::from_secs(60)))
    }
    let routes = Router::new().route("/souvent", post(slow));
    site.router = server::wiring::around(routes, site.portal.clone(), site.folder()).expect("a router");
    let told = site.nobody().post("/souvent", &[]).await;
    assert_eq!((told.status, told.header("retry-after").as_str()), (StatusCode::TOO_MANY_REQUESTS, "60"));
    assert_eq!(told.select("h1"), ["Un peu trop vite"]);
    let said = told.select(".lead").remove(0);
    assert!(said.contains("Attendez une minute") && said.contains("votre navigateur le renverra"), "{said}");
    let island = Request::builder().method(Method::POST).uri("/souvent").header(header::ORIGIN, ORIGIN);
    let island = site.nobody().ask(island.header(header::ACCEPT, "application/json").body(Body::empty()).expect("a request")).await;
    assert_eq!(island.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(island.text().contains("beaucoup d’essais") && island.text().contains("reste dans cette page"), "{}", island.text());
}
