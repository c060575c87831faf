//! Who signs a project, how they are named, and what others make of it, over HTTP. No JavaScript anywhere.

use crate::{
    harness::Site,
    projects::{send, sheet, with},
};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, PARENT, TEACHER};

const SHEET: &str = "/projets/la-mare-sous-le-microscope";

#[tokio::test]
async fn a_colleague_signs_by_a_link_and_may_leave() {
    let site = Site::open().await;
    let (teacher, other) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "save")])).await;
    let page = format!("{SHEET}/auteurs");
    assert_eq!(teacher.get(SHEET).await.attributes(&format!("a[href='{page}']"), "href").len(), 1);
    let alone = teacher.get(&page).await;
    assert_eq!(alone.select("#authors ~ .people-list li").len(), 1);
    let made = teacher.post(&page, &[("do", "invite")]).await;
    let link = made.attributes("#invitation", "value").remove(0);
    let path = link[link.find("/invitations").expect("an address")..].to_owned();
    assert!(teacher.get(&page).await.select("#invitation").is_empty(), "it is shown once");

    assert_eq!(site.nobody().get(&path).await.status, StatusCode::SEE_OTHER, "one signs in first");
    assert_eq!(site.as_(PARENT).await.get(&path).await.status, StatusCode::FORBIDDEN);
    let asked = other.get(&path).await;
    assert_eq!(
        (asked.select("h2"), asked.select(".page-head .byline")),
        (vec!["La mare sous le microscope".to_owned()], vec![TEACHER.name.to_owned()])
    );
    let school = OTHER_TEACHER.school().expect("a school").to_string();
    assert!(asked.attributes("#school option", "value").contains(&school));
    let secret = asked.attributes("input[name=cle]", "value").remove(0);
    let joined = other.post("/invitations", &[("cle", &secret), ("school", &school)]).await;
    assert_eq!(joined.location(), SHEET);
    assert_eq!(other.get(SHEET).await.attributes(&format!(".project-sheet-who a[href='/ecoles/{school}']"), "href").len(), 1);
    assert_eq!(other.post("/invitations", &[("cle", &secret)]).await.status, StatusCode::NOT_FOUND, "a link serves once");

    let two = other.get(&page).await;
    assert_eq!(two.select(".people-list li span"), [TEACHER.name, OTHER_TEACHER.name]);
    let own = two.attributes(".people-list button", "value");
    assert_eq!(own.len(), 1, "who was invited sends nobody away");
    assert_eq!(other.post(&page, &[("do", "leave"), ("id", &own[0])]).await.location(), "/moi/projets");
    let me = teacher.get(&page).await;
    assert_eq!(me.select(".people-list li").len(), 1);
    assert_eq!(teacher.post(&page, &[("do", "leave"), ("id", &own[0])]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_version_of_ones_own_is_started_from_a_sheet() {
    let site = Site::open().await;
    let (teacher, animator, other) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.as_(OTHER_TEACHER).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    animator.post("/animation/projets/la-mare-sous-le-microscope", &[("move", "publish"), ("version", "1")]).await;
    assert!(site.nobody().get(SHEET).await.select("form[action$='/reprises']").is_empty());
    assert_eq!(other.get(SHEET).await.select("form[action$='/reprises'] button"), ["En faire ma version"]);
    let started = other.post(&format!("{SHEET}/reprises"), &[]).await;
    assert_eq!(started.location(), "/projets/la-mare-sous-le-microscope-2/modifier");
    let own = other.get("/projets/la-mare-sous-le-microscope-2").await;
    assert_eq!(own.attributes(".project-lineage p a", "href"), [SHEET]);
    assert!(site.nobody().get(SHEET).await.select(".project-lineage").is_empty(), "a draft is its author's alone");
    let school = OTHER_TEACHER.school().expect("a school").to_string();
    let pairs = with(sheet(), &[("schools", &school), ("licence", "cc0"), ("version", "1"), ("intent", "submit")]);
    let refused = send(&other, "/projets/la-mare-sous-le-microscope-2/modifier", &pairs).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.select("#licence-erreur")[0].contains("CC BY-SA 4.0"), "{:?}", refused.select(".field-error"));
}

#[tokio::test]
async fn an_author_is_named_as_they_choose_on_every_page() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    animator.post("/animation/projets/la-mare-sous-le-microscope", &[("move", "publish"), ("version", "1")]).await;
    assert_eq!(teacher.get("/moi").await.attributes("input[name=name_shown][checked]", "value"), ["full"]);
    let refused = teacher.post("/moi", &[("name_shown", "rien")]).await;
    assert_eq!((refused.status, refused.select("#name_shown-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(teacher.post("/moi", &[("name_shown", "school")]).await.location(), "/moi?fait=nom");
    site.catch_up().await;
    let nobody = site.nobody();
    let title = "/recherche?q=mare+microscope";
    for path in [
        SHEET,
        "/",
        "/projets",
        title,
        "/projets.atom",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/projets/la-mare-sous-le-microscope/scolomfr.xml",
    ] {
        let page = nobody.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains(TEACHER.name), "{path} names its author");
    }
    assert!(nobody.get(SHEET).await.select(".project-sheet-who")[0].contains("Une équipe d’école"));
}
