//! Security headers, on every answer.

use crate::harness::{ORIGIN, Site};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use sample::cast::TEACHER;

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let site = Site::open().await;
    for path in ["/", "/projets", "/rien", "/projets.atom", "/healthz", "/projets/nouveau", "/pkg/rien.css", "/deconnexion"] {
        let page = site.nobody().get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
        ] {
            assert_eq!(page.header(name), value, "{path} {name}");
        }
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src "), "{path}: {policy}");
        for forbidden in ["unsafe-inline", "unsafe-eval'", "http:", "https:", "*"] {
            assert!(!policy.replace("'wasm-unsafe-eval'", "").contains(forbidden), "{path}: {policy}");
        }
        assert!(!page.header("x-request-id").is_empty(), "{path}");
    }
}

/// Answers of every kind, not of pages alone: what a form, an island, a server function and a file are told, and each refusal.
#[tokio::test]
async fn errors_files_and_answers_to_islands_carry_the_headers_too() {
    let site = Site::open().await;
    std::fs::create_dir(site.folder().join("pkg")).expect("a folder");
    std::fs::write(site.folder().join("pkg/preau.css"), "a{}").expect("a file");
    let teacher = site.as_(TEACHER).await;
    let sound = site.nobody().get("/projets/dix-minutes-d-antenne-le-vendredi-matin").await.attributes("audio", "src").remove(0);
    let from_elsewhere = Request::builder().method("POST").uri("/moi").header("origin", "https://ailleurs.fr").body(Body::empty());
    let wrong_method = Request::builder().method("DELETE").uri("/moi").header("origin", ORIGIN).body(Body::empty());
    for (status, page) in [
        (StatusCode::OK, site.nobody().get("/pkg/preau.css").await),
        (StatusCode::OK, teacher.get(&sound).await),
        (StatusCode::OK, teacher.post("/iles/apercu", &[("markdown", "Bonjour")]).await),
        (StatusCode::BAD_REQUEST, teacher.post("/iles/rien", &[]).await),
        (StatusCode::OK, teacher.get("/recherche/suggestions?q=classe").await),
        (StatusCode::UNPROCESSABLE_ENTITY, teacher.post("/moi", &[("name_shown", "")]).await),
        (StatusCode::FORBIDDEN, teacher.get("/administration/journal").await),
        (StatusCode::FORBIDDEN, teacher.ask(from_elsewhere.expect("a request")).await),
        (StatusCode::METHOD_NOT_ALLOWED, teacher.ask(wrong_method.expect("a request")).await),
        (StatusCode::NOT_FOUND, teacher.get("/projets/rien").await),
        (StatusCode::SEE_OTHER, site.nobody().get("/moi").await),
        (StatusCode::SEE_OTHER, teacher.post("/deconnexion", &[]).await),
    ] {
        assert_eq!(page.status, status);
        for name in [
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
        ] {
            assert_eq!(page.headers.get_all(name).iter().count(), 1, "{status} {name}");
        }
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") || policy == "sandbox; default-src 'none'", "{status}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !page.header("cache-control").is_empty(), "{status}: {policy}");
    }
}

#[tokio::test]
async fn a_request_is_never_told_back() {
    let site = Site::open().await;
    std::fs::create_dir(site.folder().join("pkg")).expect("a folder");
    std::fs::write(site.folder().join("pkg/preau.css"), "a{}").expect("a file");
    for path in ["/", "/moi", "/connexion", "/healthz", "/projets.atom", "/pkg/preau.css", "/rien"] {
        for method in ["TRACE", "TRACK", "CONNECT"] {
            let request = Request::builder().method(method).uri(path).header("cookie", "preau=secret").header("origin", ORIGIN);
            let told = site.nobody().ask(request.body(Body::empty()).expect("a request")).await;
            assert!(told.status.is_client_error() && !told.text().contains("secret"), "{method} {path}: {}", told.status);
        }
    }
}

#[tokio::test]
async fn over_https_browsers_are_told_to_keep_to_it() {
    let site = Site::at("https://preau.exemple.fr", Vec::new()).await;
    for path in ["/", "/rien", "/healthz", "/pkg/rien.css"] {
        assert_eq!(site.nobody().get(path).await.header("strict-transport-security"), "max-age=31536000; includeSubDomains", "{path}");
    }
    assert!(site.nobody().get("/").await.header("content-security-policy").contains("upgrade-insecure-requests"));
    assert_eq!(Site::open().await.nobody().get("/").await.header("strict-transport-security"), "", "loopback has no TLS");
}

#[tokio::test]
async fn a_page_that_everyone_reads_leaves_nothing_in_the_browser() {
    let site = Site::open().await;
    let sheet = site.nobody().get("/projets").await.attributes(".project-card-title a", "href").remove(0);
    let school = format!("/ecoles/{}", TEACHER.school().expect("a school"));
    for path in [sheet.as_str(), school.as_str(), "/communes/33063-bordeaux"] {
        let page = site.nobody().get(path).await;
        assert_eq!((page.status, page.header("set-cookie").as_str()), (StatusCode::OK, ""), "{path}");
    }
    for path in ["/", "/projets", "/recherche?q=classe", "/territoire", "/connexion", "/aide", "/projets.atom", "/rien"] {
        assert_eq!(site.nobody().get(path).await.header("set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn a_hashed_file_is_kept_for_good_and_that_one_is_missing_is_not() {
    const FOR_GOOD: &str = "public, max-age=31536000, immutable";
    let site = Site::open().await;
    std::fs::create_dir(site.folder().join("pkg")).expect("a folder");
    std::fs::write(site.folder().join("pkg/preau.css"), "a{}").expect("a file");
    let there = site.nobody().get("/pkg/preau.css").await;
    assert_eq!((there.status, there.header("cache-control").as_str()), (StatusCode::OK, FOR_GOOD));
    let again = Request::builder().uri("/pkg/preau.css").header("if-modified-since", there.header("last-modified")).body(Body::empty());
    let again = site.nobody().ask(again.expect("a request")).await;
    assert_eq!((again.status, again.header("cache-control").as_str()), (StatusCode::NOT_MODIFIED, FOR_GOOD));
    for path in ["/pkg/rien.css", "/fonts/rien.woff2", "/icon-512.png"] {
        let missing = site.nobody().get(path).await;
        assert_eq!((missing.status, missing.header("cache-control").as_str()), (StatusCode::NOT_FOUND, "no-cache"), "{path}");
    }
}

#[tokio::test]
async fn no_two_answers_share_a_nonce() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let nonce = |policy: String| policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).map(str::to_owned);
    let (one, two) = (teacher.get("/projets/nouveau").await, teacher.get("/projets/nouveau").await);
    let (first, second) = (nonce(one.header("content-security-policy")), nonce(two.header("content-security-policy")));
    assert!(first.as_ref().is_some_and(|nonce| nonce.len() >= 16) && first != second);
    let scripts = one.attributes("script", "nonce");
    assert!(!scripts.is_empty() && scripts.iter().all(|script| Some(script) == first.as_ref()), "{scripts:?}");
}

#[tokio::test]
async fn a_page_without_island_loads_no_script() {
    let site = Site::open().await;
    let (nobody, teacher) = (site.nobody(), site.as_(TEACHER).await);
    for path in ["/projets", "/territoire", "/connexion", "/echanges", "/aide"] {
        let page = nobody.get(path).await;
        assert!(page.select("script").is_empty() && !page.text().contains(".wasm"), "{path}");
    }
    // What the search box needs lies in a template, where it is dead until someone is in the box; what puts it into the page loads nothing.
    for path in ["/", "/recherche?q=classe"] {
        let page = nobody.get(path).await;
        assert_eq!((page.select("script").len(), page.select("head > script").len()), (2, 1), "{path}");
        assert!(page.attributes("script", "src").is_empty() && !page.select("head > script")[0].contains("import"), "{path}");
        let loaded = page.attributes("link[rel=modulepreload], link[rel=preload]", "href");
        let text = page.text();
        let kept = text.split_once("<template").and_then(|(_, rest)| rest.split_once("</template>")).map(|(kept, _)| kept.to_owned());
        let kept = kept.unwrap_or_default();
        assert!(kept.matches("<script").count() == 1 && loaded.len() == 2 && loaded.iter().all(|address| kept.contains(address)), "{path}");
        assert_eq!(page.text().split("<template").next().unwrap_or_default().matches(".wasm").count(), 0, "{path}");
        assert_eq!(page.text().rsplit("</template>").next().unwrap_or_default().matches(".wasm").count(), 0, "{path}");
        assert_eq!(page.attributes("leptos-island", "data-component").len(), 1, "{path}");
    }
    // Whoever is signed in hears of their notices in every page, by one island and no more.
    for path in ["/", "/projets", "/recherche?q=classe", "/territoire", "/moi/projets"] {
        let page = teacher.get(path).await;
        assert!(page.select("template").is_empty(), "{path}");
        let islands = page.attributes("leptos-island", "data-component");
        assert!(islands.len() == 1 && islands[0].starts_with("OpenPageIsland"), "{path}: {islands:?}");
        assert!(!page.select("script").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn what_a_member_sees_is_kept_by_nobody() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    assert_eq!(teacher.get("/moi/projets").await.header("cache-control"), "no-store");
    assert_eq!(site.nobody().get("/").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn no_page_names_another_host() {
    let site = Site::open().await;
    // Their names are in `href`; what a browser loads by itself is asked for here.
    for path in ["/", "/projets", "/territoire", "/connexion", "/aide", "/accessibilite"] {
        let page = site.nobody().get(path).await;
        let loaded = page.attributes("[src]", "src").into_iter().chain(page.attributes("link[href]:not([rel=canonical])", "href"));
        for address in loaded.chain(page.attributes("[srcset]", "srcset")) {
            assert!(address.starts_with('/') && !address.starts_with("//"), "{path}: {address}");
        }
    }
}

#[tokio::test]
async fn every_page_has_one_title_one_language_and_one_way_in() {
    let site = Site::open().await;
    for path in ["/", "/projets", "/recherche", "/territoire", "/communes/33063-bordeaux", "/connexion", "/rien", "/aide"] {
        let page = site.nobody().get(path).await;
        assert_eq!(page.select("h1").len(), 1, "{path}");
        assert_eq!(page.attributes("html", "lang"), ["fr"], "{path}");
        assert_eq!(page.attributes("a.skip-link", "href"), ["#contenu"], "{path}");
        assert!(page.text().starts_with("<!DOCTYPE html>"), "{path}");
    }
}

#[tokio::test]
async fn light_and_dark_are_a_choice_that_needs_no_account() {
    let site = Site::open().await;
    let chosen = site.nobody().post("/apparence", &[("apparence", "sombre"), ("retour", "/projets")]).await;
    assert_eq!(chosen.location(), "/projets");
    assert_eq!(chosen.set_cookie("apparence").as_deref(), Some("sombre"));
    let request = axum::http::Request::builder().uri("/").header("cookie", "apparence=sombre").body(axum::body::Body::empty());
    assert_eq!(site.nobody().ask(request.expect("a request")).await.attributes("html", "data-theme"), ["dark"]);
}
