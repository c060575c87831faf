//! What the animator tends of search, over HTTP. No JavaScript anywhere.

use crate::harness::Site;
use axum::http::StatusCode;
use domain::access::Viewer;
use sample::cast::{ADVISOR, ANIMATOR};
use services::{cx::Cx, search};

const DESK: &str = "/animation/recherche";
const DONE: &str = "/animation/recherche?fait=synonymes";
/// The groups' names.
const NAMES: &str = ".synonyms tbody th";

#[tokio::test]
async fn synonyms_are_added_changed_and_taken_away_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let animator = site.as_(ANIMATOR).await;
    let lacking = animator.post(DESK, &[("do", "add"), ("expressions", "zorglub"), ("note", "<i>Essai</i>")]).await;
    assert_eq!(
        (lacking.status, lacking.select("#expressions-erreur")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Il en faut au moins 2.".to_owned()])
    );
    assert_eq!(
        (lacking.select("#expressions"), lacking.attributes("#note", "value")),
        (vec!["zorglub".into()], vec!["<i>Essai</i>".into()])
    );
    let taken = animator.post(DESK, &[("do", "add"), ("expressions", "zorglub\r\ntni")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.select("#expressions-erreur")[0].contains("est déjà dans un autre groupe"), "{:?}", taken.select("#expressions-erreur"));
    let typed = [("do", "add"), ("expressions", "zorglub\r\n<b>machine</b>"), ("note", "<i>Essai</i>")];
    assert_eq!(animator.post(DESK, &typed).await.location(), DONE);

    let page = animator.get(DONE).await;
    assert!(page.select(".notice.good")[0].starts_with("C’est enregistré"));
    assert!(page.select(NAMES).contains(&"zorglub".to_owned()));
    assert!(!page.text().contains("<b>machine") && !page.text().contains("<i>Essai"));
    let edit = page.attributes("a[aria-label^=\"Modifier\"][aria-label$=\"zorglub\"]", "href").remove(0);
    let form = animator.get(edit.split('#').next().expect("an address")).await;
    assert_eq!(form.select("#expressions"), ["zorglub <b>machine</b>"]);
    let group = form.attributes("input[name=group]", "value").remove(0);
    let save = async |version: &str, expressions: &str| {
        let typed = [("do", "save"), ("group", group.as_str()), ("version", version), ("expressions", expressions), ("note", "Vu")];
        animator.post(DESK, &typed).await
    };
    assert_eq!(save("1", "zorglub\nautomate").await.location(), DONE);
    let stale = save("1", "zorglub\nhorloge").await;
    assert_eq!((stale.status, stale.select("#expressions")), (StatusCode::CONFLICT, vec!["zorglub horloge".to_owned()]));
    assert!(stale.select("#expressions-erreur")[0].starts_with("Cela a changé entre-temps"));
    assert!(stale.select(".synonyms .notice")[0].contains("zorglub, automate"), "what is kept is shown");
    assert_eq!(stale.attributes("input[name=version]", "value"), ["2"], "sent again, it is kept");
    assert_eq!(save("2", "zorglub\nhorloge").await.location(), DONE);
    let delete = [("do", "delete"), ("group", group.as_str()), ("version", "3"), ("expressions", "zorglub\nhorloge")];
    assert_eq!(animator.post(DESK, &delete).await.location(), DONE);
    assert_eq!(animator.post(DESK, &delete).await.location(), DONE, "gone is gone");
    assert!(!animator.get(DESK).await.select(NAMES).contains(&"zorglub".to_owned()));
    let gone = save("3", "zorglub\npendule").await;
    assert_eq!((gone.status, gone.select("#expressions")), (StatusCode::CONFLICT, vec!["zorglub pendule".to_owned()]));
    assert_eq!(gone.attributes(".synonyms button[name=do]", "value"), ["add"], "sent again, it is made anew");
}

#[tokio::test]
async fn what_is_searched_for_in_vain_is_shown_from_three_times_on_and_leads_to_a_synonym() {
    let site = Site::open().await;
    let animator = site.as_(ANIMATOR).await;
    let visitor = Cx::new(site.portal.clone(), Viewer::Nobody, "test");
    for (words, times) in [("Zorglub & Cie", 3), ("camille durand", 2)] {
        for _ in 0..times {
            search::heard(&visitor, words, 0);
        }
    }
    search::write_heard(&site.system()).await.expect("written");
    let page = animator.get(DESK).await;
    assert_eq!(page.select(".search-heard tbody th"), ["zorglub & cie", "zorglub & cie"], "in both lists, and no name");
    assert_eq!(page.select(".search-heard tbody td.number"), ["3", "3", "3"]);
    let tries = page.attributes(".search-heard a[aria-label^=\"Essayer\"]", "href");
    assert_eq!(tries, ["/recherche?q=zorglub+%26+cie", "/recherche?q=zorglub+%26+cie"]);
    let add = page.attributes(".search-heard a[aria-label^=\"Ajouter\"]", "href").remove(0);
    assert_eq!(add, "/animation/recherche?ajouter=zorglub+%26+cie#ajouter");
    let begun = animator.get(add.split('#').next().expect("an address")).await;
    assert_eq!((begun.status, begun.select("#expressions")), (StatusCode::OK, vec!["zorglub & cie".to_owned()]));
    assert_eq!(animator.get("/animation/recherche?groupe=rien&ajouter=").await.status, StatusCode::OK);
    assert!(animator.get("/animation").await.attributes(".desk-rooms a", "href").contains(&DESK.to_owned()));
    assert!(!site.as_(ADVISOR).await.get("/animation").await.attributes(".desk-rooms a", "href").contains(&DESK.to_owned()));
}
