//! How much one may ask: as much as anyone does, and not as a machine; by account, then by where one comes from.

use crate::harness::{Browser, ORIGIN, Page, Site};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use domain::access::Role;
use sample::cast::{OTHER_TEACHER, TEACHER};
use services::{
    identity::{self, NewPerson},
    live,
};
use std::net::SocketAddr;

/// A school's address, and one of nobody that is trusted.
const SCHOOL: &str = "203.0.113.7";
const STRANGER: &str = "198.51.100.9:4000";
const PROXY: &str = "127.0.0.1:4000";

/// Sends `form`, or asks, from `peer`, which says that it comes from `forwarded`.
async fn ask(browser: &Browser, peer: &str, forwarded: &str, path: &str, form: Option<&'static str>) -> Page {
    let method = if form.is_some() { Method::POST } else { Method::GET };
    let request = Request::builder().method(method).uri(path).header(header::ORIGIN, ORIGIN).header("x-forwarded-for", forwarded);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form.unwrap_or_default()));
    let mut request = request.expect("a request");
    let peer: SocketAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    browser.ask(request).await
}

/// What `many` askings one after the other are answered, each status once.
async fn answers(
    many: usize,
    browser: &Browser,
    peer: &str,
    from: impl Fn(usize) -> String,
    path: &str,
    form: Option<&'static str>,
) -> Vec<u16> {
    let mut seen = Vec::new();
    for number in 0..many {
        seen.push(ask(browser, peer, &from(number), path, form).await.status.as_u16());
    }
    seen.dedup();
    seen
}

/// The browser of teacher `number`, who has an account of their own.
async fn signed_in(site: &Site, number: usize) -> Browser {
    let system = site.system();
    let person = NewPerson {
        provider: "ent".to_owned(),
        subject: format!("prof{number}"),
        name: format!("Prof {number}"),
        email: None,
        roles: vec![Role::Teacher],
        schools: TEACHER.school().into_iter().collect(),
        communes: Vec::new(),
    };
    let account = identity::ensure_account(&system, &person).await.expect("an account");
    let mut change = system.begin().await.expect("a change");
    let session = identity::open_session(&system, &mut change, account, "ent", None, None).await.expect("a session");
    change.commit().await.expect("kept");
    let mut browser = site.nobody();
    browser.cookie = Some(session.reveal().to_owned());
    browser
}

#[tokio::test]
async fn two_hundred_teachers_behind_one_address_begin_their_morning() {
    let site = Site::open().await;
    let nobody = site.nobody();
    for number in 0..200 {
        // Two hundred in a hundred seconds: all of a town's schools at half past eight.
        site.portal.clock.advance_ms(500);
        for path in ["/connexion/rien", "/connexion/rien/retour?state=x"] {
            assert_eq!(ask(&nobody, PROXY, SCHOOL, path, None).await.status, StatusCode::NOT_FOUND, "{number} {path}");
        }
        let teacher = signed_in(&site, number).await;
        for path in ["/recherche/suggestions?q=cl", "/recherche/suggestions?q=classe"] {
            assert_eq!(ask(&teacher, PROXY, SCHOOL, path, None).await.status, StatusCode::OK, "{number} {path}");
        }
        let typed = ask(&teacher, PROXY, SCHOOL, "/moi", Some("name_shown=")).await;
        assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
}

#[tokio::test]
async fn one_account_at_a_machines_pace_is_told_to_wait_and_nobody_beside_it() {
    let site = Site::open().await;
    let (teacher, other) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let path = "/moi/donnees";
    let here = |_: usize| SCHOOL.to_owned();
    assert_eq!(answers(20, &teacher, PROXY, here, path, Some("do=")).await, [422]);
    // From wherever they ask.
    let told = ask(&teacher, STRANGER, "", path, Some("do=")).await;
    assert_eq!((told.status, told.header("retry-after").as_str()), (StatusCode::TOO_MANY_REQUESTS, "30"));
    assert_eq!(told.select("h1"), ["Un peu trop vite"]);
    assert_eq!(told.header("cache-control"), "no-store");
    assert!(told.header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(ask(&other, PROXY, SCHOOL, path, Some("do=")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "their neighbour");
    assert_eq!(ask(&teacher, PROXY, SCHOOL, path, None).await.status, StatusCode::OK, "reading is something else");
    site.portal.clock.advance_ms(30_000);
    assert_eq!(answers(2, &teacher, PROXY, here, path, Some("do=")).await, [422, 429], "one more, when they were told");
}

#[tokio::test]
async fn what_a_visitor_says_of_where_they_are_does_not_help_them() {
    let site = Site::open().await;
    let nobody = site.nobody();
    let (path, form) = ("/retrait-image", Some("medium=1&asker=parent"));
    let elsewhere = |number: usize| format!("203.0.113.{number}");
    assert_eq!(answers(21, &nobody, STRANGER, elsewhere, path, form).await, [404, 429], "each time from somewhere else, as they say");
    assert_eq!(answers(60, &nobody, PROXY, elsewhere, path, form).await, [404], "each time from somewhere else, as the proxy says");
    let behind = |number: usize| format!("198.51.100.{number}, {SCHOOL}");
    assert_eq!(answers(21, &nobody, PROXY, behind, path, form).await, [404, 429], "said to the proxy, which says who said it");
    assert_eq!(ask(&nobody, PROXY, "2001:db8:7:100::1", path, form).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn guessing_at_a_sign_in_ends_soon_and_in_each_browser_sooner() {
    let site = Site::open().await;
    let mut seen = Vec::new();
    for _ in 0..21 {
        let request = Request::builder().uri("/connexion/rien/retour?state=x").header(header::COOKIE, "preau-connexion=one");
        seen.push(site.nobody().ask(request.body(Body::empty()).expect("a request")).await.status.as_u16());
    }
    seen.dedup();
    assert_eq!(seen, [404, 429], "one browser");
    let here = |_: usize| SCHOOL.to_owned();
    assert_eq!(answers(301, &site.nobody(), PROXY, here, "/connexion/rien", None).await, [404, 429], "one address");
    let call = Some("logout_token=x");
    assert_eq!(answers(301, &site.nobody(), PROXY, here, "/connexion/rien/deconnexion", call).await, [404, 429], "one server");
}

#[tokio::test]
async fn a_browser_that_does_not_stop_takes_nothing_from_its_school() {
    let site = Site::open().await;
    let mut seen = Vec::new();
    for _ in 0..400 {
        let request = Request::builder().uri("/connexion/rien").header(header::COOKIE, "preau-connexion=one");
        let mut request = request.header("x-forwarded-for", SCHOOL).body(Body::empty()).expect("a request");
        let peer: SocketAddr = PROXY.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        seen.push(site.nobody().ask(request).await.status.as_u16());
    }
    seen.dedup();
    assert_eq!(seen, [404, 429]);
    let beside = ask(&site.nobody(), PROXY, SCHOOL, "/connexion/rien", None).await;
    assert_eq!(beside.status, StatusCode::NOT_FOUND, "whoever sits beside it signs in");
}

#[tokio::test]
async fn open_pages_of_one_place_share_its_seats_whatever_they_say_of_where_they_are() {
    let site = Site::open().await;
    let nobody = site.nobody();
    let listen = |peer: &str, said: usize| {
        let request = Request::builder().uri("/echanges/direct?espace=entraide-numerique");
        let request = request.header("x-forwarded-for", format!("203.0.113.{}", said % 256)).body(Body::empty());
        let mut request = request.expect("a request");
        let peer: SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        nobody.begin(request)
    };
    let mut open = Vec::new();
    for number in 0..live::OF_ONE_PLACE {
        let stream = listen(STRANGER, number).await;
        assert_eq!(stream.status(), StatusCode::OK, "{number}");
        open.push(stream);
    }
    assert_eq!(listen(STRANGER, 1).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(listen(PROXY, 1).await.status(), StatusCode::OK, "as the proxy says");
    assert_eq!(listen("198.51.100.10:4000", 1).await.status(), StatusCode::OK, "their neighbour");
}
