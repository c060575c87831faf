//! A server that is killed while fifty people write, and started again on the same data: each message is there, and there once.

use super::{
    contention::{portal, postgres_database, sign_in},
    program::{AT_MOST, Home},
};
use crate::harness;
use domain::{
    access::Role,
    discussions::{PostForm, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::TopicId,
    paths,
};
use sample::cast::ANIMATOR;
use services::{
    cx::{Cx, Portal},
    discussions::{self, SeenPost, Where},
    identity,
};
use std::{net::SocketAddr, sync::Arc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{mpsc, watch},
    time::timeout,
};

const WRITERS: usize = 50;
/// How many messages each of them writes.
const EACH: usize = 4;
/// After how many answers the server is killed: the others are under way, or still to come.
const ANSWERED: usize = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fifty_write_to_a_server_that_is_killed_is_there_once_on_sqlite() {
    let home = Home::new();
    let url = format!("sqlite:{}", home.path("preau.sqlite").display());
    write_and_be_killed(&home, &url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fifty_write_to_a_server_that_is_killed_is_there_once_on_postgres() {
    write_and_be_killed(&Home::new(), &postgres_database("killed").await).await;
}

async fn write_and_be_killed(home: &Home, url: &str) {
    let portal = portal(home, url).await;
    let (animator, id, path) = settle(&portal).await;
    let cookies = sign_in(&portal, WRITERS).await;

    let serve = || home.start_with(&["serve"], &[("DATABASE_URL", url)]);
    let server = serve();
    let (serving, served) = watch::channel(server.address);
    let (answered, mut answers) = mpsc::unbounded_channel();
    let writer = |(number, cookie): (usize, String)| {
        let voice = Voice { number, cookie, path: path.clone(), served: served.clone(), answered: answered.clone() };
        tokio::spawn(voice.write())
    };
    let writers: Vec<_> = cookies.into_iter().enumerate().map(writer).collect();
    for _ in 0..ANSWERED {
        timeout(AT_MOST, answers.recv()).await.expect("in time").expect("they write");
    }
    server.kill();
    let server = serve();
    serving.send(server.address).expect("they go on");
    for writer in writers {
        timeout(AT_MOST, writer).await.expect("in time").expect("all is sent");
    }

    let posts = posts(&animator, id).await;
    let numbers: Vec<_> = posts.iter().filter_map(|post| post.position).map(|position| position.get()).collect();
    assert!(numbers.iter().copied().eq(1..=(WRITERS * EACH + 1) as u32), "without a gap: {numbers:?}");
    for number in 0..WRITERS {
        for message in 0..EACH {
            let said = said(number, message);
            let there = posts.iter().filter(|post| post.body.as_ref().is_some_and(|body| body.as_str().contains(&said))).count();
            assert_eq!(there, 1, "{said}");
        }
    }
    server.terminate();
    assert_eq!(server.ended().0, Some(0));
}

/// An animator, a topic in which teachers write, and its address.
async fn settle(portal: &Arc<Portal>) -> (Cx, TopicId, String) {
    let system = Cx::system(portal.clone(), "a test");
    let account = identity::ensure_account(&system, &ANIMATOR.account()).await.expect("an account");
    let viewer = identity::person(&mut system.read().await.expect("a connection"), account).await.expect("asked").expect("a person");
    let animator = system.as_viewer(viewer);
    let access = SpaceAccess { public: false, read: Vec::new(), post: vec![Role::Teacher], communes: Vec::new() };
    let form = SpaceForm { name: "Entraide".into(), summary: String::new(), access, takes_needs: false };
    let space = discussions::make_space(&animator, &form).await.expect("a space");
    let space = discussions::space(&animator, &space).await.expect("a space").id;
    let post = PostForm::read([("body", "Chacun écrit ici.")]).expect("sound");
    let form =
        TopicForm { title: "Cinquante voix".into(), kind: TopicKind::Talk, tags: Vec::new(), spaces: vec![space], opens: None, post };
    let (id, slug) = discussions::open_topic(&animator, &form, None).await.expect("a topic");
    (animator, id, paths::topic(id, &slug))
}

/// All messages of a topic, page after page.
async fn posts(cx: &Cx, id: TopicId) -> Vec<SeenPost> {
    let mut all = Vec::new();
    let pages = discussions::topic(cx, id, Where::Last).await.expect("a page").pages;
    for page in 1..=pages {
        all.extend(discussions::topic(cx, id, Where::Page(page)).await.expect("a page").posts);
    }
    all
}

fn said(number: usize, message: usize) -> String {
    format!("Message {message} de la voix {number}.")
}

/// Someone who writes, whatever becomes of the server.
struct Voice {
    number: usize,
    cookie: String,
    /// The topic's address.
    path: String,
    /// Where the server is now.
    served: watch::Receiver<SocketAddr>,
    answered: mpsc::UnboundedSender<()>,
}

impl Voice {
    /// Sends each message with a mark of its own, again and again until it is answered.
    async fn write(mut self) {
        for message in 0..EACH {
            let mark = format!("voix{}message{message}", self.number);
            let form = form(&mark, &said(self.number, message));
            loop {
                let address = *self.served.borrow_and_update();
                match post(address, &self.path, &self.cookie, &form).await {
                    Some(status) => {
                        assert_eq!(status, 303, "{mark}");
                        break;
                    }
                    // It died under it: whether the message is there, nobody knows.
                    None => self.served.changed().await.expect("another server comes"),
                }
            }
            self.answered.send(()).expect("someone counts");
        }
    }
}

/// What the page's form sends.
fn form(mark: &str, body: &str) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs([("do", "send"), ("page", "1"), ("sent", mark), ("body", body)]).finish()
}

/// Sends the form of the page, as a browser does; the status of the answer, if there is one.
async fn post(address: SocketAddr, path: &str, cookie: &str, form: &str) -> Option<u16> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nOrigin: {}\r\nCookie: preau={cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        harness::ORIGIN,
        form.len()
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    String::from_utf8_lossy(&answer).split_whitespace().nth(1)?.parse().ok()
}
