//! What readers make of a project, over HTTP.

use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::OTHER_TEACHER;

#[tokio::test]
async fn another_class_tells_of_its_trial_without_javascript() {
    let site = Site::open().await;
    crate::pictures::published_with_picture(&site).await;
    let (other, nobody) = (site.as_(OTHER_TEACHER).await, site.nobody());
    let sheet = "/projets/la-mare";
    assert!(nobody.get(sheet).await.select("form[action$='/essais']").is_empty(), "readers without an account are asked nothing");
    let lacking = other.post(&format!("{sheet}/essais"), &[("level", "ce2"), ("outcome", " "), ("adaptation", "Dehors")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((lacking.select("#on-erreur").len(), lacking.select("#outcome-erreur").len()), (1, 1));
    assert_eq!(lacking.attributes("#adaptation", "value"), ["Dehors"], "nothing typed is lost");
    let told = [("level", "ce2"), ("on", "2026-01-12"), ("outcome", "<script>alert(1)</script> Très bien"), ("adaptation", "Dehors")];
    assert_eq!(other.post(&format!("{sheet}/essais"), &told).await.location(), "/projets/la-mare#echos");
    let page = nobody.get(sheet).await;
    assert!(page.select(".trials li")[0].contains("Très bien") && !page.text().contains("<script>alert"));
    for (mark, label) in [("thanks", "Merci dit, le reprendre"), ("bookmark", "Ne plus garder")] {
        assert_eq!(other.post(&format!("{sheet}/marques"), &[("mark", mark), ("wanted", "1")]).await.status, StatusCode::SEE_OTHER);
        assert!(other.get(sheet).await.select(".project-echoes button").contains(&label.to_owned()), "{label}");
    }
    assert!(nobody.get(sheet).await.select(".project-echoes")[0].contains("Une personne a dit merci."));
    assert!(other.get("/moi/projets").await.select("#gardes ~ *, .section h3").iter().any(|title| title.contains("La mare")));
}
