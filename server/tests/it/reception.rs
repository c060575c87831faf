//! What became of a project, for its authors; and the document that says so.

use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::{OTHER_TEACHER, TEACHER};

const SHEET: &str = "/projets/dix-minutes-d-antenne-le-vendredi-matin";

#[tokio::test]
async fn an_author_sees_what_became_of_their_project_and_takes_it_away() {
    let site = Site::open().await;
    let (teacher, nobody) = (site.as_(TEACHER).await, site.nobody());
    for headers in [&[][..], &[("sec-fetch-dest", "document")], &[("sec-fetch-dest", "document")], &[("sec-fetch-dest", "empty")]] {
        assert_eq!(nobody.get_with(SHEET, headers).await.status, StatusCode::OK);
    }
    services::projects::write_views(&site.system()).await.expect("written");
    assert!(teacher.get(SHEET).await.attributes("a", "href").contains(&format!("{SHEET}/bilan")));
    let page = teacher.get(&format!("{SHEET}/bilan")).await;
    assert_eq!(page.select(".reception-figures li")[0], "2 lectures", "people, and not what fetches a page");
    assert_eq!(page.select(".reception-months td"), ["2"]);
    let document = teacher.get(&page.attributes("a[download]", "href")[0]).await;
    assert_eq!((document.status, document.header("content-type").as_str()), (StatusCode::OK, "application/pdf"));
    assert!(document.bytes.starts_with(b"%PDF") && document.header("content-disposition").contains("attestation-dix-minutes"));
    for path in ["bilan", "attestation.pdf"] {
        assert_eq!(site.as_(OTHER_TEACHER).await.get(&format!("{SHEET}/{path}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(nobody.get(&format!("{SHEET}/{path}")).await.status, StatusCode::SEE_OTHER);
    }
}
