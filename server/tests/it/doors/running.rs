//! The routes of the running program, and its server functions: each is in the table. They are asked of the router itself, which tells them to
//! who debugs it, so that no way of adding one is missed.

use super::doors;
use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::TEACHER;
use std::collections::BTreeSet;

/// Style, islands, fonts and icons: the same for everyone, whoever asks.
const FILES_OF_THE_SITE: [&str; 6] =
    ["/favicon.svg", "/partage.png", "/site.webmanifest", "/icon-192.png", "/icon-512.png", "/apple-touch-icon.png"];
const FOLDERS_OF_THE_SITE: [&str; 2] = ["/pkg", "/fonts"];
/// How the router calls what lies in a folder.
const BELOW: &str = "/{*__private__axum_nest_tail_param}";

/// A route and its methods, as the router tells them; `ANY` for a service that answers to all.
type Routes = BTreeSet<(String, String)>;

/// The routes of a router, from what it tells who debugs it: `routes: {RouteId(1): MethodRouter(MethodRouter { get: …, head: None, … })}` and
/// `paths: {RouteId(1): "/…"}`.
pub(super) fn routes(told: &str) -> Routes {
    const METHODS: [&str; 9] = ["get", "head", "delete", "options", "patch", "post", "put", "trace", "connect"];
    let own = told.split(", fallback_router: ").next().unwrap_or_default();
    let (endpoints, paths) = own.split_once("}, node: Node { paths: {").expect("routes, then their paths");
    let (_, endpoints) = endpoints.split_once("routes: {").expect("routes");
    let numbered = |text: &str| -> Vec<(u32, String)> {
        let parts = text.split("RouteId(").skip(1).filter_map(|part| part.split_once("): "));
        parts.map(|(number, rest)| (number.parse().expect("a number"), rest.to_owned())).collect()
    };
    let paths = numbered(paths);
    let path = |number: u32| {
        let (_, rest) = paths.iter().find(|(known, _)| *known == number).expect("a path for each route");
        rest.split('"').nth(1).expect("a path").to_owned()
    };
    let mut found = Routes::new();
    for (number, endpoint) in numbered(endpoints) {
        let path = path(number);
        if endpoint.starts_with("Route(") {
            found.insert((path, "ANY".to_owned()));
            continue;
        }
        let methods: Vec<_> = METHODS.into_iter().filter(|method| takes(&endpoint, method)).collect();
        assert!(!methods.is_empty(), "{path} takes nothing: {endpoint}");
        found.extend(methods.into_iter().map(|method| (path.clone(), method.to_uppercase())));
    }
    found
}

fn takes(endpoint: &str, method: &str) -> bool {
    let at = endpoint.find(&format!("{{ {method}: ")).or_else(|| endpoint.find(&format!(", {method}: ")));
    let at = at.unwrap_or_else(|| panic!("nothing is told of {method}: {endpoint}"));
    !endpoint[at..].split_once(": ").expect("an answer").1.starts_with("None")
}

#[tokio::test]
async fn every_route_of_the_running_program_is_in_the_table() {
    let site = Site::open().await;
    let running = routes(&format!("{:?}", site.router));
    let mut known: Routes = doors().iter().map(|door| (door.route.to_owned(), door.method().to_string())).collect();
    let folders = FOLDERS_OF_THE_SITE.iter().flat_map(|folder| [(*folder).to_owned(), format!("{folder}/"), format!("{folder}{BELOW}")]);
    let files = FILES_OF_THE_SITE.iter().map(|file| (*file).to_owned());
    known.extend(folders.chain(files).map(|path| (path, "ANY".to_owned())));
    let missing: Vec<_> = running.difference(&known).collect();
    let gone: Vec<_> = known.difference(&running).collect();
    assert!(missing.is_empty() && gone.is_empty(), "run, and not in the table: {missing:?}; in the table, and not run: {gone:?}");
    assert!(running.len() > 150, "{}", running.len());
}

#[test]
fn every_server_function_is_in_the_table() {
    let running: BTreeSet<_> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (path.to_owned(), method.to_string())).collect();
    let known: BTreeSet<_> = doors()
        .iter()
        .filter(|door| door.route == "/iles/{function}")
        .map(|door| (door.address.to_owned(), door.method().to_string()))
        .collect();
    assert_eq!(running, known, "left: registered; right: in the table");
    assert!(running.iter().all(|(_, method)| method == "POST"), "a link calls none of them: {running:?}");
}

/// A link, a picture, a browser that looks ahead: what changes something is not reached by any of them.
#[tokio::test]
async fn what_takes_forms_alone_is_reached_by_no_link() {
    let site = Site::open().await;
    let running = routes(&format!("{:?}", site.router));
    let teacher = site.as_(TEACHER).await;
    let mut asked = 0;
    for door in doors().iter().filter(|door| door.form.is_some() && !running.contains(&(door.route.to_owned(), "GET".to_owned()))) {
        let address = door.address.replace(['{', '}'], "");
        assert_eq!(teacher.get(&address).await.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        asked += 1;
    }
    assert!(asked > 15, "{asked}");
}

#[test]
fn what_the_router_tells_is_read_whole() {
    use axum::{
        Router,
        extract::Request,
        middleware::{Next, from_fn},
        routing,
    };
    async fn page() {}
    let inner = Router::new().route("/b/{id}", routing::post(page).delete(page)).fallback(page);
    let router: Router = Router::new()
        .route("/a", routing::get(page).post(page))
        .merge(inner)
        .route("/c", routing::any(page).put(page))
        .route_service("/d", routing::get(page))
        .layer(from_fn(|request: Request, next: Next| async move { next.run(request).await }));
    let read = routes(&format!("{router:?}"));
    for (path, method) in [("/a", "GET"), ("/a", "POST"), ("/b/{id}", "POST"), ("/b/{id}", "DELETE"), ("/c", "PUT")] {
        assert!(read.contains(&(path.to_owned(), method.to_owned())), "{method} {path}: {read:?}");
    }
    assert!(read.contains(&("/d".to_owned(), "ANY".to_owned())), "{read:?}");
    assert!(!read.contains(&("/b/{id}".to_owned(), "GET".to_owned())));
}
