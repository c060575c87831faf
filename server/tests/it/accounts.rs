//! A member's sessions and identities, invitations to a role, who waits, and the trail that administrators read.

use crate::harness::{Browser, Site};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use sample::cast::{ADMIN, ADVISOR, ANIMATOR, OTHER_TEACHER, PARENT, TEACHER};
use services::db::Db;
use std::net::SocketAddr;

/// The link that an invitation of `browser`'s shows, once.
async fn invited(browser: &Browser, role: &str) -> String {
    let pairs = [("do", "invite"), ("name", "Sacha"), ("role", role), ("service", "Numérique"), ("commune", "33063")];
    let page = browser.post("/animation/invitations", &pairs).await;
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.select(".error-summary"));
    page.attributes("#invitation", "value").remove(0).replace("http://127.0.0.1:3000", "")
}

#[tokio::test]
async fn a_member_ends_a_session_that_was_left_open_elsewhere() {
    let site = Site::open().await;
    let (here, elsewhere, stranger) = (site.as_(TEACHER).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let page = here.get("/moi/sessions").await;
    assert_eq!((page.select(".people-list > li").len(), page.select(".people-list strong")), (2, vec!["Cette session-ci".to_owned()]));
    let key = page.attributes(".people-list button[name=session]", "value").remove(0);
    assert_eq!(stranger.post("/moi/sessions", &[("session", &key)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(elsewhere.get("/moi").await.status, StatusCode::OK);
    assert_eq!(here.post("/moi/sessions", &[("session", &key)]).await.location(), "/moi/sessions?fait=fin");
    assert_eq!(elsewhere.get("/moi").await.status, StatusCode::SEE_OTHER, "ended");
    assert_eq!(here.get("/moi").await.status, StatusCode::OK);

    let again = site.as_(TEACHER).await;
    assert_eq!(here.post("/moi/sessions", &[("do", "others")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(again.get("/moi").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/moi/sessions").await.select(".people-list > li").len(), 1);
}

#[tokio::test]
async fn ones_only_identity_is_shown_and_stays() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let page = teacher.get("/moi/identites").await;
    assert_eq!((page.status, page.select(".people-list > li").len()), (StatusCode::OK, 1));
    assert!(page.attributes("button[name=identity]", "value").is_empty(), "there is no button to take the last one away");
    assert!(!page.text().contains("/moi/identites/demo"), "the demo's people are linked to nothing");
    site.portal.clock.advance_ms(services::identity::FRESH_MS);
    let late = teacher.get("/moi/identites").await;
    assert_eq!(late.attributes("main a.button.quiet", "href"), Vec::<String>::new(), "no provider, nothing to link");
    assert_eq!(teacher.get("/moi/identites/rien").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invitation_is_shown_once_and_accepted_once() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let link = invited(&animator, "official").await;
    assert!(!animator.get("/animation/invitations").await.text().contains(&link), "never again");
    assert_eq!(animator.get("/animation/invitations").await.select(".people-list > li").len(), 1);
    let nobody = site.nobody().get(&link).await;
    assert_eq!((nobody.status, nobody.location().starts_with("/connexion?retour=%2Frejoindre%3Fcle")), (StatusCode::SEE_OTHER, true));

    let page = teacher.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Bordeaux") && !page.text().contains("Sacha"), "whom it was made for is not told");
    let key = page.attributes("main input[name=cle]", "value").remove(0);
    assert_eq!(teacher.post("/rejoindre", &[("cle", &key)]).await.location(), "/rejoindre?fait=role");
    assert_eq!(teacher.get("/moi").await.status, StatusCode::SEE_OTHER, "a new power begins with a new session");
    assert_eq!(site.nobody().get("/rejoindre?fait=role").await.select("h1"), ["Bienvenue"]);
    assert!(site.as_(TEACHER).await.get("/moi").await.text().contains("Élue, élu ou agent"));
    let other = site.as_(OTHER_TEACHER).await;
    assert_eq!(other.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post("/rejoindre", &[("cle", &key)]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_missing_in_an_invitation_is_said_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let animator = site.as_(ANIMATOR).await;
    let page = animator.post("/animation/invitations", &[("do", "invite"), ("name", "Sacha"), ("role", "official")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes("#name", "value"), ["Sacha"]);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#commune"]);
    assert!(page.attributes("input[name=role]", "value").iter().all(|role| role == "official"), "others are not the animator's to offer");
    let forced = [("do", "invite"), ("name", "Sacha"), ("role", "animator")];
    assert_eq!(animator.post("/animation/invitations", &forced).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_delegate_is_invited_by_an_administrator_who_takes_the_role_back() {
    let site = Site::open().await;
    let (admin, teacher) = (site.as_(ADMIN).await, site.as_(TEACHER).await);
    let link = invited(&admin, "delegate").await;
    let key = teacher.get(&link).await.attributes("main input[name=cle]", "value").remove(0);
    teacher.post("/rejoindre", &[("cle", &key)]).await;
    let delegate = site.as_(TEACHER).await;
    for (path, status) in [
        ("/animation", StatusCode::OK),
        ("/animation/signalements", StatusCode::OK),
        ("/animation/personnes", StatusCode::OK),
        ("/animation/formations", StatusCode::OK),
        ("/animation/relecture", StatusCode::FORBIDDEN),
        ("/animation/retraits", StatusCode::FORBIDDEN),
        ("/animation/invitations", StatusCode::FORBIDDEN),
        ("/animation/une", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(delegate.get(path).await.status, status, "{path}");
    }
    let given = admin.get("/animation/invitations").await;
    let account = given.attributes(".people-list button[name=account]", "value").remove(0);
    let revoked = admin.post("/animation/invitations", &[("do", "revoke"), ("account", &account), ("role", "delegate")]).await;
    assert_eq!(revoked.location(), "/animation/invitations?fait=note");
    assert_eq!(site.as_(TEACHER).await.get("/animation").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_administrator_says_whether_two_accounts_are_one_persons() {
    let site = Site::open().await;
    let (admin, animator, parent) = (site.as_(ADMIN).await, site.as_(ANIMATOR).await, site.as_(PARENT).await);
    site.as_(TEACHER).await;
    let Db::Sqlite { write, .. } = &site.portal.db else { panic!("the tests of pages run on SQLite") };
    let twin = "UPDATE account_identity SET twin_of = (SELECT id FROM account WHERE name = $1) \
                WHERE account_id = (SELECT id FROM account WHERE name = $2)";
    sqlx::query(twin).bind(TEACHER.name).bind(PARENT.name).execute(write).await.expect("twins");
    let people = "/animation/personnes";
    assert!(animator.get(people).await.select("#jumeaux").is_empty(), "administrators alone tell");
    let page = admin.get(people).await;
    assert_eq!((page.status, page.select("#jumeaux")), (StatusCode::OK, vec!["La même personne ?".to_owned()]));
    assert!(page.text().contains(TEACHER.name) && page.text().contains(PARENT.name));
    let former = page.attributes("input[name=former]", "value").remove(0);
    let path = page.attributes("section[aria-labelledby=jumeaux] form", "action").remove(0);
    let same = [("do", "same"), ("former", former.as_str())];
    assert_eq!(animator.post(&path, &same).await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.post(&path, &[("do", "same"), ("former", "rien")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&path, &same).await.location(), "/animation/personnes?fait=comptes");
    assert_eq!(parent.get("/moi").await.status, StatusCode::SEE_OTHER, "both sign in again");
    assert_eq!(admin.post(&path, &same).await.status, StatusCode::NOT_FOUND, "once");
    let told = admin.get("/animation/personnes?fait=comptes").await;
    assert_eq!((told.select("#jumeaux").len(), told.select(".notice.good").len()), (0, 1));
}

#[tokio::test]
async fn administrators_read_who_did_what_and_what_was_refused_to_whom() {
    let site = Site::open().await;
    let (admin, teacher) = (site.as_(ADMIN).await, site.as_(TEACHER).await);
    assert_eq!(teacher.get("/administration/journal").await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.as_(ADVISOR).await.get("/animation/une?x=1").await.status, StatusCode::FORBIDDEN);
    let page = admin.get("/administration/journal?action=refused").await;
    let lines = page.select("tbody tr");
    assert_eq!((page.status, lines.len()), (StatusCode::OK, 2), "{lines:?}");
    let lead = page.select(".page-head .lead").remove(0);
    assert!(lead.contains(&format!("au bout de {} mois", site.portal.settings.retention.audit)), "{lead}");
    assert!(lines[0].contains("GET /animation/une") && !lines[0].contains("x=1"), "{lines:?}");
    assert!(lines[1].contains(TEACHER.name) && lines[1].contains("GET /administration/journal"), "{lines:?}");
    let of_teacher = page.attributes("tbody tr:last-child td a", "href").remove(0);
    let theirs = admin.get(&of_teacher).await;
    assert!(theirs.select("tbody tr").iter().all(|line| line.contains(TEACHER.name)));
    let hostile = admin.get("/administration/journal?qui=%3Cscript%3E&objet=%22%3E&du=hier&page=-1").await;
    assert_eq!(hostile.status, StatusCode::OK);
    assert!(!hostile.text().contains("<script>") && hostile.text().contains("Aucune ligne"));
    assert_eq!(hostile.attributes("#qui", "value"), ["<script>"], "what was asked for is shown again");
}

#[tokio::test]
async fn the_trail_says_from_which_network_and_from_which_address_to_nobody() {
    let site = Site::open().await;
    let (admin, teacher) = (site.as_(ADMIN).await, site.as_(TEACHER).await);
    let asked = Request::builder().uri("/administration/journal").header("x-forwarded-for", "203.0.113.7").body(Body::empty());
    let mut asked = asked.expect("a request");
    asked.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
    assert_eq!(teacher.ask(asked).await.status, StatusCode::FORBIDDEN);
    let page = admin.get("/administration/journal?action=refused").await;
    let lines = page.select("tbody tr");
    assert!(lines.len() == 1 && lines[0].contains("203.0.113.0/24") && lines[0].contains("demo"), "{lines:?}");
    assert!(!page.text().contains("203.0.113.7"));
}
