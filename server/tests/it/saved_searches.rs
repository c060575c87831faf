//! Kept searches over HTTP: from the page of a search to its owner's list, and the feed that anyone follows. No JavaScript anywhere.

use crate::harness::{Page, Site};
use atom_syndication::Feed;
use axum::http::StatusCode;
use domain::{access::Viewer, projects::State, search::MAX_SAVED};
use sample::cast::{OTHER_TEACHER, TEACHER};
use services::projects::{self, Shelf};
use std::collections::BTreeSet;

const LIST: &str = "/moi/recherches";

/// The names of the searches on a page.
fn names(page: &Page) -> Vec<String> {
    page.select(".saved-searches h2")
}

#[tokio::test]
async fn a_search_is_kept_from_its_page_and_looked_after_in_ones_list() {
    let site = Site::open().await;
    let (browser, nobody) = (site.as_(TEACHER).await, site.nobody());
    assert_eq!(nobody.get(LIST).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(LIST).await.select("main .empty h2"), ["Aucune recherche enregistrée"]);
    assert!(browser.get("/recherche").await.select("#suivre-recherche").is_empty(), "nothing is asked for");

    let search = "/recherche?q=radio&cycle=3&tri=date&page=2";
    let page = browser.get(search).await;
    let form = format!("form[action='{LIST}']");
    let hidden = |name: &str| page.attributes(&format!("{form} input[type=hidden][name={name}]"), "value");
    assert_eq!((hidden("q"), hidden("cycle")), (vec!["radio".to_owned()], vec!["3".to_owned()]));
    assert_eq!((hidden("tri"), hidden("page")), (Vec::new(), Vec::new()));
    let offered = page.attributes(&format!("{form} select[name=alert] option[selected]"), "value");
    assert_eq!(offered, ["weekly"]);
    let foreign = nobody.get(search).await;
    assert!(foreign.select(&form).is_empty());
    let sign_in = "/connexion?retour=%2Frecherche%3Fq%3Dradio%26cycle%3D3%26tri%3Ddate%26page%3D2".to_owned();
    assert!(foreign.attributes("main a", "href").contains(&sign_in), "who signs in comes back");

    let sent = [("do", "save"), ("q", "radio"), ("cycle", "3"), ("name", ""), ("alert", "daily")];
    let kept = browser.post(LIST, &sent).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let (address, anchor) = kept.location().split_once('#').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("the search's place");
    assert_eq!(address, "/moi/recherches?fait=enregistree");
    let list = browser.get(&address).await;
    assert_eq!(
        (names(&list), list.select("main .notice")),
        (vec!["radio, Cycle 3".to_owned()], vec!["La recherche est enregistrée.".to_owned()])
    );
    assert_eq!(list.attributes(".saved-searches li", "id"), [anchor.as_str()]);
    assert_eq!(list.attributes(".saved-searches h2 a", "href"), ["/recherche?q=radio&cycle=3&tri=date"]);
    let again = browser.post(LIST, &sent).await.location();
    assert_eq!(again, format!("/moi/recherches?fait=connue#{anchor}"));
    assert_eq!(browser.get(search).await.attributes("main a[href*='#recherche-']", "href"), [format!("{LIST}#{anchor}")]);

    let id = anchor.trim_start_matches("recherche-");
    let changed = [("do", "change"), ("search", id), ("name", "Nos ondes"), ("alert", "never")];
    assert_eq!(browser.post(LIST, &changed).await.location(), format!("/moi/recherches?fait=changee#{anchor}"));
    let list = browser.get(LIST).await;
    assert_eq!((names(&list), list.attributes("option[selected]", "value")), (vec!["Nos ondes".to_owned()], vec!["never".to_owned()]));

    let stranger = site.as_(OTHER_TEACHER).await;
    for sent in [&changed[..], &[("do", "forget"), ("search", id)]] {
        assert_eq!(stranger.post(LIST, sent).await.status, StatusCode::NOT_FOUND);
        assert_eq!(nobody.post(LIST, sent).await.status, StatusCode::FORBIDDEN);
    }
    assert!(names(&stranger.get(LIST).await).is_empty());
    assert_eq!(browser.post(LIST, &[("do", "forget"), ("search", id)]).await.location(), "/moi/recherches?fait=effacee");
    assert!(names(&browser.get(LIST).await).is_empty());
}

#[tokio::test]
async fn what_is_not_accepted_is_shown_again_beside_what_is_wrong() {
    let site = Site::open().await;
    let browser = site.as_(TEACHER).await;
    let long = "très ".repeat(20).trim_end().to_owned();
    let page = browser.post(LIST, &[("do", "save"), ("q", "radio"), ("name", &long), ("alert", "daily")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.select("#name-erreur").len(), 1);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#name"]);
    assert_eq!(page.attributes("#name", "value"), [long.as_str()]);
    assert_eq!(page.attributes("#alert option[selected]", "value"), ["daily"]);
    assert_eq!(page.attributes("form[action='/moi/recherches'] input[name=q]", "value"), ["radio"]);
    let page = browser.post(LIST, &[("do", "save"), ("tri", "date")]).await;
    assert_eq!((page.status, page.attributes(".error-summary a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#query".to_owned()]));

    for number in 0..MAX_SAVED {
        let words = format!("radio {number}");
        assert_eq!(browser.post(LIST, &[("do", "save"), ("q", &words)]).await.status, StatusCode::SEE_OTHER);
    }
    let page = browser.post(LIST, &[("do", "save"), ("q", "une de trop"), ("name", "La dernière")]).await;
    assert_eq!((page.status, page.select("#query-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(page.attributes("#name", "value"), ["La dernière"]);

    let id = page.attributes(".saved-searches input[name=search]", "value").remove(0);
    let page = browser.post(LIST, &[("do", "change"), ("search", &id), ("name", &long), ("alert", "hourly")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((page.select("#name-erreur").len(), page.select("#alert-erreur").len()), (1, 1));
    assert_eq!(page.attributes("#name", "value"), [long.as_str()]);
    assert_eq!(page.attributes("details[open] input[name=search]", "value"), [id]);
}

#[tokio::test]
async fn the_feed_of_a_search_is_what_everyone_may_read_whoever_asks() {
    let site = Site::open().await;
    let address = "/recherche.atom?type=projet";
    let (nobody, teacher) = (site.nobody().get(address).await, site.as_(TEACHER).await.get(address).await);
    assert_eq!(nobody.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(nobody.text(), teacher.text());
    let feed: Feed = nobody.text().parse().expect("Atom");
    assert!(feed.entries.len() > 10 && feed.entries.len() <= 50);
    assert!(feed.entries.iter().all(|entry| entry.authors.is_empty() && entry.summary.is_some()) && feed.authors.len() == 1);
    let dates: Vec<_> = feed.entries.iter().filter_map(|entry| entry.published).collect();
    assert!(dates.len() == feed.entries.len() && dates.windows(2).all(|pair| pair[0] >= pair[1]), "the latest first");
    let links: BTreeSet<_> = feed.entries.iter().flat_map(|entry| &entry.links).map(|link| link.href.clone()).collect();

    let as_nobody = site.system().as_viewer(Viewer::Nobody);
    let open: BTreeSet<_> = projects::readable(&as_nobody, Shelf::Published).await.expect("ids").into_iter().collect();
    let everything = projects::readable(&site.system(), Shelf::All).await.expect("ids");
    let cards = projects::cards(&site.system(), &everything).await.expect("cards");
    let secret: Vec<_> = cards.iter().filter(|card| !open.contains(&card.id)).collect();
    assert!(secret.len() > 3 && secret.iter().any(|card| card.state == State::Published), "some are for fewer");
    for card in secret {
        assert!(links.iter().all(|link| !link.ends_with(&format!("/projets/{}", card.slug))), "{}", card.slug);
        assert!(feed.entries.iter().all(|entry| entry.title.value != card.title), "{}", card.title);
    }

    let page = site.nobody().get("/recherche?q=radio&cycle=3&page=2").await;
    let own = "/recherche.atom?q=radio&cycle=3";
    assert_eq!(page.attributes("link[type='application/atom+xml']", "href"), [own]);
    assert_eq!(page.attributes("main .list-feed a", "href"), [own]);
    let feed: Feed = site.nobody().get(own).await.text().parse().expect("Atom");
    assert!(feed.links.iter().any(|link| link.rel == "alternate" && link.href.ends_with("/recherche?q=radio&cycle=3")));
    let empty: Feed = site.nobody().get("/recherche.atom?q=zzzzzz").await.text().parse().expect("Atom");
    assert!(empty.entries.is_empty());
}
