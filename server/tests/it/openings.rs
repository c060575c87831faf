//! Dates and secret links over HTTP: what the page says, what a link opens in which browser, what it leaves nowhere.

use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

/// A project of the teacher's that is for its school alone once published; its path.
pub async fn reserved(site: &Site) -> String {
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let school = TEACHER.school().expect("a school").to_string();
    let form = [
        ("title", "La classe verte"),
        ("summary", "Trois jours au bord de l’océan."),
        ("body", "Le départ, la dune, le retour."),
        ("cycles", "2"),
        ("levels", "ce1"),
        ("subjects", "questionner-le-monde"),
        ("licence", "cc-by-sa"),
        ("visibility", "school"),
        ("schools", &school),
        ("intent", "submit"),
    ];
    let sheet = teacher.post("/projets/nouveau", &form).await.location();
    let review = sheet.replace("/projets", "/animation/projets");
    let version = animator.get(&review).await.attributes("input[name=version]", "value").remove(0);
    assert_eq!(animator.post(&review, &[("move", "publish"), ("version", &version)]).await.location(), sheet);
    sheet
}

async fn with_links(browser: &Browser, links: &str, path: &str) -> StatusCode {
    browser.get_with(path, &[("cookie", &format!("preau-liens={links}"))]).await.status
}

#[tokio::test]
async fn a_secret_link_opens_a_project_in_one_browser_and_is_written_nowhere_else() {
    let site = Site::open().await;
    let sheet = reserved(&site).await;
    let (teacher, visitor) = (site.as_(TEACHER).await, site.nobody());
    let page = teacher.post(&format!("{sheet}/ouverture"), &[("do", "link")]).await;
    assert_eq!((page.status, page.header("cache-control").as_str()), (StatusCode::OK, "no-store"));
    let link = page.attributes("#lien", "value").remove(0);
    let path = link.strip_prefix(crate::harness::ORIGIN).expect("an address of the portal").to_owned();
    assert!(teacher.get(&format!("{sheet}/ouverture")).await.attributes("#lien", "value").is_empty(), "it is shown once");

    assert_eq!(visitor.get(&sheet).await.status, StatusCode::NOT_FOUND);
    let opened = visitor.get(&path).await;
    assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, sheet.clone()));
    assert_eq!((opened.header("cache-control").as_str(), opened.header("referrer-policy").as_str()), ("no-store", "no-referrer"));
    let kept = opened.set_cookie("preau-liens").expect("the browser keeps it");
    let read = visitor.get_with(&sheet, &[("cookie", &format!("preau-liens={kept}"))]).await;
    assert_eq!((read.status, read.select("h1")), (StatusCode::OK, vec!["La classe verte".to_owned()]));
    assert_eq!(read.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(
        (read.header("cache-control").as_str(), read.select(".notice button")),
        ("no-store", vec!["Ne plus le garder sur cet appareil".to_owned()])
    );
    assert!(teacher.get(&sheet).await.attributes("form[action='/lien']", "action").is_empty(), "its authors read it anyway");
    let forgotten = visitor.post("/lien", &[]).await;
    assert_eq!((forgotten.location().as_str(), forgotten.set_cookie("preau-liens")), ("/", Some(String::new())));
    assert!(!read.text().contains(&kept), "no page bears the secret");
    assert_eq!(with_links(&visitor, &kept, &format!("{sheet}/couverture.svg")).await, StatusCode::OK);
    assert_eq!(with_links(&visitor, &kept, &format!("{sheet}/modifier")).await, StatusCode::SEE_OTHER, "it opens nothing else");
    assert_eq!(visitor.get(&sheet).await.status, StatusCode::NOT_FOUND, "in that browser alone");
    for other in ["rien", "", "....", &"a".repeat(5_000), &kept[1..]] {
        assert_eq!(with_links(&visitor, other, &sheet).await, StatusCode::NOT_FOUND, "{other}");
        assert_eq!(visitor.get(&format!("/lien?cle={other}")).await.status, StatusCode::NOT_FOUND, "{other}");
    }

    // Another link beside it stays; a new one in its place does not.
    let both = format!("rien.{kept}");
    assert_eq!(with_links(&visitor, &both, &sheet).await, StatusCode::OK);
    teacher.post(&format!("{sheet}/ouverture"), &[("do", "link")]).await;
    assert_eq!(with_links(&visitor, &kept, &sheet).await, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn signing_out_forgets_the_links_of_a_browser() {
    let site = Site::open().await;
    let out = site.as_(TEACHER).await.post("/deconnexion", &[]).await;
    assert_eq!(out.set_cookie("preau-liens"), Some(String::new()));
}

#[tokio::test]
async fn dates_typed_wrongly_are_named_and_kept_in_the_form() {
    let site = Site::open().await;
    let sheet = reserved(&site).await;
    let (teacher, address) = (site.as_(TEACHER).await, format!("{sheet}/ouverture"));
    let version = teacher.get(&address).await.attributes("input[name=version]", "value").remove(0);
    let typed = [("do", "dates"), ("version", &version), ("school_from", "demain"), ("school_until", "2027-01-31")];
    let page = teacher.post(&address, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.select("#school_from-erreur"), ["Écrivez un jour, par exemple 05/07/2027."]);
    assert_eq!(
        (page.attributes("#school_from", "value"), page.attributes("#school_until", "value")),
        (vec!["demain".into()], vec!["2027-01-31".into()])
    );
    let wider = teacher.post(&address, &[("do", "dates"), ("version", &version), ("public_until", "2027-01-31")]).await;
    assert_eq!(wider.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wider.select("#public_from-erreur")[0].contains("demandez à l’animatrice"));
    let done = teacher.post(&address, &[("do", "dates"), ("version", &version), ("school_until", "31/01/2027")]).await;
    assert_eq!(done.location(), address);
    let stale = teacher.post(&address, &[("do", "dates"), ("version", &version)]).await;
    assert_eq!((stale.status, stale.select("#public_from-erreur").len()), (StatusCode::CONFLICT, 1), "another tab, opened before");
    let page = teacher.get(&address).await;
    assert_eq!(page.attributes("#school_until", "value"), ["2027-01-31"]);
    assert!(page.select(".lead")[0].contains("l’école (jusqu’au 31/01/2027)"), "{:?}", page.select(".lead"));
    assert_eq!(site.as_(OTHER_TEACHER).await.get(&address).await.status, StatusCode::NOT_FOUND);
}
