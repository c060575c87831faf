//! What is talked of beside a project or a training, between members alone.

use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::{OTHER_TEACHER, PARENT, TEACHER};

#[tokio::test]
async fn a_project_and_a_training_are_talked_of_beside_them() {
    let site = Site::open().await;
    let (teacher, other) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let (nobody, parent) = (site.nobody(), site.as_(PARENT).await);
    let session = nobody.get("/formations").await.attributes(".session-list a", "href").remove(0);
    let (training, _) = session.split_once('#').expect("a session's address");
    for (sheet, named) in [("/projets/dix-minutes-d-antenne-le-vendredi-matin", "projet"), (training, "formation")] {
        let open = teacher.get(sheet).await.attributes(".topics-beside a.button", "href").remove(0);
        assert!(open.starts_with(&format!("/echanges/nouveau?{named}=")), "{open}");
        assert!(teacher.get(&open).await.select("input[name=space]").is_empty(), "it is in no space");
        let lacking = teacher.post(&open, &[("title", "Et en CP ?"), ("body", "")]).await;
        assert_eq!(
            (lacking.status, lacking.attributes("#title", "value")),
            (StatusCode::UNPROCESSABLE_ENTITY, vec!["Et en CP ?".to_owned()])
        );
        let topic = teacher.post(&open, &[("title", "Et en CP ?"), ("body", "Bonjour")]).await.location();
        assert!(topic.ends_with("-et-en-cp"), "{topic}");
        assert!(other.get(sheet).await.select(".topics-beside .topic-title").contains(&"Et en CP ?".to_owned()), "{sheet}");
        assert_eq!(other.get(&topic).await.attributes(".topic-head .byline a", "href"), [sheet]);
        for browser in [&nobody, &parent] {
            assert!(browser.get(sheet).await.select(".topics-beside").is_empty(), "{sheet}");
            assert_eq!(browser.get(&topic).await.status, StatusCode::NOT_FOUND, "{sheet}");
        }
        assert_eq!(parent.get(&open).await.status, StatusCode::FORBIDDEN);
    }
}
