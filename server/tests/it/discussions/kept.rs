//! What was typed and refused: shown again, kept among its writer's drafts, and no picture of it taken in for nothing.

use super::{opened, said, settings, space};
use crate::{
    harness::{Browser, Page, Part, Site},
    projects::{send, sheet, with},
};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

const SHEET: &str = "/projets/la-mare-sous-le-microscope";
const DRAFTS: &str = "/echanges/brouillons";

/// Has the animator ask whoever wrote the message `post` not to write for a week.
async fn silence(animator: &Browser, post: &str) {
    let quiet = [("kind", "silenced"), ("reason", "advertisement"), ("words", "Pas de publicité."), ("days", "7")];
    let done = animator.post(&format!("/animation/signalements/messages/{post}"), &quiet).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.select(".error-summary li"));
}

fn silenced(page: &Page, field: &str) {
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{field}");
    assert!(
        page.select(".notice.error[role=alert]").concat().contains("toujours dans cette page"),
        "{field}: {:?}",
        page.select(".notice")
    );
    assert_eq!(page.select(field), ["Ce que j’ai écrit."], "{field}");
}

#[tokio::test]
async fn whoever_is_asked_not_to_write_finds_what_they_wrote_in_each_form() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    let review = SHEET.replace("/projets", "/animation/projets");
    let version = animator.get(&review).await.attributes("input[name=version]", "value").remove(0);
    animator.post(&review, &[("move", "publish"), ("version", &version)]).await;
    let partners = format!("{SHEET}/partenaires");
    let call = [("do", "seek"), ("message", "Une classe qui a une mare."), ("cycles", "2"), ("reach", "anywhere"), ("until", "2027-06-30")];
    teacher.post(&partners, &call).await;
    let space = space(&animator, "Le préau", &[("needs", "yes")]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let post = said(&other, &topic, "Redémarrez-la.").await;
    silence(&animator, &post).await;

    let (new, edit) = (space.replace("/echanges/", "/echanges/nouveau?espace="), format!("/echanges/messages/{post}/modifier"));
    let ticked = other.get(&new).await.attributes("input[name=space][checked]", "value").remove(0);
    let school = OTHER_TEACHER.school().expect("a school").to_string();
    let body = ("body", "Ce que j’ai écrit.");
    silenced(&other.post(&topic, &[body]).await, "#body");
    silenced(&other.post(&new, &[("title", "Une question"), ("kind", "question"), ("space", &ticked), body]).await, "#body");
    silenced(&other.post(&edit, &[("do", "save"), ("version", "1"), body]).await, "#body");
    let need = [("title", "Un zébulon vert"), ("service", "ent"), ("school", school.as_str()), ("confirm", "yes"), body];
    silenced(&other.post("/besoins/nouveau", &need).await, "#body");
    silenced(&other.post(&partners, &[("do", "answer"), ("answer", "Ce que j’ai écrit.")]).await, "#answer");

    // Whoever left the page finds it in the form, and all of it in one place.
    for (path, field) in
        [(&topic, "#body"), (&new, "#body"), (&edit, "#body"), (&"/besoins/nouveau".to_owned(), "#body"), (&partners, "#answer")]
    {
        assert_eq!(other.get(path).await.select(field), ["Ce que j’ai écrit."], "{path}");
    }
    let drafts = other.get(DRAFTS).await;
    assert_eq!(drafts.select(".draft-text"), vec!["Ce que j’ai écrit."; 5]);
    let mut labels = drafts.select("h2");
    labels.sort();
    assert_eq!(
        labels,
        [
            "Nouveau besoin",
            "Nouveau sujet dans « Le préau »",
            "Réponse dans « Tablettes »",
            "Réponse à l’appel de « La mare sous le microscope »",
            "Votre message dans « Tablettes », modifié",
        ]
    );
    let mut leads = drafts.attributes(".draft-list a.button", "href");
    leads.sort();
    let mut expected = [format!("{topic}#repondre"), new, edit, "/besoins/nouveau".to_owned(), partners];
    expected.sort();
    assert_eq!(leads, expected);
}

#[tokio::test]
async fn what_goes_nowhere_any_more_is_shown_by_itself() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let post = said(&other, &topic, "Redémarrez-la.").await;
    let edit = format!("/echanges/messages/{post}/modifier");
    animator.post(&settings(&topic), &[("do", "lock")]).await;
    let locked = other.post(&edit, &[("do", "save"), ("version", "1"), ("body", "Rallumez-la.")]).await;
    assert_eq!((locked.status, locked.select(".draft-text")), (StatusCode::FORBIDDEN, vec!["Rallumez-la.".to_owned()]));
    let page = other.get(&edit).await;
    assert_eq!((page.select("#body").len(), page.select(".draft-text")), (0, vec!["Rallumez-la.".to_owned()]), "it may be taken back yet");
    let decide = animator.get(&settings(&topic)).await.attributes("main a[href^='/animation/signalements/messages/']", "href").remove(0);
    let hidden = [("kind", "hidden"), ("reason", "advertisement"), ("words", "Pas de publicité.")];
    assert_eq!(animator.post(&decide, &hidden).await.status, StatusCode::SEE_OTHER);
    for (path, what) in [(&topic, "Trop tard."), (&edit, "Beaucoup trop tard.")] {
        let gone = other.post(path, &[("do", if path == &edit { "save" } else { "send" }), ("version", "1"), ("body", what)]).await;
        assert_eq!((gone.status, gone.select(".draft-text")), (StatusCode::NOT_FOUND, vec![what.to_owned()]), "{path}");
        assert_eq!(gone.attributes("main a[href='/echanges/brouillons']", "href").len(), 1, "{path}");
        assert_eq!(other.post(path, &[("body", " ")]).await.select(".draft-text"), Vec::<String>::new(), "{path}: nothing was typed");
    }
    let drafts = other.get(DRAFTS).await;
    assert_eq!(drafts.select("h2"), vec!["Un échange que vous ne lisez plus"; 2]);
    assert!(!drafts.text().contains("Tablettes"), "nothing of it is said");

    // A space that closed while one wrote.
    let new = space.replace("/echanges/", "/echanges/nouveau?espace=");
    let ticked = other.get(&new).await.attributes("input[name=space][checked]", "value").remove(0);
    animator.post(&space.replace("/echanges", "/animation/espaces"), &[("name", "Le préau"), ("post", "teacher"), ("closed", "yes")]).await;
    let closed = other.post(&new, &[("title", "Une question"), ("kind", "question"), ("space", &ticked), ("body", "Laquelle ?")]).await;
    assert_eq!((closed.status, closed.select("#body")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Laquelle ?".to_owned()]));
    assert!(other.get(DRAFTS).await.select(".draft-text").contains(&"Laquelle ?".to_owned()));
}

#[tokio::test]
async fn what_was_written_before_a_space_was_chosen_is_offered_again() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    self::space(&animator, "La cour", &[]).await;
    let new = "/echanges/nouveau";
    assert_eq!(teacher.get(new).await.attributes("form[data-draft]", "data-draft"), ["new"]);
    let typed = [("title", "Une question"), ("kind", "question"), ("body", "Laquelle ?")];
    let refused = teacher.post(new, &typed).await;
    assert_eq!((refused.status, refused.select("#body")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Laquelle ?".to_owned()]));
    let drafts = teacher.get(DRAFTS).await;
    // The latest first; the demo has her keep another.
    assert_eq!(
        (drafts.select("h2").remove(0), drafts.select(".draft-text").remove(0)),
        ("Nouveau sujet".to_owned(), "Laquelle ?".to_owned())
    );
    assert_eq!(drafts.attributes(".draft-list a.button", "href").remove(0), new);
    assert_eq!(teacher.get(new).await.select("#body"), ["Laquelle ?"], "whoever left the page finds it in the form");
    let kept = teacher.post(new, &[("do", "draft"), ("title", "Une question"), ("body", "Laquelle donc ?")]).await;
    assert_eq!(kept.location(), new);
    assert_eq!(teacher.get(new).await.select("#body"), ["Laquelle donc ?"]);

    let named = space.replace("/echanges/", "/echanges/nouveau?espace=");
    let ticked = teacher.get(&named).await.attributes("input[name=space][checked]", "value").remove(0);
    let sent = [("do", "open"), ("title", "Une question"), ("kind", "question"), ("body", "Laquelle ?"), ("space", ticked.as_str())];
    let sent = teacher.post(new, &sent).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{:?}", sent.select(".error-summary li"));
    assert!(!teacher.get(DRAFTS).await.select("h2").contains(&"Nouveau sujet".to_owned()), "it is sent");
}

#[tokio::test]
async fn what_is_too_long_to_send_is_kept_as_it_is() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let long = "a".repeat(50_000);
    assert_eq!(teacher.post(&topic, &[("do", "draft"), ("body", &long)]).await.location(), format!("{topic}#repondre"));
    assert_eq!(teacher.get(&topic).await.select("#body")[0].len(), 50_000);
}

async fn taken_in(site: &Site) -> i64 {
    let services::db::Db::Sqlite { read, .. } = &site.portal.db else { panic!("the tests of pages run on SQLite") };
    sqlx::query_scalar("SELECT COUNT(*) FROM medium").fetch_one(read).await.expect("a number")
}

#[tokio::test]
async fn no_picture_is_taken_in_for_a_message_that_may_not_be_sent() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let (post, theirs) = (said(&other, &topic, "Redémarrez-la.").await, said(&teacher, &topic, "Merci.").await);
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    let png = png.into_inner();
    let upload = async |path: &str| {
        let typed = [("body", "Voici."), ("title", "Une question"), ("kind", "question"), ("version", "1"), ("do", "save")];
        let mut parts: Vec<_> = typed.iter().map(|(name, value)| Part::Text(name, value)).collect();
        parts.extend([
            Part::Text("picture_alt", "Un robot"),
            Part::Text("picture_nobody", "yes"),
            Part::File("picture", "robot.png", &png),
        ]);
        other.upload(path, &parts).await
    };
    let (edit, not_mine) = (format!("/echanges/messages/{post}/modifier"), format!("/echanges/messages/{theirs}/modifier"));
    let before = taken_in(&site).await;
    let refused = upload(&not_mine).await;
    assert_eq!((refused.status, refused.select(".draft-text")), (StatusCode::FORBIDDEN, vec!["Voici.".to_owned()]));
    animator.post(&settings(&topic), &[("do", "lock")]).await;
    assert_eq!(upload(&topic).await.status, StatusCode::CONFLICT);
    assert_eq!(upload(&edit).await.status, StatusCode::FORBIDDEN);
    animator.post(&settings(&topic), &[("do", "unlock")]).await;
    silence(&animator, &post).await;
    for path in [topic.as_str(), edit.as_str(), &space.replace("/echanges/", "/echanges/nouveau?espace=")] {
        assert_eq!(upload(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(taken_in(&site).await, before);
    let account = services::identity::ensure_account(&site.system(), &OTHER_TEACHER.account()).await.expect("an account").to_string();
    animator.post("/animation/signalements", &[("do", "unsilence"), ("account", &account)]).await;
    assert_eq!(upload(&topic).await.status, StatusCode::SEE_OTHER);
    assert_eq!(upload(&edit).await.status, StatusCode::SEE_OTHER);
    assert_eq!(taken_in(&site).await, before + 2);
}
