//! The page of what was found, and what the box offers, over HTTP.

use crate::harness::{Browser, Page, Site};
use axum::http::StatusCode;
use domain::{search::Near, text::of_name};
use sample::cast::{ADMIN, TEACHER};

/// The number that a text begins with.
fn number(text: &str) -> usize {
    text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// How many results a page says there are.
fn total(page: &Page) -> usize {
    number(&page.select("#compte strong")[0])
}

/// The kinds of the results of a page, as they are read.
fn kinds(page: &Page) -> Vec<String> {
    page.select(".search-kind")
}

#[tokio::test]
async fn what_is_found_says_what_it_is_and_its_kind_alone_can_be_asked_for() {
    let site = Site::open().await;
    for (browser, several) in [(site.nobody(), 2), (site.as_(TEACHER).await, 3)] {
        let all = browser.get("/recherche?commune=33063").await;
        let row = all.select(".search-kinds a");
        let addresses = all.attributes(".search-kinds a", "href");
        assert!(row.len() > several && row[0].starts_with("Tout"), "{row:?}");
        assert_eq!(addresses[0], "/recherche?commune=33063");
        let counted: Vec<usize> = all.select(".search-kinds b").iter().map(|count| number(count)).collect();
        assert_eq!((counted[0], counted[1..].iter().sum::<usize>()), (total(&all), total(&all)), "{row:?}");
        for (address, count) in addresses.iter().zip(counted).skip(1) {
            let of_one = browser.get(address).await;
            assert_eq!(total(&of_one), count, "{address}");
            let read = kinds(&of_one);
            assert!(!read.is_empty() && read.iter().all(|kind| *kind == read[0]), "{address}: {read:?}");
            assert_eq!(of_one.attributes(".search-kinds a[aria-current]", "href"), std::slice::from_ref(address));
            assert_eq!(of_one.select(".search-kinds b"), all.select(".search-kinds b"), "the others stay in reach");
            for leads_to in of_one.attributes(".search-result h3 a", "href").iter().take(2) {
                assert_eq!(browser.get(leads_to.split('#').next().unwrap_or_default()).await.status, StatusCode::OK, "{leads_to}");
            }
        }
    }
}

#[tokio::test]
async fn every_filter_finds_what_it_counts_and_can_be_taken_away() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let page = teacher.get("/recherche?q=classe").await;
    let names = page.attributes(".facets input[type=checkbox]", "name");
    let values = page.attributes(".facets input[type=checkbox]", "value");
    let counts = page.select(".facets .facet-count");
    assert_eq!((names.len(), names.len()), (values.len(), counts.len()));
    for facet in ["cycle", "niveau", "matiere", "commune", "ecole", "competence", "materiel", "annee", "licence", "langue"] {
        let at = names.iter().position(|name| name == facet).unwrap_or_else(|| panic!("nothing to choose of {facet}: {names:?}"));
        let narrowed = teacher.get(&format!("/recherche?q=classe&{facet}={}", values[at])).await;
        assert_eq!(total(&narrowed), number(&counts[at]), "{facet}={}", values[at]);
        assert_eq!(narrowed.attributes(".active-filters .chip", "href"), ["/recherche?q=classe"], "{facet}");
        assert!(narrowed.select(".facets summary")[0].contains("(1 filtre actif)"), "{facet}");
        let ticked = narrowed.attributes(".facets input[checked]", "value");
        assert_eq!(ticked, [values[at].clone()], "{facet}");
    }
    let schools = names.iter().filter(|name| *name == "ecole").count();
    assert!((1..=12).contains(&schools), "{schools}");
    let both = teacher.get("/recherche?q=classe&type=projet&cycle=2&tri=date").await;
    assert_eq!(both.attributes(".facets input[type=hidden][name=type]", "value"), ["projet"], "what stands elsewhere is kept");
    assert_eq!(both.attributes(".active-filters li:last-child a", "href"), ["/recherche?q=classe&type=projet"]);
}

#[tokio::test]
async fn an_order_is_a_choice_of_the_form_and_what_is_left_open_is_in_no_address() {
    let site = Site::open().await;
    let nobody = site.nobody();
    let orders = |page: &Page| page.attributes("#tri option", "value");
    let chosen = |page: &Page| page.attributes("#tri option[selected]", "value");
    let found = nobody.get("/recherche?q=classe").await;
    assert_eq!(orders(&found), ["", "date", "essais"]);
    assert_eq!(chosen(&found), [""]);
    let list = nobody.get("/projets?tri=essais").await;
    assert_eq!(orders(&list), ["", "essais"]);
    assert_eq!(chosen(&list), ["essais"]);
    for (sent, address) in [
        ("/recherche?q=classe&cycle=2&tri=", "/recherche?q=classe&cycle=2"),
        ("/projets?cycle=3&matiere=sciences&tri=", "/projets?cycle=3&matiere=sciences"),
        ("/projets?tri=", "/projets"),
    ] {
        let page = nobody.get(sent).await;
        assert_eq!((page.status, page.location().as_str()), (StatusCode::SEE_OTHER, address));
    }
    let dated = nobody.get("/recherche?type=projet&q=classe&tri=date").await;
    let days = dated.attributes(".search-result .byline time", "datetime");
    assert!(days.len() > 2 && days.windows(2).all(|pair| pair[0] >= pair[1]), "{days:?}");
}

#[tokio::test]
async fn a_teacher_looks_around_their_school_and_shares_what_they_found() {
    let site = Site::open().await;
    let (teacher, nobody) = (site.as_(TEACHER).await, site.nobody());
    let school = TEACHER.school().expect("a school");
    let page = nobody.get(&format!("/ecoles/{school}")).await;
    let name = page.select("h1").remove(0);
    let around = format!("/projets?pres={school}&rayon={}&tri=distance", Near::USUAL_KM);
    assert_eq!(page.attributes(".near-school", "href"), [around], "whoever has no account looks around it from its page");
    for path in ["/recherche?q=classe", "/projets"] {
        let form = teacher.get(path).await;
        assert_eq!(form.attributes(".facets input[name=pres]", "value"), [school.to_string()], "{path}");
        assert!(form.select(".facets legend").iter().any(|legend| legend.contains(&name)), "{path}");
        assert!(nobody.get(path).await.select("#rayon").is_empty(), "whoever has no school chooses none: {path}");
    }
    assert!(site.as_(ADMIN).await.get("/projets").await.select("#rayon").is_empty());
    let sent = teacher.get(&format!("/projets?pres={school}&rayon=&tri=")).await;
    assert_eq!(sent.location(), "/projets", "no distance is no filter");
    let mut totals = Vec::new();
    for km in Near::DISTANCES_KM {
        let address = format!("/projets?pres={school}&rayon={km}&tri=distance");
        for browser in [&teacher, &nobody] {
            let near = browser.get(&address).await;
            assert_eq!(near.select(".active-filters .chip"), [format!("Retirer le filtre À moins de {km} km {}", of_name(&name))], "{km}");
            assert_eq!(near.attributes(".active-filters .chip", "href"), ["/projets?tri=distance"]);
            assert_eq!(near.attributes("#rayon option[selected]", "value"), [km.to_string()]);
            assert_eq!(near.attributes("#tri option[selected]", "value"), ["distance"]);
        }
        totals.push(total(&nobody.get(&address).await));
    }
    let all = total(&nobody.get("/projets").await);
    assert!(totals.is_sorted() && totals[0] < all && totals[3] > 0, "{totals:?} of {all}");
}

/// The texts of what says that something else was searched for, and the addresses that they link to.
async fn instead(browser: &Browser, typed: &str) -> (Vec<String>, Vec<String>) {
    let page = browser.get(&format!("/recherche?q={typed}")).await;
    (page.select(".search-instead"), page.attributes(".search-instead a", "href"))
}

#[tokio::test]
async fn what_was_searched_for_instead_is_said_and_can_be_searched_itself() {
    let site = Site::open().await;
    let nobody = site.nobody();
    assert_eq!(instead(&nobody, "tablette").await, (vec![], vec![]));
    let (said, links) = instead(&nobody, "enregitreur").await;
    assert!(said.len() == 1 && said[0].starts_with("Rien pour « enregitreur »"), "{said:?}");
    assert_eq!(links.len(), 1, "{links:?}");
    let meant = nobody.get(&links[0]).await;
    assert!(total(&meant) > 0 && meant.select(".search-instead").is_empty(), "{links:?}");
}

#[tokio::test]
async fn where_nothing_is_found_the_page_says_how_to_go_on() {
    let site = Site::open().await;
    let nobody = site.nobody();
    let words = nobody.get("/recherche?q=zzzzzz").await;
    assert_eq!(words.select("#rien"), ["Rien encore sur « zzzzzz »"]);
    assert!(words.select(".facets").is_empty(), "there is nothing to narrow");
    let narrowed = nobody.get("/recherche?q=zzzzzz&type=projet&cycle=1").await;
    let ways = narrowed.attributes(".empty a", "href");
    for way in ["/recherche?q=zzzzzz&type=projet", "/recherche?q=zzzzzz&cycle=1", "/projets"] {
        assert!(ways.contains(&way.to_owned()), "{ways:?}");
    }
    assert!(!narrowed.select(".facets").is_empty());
    let start = nobody.get("/recherche").await;
    assert_eq!(start.status, StatusCode::OK);
    assert!(start.attributes(".search-places a", "href").contains(&"/formations".to_owned()));
}

#[tokio::test]
async fn the_box_is_given_options_that_say_what_they_are() {
    let site = Site::open().await;
    let nobody = site.nobody();
    for typed in ["dix%20minu", "bordea", "scien"] {
        let list = nobody.get(&format!("/recherche/suggestions?vue=liste&q={typed}")).await;
        assert_eq!((list.status, list.header("content-type").as_str()), (StatusCode::OK, "text/html; charset=utf-8"));
        let (addresses, said) = (list.attributes("[role=option]", "data-address"), list.select("[role=option]"));
        assert!((1..=8).contains(&addresses.len()), "{typed}: {said:?}");
        assert_eq!(list.select(".offered-kind").len(), addresses.len());
        let json: serde_json::Value =
            serde_json::from_str(&nobody.get(&format!("/recherche/suggestions?q={typed}")).await.text()).expect("JSON");
        let told: Vec<_> = json.as_array().expect("a list").iter().filter_map(|one| one["address"].as_str()).collect();
        assert_eq!(told, addresses, "both say the same");
        for address in addresses {
            assert_eq!(nobody.get(&address).await.status, StatusCode::OK, "{address}");
        }
    }
    for too_little in ["", "d", "f"] {
        let list = nobody.get(&format!("/recherche/suggestions?vue=liste&q={too_little}")).await;
        assert_eq!((list.status, list.text().as_str()), (StatusCode::OK, ""), "{too_little:?}");
    }
    let hostile = nobody.get("/recherche/suggestions?vue=liste&q=%3Cb%3Edix").await;
    assert!(hostile.select("b").is_empty());
}
