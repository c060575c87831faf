//! Signing in and out, as a browser sees it; the sign-in with a provider is tried in `services` and in the browser tests.

use crate::harness::{Browser, ORIGIN, Page, Site, TODAY};
use axum::{
    Form, Json, Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{access::Role, time::Timestamp};
use openidconnect::{
    PrivateSigningKey,
    core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use sample::cast::{ADMIN, OTHER_TEACHER, TEACHER};
use serde_json::{Value, json};
use services::identity::{self, Provider};
use std::collections::HashMap;

#[tokio::test]
async fn one_is_sent_to_sign_in_and_comes_back() {
    let site = Site::open().await;
    let page = site.nobody().get("/projets/nouveau").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/connexion?retour=%2Fprojets%2Fnouveau");
    let sign_in = site.nobody().get(&page.location()).await;
    assert_eq!(sign_in.attributes(".demo-cast input[name=retour]", "value"), ["/projets/nouveau"]);
    let back = site.nobody().post("/connexion/demo", &[("personne", "enseignante"), ("retour", "/projets/nouveau")]).await;
    assert_eq!(back.location(), "/projets/nouveau");
    let elsewhere = site.nobody().post("/connexion/demo", &[("personne", "enseignante"), ("retour", "https://ailleurs.fr/")]).await;
    assert_eq!(elsewhere.location(), "/");
}

#[tokio::test]
async fn the_session_is_new_at_each_sign_in_and_dead_after_signing_out() {
    let site = Site::open().await;
    let first = site.as_(TEACHER).await;
    let page = first.post("/connexion/demo", &[("personne", OTHER_TEACHER.key)]).await;
    let second = page.set_cookie("preau").expect("a new session");
    assert_ne!(first.cookie.as_deref(), Some(second.as_str()));
    assert_eq!(first.get("/moi/projets").await.status, StatusCode::SEE_OTHER, "the session before is dead");
    let mut browser = site.nobody();
    browser.cookie = Some(second);
    assert_eq!(browser.get("/moi/projets").await.status, StatusCode::OK);
    assert_eq!(browser.get("/deconnexion").await.status, StatusCode::METHOD_NOT_ALLOWED, "a link cannot sign anyone out");
    let out = browser.post("/deconnexion", &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(browser.get("/moi/projets").await.status, StatusCode::SEE_OTHER);
}

async fn asked_by_an_island(browser: &Browser) -> Page {
    let request = Request::builder().uri("/moi/projets").header(header::ACCEPT, "application/json").body(Body::empty());
    browser.ask(request.expect("a request")).await
}

#[tokio::test]
async fn a_session_that_ended_is_told_to_islands_too() {
    let site = Site::open().await;
    let (promoted, gone) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    for browser in [&promoted, &gone] {
        assert_eq!(asked_by_an_island(browser).await.status, StatusCode::OK);
    }
    let system = site.system();
    let account = identity::ensure_account(&system, &TEACHER.account()).await.expect("an account");
    identity::grant_to(&system, account, Role::Animator).await.expect("given");
    assert_eq!(gone.post("/deconnexion", &[]).await.status, StatusCode::SEE_OTHER);
    for (what, browser) in [("another role", &promoted), ("signed out", &gone)] {
        let told = asked_by_an_island(browser).await;
        assert_eq!((told.status, told.header("content-type").as_str()), (StatusCode::UNAUTHORIZED, "application/json"), "{what}");
        assert!(told.text().contains("Vous n’êtes plus connecté"), "{what}: {}", told.text());
    }
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let site = Site::open().await;
    let page = site.nobody().post("/connexion/demo", &[("personne", "enseignante")]).await;
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn nobody_is_signed_in_as_who_does_not_exist() {
    let site = Site::open().await;
    for person in ["", "personne", "enseignante ", "t99", "' OR 1=1 --"] {
        let page = site.nobody().post("/connexion/demo", &[("personne", person)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{person:?}");
        assert!(page.set_cookie("preau").is_none());
    }
}

#[tokio::test]
async fn who_is_suspended_is_not_told_from_who_does_not_exist() {
    let site = Site::open().await;
    let services::db::Db::Sqlite { write, .. } = &site.portal.db else { panic!("this test suspends someone in an SQLite file") };
    let suspend = "UPDATE account SET suspended_ms = 1 WHERE name = $1";
    sqlx::query(suspend).bind(OTHER_TEACHER.name).execute(write).await.expect("suspended");
    let mut told = Vec::new();
    for person in [OTHER_TEACHER.key, "personne"] {
        let page = site.nobody().post("/connexion/demo", &[("personne", person)]).await;
        let number = page.header("x-request-id");
        assert!(page.set_cookie("preau").is_none(), "{person}");
        told.push((page.status, page.text().replace(&number, "")));
    }
    assert_eq!(told[0].0, StatusCode::NOT_FOUND);
    assert!(told[0] == told[1], "word for word");
}

#[tokio::test]
async fn a_request_that_comes_from_elsewhere_changes_nothing() {
    let site = Site::open().await;
    let browser = site.as_(ADMIN).await;
    let ask = |origin: Option<&'static str>, fetch_site: Option<&'static str>| {
        let mut request = Request::builder().method(Method::POST).uri("/deconnexion");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        if let Some(fetch_site) = fetch_site {
            request = request.header("sec-fetch-site", fetch_site);
        }
        request.body(Body::empty()).expect("a request")
    };
    let refused = [
        (Some("https://ailleurs.fr"), None),
        (Some("null"), None),
        (Some("http://127.0.0.1:3001"), None),
        (None, Some("cross-site")),
        (None, Some("same-site")),
        (None, None),
    ];
    for (origin, fetch_site) in refused {
        let page = browser.ask(ask(origin, fetch_site)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{origin:?} {fetch_site:?}");
        assert_eq!(page.select("h1"), ["Cette demande vient d’ailleurs"], "{origin:?} {fetch_site:?}");
        assert_eq!(browser.get("/moi/projets").await.status, StatusCode::OK, "still signed in");
    }
    assert_eq!(browser.ask(ask(Some(ORIGIN), Some("same-origin"))).await.status, StatusCode::SEE_OTHER);
}

/// What a form of another site can send without being asked whether it may: three kinds of bodies, one of which can be made to look like JSON.
#[tokio::test]
async fn a_form_of_another_site_changes_nothing_whatever_it_is_written_as() {
    let site = Site::open().await;
    let browser = site.as_(TEACHER).await;
    let shown = || async { site.as_(TEACHER).await.get("/moi").await.attributes("input[name=name_shown][checked]", "value") };
    let before = shown().await;
    let other = if before == ["full"] { "initial" } else { "full" };
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "application/json"] {
        for (origin, fetch_site) in [("https://ailleurs.fr", "cross-site"), ("http://127.0.0.1:3001", "same-site"), ("null", "cross-site")]
        {
            let request = Request::builder().method(Method::POST).uri("/moi").header(header::CONTENT_TYPE, kind);
            let request = request.header(header::ORIGIN, origin).header("sec-fetch-site", fetch_site);
            let told = browser.ask(request.body(Body::from(format!("name_shown={other}"))).expect("a request")).await;
            assert_eq!(told.status, StatusCode::FORBIDDEN, "{kind} {origin}");
        }
    }
    let plain =
        Request::builder().method(Method::POST).uri("/moi").header(header::CONTENT_TYPE, "text/plain").header(header::ORIGIN, ORIGIN);
    let told = browser.ask(plain.body(Body::from(format!("name_shown={other}"))).expect("a request")).await;
    assert!(told.status.is_client_error(), "no form of ours is plain text: {}", told.status);
    assert_eq!(shown().await, before);
}

#[tokio::test]
async fn two_cookies_of_one_name_are_not_believed() {
    let site = Site::open().await;
    let browser = site.as_(TEACHER).await;
    let request = Request::builder().uri("/moi/projets").header(header::COOKIE, "preau=planted").body(Body::empty());
    assert_eq!(browser.ask(request.expect("a request")).await.status, StatusCode::SEE_OTHER);
}

/// The provider's key: the one of the tests of `services`.
fn key() -> CoreRsaPrivateSigningKey {
    let (kind, body) = ("RSA PRIVATE KEY", include_str!("../../services/tests/it/identity/fake_key.txt"));
    CoreRsaPrivateSigningKey::from_pem(&format!("-----BEGIN {kind}-----\n{body}-----END {kind}-----\n"), None).expect("a key")
}

/// Its half that everyone may know.
fn public_key() -> Value {
    let mut public = serde_json::to_value(key().as_verification_key()).expect("a key");
    public["kid"] = json!("k1");
    public
}

/// The ID token of someone whom `code` describes: the sign-in's nonce, a dot, the profile.
fn id_token(issuer: &str, code: &str) -> String {
    let (nonce, profile) = code.split_once('.').expect("a nonce and a profile");
    let now = Timestamp::from_paris(TODAY).expect("a date").ms() / 1000;
    let claims =
        json!({ "iss": issuer, "aud": "preau", "sub": "x", "iat": now, "exp": now + 3600, "nonce": nonce, "ENTPersonProfils": profile });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&json!({ "alg": "RS256", "typ": "JWT", "kid": "k1" })), part(&claims));
    let signature = key().sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, message.as_bytes()).expect("signed");
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// A provider that believes every code; see [`id_token`].
async fn provider() -> Provider {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let issuer = format!("http://{}", listener.local_addr().expect("an address"));
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let signed_by = issuer.clone();
    let token = move |Form(form): Form<HashMap<String, String>>| async move {
        Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token(&signed_by, &form["code"]) }))
    };
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(|| async { Json(document) }))
        .route("/keys", get(|| async { Json(json!({ "keys": [public_key()] })) }))
        .route("/token", post(token));
    // It ends with the test's runtime.
    tokio::spawn(async move { axum::serve(listener, router).await });
    let written = json!({ "id": "ent", "label": "ENT", "issuer": issuer, "client_id": "preau", "client_secret": "s" });
    serde_json::from_value(written).expect("a provider")
}

#[tokio::test]
async fn over_https_a_sign_in_is_bound_to_its_browser_by_a_cookie_of_this_host_alone() {
    let site = Site::at("https://preau.exemple.fr", vec![provider().await]).await;
    let begun = site.nobody().get("/connexion/ent?retour=%2Fmoi%2Fprojets").await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let sent_to: url::Url = begun.location().parse().expect("an address");
    let asked = |wanted: &str| sent_to.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    assert_eq!(sent_to.path(), "/auth");
    assert_eq!(asked("redirect_uri").as_deref(), Some("https://preau.exemple.fr/connexion/ent/retour"));
    assert_eq!(asked("code_challenge_method").as_deref(), Some("S256"));
    assert!(!begun.location().contains("moi"), "where one was going stays here");
    let cookie = begun.header("set-cookie");
    assert!(cookie.starts_with("__Host-preau-connexion="), "{cookie}");
    for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=600"] {
        assert!(cookie.split("; ").any(|said| said == part), "{part}: {cookie}");
    }
    assert!(!cookie.to_ascii_lowercase().contains("domain="), "{cookie}");
    assert_eq!(begun.header("cache-control"), "no-store");

    let elsewhere = site.nobody().get(&format!("/connexion/ent/retour?code=a-code&state={}", asked("state").expect("a state"))).await;
    assert_eq!(elsewhere.status, StatusCode::BAD_REQUEST, "a browser that did not begin does not finish");
    assert!(!elsewhere.text().contains("a-code"), "what a provider sent is in no page");
    assert_eq!(elsewhere.header("set-cookie"), "");
    assert_eq!(site.nobody().post("/connexion/demo", &[("personne", "enseignante")]).await.status, StatusCode::NOT_FOUND, "no demo here");
}

#[tokio::test]
async fn a_pupil_and_a_parent_are_turned_away_each_with_words_of_their_own() {
    let site = Site::at(ORIGIN, vec![provider().await]).await;
    for (profile, title) in
        [("National_ELV", "Ce portail est fait pour les adultes de l’école"), ("National_TUT", "Les familles lisent sans compte")]
    {
        let begun = site.nobody().get("/connexion/ent").await;
        let sent_to: url::Url = begun.location().parse().expect("an address");
        let query: HashMap<_, _> = sent_to.query_pairs().into_owned().collect();
        let back = format!("/connexion/ent/retour?code={}.{profile}&state={}", query["nonce"], query["state"]);
        let cookie = format!("preau-connexion={}", begun.set_cookie("preau-connexion").expect("a cookie"));
        let request = Request::builder().uri(back).header(header::COOKIE, cookie).body(Body::empty());
        let page = site.nobody().ask(request.expect("a request")).await;
        assert_eq!((page.status, page.select("h1")), (StatusCode::FORBIDDEN, vec![title.to_owned()]), "{profile}");
        assert_eq!(page.set_cookie("preau"), None, "{profile}");
        assert_eq!(page.header("cache-control"), "no-store", "{profile}");
    }
}

/// Line 67: no cookie counts where servers speak to each other, nothing is kept of the answer, and a link does nothing.
#[tokio::test]
async fn a_providers_server_is_answered_whatever_browsers_say() {
    let site = Site::at(ORIGIN, vec![provider().await]).await;
    let browser = site.as_(TEACHER).await;
    let path = "/connexion/ent/deconnexion";
    let ask = |kind: &'static str, body: &'static str| {
        let request = Request::builder().method(Method::POST).uri(path).header(header::CONTENT_TYPE, kind);
        // As an ENT's server would, from elsewhere.
        request.header(header::ORIGIN, "https://ent.exemple.fr").body(Body::from(body)).expect("a request")
    };
    let form = "application/x-www-form-urlencoded";
    for (kind, body) in [
        (form, "logout_token=a.b.c"),
        (form, "logout_token=a&logout_token=b"),
        (form, "logout_token=a&logoutRequest=b"),
        (form, ""),
        ("application/json", "{\"logout_token\":\"a.b.c\"}"),
    ] {
        let page = browser.ask(ask(kind, body)).await;
        assert_eq!((page.status, page.header("cache-control").as_str()), (StatusCode::BAD_REQUEST, "no-store"), "{kind} {body}");
    }
    assert_eq!(browser.get(path).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("/moi/projets").await.status, StatusCode::OK, "still signed in");
    let to_the_service = Request::builder()
        .method(Method::POST)
        .uri("/connexion/ent/retour?state=x")
        .header(header::CONTENT_TYPE, form)
        .body(Body::from("logoutRequest=%3Ca%2F%3E"));
    assert_eq!(site.nobody().ask(to_the_service.expect("a request")).await.status, StatusCode::BAD_REQUEST, "no CAS server");
}

/// Line 58: whoever comes after someone who signed out says who they are.
#[tokio::test]
async fn after_a_sign_out_the_provider_asks_again() {
    let site = Site::at(ORIGIN, vec![provider().await]).await;
    let prompt = |page: &Page| {
        let sent_to: url::Url = page.location().parse().expect("an address");
        sent_to.query_pairs().find(|(name, _)| name == "prompt").map(|(_, value)| value.into_owned())
    };
    assert_eq!(prompt(&site.nobody().get("/connexion/ent").await), None);
    let out = site.as_(TEACHER).await.post("/deconnexion", &[]).await;
    let left = out.set_cookie("preau-sortie").expect("a cookie that says so");
    let cookie = format!("preau-sortie={left}");
    let begun = site.nobody().get_with("/connexion/ent", &[("cookie", cookie.as_str())]).await;
    assert_eq!(prompt(&begun).as_deref(), Some("login"));
}

#[tokio::test]
async fn each_provider_has_a_button_with_its_logo() {
    let with_logo = json!({ "id": "cas", "label": "Mon ENT", "kind": "cas", "site": "https://cas.exemple.fr", "logo": "cas.png" });
    let rows: Vec<Provider> = vec![provider().await, serde_json::from_value(with_logo).expect("a provider")];
    let folder = tempfile::tempdir().expect("a folder");
    let logos = |rows: Vec<Provider>| identity::Providers::new(rows).expect("sound").with_logos(folder.path());
    assert!(logos(rows.clone()).is_err(), "a logo that is not there");
    std::fs::write(folder.path().join("cas.png"), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("written");
    assert!(logos(rows.clone()).is_err(), "a logo that is no picture");
    image::DynamicImage::new_rgb8(64, 64).save(folder.path().join("cas.png")).expect("written");
    let made = logos(rows.clone()).expect("a logo");
    assert!(made.logo("cas").is_some_and(|logo| logo.starts_with(b"RIFF")), "encoded anew");
    assert!(made.logo("ent").is_none());

    let site = Site::at(ORIGIN, rows).await;
    let page = site.nobody().get("/connexion").await;
    assert_eq!(page.select(".provider-list a"), ["ENT", "Mon ENT"]);
    assert_eq!(page.attributes(".provider-list img", "src"), ["/connexion/cas/logo.webp"]);
    assert_eq!(page.attributes(".provider-list a", "href"), ["/connexion/ent?retour=%2F", "/connexion/cas?retour=%2F"]);
    assert_eq!(site.nobody().get("/connexion/ent/logo.webp").await.status, StatusCode::NOT_FOUND);
}
