//! What the animator puts forward, over HTTP. No JavaScript anywhere.

use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::ANIMATOR;

#[tokio::test]
async fn a_collection_is_made_ordered_and_shown() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let found = nobody.get("/projets").await;
    let (first, second) =
        (found.attributes(".project-card-title a", "href").remove(0), found.attributes(".project-card-title a", "href").remove(1));
    let titles = found.select(".project-card-title");
    let lacking = animator.post("/animation/dossiers", &[("title", "À l’antenne"), ("body", "Par où commencer")]).await;
    assert_eq!((lacking.status, lacking.select("#summary-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(
        (lacking.attributes("#title", "value"), lacking.select("#body")),
        (vec!["À l’antenne".to_owned()], vec!["Par où commencer".to_owned()])
    );
    let made = animator.post("/animation/dossiers", &[("title", "À l’antenne"), ("summary", "<i>Trois</i> classes.")]).await;
    let desk = "/animation/dossiers/a-l-antenne";
    assert_eq!(made.location(), desk);
    let unknown = animator.post(desk, &[("do", "add"), ("project", "https://ailleurs.fr/rien")]).await;
    assert_eq!(
        (unknown.status, unknown.attributes("#project", "value")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["https://ailleurs.fr/rien".to_owned()])
    );
    for address in [&first, &second] {
        let whole = format!("http://127.0.0.1:3000{address}/");
        assert_eq!(animator.post(desk, &[("do", "add"), ("project", &whole)]).await.location(), desk);
    }
    assert_eq!(nobody.get("/dossiers/a-l-antenne").await.status, StatusCode::NOT_FOUND);
    assert_eq!(animator.post(desk, &[("do", "publish")]).await.location(), desk);
    let second_id = animator.get(desk).await.attributes(".people-list input[name=project]", "value").remove(1);
    animator.post(desk, &[("do", "up"), ("project", &second_id)]).await;
    let page = nobody.get("/dossiers/a-l-antenne").await;
    assert_eq!(page.select(".project-card-title"), [titles[1].clone(), titles[0].clone()]);
    assert!(!page.text().contains("<i>Trois</i>"));
    assert_eq!(nobody.get("/dossiers").await.attributes(".collection-list a", "href")[0], "/dossiers/a-l-antenne");
    assert!(nobody.get("/sitemap.xml").await.text().contains("/dossiers/a-l-antenne"));
    for id in animator.get(desk).await.attributes(".people-list input[name=project]", "value") {
        animator.post(desk, &[("do", "take-out"), ("project", &id)]).await;
    }
    assert_eq!(nobody.get("/dossiers/a-l-antenne").await.status, StatusCode::NOT_FOUND, "in it nothing may be read any more");
    assert!(!animator.get(desk).await.text().contains("Voir sa page"));
}

#[tokio::test]
async fn what_is_planned_stands_large_on_the_home_page() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let home = nobody.get("/").await;
    let latest = home.select(".highlight h3");
    let other = home.attributes(".project-card-title a", "href").remove(2);
    let title = home.select(".project-card-title").remove(2);
    let lacking = animator.post("/animation/une", &[("do", "plan"), ("project", &other), ("from", ""), ("until", "hier")]).await;
    assert_eq!((lacking.status, lacking.select("#until-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(lacking.attributes("#project", "value"), std::slice::from_ref(&other));
    let (today, later) = (animator.get("/animation/une").await.attributes("#from", "value").remove(0), "2099-12-31");
    let planned = animator.post("/animation/une", &[("do", "plan"), ("project", &other), ("from", &today), ("until", later)]).await;
    assert_eq!(planned.location(), "/animation/une");
    let home = nobody.get("/").await;
    assert_eq!(home.select(".highlight h3"), std::slice::from_ref(&title));
    assert_eq!(home.select(".project-card-title").iter().filter(|known| **known == title).count(), 0, "it stands there once");
    assert!(home.select(".project-card-title").contains(&latest[0]));
    let id = animator.get("/animation/une").await.attributes(".people-list input[name=id]", "value").remove(0);
    animator.post("/animation/une", &[("do", "remove"), ("id", &id)]).await;
    assert_eq!(nobody.get("/").await.select(".highlight h3"), latest);
}
