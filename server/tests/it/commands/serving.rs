//! Servers that are started, stopped, killed, and worked beside.

use super::program::{AT_MOST, Home, Server};
use crate::harness::ORIGIN;
use domain::paths::{LIVE, MY_PROJECTS};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(AT_MOST)).expect("a limit");
    stream
}

/// Sends a request, and reads the whole answer: the connection is closed after it.
fn ask(address: SocketAddr, request: &str) -> String {
    let mut stream = connect(address);
    stream.write_all(request.as_bytes()).expect("sent");
    read(stream)
}

fn read(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(address: SocketAddr, path: &str) -> String {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
}

fn post(path: &str, cookie: &str, form: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {ORIGIN}\r\nCookie: preau={cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
}

fn signed_in(server: &Server) -> String {
    let answer = ask(server.address, &post("/connexion/demo", "", "personne=enseignante"));
    let cookie = answer.split("preau=").nth(1).and_then(|rest| rest.split(';').next());
    cookie.unwrap_or_else(|| panic!("no session: {answer}")).to_owned()
}

/// Asks again until `path` shows `text`: the index is a moment late.
fn shown(server: &Server, path: &str, text: &str) {
    let begun = Instant::now();
    while !get(server.address, path).contains(text) {
        assert!(begun.elapsed() < AT_MOST, "{path} does not show {text}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[tokio::test]
async fn a_server_told_to_stop_finishes_what_is_under_way() {
    let home = Home::demo().await;
    let server = home.start(&["demo"]);
    let cookie = signed_in(&server);
    let request = post("/projets/nouveau", &cookie, "title=Avant+la+sonnerie&summary=Une+ligne&intent=save");
    let (sent, rest) = request.split_at(request.len() - 5);
    let mut under_way = connect(server.address);
    under_way.write_all(sent.as_bytes()).expect("sent");
    // A request that was answered after this one began shows that this one was taken up.
    assert!(get(server.address, "/").starts_with("HTTP/1.1 200"));

    server.terminate();
    let begun = Instant::now();
    while TcpStream::connect(server.address).is_ok() {
        assert!(begun.elapsed() < AT_MOST, "new connections are still taken");
        std::thread::sleep(Duration::from_millis(20));
    }
    under_way.write_all(rest.as_bytes()).expect("sent");
    let answer = read(under_way);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");

    let server = home.start(&["demo"]);
    let cookie = signed_in(&server);
    let mine = ask(
        server.address,
        &format!("GET {MY_PROJECTS} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: preau={cookie}\r\nConnection: close\r\n\r\n"),
    );
    assert!(mine.contains("Avant la sonnerie"), "nothing was lost: {mine}");
}

#[tokio::test]
async fn an_open_page_does_not_keep_a_server_from_stopping() {
    let home = Home::demo().await;
    let server = home.start(&["demo"]);
    let cookie = signed_in(&server);
    let mut listening = connect(server.address);
    let request = format!("GET {LIVE} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: preau={cookie}\r\n\r\n");
    listening.write_all(request.as_bytes()).expect("sent");
    let mut first = [0; 12];
    listening.read_exact(&mut first).expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 200");

    server.terminate();
    assert!(read(listening).contains("retry: 3000"));
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("were cut"), "{log}");
}

#[tokio::test]
async fn the_index_is_rebuilt_beside_a_running_server() {
    let home = Home::demo().await;
    let server = home.start(&["serve"]);
    shown(&server, "/recherche?q=jardin", "<mark>");
    let checked = home.preau(&["check"]);
    assert!(checked.out.contains("tenu par un serveur qui tourne"), "{}", checked.out);
    let done = home.preau(&["reindex"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("L’index est refait"), "{}", done.out);
    let begun = Instant::now();
    while std::fs::read_dir(home.path("data/index"))
        .expect("the index")
        .filter(|entry| entry.as_ref().is_ok_and(|e| e.path().is_dir()))
        .count()
        > 1
    {
        assert!(begun.elapsed() < AT_MOST, "the server does not let go of the old index");
        std::thread::sleep(Duration::from_millis(100));
    }
    shown(&server, "/recherche?q=jardin", "<mark>");
}

#[tokio::test]
async fn what_a_killed_server_had_said_is_found_by_the_next() {
    let home = Home::demo().await;
    let server = home.start(&["demo"]);
    shown(&server, "/recherche?q=jardin", "<mark>");
    let cookie = signed_in(&server);
    let saved = ask(server.address, &post("/projets/nouveau", &cookie, "title=Le+quetzal+de+la+cour&summary=Une+ligne&intent=save"));
    assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
    server.kill();
    let server = home.start(&["demo"]);
    shown(&server, "/recherche?q=jardin", "<mark>");
    let cookie = signed_in(&server);
    let found = format!("GET /recherche?q=quetzal HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: preau={cookie}\r\nConnection: close\r\n\r\n");
    let begun = Instant::now();
    while !ask(server.address, &found).contains("quetzal</mark>") {
        assert!(begun.elapsed() < AT_MOST, "the draft is not found");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[tokio::test]
async fn an_index_that_is_damaged_is_made_again_at_the_start() {
    let home = Home::demo().await;
    assert_eq!(home.preau(&["reindex"]).code, 0);
    home.damage_the_index();
    let server = home.start(&["serve"]);
    shown(&server, "/recherche?q=jardin", "<mark>");
    server.terminate();
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");
    for told in ["the search index cannot be used: an empty one takes its place", "the search index is rebuilt"] {
        assert!(log.contains(told), "{told}: {log}");
    }
    assert_eq!(home.preau(&["check"]).out.matches('✗').count(), 1, "only the site is not there: {}", home.preau(&["check"]).out);
}

/// Asks again until the measures have the line `line`.
fn told(metrics: SocketAddr, line: &str) {
    let begun = Instant::now();
    loop {
        let answer = get(metrics, "/metrics");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        if answer.lines().any(|told| told == line) {
            return;
        }
        assert!(begun.elapsed() < AT_MOST, "{line} is not told: {answer}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[tokio::test]
async fn measures_are_told_at_an_address_of_their_own() {
    let home = Home::demo().await;
    let server = home.start(&["serve"]);
    assert_eq!(server.metrics, None, "unless they are asked for");
    server.terminate();
    assert_eq!(server.ended().0, Some(0));

    home.write("preau.toml", "[metrics]\naddress = \"127.0.0.1:0\"\n");
    assert!(home.preau(&["check"]).out.contains("mesures 127.0.0.1:0"));
    let server = home.start(&["serve"]);
    let metrics = server.metrics.expect("they are told");
    told(metrics, "preau_index_lag_events 0");
    told(metrics, "preau_database_up 1");
    assert!(get(server.address, "/metrics").starts_with("HTTP/1.1 404"));
    assert!(get(metrics, "/").starts_with("HTTP/1.1 404"));
    assert_eq!(home.preau(&["reindex"]).code, 0);
    told(metrics, "preau_index_rebuilds_total{why=\"asked\"} 1");
    // One who keeps a connection open does not keep the server from stopping.
    let mut kept = connect(metrics);
    kept.write_all(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").expect("sent");
    let mut first = [0; 12];
    kept.read_exact(&mut first).expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 200");
    server.terminate();
    let (code, log) = server.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(TcpStream::connect(metrics).is_err());

    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    home.write("preau.toml", &format!("[metrics]\naddress = \"{}\"\n", taken.local_addr().expect("an address")));
    let refused = home.preau(&["serve"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("`address` de [metrics]"), "which of the two is taken is said: {}", refused.err);
}
