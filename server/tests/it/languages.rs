//! The language of a sheet, told wherever the sheet is shown (Q11).

use crate::{
    harness::Site,
    projects::{send, sheet, version, with},
};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, TEACHER};

#[tokio::test]
async fn a_sheet_in_another_language_says_so_wherever_it_is_shown() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let pairs = with(sheet(), &[("title", "A pond under the microscope"), ("steps", "Draw"), ("language", "eng"), ("intent", "save")]);
    assert_eq!(send(&teacher, "/projets/nouveau", &pairs).await.status, StatusCode::SEE_OTHER);
    let path = "/projets/a-pond-under-the-microscope";
    let editor = teacher.get(&format!("{path}/modifier")).await;
    assert_eq!(editor.attributes("#language option[selected]", "value"), ["eng"]);
    assert!(editor.select("label[for=language]").contains(&"Langue de la fiche".to_owned()));
    let kept = version(&teacher, &format!("{path}/modifier")).await;
    teacher.post(&format!("{path}/etat"), &[("move", "submit"), ("version", &kept)]).await;
    let review = "/animation/projets/a-pond-under-the-microscope";
    assert_eq!(animator.get(review).await.attributes("h1", "lang"), ["en"], "whoever reviews it hears it so too");
    let published = animator.post(review, &[("move", "publish"), ("version", &version(&animator, review).await)]).await;
    assert_eq!(published.location(), path);
    site.catch_up().await;

    let nobody = site.nobody();
    let page = nobody.get(path).await;
    for told in ["h1", ".project-summary", ".project-steps", ".project-sheet .prose"] {
        assert_eq!(page.attributes(told, "lang"), ["en"], "{told}");
    }
    assert!(page.select(".project-facts dd").contains(&"Anglais".to_owned()));
    assert!(page.text().contains("\"inLanguage\":\"en\""));
    let card = nobody.get("/projets?langue=eng").await;
    assert_eq!(card.select(".project-card-title a[lang=en]"), ["A pond under the microscope"]);
    assert_eq!(card.attributes(".project-card-text", "lang"), ["en"]);
    assert!(nobody.get("/projets.atom").await.text().contains("<title xml:lang=\"en\">A pond under the microscope</title>"));
    let record = nobody.get(&format!("{path}/scolomfr.xml")).await.text();
    let english = "http://id.loc.gov/vocabulary/iso639-2/eng";
    assert!(record.contains(&format!("<lom:language>{english}</lom:language>")), "{record}");
    assert!(record.contains(&format!("<lom:string language=\"{english}\">A pond under the microscope</lom:string>")), "{record}");

    // One in French says nothing of it: so does the page.
    let card = nobody.get("/projets?langue=fre").await;
    assert!(!card.select(".project-card-title").is_empty() && card.select(".project-card-title [lang]").is_empty());
    let french = nobody.get(&card.attributes(".project-card-title a", "href")[0]).await;
    assert_eq!((french.attributes("h1", "lang"), french.attributes(".project-sheet .prose", "lang")), (vec![], vec![]));
    assert!(!french.select(".project-facts dt").contains(&"Langue de la fiche".to_owned()));
}
