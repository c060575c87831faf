//! Everyone knocks at every door.

use super::{Door, addresses::Addresses, doors, strangers};
use crate::harness::{Browser, ORIGIN, Site};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use sample::cast::{ADMIN, ADVISOR, ANIMATOR, HEAD, OFFICIAL, OTHER_TEACHER, PARENT, Person, TEACHER};
use std::fmt::Write;

/// Those of the demo who knock, as columns.
const PEOPLE: [Person; 8] = [TEACHER, OTHER_TEACHER, HEAD, ADVISOR, ANIMATOR, OFFICIAL, PARENT, ADMIN];
/// The column of who was suspended, and of who holds a link.
const SUSPENDED: &str = "suspendu";
const HOLDER: &str = "lien";

/// Everyone who knocks, by the head of their column.
async fn everyone(site: &Site, addresses: &Addresses) -> Vec<(&'static str, Browser)> {
    let mut everyone = vec![("nobody", site.nobody())];
    for person in PEOPLE {
        everyone.push((person.key, site.as_(person).await));
    }
    everyone.push(("deleguee", strangers::delegate(site, strangers::HERE).await));
    everyone.push(("ailleurs", strangers::delegate(site, strangers::ELSEWHERE).await));
    everyone.push(("attend", strangers::pending(site).await));
    everyone.push((SUSPENDED, strangers::suspended(site).await));
    everyone.push((HOLDER, strangers::holder(site, &addresses.fill("/projets/{reserved}")).await));
    everyone
}

/// What `browser` is answered at a door.
pub(super) async fn knock(browser: &Browser, door: &Door, addresses: &Addresses) -> u16 {
    let request = Request::builder()
        .method(door.method())
        .uri(addresses.fill(door.address))
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(door.form.map(|form| addresses.fill(form)).unwrap_or_default()));
    browser.ask(request.expect("a request")).await.status.as_u16()
}

/// Where a form of another site goes through that the browser of a teacher who is signed in sends.
pub(super) async fn open_to_other_sites(site: &Site) -> Vec<&'static str> {
    const SAID: [Option<(&str, &str)>; 4] =
        [Some(("origin", "https://ailleurs.fr")), Some(("origin", "null")), Some(("sec-fetch-site", "cross-site")), None];
    let addresses = Addresses::of(site).await;
    let teacher = site.as_(TEACHER).await;
    let mut open = Vec::new();
    for door in doors() {
        let Some(form) = door.form else { continue };
        for said in SAID {
            let mut request = Request::builder().method(door.method()).uri(addresses.fill(door.address));
            if let Some((name, value)) = said {
                request = request.header(name, value);
            }
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(addresses.fill(form)));
            let page = teacher.ask(request.expect("a request")).await;
            if page.status != StatusCode::FORBIDDEN || page.select("h1") != ["Cette demande vient d’ailleurs"] {
                open.push(door.route);
                break;
            }
        }
    }
    open
}

/// What each answers to each, as a table.
pub(super) async fn everywhere(site: &Site) -> String {
    let addresses = Addresses::of(site).await;
    let everyone = everyone(site, &addresses).await;
    let width = |column: usize| if column == 0 { 7 } else { 12 };
    let mut table = format!("{:<58}", "");
    for (column, (name, _)) in everyone.iter().enumerate() {
        let width = width(column);
        write!(table, "{name:>width$}").expect("a column");
    }
    for door in doors() {
        let row = [door.method().as_str(), door.address, door.form.unwrap_or_default()].join(" ");
        write!(table, "\n{:<58}", row.trim_end()).expect("a row");
        let mut nobodys = 0;
        for (column, (name, browser)) in everyone.iter().enumerate() {
            let status = knock(browser, &door, &addresses).await;
            match *name {
                "nobody" => nobodys = status,
                SUSPENDED => assert_eq!(status, nobodys, "who was suspended is nobody: {row}"),
                HOLDER if !row.contains("{reserved}") => assert_eq!(status, nobodys, "a link opens its project alone: {row}"),
                _ => {}
            }
            let width = width(column);
            write!(table, "{status:>width$}").expect("a cell");
        }
    }
    table
}
