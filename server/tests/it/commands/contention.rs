//! Two servers of one database, and two hundred people who ask for twenty seats in the same second: T1, as it is run.

use super::program::{Home, Server};
use crate::harness;
use domain::{
    access::Role,
    ids::SessionId,
    training::{SessionForm, SessionMove, Standing, TrainingForm},
};
use services::{
    cx::{Cx, Portal},
    db::Db,
    identity::{self, NewPerson},
    outside::{Clock, Ids},
    training,
};
use std::{net::SocketAddr, sync::Arc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const PEOPLE: usize = 200;
const SEATS: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_of_two_hundred_are_in_on_sqlite() {
    let home = Home::new();
    let url = format!("sqlite:{}", home.path("preau.sqlite").display());
    compete(&home, &url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_of_two_hundred_are_in_on_postgres() {
    compete(&Home::new(), &postgres_database("contention").await).await;
}

/// An empty database for a test, whose name is made of `what`; its address.
///
/// # Panics
/// When there is no PostgreSQL: a test that did not run must not look as if it had.
pub(super) async fn postgres_database(what: &str) -> String {
    use sqlx::{Connection, Executor};
    let server = std::env::var("PREAU_TEST_POSTGRES")
        .expect("no PostgreSQL: run `cargo xtask test`, or set PREAU_TEST_POSTGRES to a server where databases may be made");
    let name = format!("preau_{what}_{}", std::process::id());
    let mut connection = sqlx::PgConnection::connect(&server).await.expect("a PostgreSQL server");
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        connection.execute(sqlx::AssertSqlSafe(sql)).await.expect("a database is made");
    }
    let mut url: url::Url = server.parse().expect("an address");
    url.set_path(&name);
    url.into()
}

async fn compete(home: &Home, url: &str) {
    let portal = portal(home, url).await;
    let (path, session, cookies) = settle(&portal).await;
    let servers: Vec<Server> =
        ["one", "two"].map(|data| home.start_with(&["serve"], &[("DATABASE_URL", url), ("PREAU_DATA", data)])).into();
    let addresses: Vec<SocketAddr> = servers.iter().map(|server| server.address).collect();
    let ask = |(number, cookie): (usize, String)| {
        let (address, path) = (addresses[number % 2], path.clone());
        tokio::spawn(async move { register(address, &path, session, &cookie).await })
    };
    let asked: Vec<_> = cookies.into_iter().enumerate().map(ask).collect();
    for answer in asked {
        assert_eq!(answer.await.expect("an answer"), 303, "everyone has an answer, and is sent on");
    }
    let desk = training::session_desk(&Cx::system(portal.clone(), "a test").as_viewer(runner()), session).await.expect("a desk");
    let standings: Vec<Standing> = desk.participants.iter().map(|participant| participant.registration.standing).collect();
    let numbers: Vec<i64> = desk.participants.iter().map(|participant| participant.registration.number).collect();
    assert_eq!(
        (standings.len(), numbers.first(), numbers.last()),
        (PEOPLE, Some(&1), Some(&(PEOPLE as i64))),
        "each has a number of their own"
    );
    assert!(standings[..SEATS].iter().all(|standing| *standing == Standing::Registered), "the first are in: {standings:?}");
    assert!(standings[SEATS..].iter().all(|standing| *standing == Standing::Waiting), "the others wait, in their order: {standings:?}");
    for server in servers {
        server.terminate();
        assert_eq!(server.ended().0, Some(0));
    }
}

fn runner() -> domain::access::Viewer {
    domain::access::Viewer::Member(domain::access::Member {
        id: domain::ids::AccountId::new(1),
        name: "Qui anime".into(),
        roles: vec![Role::Animator],
        schools: Vec::new(),
        communes: Vec::new(),
        school_communes: Vec::new(),
        animates: Vec::new(),
        links: Vec::new(),
    })
}

/// The portal as the test sees it: the same database, beside the servers.
pub(super) async fn portal(home: &Home, url: &str) -> Arc<Portal> {
    std::fs::create_dir_all(home.path("beside")).expect("a folder");
    let mut portal = Arc::into_inner(harness::portal(&home.path("beside"), harness::ORIGIN, Vec::new()).await).expect("nobody else has it");
    portal.db = Db::open(url).await.expect("a database");
    portal.clock = Clock::System;
    portal.ids = Ids::Random;
    Arc::new(portal)
}

/// An open session, and people who have signed in: the page's path, the session, and each one's cookie.
async fn settle(portal: &Arc<Portal>) -> (String, SessionId, Vec<String>) {
    let system = Cx::system(portal.clone(), "a test");
    let cx = system.as_viewer(runner());
    let form = TrainingForm::read([("title", "Vingt places"), ("summary", "Une heure.")]);
    let slug = training::make(&cx, &form, None).await.expect("a training");
    let form = SessionForm::read([
        ("mode", "online"),
        ("online", "https://visio.exemple.fr/x"),
        ("day-1", "2099-12-02"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "20"),
    ]);
    let session = training::prepare(&cx, &slug, form.expect("sound"), &[]).await.expect("a session");
    training::move_session(&cx, session, SessionMove::Open).await.expect("open");
    (domain::paths::training(&slug), session, sign_in(portal, PEOPLE).await)
}

/// So many teachers who have signed in: each one's cookie.
pub(super) async fn sign_in(portal: &Arc<Portal>, people: usize) -> Vec<String> {
    let system = Cx::system(portal.clone(), "a test");
    let mut cookies = Vec::new();
    for number in 0..people {
        let person = NewPerson {
            provider: "ent".into(),
            subject: number.to_string(),
            name: format!("Enseignante {number}"),
            email: None,
            roles: vec![Role::Teacher],
            schools: Vec::new(),
            communes: Vec::new(),
        };
        let account = identity::ensure_account(&system, &person).await.expect("an account");
        let mut change = system.begin().await.expect("a change");
        let secret = identity::open_session(&system, &mut change, account, "ent", None, None).await.expect("signed in");
        change.commit().await.expect("signed in");
        cookies.push(secret.reveal().to_owned());
    }
    cookies
}

/// Sends the form of the page, as a browser does; the status of the answer.
async fn register(address: SocketAddr, path: &str, session: SessionId, cookie: &str) -> u16 {
    let body = format!("session={session}&do=register");
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nOrigin: {}\r\nCookie: preau={cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        harness::ORIGIN,
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer.split_whitespace().nth(1).and_then(|status| status.parse().ok()).expect("a status")
}
