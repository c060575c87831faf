//! Everyone knocks at every door.

use super::{Door, addresses::Addresses, doors};
use crate::harness::{Browser, ORIGIN, Site};
use axum::{
    body::Body,
    http::{Request, header},
};
use sample::cast::{ADMIN, ADVISOR, ANIMATOR, HEAD, OFFICIAL, OTHER_TEACHER, PARENT, Person, TEACHER};
use std::fmt::Write;

/// Who knocks, as columns.
const PEOPLE: [Person; 8] = [TEACHER, OTHER_TEACHER, HEAD, ADVISOR, ANIMATOR, OFFICIAL, PARENT, ADMIN];

/// What each answers to each, as a table.
pub(super) async fn everywhere(site: &Site) -> String {
    let addresses = Addresses::of(site).await;
    let mut browsers: Vec<Browser> = vec![site.nobody()];
    for person in PEOPLE {
        browsers.push(site.as_(person).await);
    }
    let mut table = format!("{:<58} nobody", "");
    for person in PEOPLE {
        write!(table, " {:>11}", person.key).expect("a column");
    }
    for door in doors() {
        let method = door.method();
        let Door { address, form, .. } = door;
        let filled = form.map(|form| addresses.fill(form)).unwrap_or_default();
        write!(table, "\n{:<58}", [method.as_str(), address, form.unwrap_or_default()].join(" ").trim_end()).expect("a row");
        for (column, browser) in browsers.iter().enumerate() {
            let request = Request::builder()
                .method(method.clone())
                .uri(addresses.fill(address))
                .header(header::ORIGIN, ORIGIN)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(filled.clone()));
            let status = browser.ask(request.expect("a request")).await.status.as_u16();
            let width = if column == 0 { 7 } else { 12 };
            write!(table, "{status:>width$}").expect("a cell");
        }
    }
    table
}
