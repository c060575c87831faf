//! The routes that the source declares, each of which is in the table.

use super::doors;
use std::{collections::BTreeSet, path::Path};

#[test]
fn every_route_of_the_source_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut routes = BTreeSet::new();
    for folder in ["app/src", "server/src/endpoints"] {
        collect(&root.join(folder), &mut routes);
    }
    let known: BTreeSet<_> = doors().iter().map(|door| (door.route.to_owned(), door.method().to_string())).collect();
    assert_eq!(routes, known, "left: in the source; right: in the table");
}

/// The first argument of every `.route(` in the sources beneath `folder`, with each method that it takes.
fn collect(folder: &Path, routes: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            for rest in source.split(".route(").skip(1) {
                let (route, handlers) = arguments(rest).split_once(',').expect("a route and its handlers");
                let methods = methods(handlers);
                assert!(!methods.is_empty(), "{}: {route} takes methods that this test does not know: {handlers}", path.display());
                routes.extend(methods.into_iter().map(|method| (route.trim().trim_matches('"').to_owned(), method)));
            }
        }
    }
}

/// What stands before the parenthesis that closes a call; `rest` begins after the one that opens it.
fn arguments(rest: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    panic!("a call that does not end: {rest}")
}

/// The methods of `get(…).post(…)`.
fn methods(handlers: &str) -> Vec<String> {
    let calls = |name: &&str| {
        let mut found = handlers.match_indices(*name).filter(|(at, _)| handlers[at + name.len()..].starts_with('('));
        found.any(|(at, _)| !handlers[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
    };
    let known = ["get", "post", "put", "patch", "delete", "head", "options", "any", "on"];
    known.into_iter().filter(calls).map(str::to_uppercase).collect()
}

#[test]
fn a_method_more_on_a_known_route_is_seen() {
    let source = "\n    paths::A,\n    get(a::get).post(a::post),\n).route(\"/b\", post(b))";
    let (route, handlers) = arguments(source).split_once(',').expect("a route and its handlers");
    assert_eq!((route.trim(), methods(handlers)), ("paths::A", vec!["GET".to_owned(), "POST".to_owned()]));
}
